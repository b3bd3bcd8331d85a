"""`FileWriter`: files on their way to the disk; what needs the alpha waits until it is finished."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.worker import Job, JobFunction, Worker
from mattegui.core.cancelling import Cancelled, CancelledError
from mattegui.core.export import ExportOptions, check_destination, write_export
from mattegui.core.io import ImageFileError
from mattegui.core.matte import Matte


@dataclass(eq=False)
class Export:
    """A file that was asked for, until it is there or will not be.

    Attributes:
        path: Where to.
        options: What.
        share: How much of it is done, 0 to 1; None while it waits for the alpha.
        outcome: A sentence: what became of it. Empty until something has.
    """

    path: Path
    options: ExportOptions
    share: float | None = None
    outcome: str = ""
    _stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """Ask the worker thread to give it up; its outcome tells whether that came in time."""
        self._stopped.set()

    @property
    def stopping(self) -> bool:
        """Whether it is to be given up."""
        return self._stopped.is_set()


class FileWriter(QObject):
    """Writes files in worker threads, each in a lane of its own: none cancels another.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
        exporting: the `Export` that is next to be finished: it began, went on, or has its outcome.
        exported: the path of a file that was written.
        settled: a file that was to be written is written, or will not be.
    """

    told = Signal(str)
    failed = Signal(str)
    exporting = Signal(object)
    exported = Signal(object)
    settled = Signal()
    _advanced = Signal(object, float)

    def __init__(self, document: Document, worker: Worker, exports: Worker, solver: Solver) -> None:
        super().__init__()
        self._document = document
        self._worker, self._exporter = worker, exports
        self._solver = solver
        self._exports: list[Export] = []
        self._writing = 0
        self._lanes = count()
        solver.progressed.connect(self._on_progressed)
        # Emitted in the worker thread, received in this one.
        self._advanced.connect(self._on_advanced)

    @property
    def busy(self) -> bool:
        """Whether a file is being written, or waits for the alpha to be finished."""
        return bool(self._writing or self._exports)

    def export(self, path: Path, options: ExportOptions) -> None:
        """Write a cutout or one of the other exports, as soon as the alpha is up to date."""
        matte = self._document.matte
        if matte is None:
            return
        try:
            check_destination(path, [matte.file.path], options)
        except (ImageFileError, OSError) as error:
            self._fail(path, error)
            return
        self._exports.append(Export(path, options))
        if self._solver.up_to_date and not self._solver.busy:
            self._export_waiting(matte)
            return
        self._show()
        if not self._solver.busy:
            self._solver.solve()

    def cancel_export(self) -> None:
        """Give up the export that is next to be finished; the file that was there before stays."""
        if not self._exports:
            return
        export = self._exports[0]
        export.stop()
        if export.share is None:
            self._end(export, self._cancelled(export))
            self.told.emit(export.outcome)
        else:
            self._show()

    def write(self, path: Path, work: JobFunction[Path], take: Callable[[Path], None]) -> None:
        """Write a file; `take` is called when it is there."""

        def done() -> None:
            self._writing -= 1
            self.settled.emit()

        def fail(error: Exception) -> None:
            self._fail(path, error)
            done()

        self._writing += 1
        self._worker.run(Job(f"write {next(self._lanes)}", work, take, fail, done))

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        waiting = [export for export in self._exports if export.share is None]
        if not waiting or share < 1:
            return
        matte = self._document.matte
        if self._solver.up_to_date and matte is not None:
            self._export_waiting(matte)
            return
        sentence = self.tr("Nothing was exported: the alpha is not finished.")
        for export in waiting:
            self._end(export, sentence)
        self.failed.emit(sentence)

    def _export_waiting(self, matte: Matte) -> None:
        for export in self._exports:
            if export.share is None:
                self._write_export(export, matte)
        self._show()

    def _write_export(self, export: Export, matte: Matte) -> None:
        # Copies: the user goes on painting while the file is written.
        source, state = matte.file, matte.final_state()

        def work(cancelled: Cancelled) -> Iterator[Path]:
            write_export(
                export.path,
                source,
                state.alpha(),
                export.options,
                amount=state.amount(),
                cancelled=lambda: cancelled() or export.stopping,
                progress=lambda share: self._advanced.emit(export, share),
            )
            yield export.path

        def done() -> None:
            self._end(export, self.tr("Wrote {name}").format(name=export.path.name))

        def fail(error: Exception) -> None:
            if isinstance(error, CancelledError):
                self._end(export, self._cancelled(export))
                self.told.emit(export.outcome)
            else:
                self._end(export, self._fail(export.path, error))

        export.share = 0.0
        lane = f"write {next(self._lanes)}"
        self._exporter.run(Job(lane, work, self.exported.emit, fail, done))

    @Slot(object, float)
    def _on_advanced(self, export: Export, share: float) -> None:
        export.share = share
        self._show()

    def _show(self) -> None:
        if self._exports:
            self.exporting.emit(self._exports[0])

    def _end(self, export: Export, outcome: str) -> None:
        """Take an export out of the line, and show the next."""
        export.outcome = outcome
        self._exports.remove(export)
        self.exporting.emit(export)
        self._show()
        self.settled.emit()

    def _cancelled(self, export: Export) -> str:
        sentence = self.tr("The export of {name} was cancelled; nothing was written.")
        return sentence.format(name=export.path.name)

    def _fail(self, path: Path, error: Exception) -> str:
        """Tell what could not be written, and return the sentence."""
        sentence = self.tr("{name} could not be written: {reason}")
        sentence = sentence.format(name=path.name, reason=reason_of(error))
        self.failed.emit(sentence)
        return sentence
