"""Preferences, keys, the palette and the sheet, as they are used."""

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextBrowser, QTreeWidget, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from mattegui.app.actions import ACTIONS
from mattegui.app.panels.palette import Palette, score
from mattegui.app.panels.preferences import Preferences
from mattegui.app.panels.preferences_keys import KeysPage
from mattegui.app.panels.sheet import Sheet
from mattegui.app.settings import Settings
from mattegui.app.shortcuts import PRESETS, bindings, normal, owner, plain_title
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession

DEFAULTS = {name: spec.shortcuts for name, spec in ACTIONS.items()}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_gives_two_actions_the_same_keys(preset: str) -> None:
    assert set(PRESETS[preset]) <= set(ACTIONS)
    bound = bindings(DEFAULTS, preset, {})
    for (one, keys), (other, others) in combinations(bound.items(), 2):
        assert not set(keys) & set(others), (one, other)
    for keys in PRESETS[preset].values():
        assert all(normal(key) for key in keys)


def test_the_user_s_keys_win_over_the_preset_s() -> None:
    bound = bindings(DEFAULTS, "GIMP", {"fit": ["Ctrl+Y"], "not there": ["Q"]})
    assert bound["fit"] == ("Ctrl+Y",)
    assert bound["redo"] == ()
    assert bound["palette"] == ("/",)
    assert set(bound) == set(DEFAULTS)


def test_keys_that_begin_alike_cannot_be_told_apart() -> None:
    bound = {"one": ("Ctrl+K, Ctrl+C",), "two": ("Q",)}
    assert owner(bound, "Ctrl+K", "two") == "one"
    assert owner(bound, "Ctrl+K", "one") == ""
    assert owner(bound, "Q", "one") == "two"
    assert owner(bound, "W", "one") == ""


@pytest.fixture
def preferences(rig: Rig, qtbot: QtBot) -> Preferences:
    rig.window.show()
    rig.window.actions_by_name["preferences"].trigger()
    dialog = rig.window.findChild(Preferences, "preferences")
    assert isinstance(dialog, Preferences)
    return dialog


def test_preferences_are_there_once_and_do_not_block(rig: Rig, preferences: Preferences) -> None:
    assert not preferences.isModal()
    rig.window.actions_by_name["preferences"].trigger()
    assert len(rig.window.findChildren(Preferences)) == 1


def test_what_is_chosen_applies_at_once(rig: Rig, preferences: Preferences) -> None:
    settings = rig.settings
    preferences.undo.setValue(7)
    assert rig.document.history._budget == 7_000_000
    preferences.band.setValue(21)
    assert settings.band == rig.file_service._band == 21
    preferences.pressure.click()
    assert not settings.pressure
    assert not rig.edit_runner.tool_controller.options.pressure
    for box, wanted in (
        (preferences.theme, "light"),
        (preferences.language, "de"),
        (preferences.device, "cpu"),
    ):
        box.setCurrentIndex(box.findData(wanted))
        box.activated.emit(box.currentIndex())
    assert (settings.theme, settings.language, settings.device) == ("light", "de", "cpu")


def row(page: KeysPage, name: str) -> QTreeWidgetItem:
    title = plain_title(ACTIONS[name].title)
    return page.table.findItems(title, Qt.MatchFlag.MatchExactly)[0]


def give(page: KeysPage, name: str, keys: str) -> None:
    """Choose an action and type keys for it."""
    page.table.setCurrentItem(row(page, name))
    page.edit.setKeySequence(QKeySequence(keys))
    page.edit.editingFinished.emit()


def test_keys_are_rebound_refused_and_reset(rig: Rig, preferences: Preferences) -> None:
    page = preferences.findChild(KeysPage)
    assert isinstance(page, KeysPage)
    actions = rig.window.actions_by_name
    give(page, "fit", "Ctrl+J")
    assert actions["fit"].shortcut().toString() == "Ctrl+J"
    assert rig.settings.shortcuts == {"fit": ["Ctrl+J"]}
    assert row(page, "fit").text(1) == "Ctrl+J"
    give(page, "undo", "Ctrl+J")
    assert actions["undo"].shortcut().toString() == "Ctrl+Z"
    assert "Fit" in page.message.text()
    assert page.edit.keySequence().toString() == "Ctrl+Z"
    give(page, "redo", "")
    assert actions["redo"].shortcuts() == []
    page.reset_one.click()
    assert actions["redo"].shortcut().toString() == "Ctrl+Shift+Z"
    page.preset.setCurrentText("GIMP")
    page.preset.textActivated.emit("GIMP")
    assert actions["redo"].shortcut().toString() == "Ctrl+Y"
    assert actions["fit"].shortcut().toString() == "Ctrl+J", "the user's own key stays"
    page.reset_all.click()
    assert actions["fit"].shortcut().toString() == "Ctrl+Shift+J"
    page.filter.setText("preferences")
    hidden = [page.table.topLevelItem(i) for i in range(page.table.topLevelItemCount())]
    assert sum(item is not None and not item.isHidden() for item in hidden) == 1


def test_keys_come_back_with_the_settings(make_rig: Callable[..., Rig]) -> None:
    settings = Settings(preset="Photoshop", shortcuts={"fit": ["Ctrl+J"]})
    actions = make_rig(FakeSession(), settings).window.actions_by_name
    assert actions["fit"].shortcut().toString() == "Ctrl+J"
    assert actions["palette"].shortcut().toString() == "Ctrl+F"


def open_palette(rig: Rig) -> tuple[QLineEdit, QTreeWidget]:
    rig.window.actions_by_name["palette"].trigger()
    palette = rig.window.findChild(Palette, "palette")
    assert isinstance(palette, Palette)
    return palette._line, palette._list


def shown_rows(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    rows = [tree.topLevelItem(index) for index in range(tree.topLevelItemCount())]
    return [item for item in rows if item is not None]


def test_the_palette_finds_runs_and_leaves(rig: Rig, qtbot: QtBot) -> None:
    rig.window.show()
    line, tree = open_palette(rig)
    assert len(shown_rows(tree)) >= len(ACTIONS)
    QTest.keyClicks(line, "fulscr")
    first = shown_rows(tree)[0]
    assert (first.text(0), first.text(2)) == ("Full Screen", "F11")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert rig.window.isFullScreen()
    qtbot.waitUntil(lambda: rig.window.findChild(Palette) is None)
    line, tree = open_palette(rig)
    QTest.keyClicks(line, "zzzz")
    assert shown_rows(tree) == []
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: rig.window.findChild(Palette) is None)


def test_the_palette_shows_what_cannot_be_done_now(rig: Rig, qtbot: QtBot) -> None:
    rig.window.show()
    line, tree = open_palette(rig)
    QTest.keyClicks(line, "undo")
    assert shown_rows(tree)[0].text(0) == "Undo"
    grey = tree.palette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert shown_rows(tree)[0].foreground(0) == grey
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert rig.window.findChild(Palette) is not None, "nothing was done, so it stays"
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert tree.currentItem() is not shown_rows(tree)[0] or len(shown_rows(tree)) == 1
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert tree.currentItem() is shown_rows(tree)[0]


def test_letters_at_the_beginning_of_words_count_most() -> None:
    titles = ["Export Cutout…", "Next View", "Export Alpha…", "Matte Now"]
    assert max(titles, key=lambda title: score("ea", title)) == "Export Alpha…"
    assert max(titles, key=lambda title: score("mn", title)) == "Matte Now"
    assert score("xyz", "Export") == 0
    assert score("", "anything") == 1


def test_the_sheet_lists_every_key(rig: Rig) -> None:
    rig.window.show()
    rig.window.actions_by_name["sheet"].trigger()
    sheet = rig.window.findChild(Sheet, "sheet")
    assert isinstance(sheet, Sheet)
    page = sheet.findChild(QTextBrowser)
    assert isinstance(page, QTextBrowser)
    text = page.toPlainText()
    native = QKeySequence.SequenceFormat.NativeText
    for action in rig.window.actions_by_name.values():
        for key in action.shortcuts():
            assert key.toString(native) in text
            assert plain_title(action.text()) in text
    assert "On the canvas" in text
