"""Strips: lines of words and buttons over the top of the work, which does not move for them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Strips(QWidget):
    """Lies over the top of its parent, as high as those of the strips that are shown.

    In a layout a strip that comes or goes would move the image under the pen.

    Signals:
        covered: its height, when that has changed; 0 if no strip is shown.
    """

    covered = Signal(int)

    def __init__(self, parent: QWidget, strips: Sequence[QWidget]) -> None:
        super().__init__(parent)
        # What lies below is not to be seen through a strip that fills nothing itself.
        self.setAutoFillBackground(True)
        self._below, self._strips = parent, strips
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for strip in strips:
            self._layout.addWidget(strip)
        parent.installEventFilter(self)
        self.place()

    def place(self) -> None:
        """Take the height that the strips need, without waiting for the next turn of events."""
        width = self._below.width()
        shown = [strip for strip in self._strips if not strip.isHidden()]
        # What has become of a strip since is known to the layout only once it is activated.
        self._layout.activate()
        height = sum([_height_of(strip, width) for strip in shown])
        before = self.height()
        self.setGeometry(0, 0, width, height)
        if height != before:
            self.covered.emit(height)

    def event(self, event: QEvent) -> bool:
        """Follow the strips: one came, went, or has more to say."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as wide as the parent."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)


def _height_of(strip: QWidget, width: int) -> int:
    if strip.hasHeightForWidth():
        return max(strip.heightForWidth(width), strip.minimumSizeHint().height())
    return strip.sizeHint().height()
