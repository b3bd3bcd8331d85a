"""`Journal`: everything that is painted is on the disk within two seconds.

The window's thread only takes note of edits, which nobody writes to any more; they are packed and
written in the worker thread. Another instance leaves a journal alone as long as its lock is held.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.journal_file import JournalFile, Recorder, origin_of
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import AnyArray
from mattegui.core.cancelling import Cancelled
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.journal import (
    SUFFIX,
    Origin,
    State,
    amount_record,
    curve_record,
    edit_record,
    forget_record,
    snapshot_record,
)
from mattegui.core.snapshot import Snapshot
from mattegui.core.thumbnail import small

FLUSH: Final = 500
"""Milliseconds that edits are gathered before they are written."""
RETRY: Final = 10_000
"""Milliseconds until another attempt after a failed one."""
THUMBNAIL: Final = 160
"""The longest side of the image's picture in a journal, in pixels."""


class Journal(QObject):
    """Hears what changes in the document, and keeps its journal.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says why nothing is written; painting goes on.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self, document: Document, worker: Worker, model: Callable[[], str], folder: Path
    ) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._model = model
        self._folder = folder
        self._file: JournalFile | None = None
        self._source = Origin(Path(), -1, 0, "", (0, 0))
        self._recorders: list[Recorder] = []
        self._tasks: list[Callable[[], None]] = []
        self._snapshots: dict[str, Snapshot] = {}
        self._busy = self._ailing = self._told = False
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._try_again)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH)
        self._timer.timeout.connect(self.flush)
        document.opened.connect(self._on_opened)
        document.edited.connect(self._on_edited)
        document.amount_changed.connect(self._on_amount)
        document.curve_changed.connect(self._on_curve)
        document.changed.connect(self._on_changed)
        document.saved.connect(self._on_saved)

    @property
    def idle(self) -> bool:
        """Whether everything is on the disk."""
        pending = self._file is not None and self._file.pending
        return not (self._busy or self._recorders or self._tasks or pending)

    def adopt(self, file: JournalFile, snapshots: dict[str, Snapshot]) -> None:
        """Go on with the journal that the document was just restored from."""
        self._file, self._snapshots = file, dict(snapshots)

    def begin_with(self, snapshots: dict[str, Snapshot]) -> None:
        """Know the snapshots that the document came with."""
        self._snapshots = dict(snapshots)

    @Slot(str, object)
    def keep_snapshot(self, name: str, snapshot: Snapshot) -> None:
        """Write down that there is a snapshot."""
        self._snapshots[name] = snapshot
        self._add(lambda: snapshot_record(name, snapshot))

    @Slot(str)
    def forget_snapshot(self, name: str) -> None:
        """Write down that a snapshot is gone."""
        self._snapshots.pop(name, None)
        self._add(lambda: forget_record(name))

    def leave(self) -> None:
        """Remove the journal: the document is left, saved or not, as the user wants it."""
        file, self._file = self._file, None
        self._recorders.clear()
        if file is not None:
            self._tasks.append(file.remove)
            self.flush()

    def close(self) -> bool:
        """End the worker thread, and do here what it has not come to; say whether it ended."""
        self._timer.stop()
        self._retry.stop()
        ended = self._worker.close()
        if ended:
            for task in self._tasks:
                task()
            self._tasks.clear()
        return ended

    @Slot()
    def flush(self) -> None:
        """Write what was gathered, unless something is being written already."""
        if self._busy:
            return
        # Here, in the window's thread, no edit is made but not yet gathered.
        if self._file is not None and (self._recorders or self._file.pending):
            file, recorders = self._file, self._recorders
            self._recorders = []
            self._tasks.append(lambda: file.add(recorders))
        if not self._tasks:
            return

        def work(_: Cancelled) -> Iterator[None]:
            # Taken one by one: what is not done when the program ends, `close` does.
            while self._tasks:
                self._tasks[0]()
                del self._tasks[0]
            yield None

        self._busy = True
        self._worker.run(Job("journal", work, self._on_written, self._on_failed, self._on_done))

    def _add(self, recorder: Recorder) -> None:
        """Gather a record; the first one begins a journal with the state that it led to."""
        if self._file is None or self._ailing:
            self._begin()
        else:
            self._recorders.append(recorder)
        if not self._timer.isActive():
            self._timer.start()

    def _begin(self) -> None:
        matte = self._document.matte
        if matte is None or self._retry.isActive():
            return
        self._ailing = False
        self._recorders.clear()
        if self._file is None:
            stamp = time.strftime("%Y%m%d-%H%M%S")
            name = f"{stamp}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
            self._file = JournalFile(self._folder / name)
        planes: dict[Layer, AnyArray] = {"trimap": matte.trimap}
        for layer in self._document.corrected:
            planes[layer] = matte.plane(layer)
        picture = small(self._document.small_image(), THUMBNAIL)
        source = replace(self._source, settings={"model": self._model()})
        snapshots = dict(self._snapshots)
        state = State(source, planes, matte.amount, matte.curve, snapshots, picture)
        file = self._file
        self._tasks.append(lambda: file.begin(state))

    @Slot()
    def _on_opened(self) -> None:
        self.leave()
        self._snapshots.clear()
        matte = self._document.matte
        if matte is None:
            return
        path = self._document.project or matte.file.path
        height, width = matte.trimap.shape
        self._source = origin_of(path, (height, width))

    @Slot(object)
    def _on_edited(self, edit: Edit) -> None:
        self._add(lambda: edit_record(edit))

    @Slot(float)
    def _on_amount(self, amount: float) -> None:
        self._add(lambda: amount_record(amount))

    @Slot(object)
    def _on_curve(self, curve: Curve) -> None:
        self._add(lambda: curve_record(curve))

    @Slot()
    def _on_changed(self) -> None:
        matte = self._document.matte
        if matte is None or self._document.modified:
            return
        # What is saved need not be restored; what comes next begins with the saved file.
        if self._file is not None:
            self.leave()

    @Slot()
    def _on_saved(self) -> None:
        # Also of the same name: saved once more, a project is another file.
        if self._document.project is not None:
            self._source = origin_of(self._document.project, self._source.shape)

    def _on_written(self, _: None) -> None:
        begun = self._file is not None and not self._file.pending
        if self._told and begun:
            self._told = False
            self.told.emit(self.tr("Your work is being written down again."))

    def _on_done(self) -> None:
        self._busy = False
        self.flush()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._tasks.clear()
        self._recorders.clear()
        if self._file is not None:
            self._file.give_up()
        self._ailing = True
        self._retry.start(RETRY)
        if not self._told:
            self._told = True
            self.failed.emit(
                self.tr(
                    "What you paint cannot be written down against a crash ({reason}). "
                    "You can go on painting; save your work."
                ).format(reason=reason_of(error))
            )

    @Slot()
    def _try_again(self) -> None:
        """Begin anew with all that was painted, whether or not anything is painted now."""
        if self._ailing and self._document.modified:
            self._begin()
            self.flush()
