"""The navigator: the whole image, small, with a frame around what the canvas shows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
)
from PySide6.QtWidgets import QWidget

from mattegui.app.viewport import Point, Viewport
from mattegui.core.arrays import Colours

_STEP = 0.1


class NavigatorPanel(QWidget):
    """Shows where the canvas looks; click or drag to look elsewhere.

    Signals:
        pointed: the image point (x, y) that is to be in the middle of the canvas.
    """

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(120, 90)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Navigator"))
        self.setAccessibleDescription(self.tr("The arrow keys move the visible part of the image"))
        self._picture = QImage()
        self._pixels: Colours | None = None
        self._shape: tuple[int, ...] = (0, 0)
        self._seen = QRectF()

    def sizeHint(self) -> QSize:
        """Return a size in which a usual image can be recognised."""
        return QSize(220, 150)

    def show_picture(self, picture: QImage, pixels: Colours, shape: tuple[int, ...]) -> None:
        """Show a small picture of an image.

        Args:
            picture: It borrows `pixels`.
            pixels: Kept for as long as `picture` is.
            shape: (height, width, …) of the image itself.
        """
        self._picture, self._pixels, self._shape = picture, pixels, shape
        self.update()

    def show_viewport(self, viewport: Viewport, size: QSize) -> None:
        """Show what a canvas of `size` shows."""
        left, top = viewport.to_image((0, 0))
        right, bottom = viewport.to_image((size.width(), size.height()))
        self._seen = QRectF(QPointF(left, top), QPointF(right, bottom))
        self.update()

    @property
    def frame(self) -> QRectF:
        """The frame around what the canvas shows, in widget pixels."""
        area, scale = self._area(), self._scale()
        seen = self._seen & QRectF(0, 0, self._shape[1], self._shape[0])
        return QRectF(seen.topLeft() * scale + area.topLeft(), seen.size() * scale)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the picture, darker where the canvas does not look, and the frame."""
        if self._picture.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area, frame = self._area(), self.frame
        painter.drawImage(area, self._picture)
        if frame.size() != area.size():
            painter.save()
            painter.setClipRegion(self._around(area, frame))
            painter.fillRect(area, QColor(0, 0, 0, 110))
            painter.restore()
        for colour, width in ((QColor(0, 0, 0, 200), 3.0), (QColor(255, 255, 255), 1.0)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(frame)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look where the click is."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look where the hand goes."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move what is seen by a part of it."""
        key = Qt.Key
        across = {key.Key_Left: -_STEP, key.Key_Right: _STEP}.get(key(event.key()), 0)
        down = {key.Key_Up: -_STEP, key.Key_Down: _STEP}.get(key(event.key()), 0)
        if not across and not down:
            super().keyPressEvent(event)
            return
        middle = self._seen.center()
        x, y = middle.x() + across * self._seen.width(), middle.y() + down * self._seen.height()
        self.pointed.emit(self._kept_inside((x, y)))

    def _point(self, at: QPointF) -> None:
        scale = self._scale()
        if scale > 0:
            place = (at - self._area().topLeft()) / scale
            self.pointed.emit(self._kept_inside((place.x(), place.y())))

    def _kept_inside(self, point: Point) -> Point:
        height, width = self._shape[:2]
        return min(float(width), max(0.0, point[0])), min(float(height), max(0.0, point[1]))

    def _scale(self) -> float:
        height, width = self._shape[:2]
        if not height or not width:
            return 0.0
        return min((self.width() - 4) / width, (self.height() - 4) / height)

    def _area(self) -> QRectF:
        scale = self._scale()
        width, height = self._shape[1] * scale, self._shape[0] * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    @staticmethod
    def _around(area: QRectF, frame: QRectF) -> QRegion:
        return QRegion(area.toAlignedRect()) - QRegion(frame.toAlignedRect())
