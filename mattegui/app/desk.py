"""`Desk`: what can be done with files; every long part of it in the worker thread."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import Trimap
from mattegui.core.compositing import Colours, eight_bit
from mattegui.core.export import EXPORTERS, check_destination, write_export
from mattegui.core.io import ImageFileError, read_image, read_trimap, write_image
from mattegui.core.matte import Matte
from mattegui.core.pyramid import Layers
from mattegui.core.trimap import blank, from_alpha, replace

if TYPE_CHECKING:
    from mattegui.engine.importers import Imported

BAND: Final = 8
"""Unknown pixels on each side of an edge when a trimap is made from an alpha channel."""


class Desk(QObject):
    """Opens images and trimaps and exports what was made of them.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
        opened: the path of an image that was opened.
        exported: the path of a file that was written.
        background_read: H,W,3 `uint8`, the user's own background.
        imported: the name of a model that was imported.
        settled: a file that was to be written is written, or will not be.
    """

    told = Signal(str)
    failed = Signal(str)
    opened = Signal(object)
    exported = Signal(object)
    background_read = Signal(object)
    imported = Signal(str)
    settled = Signal()

    def __init__(self, document: Document, worker: Worker, solver: Solver) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._solver = solver
        self._waiting: list[tuple[Path, str]] = []
        self._writing = 0
        self._lanes = count()
        solver.progressed.connect(self._on_progressed)

    @property
    def writing(self) -> bool:
        """Whether a file is being written, or waits for the alpha to be finished."""
        return bool(self._writing or self._waiting)

    def open(self, path: Path, trimap: Path | None = None) -> None:
        """Open an image, with a trimap if there is one."""

        def work(_: Callable[[], bool]) -> Iterator[Any]:
            yield _opened(path, trimap)

        self._run("open", work, self._take_opened, f"{path.name} could not be opened")

    def open_trimap(self, path: Path) -> None:
        """Replace the trimap by one from a file; it can be undone."""
        matte = self._document.matte
        if matte is None:
            return
        shape = matte.trimap.shape

        def work(_: Callable[[], bool]) -> Iterator[Trimap]:
            yield read_trimap(path, shape)

        def take(trimap: Trimap) -> None:
            # Compared only now: the user may have painted while the file was read.
            self._document.push(replace(matte.trimap, trimap), f"Trimap from {path.name}")

        self._run("open", work, take, f"The trimap {path.name} could not be opened")

    def open_background(self, path: Path) -> None:
        """Read an image to lay behind the cutout."""

        def work(_: Callable[[], bool]) -> Iterator[Colours]:
            yield eight_bit(read_image(path).image)

        take = self.background_read.emit
        self._run("background", work, take, f"The background {path.name} could not be opened")

    def import_weights(self, path: Path) -> None:
        """Make a model of weights that others trained."""

        def work(_: Callable[[], bool]) -> Iterator["Imported"]:
            # This imports torch: in the worker thread, and not before it is needed.
            from mattegui.engine.importers import import_weights

            yield import_weights(path)

        def take(imported: "Imported") -> None:
            self.imported.emit(imported.name)
            self.told.emit(imported.sentence)

        self.told.emit(f"Importing {path.name} …")
        self._run("import", work, take, f"{path.name} could not be imported")

    def save_trimap(self, path: Path) -> None:
        """Write the trimap as a grey image."""
        matte = self._document.matte
        if matte is None:
            return
        trimap, step = matte.trimap.copy(), self._document.stack.index()

        def work(_: Callable[[], bool]) -> Iterator[Path]:
            write_image(path, trimap)
            yield path

        def take(written: Path) -> None:
            if self._document.stack.index() == step:
                self._document.stack.setClean()
            self.exported.emit(written)

        self._write(path, work, take)

    def export(self, path: Path, exporter: str = "rgba") -> None:
        """Write a cutout or one of the other `EXPORTERS`, as soon as the alpha is up to date."""
        matte = self._document.matte
        if matte is None:
            return
        try:
            check_destination(path, [matte.file.path])
        except (ImageFileError, OSError) as error:
            self.failed.emit(f"{path.name} could not be written: {error}")
            return
        self._waiting.append((path, exporter))
        if self._solver.up_to_date and not self._solver.busy:
            self._export_waiting()
        elif not self._solver.busy:
            self._solver.solve()

    @Slot(float)
    def _on_progressed(self, share: float) -> None:
        if self._waiting and share >= 1:
            if self._solver.up_to_date:
                self._export_waiting()
            else:
                self._waiting.clear()
                self.failed.emit("Nothing was exported: the alpha is not finished.")
                self.settled.emit()

    def _export_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for path, exporter in waiting:
            self._write_export(path, exporter)

    def _write_export(self, path: Path, exporter: str) -> None:
        matte = self._document.matte
        if matte is None:
            return
        source, alpha = matte.file, matte.final_alpha()

        def work(_: Callable[[], bool]) -> Iterator[Path]:
            pixels = EXPORTERS[exporter](source.image, alpha)
            write_export(path, pixels, source, colours=pixels.ndim == 3)
            yield path

        self.told.emit(f"Writing {path.name} …")
        self._write(path, work, self.exported.emit)

    def _write(
        self,
        path: Path,
        work: Callable[[Callable[[], bool]], Iterator[Path]],
        take: Callable[[Path], None],
    ) -> None:
        """Write a file in a lane of its own: one does not cancel another."""

        def done() -> None:
            self._writing -= 1
            self.settled.emit()

        def fail(error: Exception) -> None:
            self.failed.emit(f"{path.name} could not be written: {error}")
            done()

        self._writing += 1
        self._worker.run(Job(f"write {next(self._lanes)}", work, take, done, fail))

    def _take_opened(self, opened: tuple[Matte, Layers, list[str]]) -> None:
        matte, layers, notes = opened
        # Before the other image is there: whatever waits for this one's alpha hears of it.
        self._solver.cancel()
        self._document.open(matte, layers)
        self.opened.emit(matte.file.path)
        for note in notes:
            self.told.emit(note)

    def _run(
        self,
        lane: str,
        work: Callable[[Callable[[], bool]], Iterator[Any]],
        take: Callable[[Any], None],
        what: str,
    ) -> None:
        def fail(error: Exception) -> None:
            self.failed.emit(f"{what}: {error}")

        self._worker.run(Job(lane, work, take, lambda: None, fail))


def _opened(path: Path, trimap: Path | None) -> tuple[Matte, Layers, list[str]]:
    """Read an image and build what the canvas needs; runs in the worker thread."""
    file = read_image(path)
    notes = list(file.notes)
    painted = blank(file.image.shape)
    if trimap is not None:
        painted = read_trimap(trimap, file.image.shape)
    elif file.alpha is not None and float(np.min(file.alpha)) < 1:
        painted = from_alpha(file.alpha, BAND)
        notes.append("The trimap was made from the image's own alpha channel.")
    matte = Matte(file, painted)
    return matte, Layers(matte), notes
