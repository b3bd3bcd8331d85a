"""A look at what an export will be, on a checkerboard where it is transparent."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_CELL = 8
_LIGHT, _DARK = QColor(204, 204, 204), QColor(153, 153, 153)


class ExportPreview(QWidget):
    """Shows a picture as large as there is room, never larger than it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(320, 320)
        self.setAccessibleName(self.tr("Preview of the export"))
        self._picture = QImage()

    @property
    def picture(self) -> QImage:
        """What is shown."""
        return self._picture

    def show_picture(self, picture: QImage) -> None:
        """Show another picture."""
        self._picture = picture
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the picture in the middle."""
        painter = QPainter(self)
        if not self._picture.isNull():
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            size = size.boundedTo(self._picture.size())
            left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
            target = QRectF(left, top, size.width(), size.height())
            if self._picture.hasAlphaChannel():
                self._paint_behind(painter, target)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._picture)
        painter.end()

    def _paint_behind(self, painter: QPainter, target: QRectF) -> None:
        """Paint what is seen where the picture is transparent."""
        _paint_checkerboard(painter, target)


def _paint_checkerboard(painter: QPainter, target: QRectF) -> None:
    tile = QImage(2 * _CELL, 2 * _CELL, QImage.Format.Format_RGB32)
    tile.fill(_LIGHT)
    for y in range(2 * _CELL):
        for x in range(2 * _CELL):
            if (x // _CELL + y // _CELL) % 2:
                tile.setPixelColor(x, y, _DARK)
    painter.save()
    painter.translate(target.topLeft())
    painter.fillRect(QRectF(0, 0, target.width(), target.height()), tile)
    painter.restore()
