"""The glimpse page: a reduced image in the place where the whole is about to be."""

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel

from mattegui.app.document import Document
from mattegui.app.pane import Pane
from mattegui.app.render import Renderer
from mattegui.app.viewport import Viewport
from mattegui.app.views import ViewOptions
from mattegui.app.wipe import sign
from mattegui.core.glimpse import Glimpse
from mattegui.core.layers import Layers

_GAP: Final = 12


class GlimpsePage(Pane):
    """Shows a glimpse as the canvas will show the image, and says that it is being loaded.

    It takes no strokes: they would belong to pixels that are not there yet.
    """

    def __init__(self) -> None:
        super().__init__(Document(), Renderer())
        self._shape = (1, 1)
        self._sign: QLabel = sign(self)
        self.setAccessibleName(self.tr("Image that is being loaded"))
        self.setCursor(Qt.CursorShape.BusyCursor)
        self.covered_changed.connect(self.fit)

    @property
    def text(self) -> str:
        """What its sign says."""
        return self._sign.text()

    def show_glimpse(self, glimpse: Glimpse, options: ViewOptions, *, blank: bool) -> None:
        """Show another glimpse.

        Args:
            glimpse: What is known of the image.
            options: Of the canvas' view.
            blank: Lay a blank trimap over it, as the canvas will do.
        """
        self._shape = glimpse.shape
        self._renderer.set_view("trimap" if blank else "original")
        self._renderer.set_options(options)
        self._document.open(glimpse.matte, Layers(glimpse.matte))
        name = glimpse.matte.file.path.name
        self._sign.setText(self.tr("Loading {name} …").format(name=name))
        self._sign.adjustSize()
        self._sign.show()

    def take_picture(self) -> QPixmap:
        """Return what is seen, without the sign; nothing of it is held any longer."""
        self._sign.hide()
        picture = self.grab()
        self._renderer.close()
        self._document.matte = self._document.layers = None
        return picture

    @Slot()
    def fit(self) -> None:
        """Show the whole image, each point of it where `Canvas.fit` would show it."""
        layers = self._document.layers
        if layers is None:
            return
        size = self.width(), self.height()
        whole = Viewport.fitted(self._shape, size, covered=self.covered).aligned(self.ratio())
        zoom = whole.zoom * self._shape[1] / layers.image.shape(0)[1]
        self.look_through(Viewport(zoom, whole.x, whole.y))
        self._sign.move(_GAP, self.covered + _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what has to be painted again, at once: a reduced image has few tiles."""
        painter = QPainter(self)
        while self.paint_work(painter, event.rect()):
            pass
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go on showing all of it."""
        self.fit()
