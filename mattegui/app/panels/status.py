"""The status bar: what the next key does, what lies under the cursor, and how far the work is."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from mattegui.app.document import Document
from mattegui.app.key_names import KeyNames
from mattegui.app.panels.bar import Bar
from mattegui.app.viewport import Point
from mattegui.core.rect import Rect
from mattegui.core.trimap import LABEL_NAMES
from mattegui.engine.session import Loaded

PASSING_MS: Final = 8000
"""How long something said in passing is seen."""


class ElidedLabel(QLabel):
    """A line that is cut with an ellipsis where there is no room; its tool tip has all of it.

    A plain label would not let the window become narrower than its text.
    """

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.setToolTip(self.text() if text != self.text() else "")
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        painter.end()


class StatusBar(QStatusBar):
    """Reads values, changes nothing.

    Signals:
        cancel_asked: the user wants the matting to stop.
    """

    cancel_asked = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._pixel, self._zoom, self._device = QLabel(), QLabel(), QLabel()
        self._progress = Bar()
        self._progress.setFixedWidth(140)
        self._progress.setFormat(self.tr("Matting %p %"))
        self._cancel = QToolButton()
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_asked)
        self._hint, self._hinted = ElidedLabel(), ""
        self._keys: KeyNames | None = None
        self.addWidget(self._hint, 1)
        for widget in (self._pixel, self._progress, self._cancel, self._zoom, self._device):
            self.addPermanentWidget(widget)
        self.show_progress(1.0)

    @property
    def hint(self) -> str:
        """What is said that can be done next."""
        return self._hint.text()

    @Slot(str)
    def show_hint(self, hint: str) -> None:
        """Say what can be done next, in a text as `KeyNames` takes it."""
        self._hinted = hint
        self._hint.setText(hint if self._keys is None else self._keys.put(hint))

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys stop the matting, and what others do next."""
        self._keys = keys
        self.show_hint(self._hinted)
        self._cancel.setToolTip(keys.put(self.tr("Stop matting ({cancel})")))

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say something in passing, in place of the hint."""
        self.showMessage(text, PASSING_MS)

    @Slot(object)
    def show_pixel(self, point: Point | None) -> None:
        """Show position, colour, label and alpha of the pixel under the cursor."""
        matte = self._document.matte
        if matte is None or point is None:
            self._pixel.clear()
            return
        x, y = int(point[0]), int(point[1])
        height, width = matte.trimap.shape
        if point[0] < 0 or point[1] < 0 or x >= width or y >= height:
            self._pixel.clear()
            return
        red, green, blue = (int(value) for value in matte.image[y, x])
        label = LABEL_NAMES[int(matte.trimap[y, x])]
        label = QCoreApplication.translate("Labels", label)
        alpha = float(matte.final_in(Rect(y, x, y + 1, x + 1))[0, 0])
        self._pixel.setText(f"{x}, {y}  ·  {red} {green} {blue}  ·  {label}  ·  α {alpha:.3f}")

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        """Show the zoom; 1 is 100 %."""
        self._zoom.setText(self.tr("{percent:.0f} %").format(percent=100 * zoom))

    @Slot(float)
    def show_progress(self, share: float) -> None:
        """Show how much of the solving is done; nothing when all is."""
        for widget in (self._progress, self._cancel):
            widget.setVisible(share < 1)
        # Until the first final piece nobody knows how long it takes: the bar just moves.
        self._progress.show_share(share if share > 0 else None)

    @Slot(object)
    def show_loaded(self, loaded: Loaded) -> None:
        """Show what estimates the alpha, and where."""
        self._device.setText(f"{loaded.title} · {loaded.device}")
