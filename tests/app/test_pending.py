"""Corrections are seen while they are painted, before anything is written."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mattegui.core.overlay import LABEL_COLOURS
from tests.app.conftest import Rig
from tests.app.test_canvas import hover

Pixels = NDArray[np.uint8]
LEFT = Qt.MouseButton.LeftButton


def picture(rig: Rig) -> Pixels:
    """Return what the canvas shows, H,W,3 RGB."""
    rig.canvas.grab()  # a first one may be late with some tiles
    image = rig.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def press_and_draw(rig: Rig, *points: tuple[float, float]) -> None:
    places = [QPointF(*rig.canvas.viewport.to_widget(point)).toPoint() for point in points]
    QTest.mousePress(rig.canvas, LEFT, pos=places[0])
    for at in places[1:]:
        QTest.mouseMove(rig.canvas, at)


def release(rig: Rig, point: tuple[float, float]) -> None:
    at = QPointF(*rig.canvas.viewport.to_widget(point)).toPoint()
    QTest.mouseRelease(rig.canvas, LEFT, pos=at)


@pytest.fixture
def retouching(shown: Rig, qtbot: QtBot) -> Rig:
    shown.settle(qtbot)
    shown.window.paint_controller.choose_tool("retouch")
    shown.canvas.set_radius(15)
    shown.window.views.choose("alpha")
    return shown


def test_a_correction_is_seen_before_it_is_made(retouching: Rig) -> None:
    rig = retouching
    matte = rig.document.matte
    assert matte is not None
    before = picture(rig)
    press_and_draw(rig, (40, 40), (80, 40), (80, 60))
    drawn = picture(rig)
    assert not matte.retouch.any()
    changed = np.abs(drawn.astype(int) - before).max(axis=2) > 8
    assert changed.sum() > 500
    release(rig, (80, 60))
    assert matte.retouch.any()
    made = picture(rig)
    assert np.abs(made.astype(int) - drawn).max() <= 2


def test_a_correction_that_is_dropped_is_gone_from_sight(retouching: Rig) -> None:
    # The ring is to be where it will be afterwards.
    at = QPointF(*retouching.canvas.viewport.to_widget((80, 40))).toPoint()
    hover(retouching, at)
    before = picture(retouching)
    press_and_draw(retouching, (40, 40), (80, 40))
    assert (picture(retouching) != before).any()
    assert retouching.canvas.cancel_drag()
    assert np.array_equal(picture(retouching), before)


def test_another_tool_in_mid_stroke_drops_it(retouching: Rig) -> None:
    rig = retouching
    layers = rig.document.layers
    assert layers is not None
    press_and_draw(rig, (40, 40), (80, 40), (80, 60))
    shown = layers.pending
    rig.window.actions_by_name["tool-brush"].trigger()
    assert shown is not None
    assert layers.pending is None
    rig.window.actions_by_name["tool-retouch"].trigger()
    release(rig, (80, 60))
    press_and_draw(rig, (20, 20))
    release(rig, (20, 20))
    matte = rig.document.matte
    assert matte is not None
    assert not matte.retouch[60, 80].any()
    assert matte.retouch[20, 20].any()


def test_where_the_view_does_not_show_it_the_stroke_is_seen(retouching: Rig) -> None:
    retouching.window.views.choose("original")
    before = picture(retouching)
    press_and_draw(retouching, (40, 40), (80, 40))
    drawn = picture(retouching)
    x, y = retouching.canvas.viewport.to_widget((60, 40))
    was, now = before[int(y), int(x)].astype(int), drawn[int(y), int(x)].astype(int)
    colour = np.array(LABEL_COLOURS[retouching.edit_runner.tool_controller.label])
    assert np.abs(now - colour).sum() < np.abs(was - colour).sum()
