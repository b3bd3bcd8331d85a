"""`Writing`: files on their way to the disk; what needs the alpha waits until it is finished."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.worker import Job, Worker
from mattegui.core.export import (
    ExportOptions,
    check_destination,
    export_foreground,
    write_export,
)
from mattegui.core.io import ImageFileError

Work = Callable[[Callable[[], bool]], Iterator[Path]]
"""Takes a function that says whether it was cancelled; yields the path when the file is there."""


class Writing(QObject):
    """Writes files in the worker thread, each in a lane of its own: none cancels another.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
        exported: the path of a file that was written.
        settled: a file that was to be written is written, or will not be.
    """

    told = Signal(str)
    failed = Signal(str)
    exported = Signal(object)
    settled = Signal()

    def __init__(self, document: Document, worker: Worker, solver: Solver) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._solver = solver
        self._waiting: list[tuple[Path, ExportOptions]] = []
        self._writing = 0
        self._lanes = count()
        solver.progressed.connect(self._on_progressed)

    @property
    def busy(self) -> bool:
        """Whether a file is being written, or waits for the alpha to be finished."""
        return bool(self._writing or self._waiting)

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
        self._waiting.append((path, options))
        if self._solver.up_to_date and not self._solver.busy:
            self._export_waiting()
        elif not self._solver.busy:
            self._solver.solve()

    def write(self, path: Path, work: Work, take: Callable[[Path], None]) -> None:
        """Write a file; `take` is called when it is there."""

        def done() -> None:
            self._writing -= 1
            self.settled.emit()

        def fail(error: Exception) -> None:
            self._fail(path, error)
            done()

        self._writing += 1
        self._worker.run(Job(f"write {next(self._lanes)}", work, take, done, fail))

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        if self._waiting and share >= 1:
            if self._solver.up_to_date:
                self._export_waiting()
            else:
                self._waiting.clear()
                self.failed.emit(self.tr("Nothing was exported: the alpha is not finished."))
                self.settled.emit()

    def _export_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for path, options in waiting:
            self._write_export(path, options)

    def _write_export(self, path: Path, options: ExportOptions) -> None:
        matte = self._document.matte
        if matte is None:
            return
        # Copies: the user goes on painting while the file is written.
        source, alpha, amount = matte.file, matte.final_alpha(), matte.final_amount()

        def work(cancelled: Callable[[], bool]) -> Iterator[Path]:
            colours = export_foreground(source, alpha, options, amount)
            write_export(path, source, alpha, options, foreground=colours, cancelled=cancelled)
            yield path

        self.told.emit(self.tr("Writing {name} …").format(name=path.name))
        self.write(path, work, self.exported.emit)

    def _fail(self, path: Path, error: Exception) -> None:
        sentence = self.tr("{name} could not be written: {reason}")
        self.failed.emit(sentence.format(name=path.name, reason=error))
