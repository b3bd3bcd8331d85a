"""The offer bar: asks whether unsaved work is to be restored, without stopping anything."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from mattegui.app.languages import short_time
from mattegui.app.qimages import qimage_of
from mattegui.app.recovery import Recoverable

_HEIGHT: Final = 48
"""Of the picture of the work, in widget pixels."""


class OfferBar(QFrame):
    """A line above the canvas for each journal that was found, one after the other.

    Signals:
        restored: a `Recoverable` that is to be restored.
        discarded: a `Recoverable` that nobody wants.
    """

    restored = Signal(object)
    discarded = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("offer")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Unsaved work"))
        self._waiting: list[Recoverable] = []
        self._picture, self._text = QLabel(), QLabel()
        self._text.setWordWrap(True)
        restore = QPushButton(self.tr("Restore"))
        discard = QPushButton(self.tr("Discard"))
        later = QPushButton(self.tr("Later"))
        later.setToolTip(self.tr("Ask again at the next start"))
        restore.clicked.connect(self._restore)
        discard.clicked.connect(self._discard)
        later.clicked.connect(self._next)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self._picture)
        layout.addWidget(self._text, 1)
        for button in (restore, discard, later):
            layout.addWidget(button)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    @Slot(object)
    def offer(self, found: Recoverable) -> None:
        """Ask about a journal, after those that were found before."""
        self._waiting.append(found)
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        found = self._waiting[0]
        self._text.setText(
            self.tr(
                "The program ended without saving your work on {name}, last painted on {when}."
            ).format(name=found.source.name, when=short_time(found.when))
        )
        self._picture.setVisible(found.picture is not None)
        if found.picture is not None:
            image = qimage_of(found.picture)
            # The line lies over the canvas: it is to hide no more of it than it must.
            ratio = self.devicePixelRatioF()
            smooth = Qt.TransformationMode.SmoothTransformation
            pixmap = QPixmap.fromImage(image.scaledToHeight(round(_HEIGHT * ratio), smooth))
            pixmap.setDevicePixelRatio(ratio)
            self._picture.setPixmap(pixmap)

    @Slot()
    def _restore(self) -> None:
        if self._waiting:
            self.restored.emit(self._take())

    @Slot()
    def _discard(self) -> None:
        if self._waiting:
            self.discarded.emit(self._take())

    @Slot()
    def _next(self) -> None:
        if self._waiting:
            # Another instance, or the next start, asks again.
            self._take().lock.unlock()

    def _take(self) -> Recoverable:
        """Return the journal that was asked about, and ask about the next."""
        found = self._waiting.pop(0)
        self._show()
        return found
