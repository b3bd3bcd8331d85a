"""What can be asked for about batches: the window, and whether it may be left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from mattegui.app.batching import Batching
from mattegui.app.panels.batch import BatchWindow
from mattegui.app.settings import Settings

_Buttons = QMessageBox.StandardButton


class BatchCommands(QObject):
    """Shows the batch window, and answers for it.

    Signals:
        open_asked: the path of an image and that of its trimap, to be corrected by hand.
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
    """

    open_asked = Signal(object, object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget, batching: Batching, settings: Settings) -> None:
        super().__init__(window)
        self.batching = batching
        self.shown: BatchWindow | None = None
        self._window, self._settings = window, settings
        self._later: Callable[[], object] | None = None
        batching.finished.connect(self._on_finished)
        batching.failed.connect(self._on_failed)

    def show(self) -> None:
        """Show the window, or bring it to the front; what was done before is listed."""
        if self.shown is None:
            self.shown = BatchWindow(self.batching, self._settings, self._window)
            self.shown.open_asked.connect(self._open)
        if not self.shown.isVisible():
            self.shown.reload()
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()

    def may_leave(self, later: Callable[[], object]) -> bool:
        """Say whether the program may be left now: no batch runs.

        Args:
            later: Called when the batch has stopped, if that is what the user wants.
        """
        if not self.batching.running:
            return True
        if self._later is None:
            answer = QMessageBox.question(
                self._window,
                self.tr("A Batch Is Running"),
                self.tr(
                    "Stop the batch and close? What is finished stays, and the batch can be "
                    "resumed later."
                ),
                _Buttons.Yes | _Buttons.No,
                _Buttons.No,
            )
            if answer != _Buttons.Yes:
                return False
            # It may have ended while the user was reading.
            if not self.batching.stop():
                return True
            self._later = later
        self.told.emit(self.tr("The window closes when the batch has stopped."))
        return False

    @Slot(object, object)
    def _open(self, image: Path, trimap: Path | None) -> None:
        self.open_asked.emit(image, trimap)
        self._window.raise_()
        self._window.activateWindow()

    @Slot(bool)
    def _on_finished(self, by_itself: bool) -> None:
        later, self._later = self._later, None
        if later is not None:
            later()
        elif by_itself and not self._on_screen():
            self.told.emit(self.tr("The batch is finished."))

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        if not self._on_screen():
            self.failed.emit(self.tr("The batch cannot go on: {0}").format(sentence))

    def _on_screen(self) -> bool:
        return self.shown is not None and self.shown.isVisible()
