"""`Canvas`: shows the work and gives the hand's movements to the tool. It holds no work."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from mattegui.app.document import Document
from mattegui.app.hand import OPPOSITE, Hand
from mattegui.app.overlay import paint_ring, ring_rect
from mattegui.app.picture import paint_tiles
from mattegui.app.render import Renderer
from mattegui.app.viewport import Point, Viewport
from mattegui.core.edit import Edit
from mattegui.core.rect import Rect
from mattegui.core.trimap import LABEL_NAMES

SURROUND: Final = QColor(72, 72, 72)
LARGEST_RADIUS: Final = 2000.0

_Modifier = Qt.KeyboardModifier
_Button = Qt.MouseButton


class Canvas(QWidget):
    """The image in the middle of the window.

    Signals:
        hovered: the image point (x, y) under the cursor, or None when it leaves.
        zoomed: device pixels that an image pixel takes; 1 is 100 %.
        radius_changed: the brush radius, in image pixels.
    """

    hovered = Signal(object)
    zoomed = Signal(float)
    radius_changed = Signal(float)

    def __init__(self, document: Document, renderer: Renderer, hand: Hand) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Canvas")
        self.setMinimumSize(320, 240)
        self.viewport = Viewport()
        self._document = document
        self._renderer = renderer
        self._hand = hand
        self._pan_from: QPointF | None = None
        self._pan_button = self._drag_button = _Button.NoButton
        self._space = False
        self._cursor: QPointF | None = None
        document.opened.connect(self._on_opened)
        document.edited.connect(self._on_edited)
        document.solved.connect(self.refresh)

    def set_radius(self, radius: float) -> None:
        """Set the brush radius, in image pixels; it is kept within bounds."""
        self._update_ring()
        self._hand.radius = min(LARGEST_RADIUS, max(0.5, radius))
        self._update_ring()
        self.radius_changed.emit(self._hand.radius)

    def set_label(self, label: int) -> None:
        """Set the label to paint with."""
        self._hand.label = label
        self._update_ring()

    def fit(self) -> None:
        """Show the whole image."""
        if self._document.matte is not None:
            shape = self._document.matte.image.shape
            self._set_viewport(Viewport.fitted(shape, (self.width(), self.height())))

    def zoom_to(self, zoom: float) -> None:
        """Zoom with the middle of the canvas fixed; 1 is a device pixel for an image pixel."""
        self._set_viewport(self.viewport.zoomed(zoom / self.devicePixelRatioF(), self._middle()))

    def zoom_step(self, steps: int) -> None:
        """Zoom in (1) or out (-1) by one step with the middle of the canvas fixed."""
        self._set_viewport(self.viewport.stepped(steps, self._middle()))

    def cancel_drag(self) -> bool:
        """Drop the stroke under the hand; say whether there was one."""
        self.update()
        return self._hand.cancel()

    @Slot(object)
    def refresh(self, rect: Rect) -> None:
        """Show that a part of the work, in image pixels, has changed."""
        self._renderer.invalidate(rect)
        zoom = self.viewport.zoom
        x, y = self.viewport.to_widget((rect.x0, rect.y0))
        # A coarser level's pixel and the smooth scaling reach a little beyond the rect.
        shown = QRectF(x, y, rect.width * zoom, rect.height * zoom).adjusted(-3, -3, 3, 3)
        self.update(shown.toAlignedRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted again."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), SURROUND)
        layers = self._document.layers
        if layers is not None:
            ratio = self.devicePixelRatioF()
            late = paint_tiles(painter, event.rect(), self.viewport, ratio, layers, self._renderer)
            self._hand.preview.paint(painter, QRectF(event.rect()))
            if self._cursor is not None and self._pan_from is None and not self._space:
                paint_ring(painter, self._cursor, self._ring(), self._hand.label)
            if late:
                self.update(event.rect())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag or a pan."""
        button, left, right = event.button(), _Button.LeftButton, _Button.RightButton
        if button == _Button.MiddleButton or (button == left and self._space):
            self._pan_from, self._pan_button = event.position(), button
            self._choose_cursor()
        # Mice have further buttons, which lie where a thumb hits them unasked.
        elif button in (left, right) and self._document.matte and not self._hand.dragging:
            self._drag_button = button
            keys = event.modifiers()
            opposite = bool(keys & _Modifier.AltModifier) or button == right
            label = OPPOSITE[self._hand.label] if opposite else self._hand.label
            self._hand.prepare(self.size(), self.devicePixelRatioF())
            dirty = self._hand.begin(
                self._document.matte.trimap,
                self._image_point(event.position()),
                label,
                straight=bool(keys & _Modifier.ShiftModifier),
                viewport=self.viewport,
            )
            self.update(dirty.toAlignedRect())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        position = event.position()
        self._update_ring()
        self._cursor = position
        self._update_ring()
        if self._pan_from is not None:
            moved = position - self._pan_from
            self._pan_from = position
            self._set_viewport(self.viewport.moved(moved.x(), moved.y()))
        elif self._hand.dragging:
            dirty = self._hand.move(self._image_point(position), self.viewport)
            self.update(dirty.toAlignedRect())
        self.hovered.emit(self._image_point(position))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag or the pan; only now is anything written."""
        if self._pan_from is not None and event.button() == self._pan_button:
            self._pan_from = None
            self._choose_cursor()
        elif self._hand.dragging and event.button() == self._drag_button:
            edit = self._hand.end()
            self.update()
            if edit is not None:
                self._document.push(edit, f"{self._hand.tool.title}: {self._label_name(edit)}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor; with Shift change the brush's size."""
        # With Alt or Shift some platforms turn the wheel sideways.
        turned = event.angleDelta().y() or event.angleDelta().x()
        keys = event.modifiers()
        if keys & _Modifier.ShiftModifier:
            self.set_radius(self._hand.radius * 1.1 ** (turned / 120))
        elif event.pixelDelta().isNull() or keys & _Modifier.ControlModifier:
            at = event.position()
            zoom = self.viewport.zoom * 2 ** (turned / 360)
            self._set_viewport(self.viewport.zoomed(zoom, (at.x(), at.y())))
        else:
            # Two fingers on a touchpad push the image.
            self._set_viewport(self.viewport.moved(event.pixelDelta().x(), event.pixelDelta().y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hold the image while Space is down."""
        self._on_key(event, pressed=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of the image."""
        self._on_key(event, pressed=False)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the brush's ring."""
        self._update_ring()
        self._cursor = None
        self.hovered.emit(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the image: that Space is released will be told to somebody else."""
        self._space = False
        self._choose_cursor()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the canvas in the middle."""
        if event.oldSize().isValid():
            grown = event.size() - event.oldSize()
            self._set_viewport(self.viewport.moved(grown.width() / 2, grown.height() / 2))

    @Slot()
    def _on_opened(self) -> None:
        if self._document.layers is not None:
            self._hand.forget()
            self._renderer.open(self._document.layers)
            self._choose_cursor()
            self.fit()

    @Slot(object)
    def _on_edited(self, edit: Edit) -> None:
        for rect in edit.rects:
            self.refresh(rect)

    def _on_key(self, event: QKeyEvent, *, pressed: bool) -> None:
        if event.key() != Qt.Key.Key_Space:
            event.ignore()
        elif not event.isAutoRepeat():
            self._space = pressed
            self._choose_cursor()

    def _choose_cursor(self) -> None:
        if self._document.matte is None:
            self.setCursor(Qt.CursorShape.ArrowCursor)
        elif self._pan_from is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            space = Qt.CursorShape.OpenHandCursor
            self.setCursor(space if self._space else Qt.CursorShape.BlankCursor)
        self._update_ring()

    def _set_viewport(self, viewport: Viewport) -> None:
        self.viewport = viewport.aligned(self.devicePixelRatioF())
        if self._hand.dragging:
            self._hand.preview.redraw(self.size(), self.devicePixelRatioF(), self.viewport)
        self.update()
        self.zoomed.emit(viewport.zoom * self.devicePixelRatioF())

    def _update_ring(self) -> None:
        if self._cursor is not None:
            self.update(ring_rect(self._cursor, self._ring()).toAlignedRect())

    def _ring(self) -> float:
        return self._hand.radius * self.viewport.zoom

    def _middle(self) -> Point:
        return self.width() / 2, self.height() / 2

    def _image_point(self, position: QPointF) -> Point:
        return self.viewport.to_image((position.x(), position.y()))

    @staticmethod
    def _label_name(edit: Edit) -> str:
        """Return the name of the label that an edit of one label paints."""
        if not edit:
            return ""
        block = edit.blocks[0]
        return LABEL_NAMES[int(block.after[block.before != block.after][0])]
