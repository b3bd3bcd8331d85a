"""`Canvas`: shows the work and passes on what the hand does. It holds no work."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTabletEvent,
    QWheelEvent,
)

from mattegui.app.document import Document
from mattegui.app.input.cursors import cursor_shape
from mattegui.app.input.keys import KeyBrush
from mattegui.app.input.pointer import Pointer
from mattegui.app.input.touch import Touch
from mattegui.app.input.wheel import turn
from mattegui.app.overlay import paint_ring
from mattegui.app.pane import Pane
from mattegui.app.render import Renderer
from mattegui.app.tool_controller import ToolController
from mattegui.app.viewport import Viewport

_Modifier = Qt.KeyboardModifier


class Canvas(Pane):
    """The image in the middle of the window.

    Signals:
        made: what a drag has led to, an `DragResult`, and its name for the undo menu.
        hovered: the image point (x, y) under the cursor, or None when it leaves.
        radius_changed: the brush radius, in image pixels.
        dragging: whether a drag goes on.
        menu_asked: the point on the screen at which the context menu is wanted.
    """

    made = Signal(object, str)
    hovered = Signal(object)
    radius_changed = Signal(float)
    dragging = Signal(bool)
    menu_asked = Signal(QPoint)

    def __init__(
        self, document: Document, renderer: Renderer, tool_controller: ToolController
    ) -> None:
        super().__init__(document, renderer)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Canvas"))
        self._tool_controller = tool_controller
        self._pointer = Pointer(self, document, tool_controller)
        self._keys = KeyBrush(self, self._pointer)
        self._pointer.made.connect(self.made)
        self._pointer.hovered.connect(self.hovered)
        self._pointer.radius_changed.connect(self.radius_changed)
        self._pointer.dragging.connect(self.dragging)
        self._pointer.menu_asked.connect(self._ask_menu)
        document.opened.connect(self._on_opened)

    def set_radius(self, radius: float) -> None:
        """Set the brush radius, in image pixels; it is kept within bounds."""
        self._pointer.set_radius(radius)

    def set_label(self, label: int) -> None:
        """Set the label to paint with; each has a size of its own."""
        self._tool_controller.label = label
        self.show_tool()

    def show_tool(self) -> None:
        """Show the tool in hand: its cursor, its ring and its size."""
        self.choose_cursor()
        self.update()
        self.radius_changed.emit(self._tool_controller.radius)
        self.dragging.emit(self._tool_controller.dragging)

    def look_through(self, viewport: Viewport) -> None:
        """Show another part of the image."""
        super().look_through(viewport)
        if self._tool_controller.dragging:
            self._tool_controller.preview.redraw(self.size(), self.ratio(), self.viewport)

    def cancel_drag(self) -> bool:
        """Drop the stroke under the hand; say whether there was one."""
        dropped = self._tool_controller.cancel()
        self.show_drag(QRectF(self.rect()))
        self.dragging.emit(self._tool_controller.dragging)
        return dropped

    def show_drag(self, area: QRectF) -> None:
        """Show what the drag has come to; what it does to the alpha is seen in the picture."""
        layers = self._document.layers
        if layers is not None:
            before, after = layers.pending, self._tool_controller.preview.pending
            layers.pending = after
            if after is not None:
                self.refresh(after.since(before))
            elif before is not None:
                self.refresh(before.since(None))
        self.repaint_soon(area)

    @Slot()
    def let_go(self) -> None:
        """End the stroke under the hand, or whatever else it does; what is painted stays."""
        self._keys.let_go()
        self._pointer.let_go()

    def choose_cursor(self) -> None:
        """Show the cursor that suits what the hand does now."""
        arrow = Qt.CursorShape.ArrowCursor
        cursor = self._tool_controller.tool.cursor
        ready = self._document.matte is not None
        self.setCursor(cursor_shape(self._pointer, cursor) if ready else arrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted again."""
        painter = QPainter(self)
        late = self.paint_work(painter, event.rect())
        self._tool_controller.preview.paint(painter, QRectF(event.rect()), self._renderer.planes)
        at = self._pointer.cursor
        if at is not None and self._pointer.shows_ring:
            paint_ring(painter, at, self._pointer.ring, self._pointer.ring_label)
        painter.end()
        if late:
            self.update(event.rect())

    def event(self, event: QEvent) -> bool:
        """End the stroke when a dialog blocks the window: the release will be told to nobody."""
        if event.type() == QEvent.Type.WindowBlocked:
            self.let_go()
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """End the stroke: the release will be told to somebody else."""
        self.let_go()
        super().hideEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pass it on."""
        self._pointer.press(Touch.of_mouse(event, self.ratio()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pass it on."""
        self._pointer.move(Touch.of_mouse(event, self.ratio()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pass it on."""
        self._pointer.release(Touch.of_mouse(event, self.ratio()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Pass it on; as it is accepted, Qt makes no mouse event of it."""
        act = {
            QEvent.Type.TabletPress: self._pointer.press,
            QEvent.Type.TabletMove: self._pointer.move,
            QEvent.Type.TabletRelease: self._pointer.release,
        }[event.type()]
        act(Touch.of_pen(event))
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Shift change the brush's size."""
        turn(self, self._pointer, event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass it on."""
        event.setAccepted(self._keys.press(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Pass it on."""
        event.setAccepted(self._keys.release(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu by keyboard; a button's press may become a stroke yet."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(event.globalPos())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the brush's ring, unless it is the keyboard's."""
        if not self._pointer.by_keys:
            self._pointer.place(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of everything: that a key is released will be told to somebody else."""
        self._keys.let_go()
        self._pointer.hold_space(held=False)
        self._pointer.hold_keys(_Modifier.NoModifier)
        super().focusOutEvent(event)

    @Slot(QPointF)
    def _ask_menu(self, at: QPointF) -> None:
        self.menu_asked.emit(self.mapToGlobal(at).toPoint())

    @Slot()
    def _on_opened(self) -> None:
        self._tool_controller.forget()
        self.dragging.emit(self._tool_controller.dragging)
        self.choose_cursor()
