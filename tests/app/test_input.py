"""Pen and keyboard, and what a mouse does besides painting."""

from typing import TypeAlias

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.test_canvas import Button, Key, Modifier, drag, hover, label_at, place, trimap_bytes

Kind: TypeAlias = QPointingDevice.PointerType

CAPABLE = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
PENS = {
    kind: QPointingDevice("pen", 7 + number, QInputDevice.DeviceType.Stylus, kind, CAPABLE, 1, 3)
    for number, kind in enumerate((Kind.Pen, Kind.Eraser))
}


def pen(
    rig: Rig,
    what: QEvent.Type,
    x: float,
    y: float,
    pressure: float,
    *,
    kind: Kind = Kind.Pen,
    button: Button = Button.LeftButton,
    held: Button = Button.LeftButton,
) -> QTabletEvent:
    at = QPointF(*rig.canvas.viewport.to_widget((x, y)))
    moving = what == QEvent.Type.TabletMove
    event = QTabletEvent(
        what,
        PENS[kind],
        at,
        QPointF(rig.canvas.mapToGlobal(at)),
        pressure,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        Modifier.NoModifier,
        Button.NoButton if moving else button,
        held,
    )
    QApplication.sendEvent(rig.canvas, event)
    return event


def pen_stroke(rig: Rig, *path: tuple[float, float, float], **how: object) -> None:
    kind, button = how.get("kind", Kind.Pen), how.get("button", Button.LeftButton)
    assert isinstance(kind, Kind)
    assert isinstance(button, Button)
    held = how.get("held", button)
    assert isinstance(held, Button)
    pen(rig, QEvent.Type.TabletPress, *path[0], kind=kind, button=button, held=held)
    for point in path[1:]:
        pen(rig, QEvent.Type.TabletMove, *point, kind=kind, held=held)
    none = Button.NoButton
    pen(rig, QEvent.Type.TabletRelease, *path[-1], kind=kind, button=button, held=none)


def width_at(rig: Rig, x: int, label: int) -> int:
    assert rig.document.matte is not None
    return int((rig.document.matte.trimap[:, x] == label).sum())


def test_pressure_makes_the_stroke_taper(shown: Rig) -> None:
    shown.canvas.set_radius(20)
    pen_stroke(shown, (50, 100, 0.2), (200, 100, 1.0))
    assert width_at(shown, 50, FOREGROUND) == pytest.approx(8, abs=2)
    assert width_at(shown, 125, FOREGROUND) == pytest.approx(24, abs=2)
    assert width_at(shown, 199, FOREGROUND) == pytest.approx(40, abs=2)
    assert shown.document.stack.count() == 1


def test_qt_makes_no_mouse_event_of_a_pen(shown: Rig) -> None:
    event = pen(shown, QEvent.Type.TabletPress, 50, 100, 0.5)
    assert event.isAccepted()
    pen(shown, QEvent.Type.TabletRelease, 50, 100, 0, held=Button.NoButton)


def test_the_eraser_paints_background_with_a_size_of_its_own(shown: Rig) -> None:
    shown.canvas.set_label(BACKGROUND)
    shown.canvas.set_radius(10)
    shown.canvas.set_label(FOREGROUND)
    shown.canvas.set_radius(30)
    drag(shown, (50, 100), (250, 100))
    pen_stroke(shown, (150, 100, 1.0), kind=Kind.Eraser)
    assert label_at(shown, 150, 100) == BACKGROUND
    assert label_at(shown, 150, 80) == FOREGROUND


@pytest.mark.parametrize(
    ("button", "held"),
    [
        (Button.RightButton, Button.RightButton),
        (Button.LeftButton, Button.LeftButton | Button.RightButton),
        (Button.LeftButton, Button.LeftButton | Button.MiddleButton),
    ],
)
def test_the_barrel_button_paints_unknown(shown: Rig, button: Button, held: Button) -> None:
    pen_stroke(shown, (100, 100, 1.0), (150, 100, 1.0), button=button, held=held)
    assert label_at(shown, 125, 100) == UNKNOWN
    assert shown.document.stack.undoText() == "Paint unknown"


def test_a_barrel_button_alone_neither_begins_nor_ends_a_stroke(shown: Rig) -> None:
    right, both = Button.RightButton, Button.LeftButton | Button.RightButton
    pen(shown, QEvent.Type.TabletPress, 50, 100, 0, button=right, held=right)
    tool_controller = shown.edit_runner.tool_controller
    assert [tool_controller.dragging] == [False]
    pen(shown, QEvent.Type.TabletPress, 50, 100, 1, held=both)
    pen(shown, QEvent.Type.TabletRelease, 60, 100, 1, button=right, held=Button.LeftButton)
    pen(shown, QEvent.Type.TabletMove, 150, 100, 1)
    assert [tool_controller.dragging] == [True]
    pen(shown, QEvent.Type.TabletRelease, 150, 100, 0, held=Button.NoButton)
    assert {label_at(shown, x, 100) for x in range(60, 150, 10)} == {UNKNOWN}
    assert shown.document.stack.count() == 1


def test_space_pans_in_mid_stroke(shown: Rig) -> None:
    drag(shown, (50, 100), (100, 100), release=False)
    before = shown.canvas.viewport
    QTest.keyPress(shown.canvas, Key.Key_Space)
    at = place(shown, 100, 100)
    QTest.mouseMove(shown.canvas, at + QPointF(30, -10).toPoint())
    QTest.keyRelease(shown.canvas, Key.Key_Space)
    assert shown.canvas.viewport == before.moved(30, -10)
    QTest.mouseMove(shown.canvas, place(shown, 200, 100))
    end = place(shown, 200, 100)
    QTest.mouseRelease(shown.canvas, Button.LeftButton, Modifier.NoModifier, end)
    assert {label_at(shown, x, 100) for x in range(50, 200, 10)} == {FOREGROUND}
    assert shown.document.stack.count() == 1


def test_alt_and_the_right_button_change_the_size(shown: Rig) -> None:
    before = trimap_bytes(shown)
    shown.canvas.set_radius(20)
    sizes: list[float] = []
    shown.canvas.radius_changed.connect(sizes.append)
    drag(shown, (100, 100), (130, 100), button=Button.RightButton, keys=Modifier.AltModifier)
    assert sizes[-1] == pytest.approx(50, abs=1)
    assert trimap_bytes(shown) == before


def test_control_and_alt_paint_unknown(shown: Rig) -> None:
    drag(shown, (100, 100), keys=Modifier.AltModifier | Modifier.ControlModifier)
    assert label_at(shown, 100, 100) == UNKNOWN


def test_control_and_space_zoom_where_the_hand_was_put_down(shown: Rig) -> None:
    QTest.keyPress(shown.canvas, Key.Key_Space)
    at = place(shown, 100, 100)
    middle = (at.x() + 0.5, at.y() + 0.5)
    before = shown.canvas.viewport.to_image(middle)
    control = Modifier.ControlModifier
    QTest.mousePress(shown.canvas, Button.LeftButton, control, at)
    QTest.mouseMove(shown.canvas, at + QPointF(100, 0).toPoint())
    QTest.mouseRelease(shown.canvas, Button.LeftButton, control, at)
    QTest.keyRelease(shown.canvas, Key.Key_Space)
    assert shown.canvas.viewport.zoom == pytest.approx(2)
    assert shown.canvas.viewport.to_image(middle) == pytest.approx(before)


def test_a_stroke_by_keyboard(shown: Rig) -> None:
    shown.canvas.set_radius(4)
    hover(shown, place(shown, 100, 100))
    QTest.keyPress(shown.canvas, Key.Key_Period)
    for _ in range(5):
        QTest.keyClick(shown.canvas, Key.Key_Right, Modifier.ShiftModifier)
    for _ in range(3):
        QTest.keyClick(shown.canvas, Key.Key_Down)
    assert shown.document.stack.count() == 0
    QTest.keyRelease(shown.canvas, Key.Key_Period)
    assert {label_at(shown, x, 100) for x in range(100, 151, 10)} == {FOREGROUND}
    assert label_at(shown, 150, 103) == FOREGROUND
    assert label_at(shown, 160, 100) == BACKGROUND
    assert shown.document.stack.count() == 1


def test_without_a_mouse_the_keyboard_starts_in_the_middle_and_stays_in_sight(shown: Rig) -> None:
    for _ in range(100):
        QTest.keyClick(shown.canvas, Key.Key_Left, Modifier.ShiftModifier)
    QTest.keyClick(shown.canvas, Key.Key_Up)
    cursor = shown.canvas._pointer.cursor
    assert cursor is not None
    assert shown.canvas.rect().contains(cursor.toPoint())
    assert shown.canvas._pointer.shows_ring


def test_escape_cancels_the_keyboard_s_stroke(shown: Rig) -> None:
    before = trimap_bytes(shown)
    QTest.keyPress(shown.canvas, Key.Key_Period)
    QTest.keyClick(shown.canvas, Key.Key_Right, Modifier.ShiftModifier)
    shown.window.commands.cancel()
    QTest.keyRelease(shown.canvas, Key.Key_Period)
    assert trimap_bytes(shown) == before


def test_when_the_focus_leaves_the_keyboard_s_stroke_ends(shown: Rig) -> None:
    QTest.keyPress(shown.canvas, Key.Key_Period)
    QApplication.sendEvent(shown.canvas, QFocusEvent(QEvent.Type.FocusOut))
    assert shown.document.stack.count() == 1


def move(rig: Rig, at: QPoint, held: Button) -> None:
    """Move the mouse with other buttons held than were pressed on the canvas."""
    where, on_screen = QPointF(at), QPointF(rig.canvas.mapToGlobal(at))
    none, keys = Button.NoButton, Modifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, on_screen, none, held, keys)
    QApplication.sendEvent(rig.canvas, event)


def block(rig: Rig) -> None:
    """Show a dialog over the window, and let go of the mouse while it is there."""
    dialog = QDialog(rig.window)

    def let_go() -> None:
        assert QApplication.activeModalWidget() is dialog
        dialog.reject()

    QTimer.singleShot(0, let_go)
    dialog.exec()


def test_a_dialog_in_mid_stroke_ends_the_stroke_and_keeps_it(shown: Rig) -> None:
    drag(shown, (50, 100), (150, 100), release=False)
    block(shown)
    assert not shown.edit_runner.tool_controller.dragging
    assert {label_at(shown, x, 100) for x in range(50, 150, 10)} == {FOREGROUND}
    QTest.mouseMove(shown.canvas, place(shown, 250, 200))
    QTest.mouseRelease(shown.canvas, Button.LeftButton, Modifier.NoModifier, place(shown, 250, 200))
    assert label_at(shown, 250, 200) == BACKGROUND
    assert shown.document.stack.count() == 1


def test_a_dialog_ends_a_pan_and_asks_for_no_menu(shown: Rig) -> None:
    asked: list[object] = []
    shown.canvas.menu_asked.connect(asked.append)
    QTest.mousePress(shown.canvas, Button.MiddleButton, Modifier.NoModifier, place(shown, 9, 9))
    block(shown)
    before = shown.canvas.viewport
    QTest.mouseMove(shown.canvas, place(shown, 80, 80))
    assert shown.canvas.viewport == before
    QTest.mouseRelease(shown.canvas, Button.MiddleButton)
    drag(shown, (100, 100), button=Button.RightButton, release=False)
    block(shown)
    QTest.mouseRelease(shown.canvas, Button.RightButton)
    assert asked == []
    assert shown.document.stack.count() == 0


def test_a_stroke_ends_when_the_canvas_is_hidden(shown: Rig) -> None:
    drag(shown, (50, 100), (150, 100), release=False)
    shown.canvas.hide()
    assert label_at(shown, 100, 100) == FOREGROUND


def test_without_a_button_nothing_is_painted(shown: Rig) -> None:
    drag(shown, (50, 100), (150, 100), release=False)
    # Somebody else was told of the release.
    move(shown, place(shown, 250, 200), Button.NoButton)
    QTest.mouseRelease(shown.canvas, Button.LeftButton)
    assert label_at(shown, 100, 100) == FOREGROUND
    assert label_at(shown, 250, 200) == BACKGROUND
    assert shown.document.stack.count() == 1


def test_a_pen_that_was_lifted_elsewhere_paints_no_more(shown: Rig) -> None:
    pen(shown, QEvent.Type.TabletPress, 50, 100, 1)
    pen(shown, QEvent.Type.TabletMove, 150, 100, 1)
    pen(shown, QEvent.Type.TabletMove, 250, 200, 0, held=Button.NoButton)
    assert label_at(shown, 100, 100) == FOREGROUND
    assert label_at(shown, 250, 200) == BACKGROUND


def test_a_pan_whose_button_is_up_leaves_the_stroke_alone(shown: Rig) -> None:
    drag(shown, (50, 100), (100, 100), release=False)
    middle = place(shown, 100, 100)
    QTest.mousePress(shown.canvas, Button.MiddleButton, Modifier.NoModifier, middle)
    move(shown, middle, Button.LeftButton)
    assert shown.canvas._pointer.motion == ""
    assert shown.edit_runner.tool_controller.dragging
    QTest.mouseRelease(shown.canvas, Button.MiddleButton, Modifier.NoModifier, middle)


def test_keys_and_mouse_do_not_end_each_other_s_strokes(shown: Rig) -> None:
    QTest.keyPress(shown.canvas, Key.Key_Period)
    QTest.mouseMove(shown.canvas, place(shown, 100, 150))
    assert shown.edit_runner.tool_controller.dragging
    QTest.keyRelease(shown.canvas, Key.Key_Period)
    drag(shown, (50, 100), (150, 100), release=False)
    QTest.keyClick(shown.canvas, Key.Key_Right)
    assert shown.edit_runner.tool_controller.dragging


def test_the_ring_says_what_would_be_painted(shown: Rig) -> None:
    pointer = shown.canvas._pointer
    hover(shown, place(shown, 100, 100))
    assert pointer.ring_label == FOREGROUND
    QTest.keyPress(shown.canvas, Key.Key_Alt)
    assert pointer.ring_label == BACKGROUND
    QTest.keyRelease(shown.canvas, Key.Key_Alt)
    assert pointer.ring_label == FOREGROUND
    pen(shown, QEvent.Type.TabletMove, 100, 100, 0, kind=Kind.Eraser, held=Button.NoButton)
    assert pointer.ring_label == BACKGROUND
    shown.window.paint_controller.choose_tool("retouch")
    assert pointer.ring_label is None


@pytest.mark.parametrize(
    ("tool", "shape"),
    [
        ("brush", Qt.CursorShape.BlankCursor),
        ("lasso", Qt.CursorShape.CrossCursor),
        ("move", Qt.CursorShape.OpenHandCursor),
    ],
)
def test_each_tool_has_a_cursor(shown: Rig, tool: str, shape: Qt.CursorShape) -> None:
    shown.window.paint_controller.choose_tool(tool)
    assert shown.canvas.cursor().shape() == shape
    QTest.keyPress(shown.canvas, Key.Key_Space)
    assert shown.canvas.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.keyRelease(shown.canvas, Key.Key_Space)
