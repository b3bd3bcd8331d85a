from typing import TypeAlias

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mattegui.app.pane import SURROUND
from mattegui.app.tool_controller import LARGEST_RADIUS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig

Button: TypeAlias = Qt.MouseButton
Key: TypeAlias = Qt.Key
Modifier: TypeAlias = Qt.KeyboardModifier


def place(rig: Rig, x: float, y: float) -> QPoint:
    """Return where an image point is on the canvas."""
    return QPointF(*rig.canvas.viewport.to_widget((x, y))).toPoint()


def drag(
    rig: Rig,
    *points: tuple[float, float],
    button: Button = Button.LeftButton,
    keys: Modifier = Modifier.NoModifier,
    release: bool = True,
) -> None:
    places = [place(rig, *point) for point in points]
    QTest.mousePress(rig.canvas, button, keys, places[0])
    for at in places[1:]:
        QTest.mouseMove(rig.canvas, at)
    if release:
        QTest.mouseRelease(rig.canvas, button, keys, places[-1])


def wheel(
    rig: Rig, at: QPoint, turned: int, keys: Modifier = Modifier.NoModifier, pixels: int = 0
) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(rig.canvas.mapToGlobal(at)),
        QPoint(0, pixels),
        QPoint(0, turned),
        Button.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(rig.canvas, event)


def label_at(rig: Rig, x: int, y: int) -> int:
    assert rig.document.matte is not None
    return int(rig.document.matte.trimap[y, x])


def trimap_bytes(rig: Rig) -> bytes:
    assert rig.document.matte is not None
    return rig.document.matte.trimap.tobytes()


def test_the_wheel_zooms_at_the_cursor(shown: Rig, qtbot: QtBot) -> None:
    at = place(shown, 100, 80)
    before = shown.canvas.viewport.to_image((at.x(), at.y()))
    with qtbot.waitSignal(shown.canvas.zoomed):
        wheel(shown, at, 120)
    assert shown.canvas.viewport.zoom == pytest.approx(2 ** (1 / 3))
    assert shown.canvas.viewport.to_image((at.x(), at.y())) == pytest.approx(before)
    wheel(shown, at, -120)
    assert shown.canvas.viewport.zoom == pytest.approx(1)


def test_two_fingers_push_and_with_control_zoom(shown: Rig) -> None:
    before = shown.canvas.viewport
    wheel(shown, QPoint(50, 50), 40, pixels=30)
    assert shown.canvas.viewport == before.moved(0, 30)
    wheel(shown, QPoint(50, 50), 40, Modifier.ControlModifier, pixels=30)
    assert shown.canvas.viewport.zoom > before.zoom


def test_shift_and_the_wheel_change_the_size(shown: Rig, qtbot: QtBot) -> None:
    shown.canvas.set_radius(20)
    before = shown.canvas.viewport
    with qtbot.waitSignal(shown.canvas.radius_changed) as changed:
        wheel(shown, QPoint(50, 50), 120, Modifier.ShiftModifier)
    assert changed.args == [pytest.approx(22)]
    assert shown.canvas.viewport == before


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.5), (1e6, LARGEST_RADIUS)])
def test_the_size_is_kept_within_bounds(
    shown: Rig, qtbot: QtBot, asked: float, given: float
) -> None:
    with qtbot.waitSignal(shown.canvas.radius_changed) as changed:
        shown.canvas.set_radius(asked)
    assert changed.args == [given]


@pytest.mark.parametrize("space", [False, True])
def test_pan_with_the_middle_button_or_space(shown: Rig, space: bool) -> None:
    before, painted = shown.canvas.viewport, trimap_bytes(shown)
    button = Button.MiddleButton
    if space:
        QTest.keyPress(shown.canvas, Key.Key_Space)
        button = Button.LeftButton
    QTest.mousePress(shown.canvas, button, Modifier.NoModifier, QPoint(100, 100))
    QTest.mouseMove(shown.canvas, QPoint(130, 90))
    QTest.mouseRelease(shown.canvas, button, Modifier.NoModifier, QPoint(130, 90))
    if space:
        QTest.keyRelease(shown.canvas, Key.Key_Space)
    assert shown.canvas.viewport == before.moved(30, -10)
    assert trimap_bytes(shown) == painted
    QTest.mouseMove(shown.canvas, QPoint(200, 200))
    assert shown.canvas.viewport == before.moved(30, -10), "it was let go"


def test_space_is_let_go_when_the_focus_leaves(shown: Rig) -> None:
    QTest.keyPress(shown.canvas, Key.Key_Space)
    QApplication.sendEvent(shown.canvas, QFocusEvent(QEvent.Type.FocusOut))
    drag(shown, (100, 100), (140, 100))
    assert label_at(shown, 120, 100) == FOREGROUND


def test_a_pan_in_the_middle_of_a_stroke_goes_on_painting(shown: Rig) -> None:
    drag(shown, (50, 100), (100, 100), release=False)
    middle = place(shown, 100, 100)
    QTest.mousePress(shown.canvas, Button.MiddleButton, Modifier.NoModifier, middle)
    QTest.mouseMove(shown.canvas, middle + QPoint(-40, 0))
    QTest.mouseRelease(shown.canvas, Button.MiddleButton, Modifier.NoModifier, middle)
    QTest.mouseMove(shown.canvas, place(shown, 200, 100))
    assert label_at(shown, 80, 100) == BACKGROUND, "nothing is written before the release"
    end = place(shown, 200, 100)
    QTest.mouseRelease(shown.canvas, Button.LeftButton, Modifier.NoModifier, end)
    assert {label_at(shown, x, 100) for x in range(50, 200, 10)} == {FOREGROUND}
    assert shown.document.stack.count() == 1


@pytest.mark.parametrize("button", [Button.BackButton, Button.ForwardButton])
def test_other_buttons_do_not_paint(shown: Rig, button: Button) -> None:
    drag(shown, (100, 100), (140, 100), button=button)
    assert shown.document.stack.count() == 0


def test_another_button_neither_ends_nor_changes_a_stroke(shown: Rig) -> None:
    drag(shown, (50, 100), (100, 100), release=False)
    drag(shown, (100, 100), button=Button.RightButton)
    assert shown.document.stack.count() == 0
    QTest.mouseMove(shown.canvas, place(shown, 200, 100))
    end = place(shown, 200, 100)
    QTest.mouseRelease(shown.canvas, Button.LeftButton, Modifier.NoModifier, end)
    assert label_at(shown, 150, 100) == FOREGROUND
    assert shown.document.stack.undoText() == "Paint foreground"


@pytest.mark.parametrize(
    ("label", "opposite"),
    [(FOREGROUND, BACKGROUND), (BACKGROUND, FOREGROUND), (UNKNOWN, BACKGROUND)],
)
@pytest.mark.parametrize("by", ["right button", "Alt"])
def test_the_opposite_label(shown: Rig, label: int, opposite: int, by: str) -> None:
    # First something that differs from both.
    other = ({FOREGROUND, BACKGROUND, UNKNOWN} - {label, opposite}).pop()
    shown.canvas.set_label(other)
    drag(shown, (60, 100), (240, 100))
    shown.canvas.set_label(label)
    drag(shown, (100, 100))
    if by == "Alt":
        drag(shown, (200, 100), keys=Modifier.AltModifier)
    else:
        # A click without a drag asks for the menu.
        drag(shown, (180, 100), (220, 100), button=Button.RightButton)
    assert label_at(shown, 100, 100) == label
    assert label_at(shown, 200, 100) == opposite
    drag(shown, (100, 200))
    assert label_at(shown, 100, 200) == label, "for this stroke only"


def test_shift_draws_a_line_from_the_last_point(shown: Rig) -> None:
    drag(shown, (50, 60))
    drag(shown, (250, 200), keys=Modifier.ShiftModifier)
    assert label_at(shown, 150, 130) == FOREGROUND
    assert shown.document.stack.count() == 2


def test_escape_in_mid_stroke_leaves_the_trimap_as_it_was(shown: Rig, qtbot: QtBot) -> None:
    before = trimap_bytes(shown)
    shown.window.activateWindow()
    with qtbot.assertNotEmitted(shown.document.edited):
        drag(shown, (50, 100), (200, 100), release=False)
        shown.window.actions_by_name["cancel"].trigger()
        QTest.mouseMove(shown.canvas, place(shown, 250, 150))
        QTest.mouseRelease(shown.canvas, Button.LeftButton)
    assert trimap_bytes(shown) == before
    assert shown.document.stack.count() == 0


def colours(rig: Rig) -> np.ndarray:
    """Return the canvas as it looks once nothing of it is drawn any more."""
    before, after = grabbed(rig), grabbed(rig)
    while not np.array_equal(before, after):
        before, after = after, grabbed(rig)
    return after


def grabbed(rig: Rig) -> np.ndarray:
    image = rig.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def hover(rig: Rig, at: QPoint) -> None:
    """Move the pointer over the canvas, wherever an earlier test left it."""
    place, none = QPointF(at), Qt.MouseButton.NoButton
    there = QPointF(rig.canvas.mapToGlobal(at))
    keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, there, none, none, keys)
    QApplication.sendEvent(rig.canvas, event)


def test_the_ring_follows_the_cursor_and_leaves_no_trace(shown: Rig) -> None:
    empty = colours(shown)
    shown.canvas.set_radius(15)
    for x, y in ((80, 80), (200, 150)):
        at = place(shown, x, y)
        hover(shown, at)
        changed = (colours(shown) != empty).any(axis=-1)
        ys, xs = np.nonzero(changed)
        # The label's letter stands at the lower right.
        assert abs(xs.min() - (at.x() - 15)) <= 4
        assert 15 <= xs.max() - at.x() <= 32
        assert abs(ys.min() - (at.y() - 15)) <= 4
        assert 15 <= ys.max() - at.y() <= 32
    QApplication.sendEvent(shown.canvas, QEvent(QEvent.Type.Leave))
    assert np.array_equal(colours(shown), empty)


def test_the_preview_shows_the_stroke_before_it_is_written(shown: Rig) -> None:
    empty = colours(shown)
    drag(shown, (100, 100), (200, 100), release=False)
    at = place(shown, 150, 105)
    assert (colours(shown)[at.y(), at.x()] != empty[at.y(), at.x()]).any()
    assert shown.canvas.cancel_drag()
    QApplication.sendEvent(shown.canvas, QEvent(QEvent.Type.Leave))
    assert np.array_equal(colours(shown), empty)


def test_what_lies_under_the_cursor_is_told(shown: Rig, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shown.canvas.hovered) as hovered:
        QTest.mouseMove(shown.canvas, place(shown, 123, 45))
    assert hovered.args is not None
    assert hovered.args[0] == pytest.approx((123, 45), abs=1)
    QTest.mouseMove(shown.canvas, QPoint(1, 1))
    QApplication.sendEvent(shown.canvas, QEvent(QEvent.Type.Leave))


def test_the_image_is_fitted_into_the_middle(shown: Rig) -> None:
    shown.canvas.zoom_to(8)
    shown.canvas.fit()
    assert shown.canvas.viewport.zoom == 1
    corner = colours(shown)[0, 0]
    assert tuple(corner) == (SURROUND.red(), SURROUND.green(), SURROUND.blue())


def test_resizing_keeps_the_middle_in_the_middle(shown: Rig, qtbot: QtBot) -> None:
    def middle() -> tuple[float, float]:
        size = shown.canvas.size()
        return shown.canvas.viewport.to_image((size.width() / 2, size.height() / 2))

    before, size = middle(), shown.canvas.size()
    shown.window.resize(900, 640)
    qtbot.waitUntil(lambda: shown.canvas.size() != size)
    assert middle() == pytest.approx(before, abs=0.5)


def test_without_an_image_the_mouse_does_nothing(rig: Rig) -> None:
    QTest.mousePress(rig.canvas, Button.LeftButton)
    QTest.mouseMove(rig.canvas, QPoint(30, 30))
    QTest.mouseRelease(rig.canvas, Button.LeftButton)
    wheel(rig, QPoint(20, 20), 120)
    rig.canvas.fit()
    assert rig.document.stack.count() == 0


def test_a_dropped_file_is_opened(rig: Rig, qtbot: QtBot, photo_path: object) -> None:
    rig.window.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo_path))])
    arguments = (Qt.DropAction.CopyAction, mime, Button.LeftButton, Modifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), *arguments)
    QApplication.sendEvent(rig.window, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(rig.file_service.opened, timeout=5000) as opened:
        QApplication.sendEvent(rig.window, QDropEvent(QPointF(50, 50), *arguments))
    assert opened.args == [photo_path]


def test_dropped_text_is_not_taken(rig: Rig) -> None:
    mime = QMimeData()
    mime.setText("hello")
    enter = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Button.LeftButton, Modifier.NoModifier
    )
    enter.ignore()
    QApplication.sendEvent(rig.window, enter)
    assert not enter.isAccepted()
