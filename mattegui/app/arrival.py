"""`Arrival`: what was read, held as long as something would be lost if it replaced the work."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from mattegui.app.document import Document
from mattegui.app.opening import Opened

AGAIN_MS: Final = 100
"""Until it is looked again whether a dialog is still open."""


class Arrival(QObject):
    """Passes on what was read; first the user is asked, if the work was changed meanwhile.

    Signals:
        near: the work is about to be replaced; what goes on under the hand is to end.
        overtaken: the work was changed while another was read; one may `take` it or `drop` it.
        taken: the `Opened` that is to be worked on now.
        dropped: nobody wants what was read.
    """

    near = Signal()
    overtaken = Signal()
    taken = Signal(object)
    dropped = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._state = document.state
        self._opened: Opened | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look)

    def expect(self) -> None:
        """Something is being read: the work as it is now may be left for it, and nothing else."""
        self._opened = None
        self._state = self._document.state

    def hold(self, opened: Opened) -> None:
        """Pass it on, as soon as that is right."""
        self._opened = opened
        self._look()

    @Slot()
    def take(self) -> None:
        """Pass on what is held: the work may be left."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self.taken.emit(opened)

    @Slot()
    def drop(self) -> None:
        """Give up what is held: the user stays with the work."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        if opened.found is not None:
            # Another instance, or the next start, asks again.
            opened.found.lock.unlock()
        self.dropped.emit()

    @Slot()
    def _look(self) -> None:
        if self._opened is None:
            return
        # Whatever a dialog asks, it asks about the work as it is.
        if QApplication.activeModalWidget() is not None:
            self._again.start()
            return
        self.near.emit()
        if self._document.modified and self._document.state != self._state:
            self.overtaken.emit()
        else:
            self.take()
