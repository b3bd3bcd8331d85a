"""Doubtful spots, histogram, navigator, badge: what is known of the work beyond the work."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mattegui.app.doubt import Doubts
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.curve import Curve
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import reading_order
from tests.app.conftest import Rig, rest
from tests.app.fakes import FakeSession, stroke

Key = Qt.Key


def do(rig: Rig, name: str) -> None:
    rig.window.actions_by_name[name].trigger()


def test_at_rest_every_level_is_up_to_date(rested: Rig) -> None:
    layers, matte = rested.document.layers, rested.document.matte
    assert layers is not None
    assert matte is not None
    assert rested.solver.up_to_date
    for pyramid in (layers.trimap, layers.alpha, layers.foreground):
        kept = [level.copy() for level in pyramid._levels]
        for old, new in zip(kept, pyramid.levels, strict=True):
            assert np.array_equal(old, new)


def test_a_change_ends_the_rest(rested: Rig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rested.analysis.idle_monitor.ended):
        stroke(rested.document, FOREGROUND, 10, (100, 100))
    assert not rested.analysis.idle_monitor.resting
    with qtbot.waitSignal(rested.analysis.idle_monitor.came, timeout=20_000):
        pass


def test_there_is_no_rest_while_something_is_solved(
    make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path
) -> None:
    gate = threading.Semaphore(0)
    rig = make_rig(FakeSession(gate=gate))
    rig.open(qtbot, photo_path)
    rest(rig, qtbot)
    stroke(rig.document, UNKNOWN, 20, (100, 100))
    QTest.qWait(600)
    assert not rig.analysis.idle_monitor.resting
    assert rig.window.badge.text == "Draft"
    gate.release(100)
    rest(rig, qtbot)


def test_the_map_of_doubt_is_shown(rested: Rig, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(rested.analysis.doubts.spots), timeout=20_000)
    rested.window.views.choose("uncertainty")
    sight = rested.window.renderer.sight
    assert sight is not None
    assert sight.doubt is not None
    assert sight.doubt.shape == (300, 400)
    assert sight.doubt[150].max() > 0.3
    assert not sight.doubt[:100].any(), "what is known is not doubtful"


def test_n_goes_from_spot_to_spot_and_tells(rested: Rig, qtbot: QtBot) -> None:
    doubts = rested.analysis.doubts
    qtbot.waitUntil(lambda: len(doubts.spots) > 1, timeout=20_000)
    reached: list[tuple[Rect, int, int]] = []
    doubts.reached.connect(lambda *found: reached.append(found))
    for _ in doubts.spots:
        do(rested, "next-doubt")
    count = len(doubts.spots)
    assert [number for _, number, _ in reached] == list(range(1, count + 1))
    assert rested.window.status.currentMessage() == f"Doubtful spot {count} of {count}"
    do(rested, "next-doubt")
    assert reached[-1][1] == 1, "after the last comes the first"
    do(rested, "last-doubt")
    assert reached[-1][1] == count
    spot = reached[-1][0]
    canvas = rested.canvas
    x, y = canvas.viewport.to_widget(((spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2))
    assert abs(x - canvas.width() / 2) < 2
    assert abs(y - canvas.height() / 2) < 2
    assert spot.height * canvas.viewport.zoom > canvas.height() / 5


def test_a_stroke_on_one_spot_leaves_the_way_through_the_others(rested: Rig, qtbot: QtBot) -> None:
    doubts = rested.analysis.doubts
    qtbot.waitUntil(lambda: len(doubts.spots) > 2, timeout=20_000)
    before = doubts.spots
    do(rested, "next-doubt")
    middle = (before[0].x0 + before[0].x1) / 2, (before[0].y0 + before[0].y1) / 2
    stroke(rested.document, FOREGROUND, 20, middle)
    with qtbot.waitSignal(doubts.reached, timeout=20_000) as found:
        # Not known any more: the step is made as soon as it is.
        do(rested, "next-doubt")
    place: Rect = found.args[0]
    side = doubts._side
    assert reading_order(place, side) > reading_order(before[0], side), "it does not go back"


def test_without_doubt_it_is_said(shown: Rig, qtbot: QtBot) -> None:
    rest(shown, qtbot)
    with qtbot.waitSignal(shown.analysis.doubts.measured, timeout=20_000):
        stroke(shown.document, FOREGROUND, 10, (100, 100))
    with qtbot.waitSignal(shown.analysis.doubts.missed):
        do(shown, "next-doubt")
    assert shown.window.status.currentMessage() == "There is no doubtful spot."


def test_another_image_has_other_spots(rested: Rig, qtbot: QtBot, photo_path: Path) -> None:
    doubts: Doubts = rested.analysis.doubts
    qtbot.waitUntil(lambda: bool(doubts.spots), timeout=20_000)
    rested.open(qtbot, photo_path)
    assert doubts.spots == ()


def test_the_histogram_is_that_of_the_final_alpha(rested: Rig, qtbot: QtBot) -> None:
    matte = rested.document.matte
    assert matte is not None
    panel = rested.window.histogram
    qtbot.waitUntil(lambda: panel.text != "", timeout=20_000)
    alpha = matte.final_alpha()
    between = 100 * ((alpha > 0.5 / 255) & (alpha < 254.5 / 255)).mean()
    assert f"between: {between:.1f} %" in panel.text
    panel.grab()
    # Clipped, there are more empty and more solid pixels.
    before = panel.text
    rested.document.set_curve(Curve(0.3, 0.7), "Curve")
    qtbot.waitUntil(lambda: panel.text != before, timeout=20_000)
    alpha = matte.final_alpha()
    clipped = 100 * ((alpha > 0.5 / 255) & (alpha < 254.5 / 255)).mean()
    assert clipped < between
    assert f"between: {clipped:.1f} %" in panel.text
    panel.show_counts(None)
    assert panel.text == ""
    panel.grab()


def test_the_navigator_shows_and_moves_what_is_seen(rested: Rig) -> None:
    canvas, navigator = rested.canvas, rested.window.navigator
    canvas.fit()
    whole = navigator.frame
    assert whole.width() == pytest.approx(navigator._area().width(), abs=1)
    canvas.zoom_to(4)
    assert navigator.frame.width() < whole.width()
    area = navigator._area()
    corner = QPoint(round(area.left() + 0.25 * area.width()), round(area.top() + area.height() / 4))
    QTest.mousePress(navigator, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    x, y = canvas.viewport.to_image((canvas.width() / 2, canvas.height() / 2))
    assert x == pytest.approx(100, abs=4)
    assert y == pytest.approx(75, abs=4)
    QTest.mouseMove(navigator, area.center().toPoint())
    QTest.mouseRelease(navigator, Qt.MouseButton.LeftButton)
    middle = canvas.viewport.to_image((canvas.width() / 2, canvas.height() / 2))
    QTest.keyClick(navigator, Key.Key_Left)
    moved = canvas.viewport.to_image((canvas.width() / 2, canvas.height() / 2))
    assert moved[0] < middle[0]
    assert moved[1] == pytest.approx(middle[1], abs=0.01)


def test_the_navigator_shows_the_view(rested: Rig) -> None:
    navigator, views = rested.window.navigator, rested.window.views

    def colour() -> tuple[int, int, int]:
        image = navigator._picture.convertToFormat(QImage.Format.Format_RGB32)
        pixel = image.pixelColor(5, 5)
        return pixel.red(), pixel.green(), pixel.blue()

    views.choose("black")
    assert colour() == (0, 0, 0)
    views.choose("colour")
    views.options.colour_chosen.emit((10, 20, 30))
    assert colour() == (10, 20, 30)
    navigator.grab()


def test_the_badge_says_what_is_seen(rested: Rig, qtbot: QtBot) -> None:
    badge = rested.window.badge
    rested.solver.progressed.emit(1.0)
    assert badge.text == "Final"
    rested.solver.set_live(False)
    stroke(rested.document, UNKNOWN, 25, (100, 60))
    assert badge.text == "Outdated"
    rested.solver.solve()
    assert badge.text == "Draft"
    rested.settle(qtbot)
    assert badge.text == "Final"
    badge._staying.start(0)
    qtbot.waitUntil(lambda: badge.text == "", timeout=10_000)


def test_labels_leave_nothing_doubtful_where_they_are_painted(rested: Rig, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(rested.analysis.doubts.spots), timeout=20_000)
    with qtbot.waitSignal(rested.analysis.doubts.measured, timeout=20_000):
        stroke(rested.document, BACKGROUND, 40, (20, 150), (380, 150))
    qtbot.waitUntil(lambda: rested.analysis.doubts.spots == (), timeout=20_000)
