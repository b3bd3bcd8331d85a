"""What can be asked for about batches: the window, and whether it may be left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from mattegui.app.batching import Batching
from mattegui.app.document import Document
from mattegui.app.file_service import FileService
from mattegui.app.panels.batch import BatchWindow
from mattegui.app.settings import Settings
from mattegui.core.makers.maskfile import MaskFile
from mattegui.engine.batch_items import Item

_Buttons = QMessageBox.StandardButton


class BatchCommands(QObject):
    """Shows the batch window, and answers for it.

    Signals:
        open_asked: the path of an image, and that of its trimap or the `MaskFile` that this is made
            of, to be corrected by hand.
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
    """

    open_asked = Signal(object, object)
    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self,
        window: QWidget,
        batching: Batching,
        document: Document,
        file_service: FileService,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self.batching = batching
        self._document, self._file_service = document, file_service
        self._corrected: tuple[str, Path] | None = None
        self.shown: BatchWindow | None = None
        self._window, self._settings = window, settings
        self._later: Callable[[], object] | None = None
        batching.finished.connect(self._on_finished)
        batching.failed.connect(self._on_failed)
        file_service.exported.connect(self._on_written)
        file_service.failed.connect(self._on_not_written)

    def show(self) -> None:
        """Show the window, or bring it to the front; what was done before is listed."""
        if self.shown is None:
            self.shown = BatchWindow(self.batching, self._settings, self._window)
            self.shown.open_asked.connect(self._open)
            self.shown.redo_asked.connect(self.redo)
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

    @Slot(object)
    def redo(self, item: Item) -> None:
        """Do an image again, with its trimap as it was corrected in the main window."""
        plan = self.batching.plan
        if plan is None:
            return
        # One that has no trimap gets one: it goes before its mask.
        trimap = item.trimap or plan.trimaps / f"{item.image.stem}_trimap.png"
        # One file for all images is not for one of them to change.
        if self._is_corrected(item) and not plan.trimaps.is_file():
            answer = self._ask_for_trimap(item.image.name, trimap)
            if answer == _Buttons.Cancel:
                return
            if answer == _Buttons.Save:
                # Done again as soon as it is written.
                self._corrected = item.image.name, trimap
                self._file_service.save_trimap(trimap)
                return
        if item.marked:
            self.batching.redo(item.image.name)
        else:
            self._open(item)

    def _is_corrected(self, item: Item) -> bool:
        """Say whether an image is open in the main window, with work that is not in its files."""
        matte = self._document.matte
        return matte is not None and matte.file.path == item.image and self._document.modified

    def _ask_for_trimap(self, image: str, trimap: Path) -> QMessageBox.StandardButton:
        return QMessageBox.question(
            self.shown or self._window,
            self.tr("Corrected Trimap"),
            self.tr(
                "“{image}” is open in the main window, and was changed. Save its trimap as "
                "“{trimap}”, and do it again with that? Retouching and decontamination are not "
                "part of it: export those from the main window."
            ).format(image=image, trimap=trimap),
            _Buttons.Save | _Buttons.Discard | _Buttons.Cancel,
            _Buttons.Save,
        )

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        if self._corrected is not None and path == self._corrected[1]:
            name, trimap = self._corrected
            self._corrected = None
            self.batching.give_trimap(name, trimap)

    @Slot(str)
    def _on_not_written(self, _: str) -> None:
        # Whatever is written there later was not meant for the batch.
        self._corrected = None

    @Slot(object)
    def _open(self, item: Item) -> None:
        plan = self.batching.plan
        trimap: Path | MaskFile | None = item.trimap
        if trimap is None and item.mask is not None:
            # Made as the batch does: read as a trimap, a mask would be all but without unknown.
            trimap = MaskFile(item.mask, plan.band if plan is not None else None)
        self.open_asked.emit(item.image, trimap)
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
