from collections import Counter
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.actions import ACTIONS, MENUS
from mattegui.app.actions.spec import SEPARATOR, Menu
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import stroke


def all_shortcuts(window: QWidget) -> list[str]:
    keys = [key for action in window.findChildren(QAction) for key in action.shortcuts()]
    keys += [button.shortcut() for button in window.findChildren(QAbstractButton)]
    return [key.toString() for key in keys if not key.isEmpty()]


def all_menus(menus: Iterable[Menu] = MENUS) -> list[Menu]:
    """Return the menus and those within them."""
    found = list(menus)
    for menu in menus:
        found += all_menus([entry for entry in menu.order if isinstance(entry, Menu)])
    return found


def test_one_meaning_per_key(rig: Rig) -> None:
    counts = Counter(all_shortcuts(rig.window))
    assert len(counts) > 30
    assert [key for key, count in counts.items() if count > 1] == []


def test_every_key_is_understood() -> None:
    for name, spec in ACTIONS.items():
        for keys in spec.shortcuts:
            assert QKeySequence(keys).toString(), f"{name}: {keys}"


def test_every_action_has_a_title_and_a_menu(rig: Rig) -> None:
    listed = [name for menu in all_menus() for name in menu.order if isinstance(name, str)]
    listed = [name for name in listed if name != SEPARATOR]
    assert Counter(listed) == Counter(list(ACTIONS)), "each is in one menu, once"
    assert len(ACTIONS) == sum(len(menu.actions) for menu in all_menus()), "a name is used twice"
    for action in rig.window.actions_by_name.values():
        assert action.text().replace("&", "").strip()


def test_mnemonics_do_not_collide_within_a_menu() -> None:
    def letter(title: str) -> str:
        return title[title.index("&") + 1].lower()

    assert len({letter(menu.title) for menu in MENUS}) == len(MENUS)
    for menu in all_menus():
        inner = [entry.title for entry in menu.order if isinstance(entry, Menu)]
        titles = [*inner, *(spec.title for spec in menu.actions.values())]
        letters = Counter(letter(title) for title in titles)
        assert max(letters.values()) == 1, f"{menu.title}: {letters}"


def test_without_an_image_only_what_needs_none_can_be_done(rig: Rig) -> None:
    enabled = {name for name, action in rig.window.actions_by_name.items() if action.isEnabled()}
    assert enabled == {name for name, spec in ACTIONS.items() if not spec.needs}
    assert "export" not in enabled


def test_undo_and_redo_are_offered_when_there_is_something(shown: Rig) -> None:
    actions = shown.window.actions_by_name
    assert actions["export"].isEnabled()
    assert not actions["undo"].isEnabled()
    stroke(shown.document, FOREGROUND, 10, (50, 50))
    assert actions["undo"].isEnabled()
    assert not actions["redo"].isEnabled()
    actions["undo"].trigger()
    assert not actions["undo"].isEnabled()
    assert actions["redo"].isEnabled()


def press(rig: Rig, key: str, target: QWidget | None = None) -> None:
    # The stub does not know that a sequence can be indexed.
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
    QTest.keyClick(target or rig.canvas, combination.key(), combination.keyboardModifiers())


@pytest.fixture
def active(shown: Rig, qtbot: QtBot) -> Rig:
    """Return the application with the keyboard on its canvas."""
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    shown.canvas.setFocus()
    return shown


def test_keys_choose_labels(active: Rig, qtbot: QtBot) -> None:
    for key, label in (("3", UNKNOWN), ("2", BACKGROUND), ("1", FOREGROUND), ("X", BACKGROUND)):
        with qtbot.waitSignal(active.window.options.label_chosen) as chosen:
            press(active, key)
        assert chosen.args == [label]


def test_keys_change_size_zoom_and_view(active: Rig, qtbot: QtBot) -> None:
    radii: list[float] = []
    active.canvas.radius_changed.connect(radii.append)
    press(active, "]")
    press(active, "[")
    assert radii == [22, pytest.approx(20, abs=0.5)]
    press(active, "+")
    assert active.canvas.viewport.zoom > 1
    press(active, "Ctrl+1")
    assert active.canvas.viewport.zoom == 1
    press(active, "A")
    assert active.window.views.view == "alpha"
    press(active, "A")
    assert active.window.views.view == "trimap"
    press(active, "Alt+5")
    qtbot.waitUntil(lambda: active.window.views.view == "checkerboard")
    press(active, "F")
    assert active.window.views.view == "colour"
    press(active, "Shift+F")
    assert active.window.views.view == "checkerboard"


def test_keys_undo_and_redo(active: Rig) -> None:
    matte = active.document.matte
    assert matte is not None
    stroke(active.document, FOREGROUND, 10, (50, 50))
    press(active, "Ctrl+Z")
    assert not matte.trimap.any()
    press(active, "Ctrl+Y")
    assert matte.trimap.any()
    press(active, "Ctrl+Z")
    press(active, "Ctrl+Shift+Z")
    assert matte.trimap.any()


SINGLE = [
    (name, key)
    for name, spec in ACTIONS.items()
    for key in spec.shortcuts
    if len(key.removeprefix("Shift+")) == 1
]


@pytest.mark.parametrize(("name", "key"), SINGLE)
def test_single_keys_are_text_while_a_number_is_typed(active: Rig, name: str, key: str) -> None:
    box = active.window.options.findChild(QDoubleSpinBox)
    assert isinstance(box, QDoubleSpinBox)
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    assert box.hasFocus()
    fired: list[bool] = []
    active.window.actions_by_name[name].triggered.connect(fired.append)
    press(active, key, box)
    assert fired == []


def test_a_size_can_be_typed(active: Rig) -> None:
    box = active.window.options.findChild(QDoubleSpinBox)
    assert isinstance(box, QDoubleSpinBox)
    radii: list[float] = []
    active.canvas.radius_changed.connect(radii.append)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "123")
    assert radii[-1] == 61.5
    assert box.value() == 123
