"""The coach, the context menu, locks in the menu, a trimap from a mask, the start page."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragLeaveEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_projects import do, matte_of
from tests.samples import write

RIGHT = Qt.MouseButton.RightButton


def press(rig: Rig, text: str) -> None:
    buttons = rig.window.coach.findChildren(QPushButton)
    next(button for button in buttons if button.text() == text).click()


def coached(rig: Rig) -> bool:
    """Say whether the first steps were shown; a call, as it changes behind the checker's back."""
    return rig.settings.coached


def test_the_coach_goes_on_by_itself_and_comes_once(shown: Rig, qtbot: QtBot) -> None:
    coach, document = shown.window.coach, shown.document
    assert coach.isVisible()
    assert not coach.isModal()
    assert "1 of 3" in coach.text
    stroke(document, UNKNOWN, 20, (60, 60))
    assert "1 of 3" in coach.text, "that was something else"
    stroke(document, FOREGROUND, 40, (100, 100))
    assert "2 of 3" in coach.text
    stroke(document, UNKNOWN, 10, (250, 200))
    assert "2 of 3" in coach.text, "what stayed background was not marked"
    stroke(document, BACKGROUND, 10, (100, 100))
    assert "3 of 3" in coach.text
    assert not coached(shown)
    stroke(document, UNKNOWN, 10, (100, 130))
    assert coach.isHidden()
    assert coached(shown)
    stroke(document, FOREGROUND, 10, (150, 130))
    shown.document.mark_saved(document.state)
    shown.open(qtbot, matte_of(shown).file.path)
    assert coach.isHidden()
    do(shown, "first-steps")
    assert coach.isVisible()
    assert "1 of 3" in coach.text


def test_the_coach_can_be_skipped_or_read_on(shown: Rig) -> None:
    press(shown, "Next")
    assert "2 of 3" in shown.window.coach.text
    press(shown, "Skip")
    assert shown.window.coach.isHidden()
    assert coached(shown)
    assert shown.canvas.hasFocus()


def menus(rig: Rig) -> list[QMenu]:
    bar = [action.menu() for action in rig.window.menuBar().actions()]
    own = rig.window.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [menu for menu in own if menu.isVisible() and menu not in bar]


def test_a_right_click_asks_for_the_menu_and_a_drag_paints(shown: Rig, qtbot: QtBot) -> None:
    canvas = shown.canvas
    middle = canvas.rect().center()
    before = matte_of(shown).trimap.copy()
    QTest.mouseClick(canvas, RIGHT, pos=middle)
    assert np.array_equal(matte_of(shown).trimap, before)
    (menu,) = menus(shown)
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts[:3] == ["&Foreground", "&Background", "&Unknown"]
    assert "Tool" in texts
    menu.close()
    shown.window.options.choose_label(BACKGROUND)
    QTest.mousePress(canvas, RIGHT, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(40, 0))
    QTest.mouseRelease(canvas, RIGHT, pos=middle + QPoint(40, 0))
    assert menus(shown) == []
    assert (matte_of(shown).trimap == FOREGROUND).any()


def test_the_keyboard_opens_the_menu_as_well(shown: Rig) -> None:
    canvas = shown.canvas
    at = canvas.rect().center()
    reason = QContextMenuEvent.Reason
    for how, wanted in ((reason.Mouse, 0), (reason.Keyboard, 1)):
        event = QContextMenuEvent(how, at, canvas.mapToGlobal(at))
        QApplication.sendEvent(canvas, event)
        assert len(menus(shown)) == wanted
    for menu in menus(shown):
        menu.close()


def test_locks_are_checked_in_the_menu_wherever_they_are_set(shown: Rig) -> None:
    action = shown.window.actions_by_name["lock-foreground"]
    assert action.isCheckable()
    assert not action.isChecked()
    action.trigger()
    assert action.isChecked()
    assert shown.edit_runner.tool_controller.locked == {FOREGROUND}
    shown.window.options.lock_chosen.emit(FOREGROUND, False)
    assert not action.isChecked()


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))


def test_a_trimap_from_a_mask_can_have_another_band(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mask = np.zeros((300, 400), np.uint8)
    mask[80:220, 120:280] = 255
    choose(monkeypatch, write(tmp_path / "mask.png", mask))
    with qtbot.waitSignal(shown.edit_runner.bands_offered, timeout=20_000):
        do(shown, "trimap-from-mask")
    trimap = matte_of(shown).trimap
    assert (trimap[150, 200], trimap[20, 20]) == (FOREGROUND, BACKGROUND)
    narrow = int((trimap == UNKNOWN).sum())
    assert narrow > 0
    assert shown.window.band.isVisible()
    shown.edit_runner.set_band(40.0, False)
    qtbot.waitUntil(lambda: int((matte_of(shown).trimap == UNKNOWN).sum()) > narrow, timeout=9_000)
    do(shown, "undo")
    assert not matte_of(shown).trimap.any()


def test_a_mask_of_another_size_is_refused_in_words(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mask = np.zeros((30, 40), np.uint8)
    mask[5:20, 5:20] = 255
    choose(monkeypatch, write(tmp_path / "mask.png", mask))
    with qtbot.waitSignal(shown.edit_runner.failed, timeout=20_000):
        do(shown, "trimap-from-mask")
    assert "the mask measures 40×30 pixels" in shown.window.messages.text
    assert not matte_of(shown).trimap.any()


def test_the_start_page_pastes(rig: Rig) -> None:
    rig.window.show()
    buttons = rig.window.start.findChildren(QPushButton)
    assert [button.text() for button in buttons][:2] == ["Open an image…", "Paste an image"]
    QGuiApplication.clipboard().clear()
    buttons[1].click()
    assert "no image on the clipboard" in rig.window.messages.text


def test_the_drop_zone_lights_up_under_a_drag(rig: Rig, photo_path: Path) -> None:
    window = rig.window
    window.show()
    zone = window.start.zone
    buttons = zone.findChildren(QPushButton)
    assert len(buttons) == 2, "it frames what can be done instead"
    assert zone.width() < window.start.width()

    def drag(urls: list[QUrl]) -> None:
        mime = QMimeData()
        mime.setText("a word")
        if urls:
            mime.setUrls(urls)
        how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton
        QApplication.sendEvent(
            window, QDragEnterEvent(QPoint(9, 9), *how, Qt.KeyboardModifier.NoModifier)
        )

    drag([])
    assert not zone.hot
    drag([QUrl.fromLocalFile(str(photo_path))])
    assert lit(rig)
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert not lit(rig)


def lit(rig: Rig) -> bool:
    """Say whether the drop zone is lit; a call, as it changes behind the checker's back."""
    return rig.window.start.zone.hot
