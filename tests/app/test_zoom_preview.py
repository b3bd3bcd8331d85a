"""The picture of a batch's review: fitted, near, moved, on a background of choice."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mattegui.app.panels.zoom_preview import BACKDROPS, ZoomPreview
from mattegui.app.qimages import qimage_of

SIZE = 400
LEFT = Qt.MouseButton.LeftButton


def stripes() -> QImage:
    """Return columns whose red is their number modulo 256, transparent in the lower half."""
    pixels = np.zeros((1000, 1000, 4), np.uint8)
    pixels[..., 0] = np.arange(1000) % 256
    pixels[:500, :, 3] = 255
    return qimage_of(pixels)


@pytest.fixture
def preview(qtbot: QtBot) -> ZoomPreview:
    preview = ZoomPreview()
    qtbot.addWidget(preview)
    preview.resize(SIZE, SIZE)
    preview.show()
    whole = stripes()
    preview.show_picture(whole.scaled(400, 400))
    preview.show_whole(whole)
    return preview


def roll(preview: ZoomPreview, notches: int, at: tuple[int, int]) -> None:
    place, none = QPoint(*at), Qt.MouseButton.NoButton
    event = QWheelEvent(
        QPointF(place),
        QPointF(preview.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * notches),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(preview, event)


def red_at(preview: ZoomPreview, x: int, y: int) -> int:
    return preview.grab().toImage().pixelColor(x, y).red()


def test_a_double_click_goes_to_100_percent_there_and_back(preview: ZoomPreview) -> None:
    seen = [preview.viewport]
    QTest.mouseDClick(preview, LEFT, pos=QPoint(100, 100))
    assert preview.viewport is not None
    assert preview.viewport.zoom == 1
    # The picture's column 250 lies where it was clicked on: fitted, it was at a quarter.
    assert red_at(preview, 100, 100) == 250
    assert red_at(preview, 105, 100) == 255
    QTest.mouseDClick(preview, LEFT, pos=QPoint(10, 10))
    seen.append(preview.viewport)
    assert seen == [None, None]


def test_the_wheel_zooms_at_the_cursor_and_out_to_fitted(preview: ZoomPreview) -> None:
    roll(preview, 6, (100, 100))
    assert preview.viewport is not None
    assert preview.viewport.zoom == pytest.approx(0.4 * 8)
    assert red_at(preview, 100, 100) == 250
    roll(preview, -9, (100, 100))
    seen = [preview.viewport]
    assert seen == [None]


def test_a_drag_moves_it(preview: ZoomPreview) -> None:
    preview.toggle_zoom()
    before = red_at(preview, 200, 50)
    QTest.mousePress(preview, LEFT, pos=QPoint(200, 50))
    QTest.mouseMove(preview, QPoint(220, 50))
    QTest.mouseRelease(preview, LEFT, pos=QPoint(220, 50))
    assert red_at(preview, 220, 50) == before
    QTest.mouseMove(preview, QPoint(300, 50))
    assert red_at(preview, 220, 50) == before, "it was let go of"


@pytest.mark.parametrize("near", [False, True])
def test_what_is_transparent_is_seen_on_a_background_of_choice(
    preview: ZoomPreview, near: bool
) -> None:
    if near:
        preview.toggle_zoom(QPointF(200, 300))
    seen = []
    for backdrop in BACKDROPS:
        preview.set_backdrop(backdrop)
        seen.append(preview.grab().toImage().pixelColor(200, 300).name())
    assert seen[0] in {"#cccccc", "#999999"}
    assert seen[1:] == ["#000000", "#ffffff", "#00b140"]


def test_another_picture_is_fitted_and_near_only_once_it_is_whole(preview: ZoomPreview) -> None:
    preview.toggle_zoom()
    preview.show_picture(stripes().scaled(100, 100))
    seen = [preview.viewport]
    preview.toggle_zoom()
    roll(preview, 2, (100, 100))
    seen.append(preview.viewport)
    assert seen == [None, None]
    preview.show_whole(stripes())
    preview.toggle_zoom()
    assert preview.viewport is not None
