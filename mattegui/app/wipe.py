"""The border between both sides of a comparison, and the signs that say which is which."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from mattegui.app.pane import Pane

WIDTH: Final = 22
"""Of what a hand can grasp, in widget pixels; an even number, the line is in its middle."""
_GAP: Final = 12
_STEP: Final = 0.01


class Wipe(QWidget):
    """Lies over the canvas; drag it, or move it with the arrow keys.

    Signals:
        moved: the canvas has to be painted again.
    """

    moved = Signal()

    def __init__(self, canvas: Pane) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.share = 0.5
        self._left, self._right = sign(canvas), sign(canvas)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Border between both sides of the comparison"))
        self.setToolTip(self.tr("Drag to see more of one side"))
        canvas.installEventFilter(self)
        canvas.covered_changed.connect(self._place)
        self.show_signs("", "")
        self.hide()

    @property
    def x_on_canvas(self) -> float:
        """Where the border is, in widget pixels of the canvas."""
        return round(self.share * self._canvas.width())

    def move_to(self, share: float) -> None:
        """Put the border somewhere, 0 at the left edge and 1 at the right one."""
        self.share = min(1.0, max(0.0, share))
        self._place()
        self.moved.emit()

    def show_signs(self, left: str, right: str) -> None:
        """Say what is on each side; nothing where the text is empty."""
        for label, text in ((self._left, left), (self._right, right)):
            label.setText(text)
            label.adjustSize()
            label.setVisible(bool(text))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the border's share of the canvas when that changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
            self.moved.emit()
        return super().eventFilter(watched, event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw a line that is visible on any image, and a grip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = WIDTH / 2
        painter.fillRect(QRectF(middle - 1.5, 0, 3, self.height()), QColor(0, 0, 0, 160))
        painter.fillRect(QRectF(middle - 0.5, 0, 1, self.height()), QColor(255, 255, 255))
        grip = QPointF(middle, self.height() / 2)
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1.5))
        painter.setBrush(self.palette().highlight() if self.hasFocus() else QColor(255, 255, 255))
        painter.drawEllipse(grip, 9, 9)
        for side in (-1, 1):
            tip = grip + QPointF(6 * side, 0)
            painter.drawPolyline([tip + QPointF(-3 * side, -3), tip, tip + QPointF(-3 * side, 3)])
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the border."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            x = self.mapTo(self._canvas, event.position()).x()
            self.move_to(x / max(1, self._canvas.width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the border; the canvas hears nothing of it."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the border with the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
        else:
            self.move_to(self.share + steps * _STEP)

    @Slot()
    def _place(self) -> None:
        x, top = round(self.share * self._canvas.width()), self._canvas.covered + _GAP
        self.setGeometry(x - WIDTH // 2, 0, WIDTH, self._canvas.height())
        self._left.move(x - _GAP - self._left.width(), top)
        self._right.move(x + _GAP, top)
        if not self.isVisible():
            # Without a border there is one side, and its sign is in the corner.
            self._left.move(_GAP, top)


def sign(canvas: QWidget) -> QLabel:
    """Return a small sign over the canvas, readable on any image, that takes no mouse events."""
    label = QLabel(canvas)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setStyleSheet(
        "background: rgba(0, 0, 0, 170); color: white; border-radius: 4px; padding: 3px 8px;"
    )
    return label
