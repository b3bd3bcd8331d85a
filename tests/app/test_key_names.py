"""Texts that name keys have those that the user has given to the actions."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.actions import ACTIONS
from mattegui.app.key_names import KeyNames
from mattegui.app.panels.preferences_keys import KeysPage
from mattegui.app.settings import Settings
from mattegui.app.tools import TOOLS
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession

TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations"
NAMED = re.compile(r"{([a-z]+(?:-[a-z]+)*)}")


@pytest.fixture
def actions(qapp: QApplication) -> dict[str, QAction]:
    made = {}
    for name, keys in {"smaller": ("[", "F7"), "larger": ("]",), "cancel": ()}.items():
        made[name] = QAction(name, qapp)
        made[name].setObjectName(name)
        made[name].setShortcuts([QKeySequence(key) for key in keys])
    return made


def test_the_first_keys_stand_where_an_action_is_named(actions: dict[str, QAction]) -> None:
    names = KeyNames(actions.values())
    assert names.put("Drag · {smaller} {larger} size") == "Drag · [ ] size"
    assert names.put("Size ({smaller}), in pixels") == "Size ([), in pixels"
    assert names.put("大小（{smaller}）") == "大小（[）"
    assert names.of("cancel") == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Stop ({cancel})", "Stop"),
        ("Stop ({cancel}), then ({larger}) go on", "Stop, then (]) go on"),
        ("停止（{cancel}）", "停止"),
        ("Drag · {cancel} stop · {smaller} size", "Drag · [ size"),
        ("Drag · {smaller} {cancel} size", "Drag"),
        ("{smaller}: size · {cancel}: stop", "[: size"),
    ],
)
def test_a_clause_about_an_action_without_keys_is_left_out(
    actions: dict[str, QAction], text: str, left: str
) -> None:
    assert KeyNames(actions.values()).put(text) == left


def test_an_action_that_there_is_not_is_no_text(actions: dict[str, QAction]) -> None:
    with pytest.raises(KeyError, match="huge"):
        KeyNames(actions.values()).put("Size ({huge})")


def test_it_tells_of_other_keys_and_of_nothing_else(
    actions: dict[str, QAction], qtbot: QtBot
) -> None:
    names = KeyNames(actions.values())
    with qtbot.assertNotEmitted(names.changed):
        actions["smaller"].setEnabled(False)
        actions["smaller"].setShortcuts([QKeySequence("["), QKeySequence("F8")])
    with qtbot.waitSignal(names.changed) as told:
        actions["smaller"].setShortcut(QKeySequence("Q"))
    assert told.args == [names]
    assert names.put("Size ({smaller})") == "Size (Q)"


def texts(rig: Rig) -> Iterator[str]:
    """Yield all that the window says and shows of itself."""
    for widget in rig.window.findChildren(QWidget):
        yield from (widget.toolTip(), widget.accessibleDescription())
        if isinstance(widget, QLabel):
            yield widget.text()


def test_no_text_of_the_window_shows_a_name_for_its_keys(rig: Rig) -> None:
    for tool in TOOLS:
        rig.window.paint_controller.choose_tool(tool)
        assert not [text for text in texts(rig) if NAMED.search(text)]
    rig.window.coach.begin()
    for _ in range(3):
        assert not NAMED.search(rig.window.coach.text)
        rig.window.coach._go_on()


def test_all_texts_follow_the_users_keys(make_rig: Callable[..., Rig]) -> None:
    settings = Settings(shortcuts={"smaller": ["F7"], "background": []})
    rig = make_rig(FakeSession(), settings)
    window = rig.window
    window.coach.begin()

    def said() -> str:
        return "\n".join(texts(rig))

    assert "in pixels of the image (F7 and ])" in said()
    assert window.status.hint.endswith("· F7 ] size")
    assert "Paint what is surely background\n" in said()
    assert "Paint what is surely subject (1)\n" in said()
    settings.shortcuts |= {
        "foreground": ["J"],
        "cancel": ["F8"],
        "wipe": ["K"],
        "view-checkerboard": [],
        "narrower": ["F9"],
    }
    page = KeysPage(settings, window.actions())
    for text in (
        "Paint what is surely subject (J)",
        "with foreground (J).",
        "Stop matting (F8)",
        "with a border to drag (K)",
        "unknown (F9 and Shift+])",
        "On checkerboard\n",
    ):
        assert text in said(), text
    page.deleteLater()


def test_translations_name_the_same_actions_in_clauses() -> None:
    looked = 0
    for path in sorted(TRANSLATIONS.glob("*.ts")):
        for message in ElementTree.parse(path).iter("message"):
            source = message.findtext("source") or ""
            names = set(NAMED.findall(source)) & ACTIONS.keys()
            if names:
                said = message.findtext("translation") or ""
                assert set(NAMED.findall(said)) & ACTIONS.keys() == names, source
                for text in (source, said):
                    bare = re.sub(r"[(（][^()（）]*[)）]|·[^·]*", "", text)
                    assert not set(NAMED.findall(bare)) & ACTIONS.keys(), text
                looked += 1
    assert looked >= 2 * 12
