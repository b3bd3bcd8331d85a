"""`Pane`: a widget that shows the work through a viewport, and keeps up with its changes."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from mattegui.app.document import Document
from mattegui.app.picture import paint_tiles
from mattegui.app.render import Renderer
from mattegui.app.tools.tool import Look
from mattegui.app.viewport import Point, Viewport
from mattegui.core.edit import Edit
from mattegui.core.rect import Rect

SURROUND: Final = QColor(72, 72, 72)


class Pane(QWidget):
    """Shows the image, nearer or farther.

    Signals:
        zoomed: device pixels that an image pixel takes; 1 is 100 %.
        viewed: the `Rect` of the image that is to be seen; empty if nothing is.
        covered_changed: how many widget pixels at the top something else lies over now.

    Attributes:
        covered: Likewise. The image does not move for it; `fit` leaves them free.
    """

    zoomed = Signal(float)
    viewed = Signal(object)
    covered_changed = Signal(int)

    def __init__(self, document: Document, renderer: Renderer) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(320, 240)
        self.viewport = Viewport()
        self.covered = 0
        self._surround = SURROUND
        self._stopgap: QPixmap | None = None
        self._document = document
        self._renderer = renderer
        document.opened.connect(self._show_opened)
        document.edited.connect(self._show_edited)
        document.solved.connect(self.refresh)

    def ratio(self) -> float:
        """Return the device pixels for each widget pixel."""
        return self.devicePixelRatioF()

    def set_surround(self, colour: QColor) -> None:
        """Have another colour around the image."""
        self._surround = colour
        self.update()

    def fit(self) -> None:
        """Show the whole image."""
        if self._document.matte is not None:
            shape = self._document.matte.image.shape
            size = self.width(), self.height()
            self.look_through(Viewport.fitted(shape, size, covered=self.covered))

    @Slot(int)
    def set_covered(self, top: int) -> None:
        """Know that something else lies over so many pixels at the top."""
        self.covered = top
        self.covered_changed.emit(top)

    def zoom_to(self, zoom: float) -> None:
        """Zoom with the middle of the canvas fixed; 1 is a device pixel for an image pixel."""
        self.look_through(self.viewport.zoomed(zoom / self.ratio(), self._middle()))

    def zoom_step(self, steps: int) -> None:
        """Zoom in (1) or out (-1) by one step with the middle of the canvas fixed."""
        self.look_through(self.viewport.stepped(steps, self._middle()))

    def look(self, look: Look) -> None:
        """Come nearer to a point, go away from it, or fill the canvas with a box."""
        if look.corner is None:
            self.look_through(self.viewport.stepped(look.steps, self.viewport.to_widget(look.at)))
            return
        self.look_through(Viewport.filled(look.at, look.corner, (self.width(), self.height())))

    def look_through(self, viewport: Viewport) -> None:
        """Show another part of the image."""
        self.viewport = viewport.aligned(self.ratio())
        self._stopgap = None
        self.update()
        self.zoomed.emit(viewport.zoom * self.ratio())
        if self._document.matte is not None:
            seen = self.viewport.visible((self.width(), self.height()))
            self.viewed.emit(seen.clipped(self._document.matte.trimap.shape))

    def bridge(self, picture: QPixmap) -> None:
        """Show a picture of the same view, of the widget's size, until all tiles are drawn."""
        self._stopgap = picture

    def repaint_soon(self, area: QRectF) -> None:
        """Paint a part of the widget again."""
        self.update(area.toAlignedRect())

    @Slot(object)
    def refresh(self, rect: Rect) -> None:
        """Show that a part of the work, in image pixels, has changed."""
        self._renderer.invalidate(rect)
        zoom = self.viewport.zoom
        x, y = self.viewport.to_widget((rect.x0, rect.y0))
        # A coarser level's pixel and the smooth scaling reach a little beyond the rect.
        shown = QRectF(x, y, rect.width * zoom, rect.height * zoom).adjusted(-3, -3, 3, 3)
        self.repaint_soon(shown)

    def paint_work(self, painter: QPainter, area: QRect) -> bool:
        """Paint what is seen of the work in `area`; say whether some is not up to date yet."""
        painter.fillRect(area, self._surround)
        layers = self._document.layers
        if layers is None:
            return False
        if self._stopgap is not None:
            painter.drawPixmap(0, 0, self._stopgap)
        late = paint_tiles(painter, area, self.viewport, self.ratio(), layers, self._renderer)
        if not late and area == self.rect():
            self._stopgap = None
        return late

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle of the canvas in the middle."""
        if event.oldSize().isValid():
            grown = event.size() - event.oldSize()
            self.look_through(self.viewport.moved(grown.width() / 2, grown.height() / 2))

    @Slot()
    def _show_opened(self) -> None:
        if self._document.layers is not None:
            self._renderer.open(self._document.layers)
            self.fit()

    @Slot(object)
    def _show_edited(self, edit: Edit) -> None:
        for rect in edit.rects:
            self.refresh(rect)

    def _middle(self) -> Point:
        return self.width() / 2, self.height() / 2
