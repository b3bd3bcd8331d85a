"""`ProjectSaver`: all of the work on its way into a project file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from mattegui.app.complaints import spoken
from mattegui.app.document import Document
from mattegui.app.file_writer import FileWriter
from mattegui.app.snapshots import Snapshots
from mattegui.app.solver import Solver
from mattegui.core.arrays import Alpha, Colours, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.matte import Matte
from mattegui.core.project import Project, quick_foreground
from mattegui.core.project_original import Original
from mattegui.core.project_snapshots import SETTING, pack_snapshots, snapshot_trimaps
from mattegui.core.project_writer import save_project


class ProjectSaver(QObject):
    """Takes the state of the work at once, and lets the worker thread write it.

    Signals:
        told: sentences for the user, each in a line.
        saving: the share that is written, 0 to 1; emitted in the worker thread.
        saved: the path of the project file that the work is in now.

    Attributes:
        original: The file of the open image, if the project that it came from had it inside.
    """

    told = Signal(str)
    saving = Signal(float)
    saved = Signal(object)

    def __init__(
        self, document: Document, writer: FileWriter, snapshots: Snapshots, solver: Solver
    ) -> None:
        super().__init__()
        self.original: Original | None = None
        self._document = document
        self._writer = writer
        self._snapshots = snapshots
        self._solver = solver

    def save(self, path: Path) -> None:
        """Write all of the work to a project file, which it is in from then on."""
        matte, state = self._document.matte, self._document.state
        if matte is None:
            return
        items, model = self._snapshots.items, self._solver.model
        project = self._project(matte)

        def work(cancelled: Cancelled) -> Iterator[Path]:
            setting, left = pack_snapshots(items)
            # Many times as large as what is painted: copied here, not in the window's thread.
            alpha = matte.alpha.copy()
            whole = replace(
                project,
                alpha=alpha,
                foreground=self._own_foreground(matte, project.trimap, alpha),
                # Painted on meanwhile, some of it belongs to another trimap.
                finished=project.finished and np.array_equal(matte.trimap, project.trimap),
                settings={"model": model, SETTING: setting},
                snapshots=snapshot_trimaps(items),
            )
            notes = save_project(path, whole, progress=self.saving.emit, cancelled=cancelled)
            sentences.extend(spoken(note) for note in notes)
            sentences.extend(self._without_corrections(name) for name in left)
            yield path

        def take(written: Path) -> None:
            if self._document.matte is matte:
                self._document.project = written
                self._document.mark_saved(state)
            self.saved.emit(written)
            if sentences:
                # At once: one after the other, only the last would be seen.
                self.told.emit("\n".join(sentences))

        sentences: list[str] = []
        self._writer.write(path, work, take)

    def _project(self, matte: Matte) -> Project:
        """Return the state of the work; what is derived is not in it yet."""
        corrected = {layer: matte.plane(layer).copy() for layer in self._document.corrected}
        return Project(
            file=matte.file,
            trimap=matte.trimap.copy(),
            retouch=corrected.get("retouch"),
            decontamination=corrected.get("decontamination"),
            finished=self._solver.up_to_date,
            amount=matte.amount,
            curve=matte.curve,
            original=self.original,
        )

    def _own_foreground(self, matte: Matte, trimap: Trimap, alpha: Alpha) -> Colours:
        """Return the foreground in the colours of the image's own profile; in the worker thread."""
        if matte.srgb is None:
            return matte.foreground.copy()
        return quick_foreground(matte.image, trimap, alpha)

    def _without_corrections(self, name: str) -> str:
        return self.tr(
            "Of the snapshot “{name}” only the trimap was saved: its corrections are too large."
        ).format(name=name)
