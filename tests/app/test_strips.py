"""What comes and goes above the canvas moves nothing under the pen."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QLockFile, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.recovery import Recoverable
from mattegui.app.tools import TOOLS
from mattegui.core.arrays import FOREGROUND
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_canvas import drag, label_at, place
from tests.app.test_projects import do

POINT = (200.0, 150.0)
LONG = "This sentence is so long that it takes more than one line of a narrow window. " * 4


@pytest.fixture
def settled(shown: Rig, qtbot: QtBot) -> Rig:
    """Return the application on the screen, with the coach's strip over the canvas."""
    qtbot.waitUntil(shown.window.coach.isVisible)
    QApplication.processEvents()
    return shown


def on_screen(rig: Rig) -> QPoint:
    """Return where on the screen an image point is, once everything is in its place."""
    QApplication.processEvents()
    return rig.canvas.mapToGlobal(place(rig, *POINT))


def found(folder: Path) -> Recoverable:
    lock = QLockFile(str(folder / "a.lock"))
    return Recoverable(
        folder / "a.journal", lock, folder / "a.png", datetime(2026, 3, 4), 1, True, None
    )


def comings_and_goings(rig: Rig, folder: Path) -> Iterator[Callable[[], object]]:
    window = rig.window
    yield lambda: window.messages.tell("A note.")
    yield lambda: window.messages.fail(LONG)
    yield window.messages.hide
    yield window.coach._go_on
    yield window.coach._end
    yield lambda: window.offers.offer(found(folder))
    yield window.offers._next
    yield lambda: window.band.setVisible(True)
    yield lambda: window.band.setVisible(False)
    yield lambda: window.status.show_progress(0.5)
    yield lambda: window.status.show_progress(1.0)
    yield lambda: window.status.tell(LONG)
    yield window.status.clearMessage


def test_the_image_stays_where_it_is_on_the_screen(settled: Rig, tmp_path: Path) -> None:
    before, viewport = on_screen(settled), settled.canvas.viewport
    for act in comings_and_goings(settled, tmp_path):
        act()
        assert on_screen(settled) == before
        assert settled.canvas.viewport == viewport


def test_no_tool_moves_the_image(settled: Rig) -> None:
    before = on_screen(settled)
    for name in TOOLS:
        do(settled, f"tool-{name}")
        assert on_screen(settled) == before, name


def test_a_stroke_goes_on_where_it_began_when_a_strip_comes(settled: Rig) -> None:
    QTest.mousePress(settled.canvas, Qt.MouseButton.LeftButton, pos=place(settled, 100, 200))
    goal = settled.canvas.mapToGlobal(place(settled, 300, 200))
    settled.window.messages.fail(LONG)
    QApplication.processEvents()
    end = settled.canvas.mapFromGlobal(goal)
    QTest.mouseMove(settled.canvas, end)
    QTest.mouseRelease(settled.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert {label_at(settled, x, 200) for x in range(100, 301, 20)} == {FOREGROUND}


def test_what_the_coach_says_next_moves_nothing(settled: Rig) -> None:
    before = on_screen(settled)
    stroke(settled.document, FOREGROUND, 30, (100, 100))
    assert "2 of 3" in settled.window.coach.text
    assert on_screen(settled) == before


def test_strips_lie_over_the_canvas_and_nowhere_else(settled: Rig) -> None:
    strips, canvas = settled.window.strips, settled.canvas
    assert strips.width() == canvas.width()
    assert strips.mapToGlobal(QPoint(0, 0)) == canvas.mapToGlobal(QPoint(0, 0))
    assert strips.height() == settled.window.coach.height() == canvas.covered
    assert strips.height() < canvas.height() / 4
    settled.window.messages.fail(LONG)
    QApplication.processEvents()
    both = (settled.window.messages, settled.window.coach)
    assert strips.height() == sum(strip.height() for strip in both)
    for strip in both:
        strip.hide()
    QApplication.processEvents()
    assert strips.height() == 0
    assert canvas.covered == 0


def test_a_narrow_window_gives_long_sentences_more_lines(settled: Rig) -> None:
    settled.window.messages.fail(LONG)
    QApplication.processEvents()
    wide = settled.window.strips.height()
    settled.window.resize(700, 600)
    QApplication.processEvents()
    text = settled.window.messages.findChildren(QWidget)[0]
    assert settled.window.strips.height() > wide
    assert text.height() >= text.heightForWidth(text.width())


def test_a_click_on_a_strip_paints_nothing(settled: Rig) -> None:
    coach = settled.window.coach
    before = settled.document.state
    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        QTest.mouseClick(coach, button, pos=coach.rect().center())
    assert settled.document.state == before
    assert not settled.edit_runner.tool_controller.dragging


def test_the_first_image_is_fitted_below_the_first_step(settled: Rig) -> None:
    canvas = settled.canvas
    assert canvas.covered > 0
    canvas.resize(canvas.width(), 300)
    canvas.fit()
    assert canvas.viewport.y >= canvas.covered
    assert place(settled, 0, 300).y() <= canvas.height()
    drag(settled, (5, 5), (30, 5))
    assert label_at(settled, 20, 5) == FOREGROUND


def test_the_start_page_makes_room(rig: Rig, tmp_path: Path) -> None:
    rig.window.show()
    rig.window.offers.offer(found(tmp_path))
    QApplication.processEvents()
    assert rig.window.strips.height() > 0
    assert rig.window.start.contentsMargins().top() == rig.window.strips.height()


def test_a_picture_of_the_work_hides_little_of_the_image(settled: Rig, tmp_path: Path) -> None:
    picture = np.zeros((200, 300, 3), np.uint8)
    settled.window.offers.offer(replace(found(tmp_path), picture=picture))
    QApplication.processEvents()
    assert settled.window.offers.height() < 80


def test_tab_comes_from_a_strip_to_the_canvas(settled: Rig) -> None:
    skip = settled.window.coach.findChildren(QPushButton)[-1]
    skip.setFocus()
    QTest.keyClick(skip, Qt.Key.Key_Tab)
    assert settled.canvas.hasFocus()
