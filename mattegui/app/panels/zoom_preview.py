"""A picture to judge an edge by: fitted or near, on a background of choice."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent

from mattegui.app.panels.export_preview import ExportPreview
from mattegui.app.viewport import Viewport

BACKDROPS: Final = {"": "Checkerboard", "black": "Black", "white": "White", "#00b140": "Green"}
"""Colours behind what is transparent, as Qt names them, with their titles."""
_NOTCH: Final = 120
"""Of a wheel, as Qt counts."""


class ZoomPreview(ExportPreview):
    """Shows a picture fitted, or at any zoom once the whole of it is there.

    The wheel zooms at the cursor, a drag moves it, a double click goes to 100 % there or back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._whole = QImage()
        self._viewport: Viewport | None = None
        self._backdrop = ""
        self._held: QPointF | None = None
        self.setToolTip(self.tr("Wheel: zoom · drag: move · double click or Z: 100 %"))

    @property
    def viewport(self) -> Viewport | None:
        """How the whole picture lies in the widget; None while it is fitted."""
        return self._viewport

    def show_picture(self, picture: QImage) -> None:
        """Show another picture, fitted; there is no more of it yet."""
        self._whole, self._viewport = QImage(), None
        super().show_picture(picture)

    def show_whole(self, whole: QImage) -> None:
        """Have the picture in full size as well."""
        self._whole = whole

    def set_backdrop(self, backdrop: str) -> None:
        """Show another background, a key of `BACKDROPS`."""
        self._backdrop = backdrop
        self.update()

    def toggle_zoom(self, at: QPointF | None = None) -> None:
        """Go to 100 % at a place, in the middle if none is given; or fit it again."""
        if self._viewport is not None:
            self._viewport = None
        elif not self._whole.isNull():
            at = at or QPointF(self.rect().center())
            # A pixel of the picture is one of the screen.
            exact = 1 / self.devicePixelRatioF()
            self._viewport = self._fitted().zoomed(exact, (at.x(), at.y()))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        if self._whole.isNull():
            event.ignore()
            return
        at = event.position()
        before = self._viewport or self._fitted()
        after = before.zoomed(
            before.zoom * 2 ** (event.angleDelta().y() / _NOTCH / 2), at.toTuple()
        )
        self._viewport = after if after.zoom > self._fitted().zoom else None
        event.accept()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if self._held is not None and self._viewport is not None:
            way = event.position() - self._held
            self._held = event.position()
            self._viewport = self._viewport.moved(way.x(), way.y())
            self.update()

    def mouseReleaseEvent(self, _: QMouseEvent) -> None:
        """Let go of it."""
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go near, or back."""
        self.toggle_zoom(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is seen of the picture."""
        viewport = self._viewport
        if viewport is None and not self._whole.isNull() and self._fitted().zoom > self._covered:
            # There is more room than the small picture fills.
            viewport = self._fitted()
        if viewport is None or self._whole.isNull():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        size = QSizeF(self._whole.size()) * viewport.zoom
        self._paint_behind(painter, QRectF(QPointF(viewport.x, viewport.y), size))
        # Only what is seen: scaling all of a large picture takes a while.
        left, top = viewport.to_image((0, 0))
        seen = QRectF(left, top, self.width() / viewport.zoom, self.height() / viewport.zoom)
        seen = seen.intersected(QRectF(self._whole.rect()))
        corner = QPointF(*viewport.to_widget((seen.x(), seen.y())))
        # From 200 % on a pixel is to be seen as one.
        smooth = viewport.zoom * self.devicePixelRatioF() < 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawImage(QRectF(corner, seen.size() * viewport.zoom), self._whole, seen)
        painter.end()

    def _paint_behind(self, painter: QPainter, target: QRectF) -> None:
        if self._backdrop:
            painter.fillRect(target, QColor(self._backdrop))
        else:
            super()._paint_behind(painter, target)

    @property
    def _covered(self) -> float:
        """The zoom of the whole picture up to which the small one is as good."""
        return self.picture.width() / self._whole.width()

    def _fitted(self) -> Viewport:
        shape = self._whole.height(), self._whole.width()
        return Viewport.fitted(shape, (self.width(), self.height()), margin=0)
