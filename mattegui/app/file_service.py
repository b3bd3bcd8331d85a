"""`FileService`: what can be done with files; every long part of it in the worker thread."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.arrival import Arrival
from mattegui.app.complaints import reason_of, spoken
from mattegui.app.document import Document
from mattegui.app.file_writer import FileWriter
from mattegui.app.opening import BAND, Opened, open_file, restore
from mattegui.app.project_saver import ProjectSaver
from mattegui.app.recovery import Recoverable
from mattegui.app.snapshots import Snapshots
from mattegui.app.solver import Solver
from mattegui.app.worker import Item, Job, JobFunction, Worker
from mattegui.core.arrays import Trimap, eight_bit
from mattegui.core.cancelling import Cancelled
from mattegui.core.export import ExportOptions, check_destination
from mattegui.core.io import read_image, read_trimap, write_image
from mattegui.core.makers.maskfile import MaskFile
from mattegui.core.profile import network_copy
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.trimap import replace

if TYPE_CHECKING:
    from mattegui.engine.importers import Imported


class FileService(QObject):
    """Opens images, trimaps and projects, saves the work and exports what was made of it.

    Signals:
        told: sentences for the user, each in a line.
        failed: a sentence that says what could not be done, and why.
        opening: the path of a file that is being opened, and whether it is not painted on yet.
        unopened: what was being opened will not be.
        leaving: the work is about to be replaced; whatever is said from now on is of what comes.
        opened: the path of a file that was opened.
        resumed: the `Opened` that the document holds now.
        saved: the path of the project file that the work is in now.
        saving: the share of a project file that is written, 0 to 1.
        exporting: the `Export` that is next to be finished: it began, went on, or has its outcome.
        exported: the path of a file that was written.
        background_read: the `Pyramid` of the user's own background, of any size.
        imported: the name of a model that was imported.
        settled: a file that was to be written is written, or will not be.

    Args:
        document: What is worked on.
        worker: Reads and writes.
        exports: Writes exports: what is opened or saved meanwhile does not wait for them.
        solver: Makes the alpha that exports wait for.

    Attributes:
        snapshots: Of the open document.
        arrival: What was read, on its way to be worked on.
    """

    told = Signal(str)
    failed = Signal(str)
    opening = Signal(object, bool)
    unopened = Signal()
    leaving = Signal()
    opened = Signal(object)
    resumed = Signal(object)
    saved = Signal(object)
    saving = Signal(float)
    exporting = Signal(object)
    exported = Signal(object)
    background_read = Signal(object)
    imported = Signal(str)
    settled = Signal()

    def __init__(self, document: Document, worker: Worker, exports: Worker, solver: Solver) -> None:
        super().__init__()
        self.snapshots = Snapshots(document, worker)
        self.arrival = Arrival(document)
        self.arrival.taken.connect(self._take_opened)
        self.arrival.dropped.connect(self.unopened)
        self._document = document
        self._worker = worker
        self._solver = solver
        self._band = BAND
        self._file_writer = FileWriter(document, worker, exports, solver)
        self._file_writer.told.connect(self.told)
        self._file_writer.failed.connect(self.failed)
        self._file_writer.exporting.connect(self.exporting)
        self._file_writer.exported.connect(self.exported)
        self._file_writer.settled.connect(self.settled)
        self._project_saver = ProjectSaver(document, self._file_writer, self.snapshots, solver)
        self._project_saver.told.connect(self.told)
        self._project_saver.saving.connect(self.saving)
        self._project_saver.saved.connect(self.saved)

    @property
    def writing(self) -> bool:
        """Whether a file is being written, or waits for the alpha to be finished."""
        return self._file_writer.busy

    def set_band(self, band: int) -> None:
        """Set the unknown pixels on each side of an edge where a trimap is made from an alpha."""
        self._band = band

    def open(self, path: Path, trimap: Path | MaskFile | None = None) -> None:
        """Open an image, with a trimap or a mask to make it of if there is one, or a project."""
        band = self._band

        def work(cancelled: Cancelled) -> Iterator[Opened]:
            yield open_file(path, trimap, band, cancelled)

        what = self.tr("{name} could not be opened: {reason}")
        self._open(work, path, what, blank=trimap is None)

    def restore(self, found: Recoverable) -> None:
        """Open what a crash left behind; its journal goes on to be written."""

        def work(cancelled: Cancelled) -> Iterator[Opened]:
            yield restore(found, cancelled)

        what = self.tr("The work on {name} could not be restored: {reason}")
        self._open(work, found.source, what, blank=False)

    def open_trimap(self, path: Path) -> None:
        """Replace the trimap by one from a file; it can be undone."""
        matte = self._document.matte
        if matte is None:
            return
        shape = matte.trimap.shape

        def work(_: Cancelled) -> Iterator[Trimap]:
            yield read_trimap(path, shape)

        def take(trimap: Trimap) -> None:
            # Compared only now: the user may have painted while the file was read.
            text = self.tr("Trimap from {name}").format(name=path.name)
            self._document.push(replace(matte.trimap, trimap), text)

        what = self.tr("The trimap {name} could not be opened: {reason}")
        # Of an image that is still being opened nobody has said that it fits.
        self.arrival.drop()
        self.unopened.emit()
        self._run("open", work, take, what, path.name)

    def open_background(self, path: Path) -> None:
        """Read an image to lay behind the cutout, in sRGB."""

        def work(_: Cancelled) -> Iterator[Pyramid | str]:
            seen, note = network_copy(read_image(path))
            yield Pyramid(eight_bit(seen), halve_mean)
            if note:
                yield note

        def take(made: Pyramid | str) -> None:
            if isinstance(made, str):
                self.told.emit(spoken(made))
            else:
                self.background_read.emit(made)

        what = self.tr("The background {name} could not be opened: {reason}")
        self._run("background", work, take, what, path.name)

    def import_weights(self, path: Path) -> None:
        """Make a model of weights that others trained."""

        def work(_: Cancelled) -> Iterator["Imported"]:
            # This imports torch: in the worker thread, and not before it is needed.
            from mattegui.engine.importers import import_weights

            yield import_weights(path)

        def take(imported: "Imported") -> None:
            self.imported.emit(imported.name)
            self.told.emit(spoken(imported.sentence))

        self.told.emit(self.tr("Importing {name} …").format(name=path.name))
        self._run(
            "import", work, take, self.tr("{name} could not be imported: {reason}"), path.name
        )

    def save(self, path: Path) -> None:
        """Write all of the work to a project file, which it is in from then on."""
        self._project_saver.save(path)

    def save_trimap(self, path: Path) -> None:
        """Write the trimap as a grey image, but never over the image that it belongs to."""
        matte, state = self._document.matte, self._document.state
        if matte is None:
            return
        source, trimap = matte.file.path, matte.trimap.copy()
        # Image and trimap together are then all that there is to the work.
        adjusted = matte.amount != 1 or not matte.curve.is_straight
        whole = not (self._document.corrected or self.snapshots.items or adjusted)

        def work(_: Cancelled) -> Iterator[Path]:
            check_destination(path, [source])
            write_image(path, trimap)
            yield path

        def take(written: Path) -> None:
            if whole and self._document.matte is matte and self._document.project is None:
                self._document.mark_saved(state)
            self.exported.emit(written)

        self._file_writer.write(path, work, take)

    def export(self, path: Path, options: ExportOptions | None = None) -> None:
        """Write a cutout, or what `options` say, as soon as the alpha is up to date."""
        self._file_writer.export(path, options or ExportOptions())

    def cancel_export(self) -> None:
        """Give up the export that is next to be finished; the file that was there before stays."""
        self._file_writer.cancel_export()

    def _open(
        self,
        work: JobFunction[Opened],
        path: Path,
        what: str,
        *,
        blank: bool,
    ) -> None:
        self.arrival.expect()
        self._run("open", work, self.arrival.hold, what, path.name, self.unopened.emit)
        self.opening.emit(path, blank)

    @Slot(object)
    def _take_opened(self, opened: Opened) -> None:
        self.leaving.emit()
        # Before the other image is there: whatever waits for this one's alpha hears of it.
        self._solver.cancel()
        self._project_saver.original = opened.original
        restored = opened.found is not None
        self._document.open(
            opened.matte,
            opened.layers,
            opened.project,
            modified=restored,
            finished=opened.finished,
        )
        self.snapshots.open(opened.snapshots)
        self.opened.emit(opened.project or opened.matte.file.path)
        self.resumed.emit(opened)
        self._tell(opened.notes)

    def _tell(self, sentences: Sequence[str]) -> None:
        """Tell everything at once: one after the other, only the last would be seen."""
        if sentences:
            self.told.emit("\n".join(sentences))

    def _run(
        self,
        lane: str,
        work: JobFunction[Item],
        take: Callable[[Item], None],
        what: str,
        name: str,
        gone: Callable[[], None] = lambda: None,
    ) -> None:
        def fail(error: Exception) -> None:
            gone()
            self.failed.emit(what.format(name=name, reason=reason_of(error)))

        self._worker.run(Job(lane, work, take, fail))
