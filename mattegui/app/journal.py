"""`Journal`: everything that is painted is on the disk within two seconds.

The window's thread only takes note of edits, which nobody writes to any more; they are packed and
written in the worker thread. Another instance leaves a journal alone as long as its lock is held.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot

from mattegui.app.document import Document
from mattegui.app.settings import Settings
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import AnyArray
from mattegui.core.edit import Edit, Layer
from mattegui.core.journal import (
    SUFFIX,
    Origin,
    State,
    amount_record,
    append,
    edit_record,
    forget_record,
    snapshot_record,
    write_journal,
)
from mattegui.core.journal_reader import compact
from mattegui.core.resources import data_folder
from mattegui.core.snapshot import Snapshot
from mattegui.core.thumbnail import small

FLUSH: Final = 500
"""Milliseconds that edits are gathered before they are written."""
RETRY: Final = 10.0
"""Seconds until another attempt after a failed one."""
COMPACT_RECORDS: Final = 500
COMPACT_BYTES: Final = 64 << 20
"""A journal that has grown by this much is replaced by the state that it leads to."""
THUMBNAIL: Final = 160
"""The longest side of the image's picture in a journal, in pixels."""

Recorder = Callable[[], bytes]
"""Makes a record, in the worker thread."""


def journal_folder() -> Path:
    """Return where journals are kept; it need not exist."""
    return data_folder() / "journals"


def lock_of(path: Path) -> QLockFile:
    """Return the lock of a journal, not yet taken. It is anybody's when its process has ended."""
    lock = QLockFile(str(path.with_suffix(".lock")))
    # However long ago it was taken: the process that took it may still be painted in.
    lock.setStaleLockTime(0)
    return lock


class JournalFile:
    """One journal on the disk. Used in the worker thread only, but for its construction."""

    def __init__(self, path: Path, lock: QLockFile | None = None, length: int = 0) -> None:
        self.path = path
        self._lock = lock
        self._length = length
        self._base = length
        self._records = 0

    def begin(self, state: State) -> None:
        """Write the state that the journal begins with; what was in it before is replaced.

        Raises:
            OSError: It cannot be written.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            lock = lock_of(self.path)
            if not lock.tryLock(0):
                raise OSError(f"the lock of {self.path} cannot be taken")
            self._lock = lock
        state.origin = _with_digest(state.origin)
        self._length = self._base = write_journal(self.path, state)
        self._records = 0

    def add(self, recorders: list[Recorder]) -> None:
        """Append records; they are on the disk when this returns.

        Raises:
            OSError: They cannot be written; the journal is as it was.
        """
        self._length = append(self.path, self._length, [record() for record in recorders])
        self._records += len(recorders)
        if self._records > COMPACT_RECORDS or self._length - self._base > COMPACT_BYTES:
            self._length = self._base = compact(self.path)
            self._records = 0

    def remove(self) -> None:
        """Remove it: the work is saved, or nobody wants it.

        Raises:
            OSError: It cannot be removed.
        """
        self.path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


class Journal(QObject):
    """Hears what changes in the document, and keeps its journal.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says why nothing is written; painting goes on.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(
        self, document: Document, worker: Worker, settings: Settings, folder: Path
    ) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._settings = settings
        self._folder = folder
        self._file: JournalFile | None = None
        self._source = Origin(Path(), -1, 0, "", (0, 0))
        self._recorders: list[Recorder] = []
        self._tasks: list[Callable[[], None]] = []
        self._snapshots: dict[str, Snapshot] = {}
        self._busy = self._ailing = False
        self._retry_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FLUSH)
        self._timer.timeout.connect(self.flush)
        document.opened.connect(self._on_opened)
        document.edited.connect(self._on_edited)
        document.amount_changed.connect(self._on_amount)
        document.changed.connect(self._on_changed)

    @property
    def idle(self) -> bool:
        """Whether everything is on the disk."""
        return not (self._busy or self._recorders or self._tasks)

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
        if self._recorders and self._file is not None:
            file, recorders = self._file, self._recorders
            self._recorders = []
            self._tasks.append(lambda: file.add(recorders))
        if not self._tasks:
            return

        def work(_: Callable[[], bool]) -> Iterator[None]:
            # Taken one by one: what is not done when the program ends, `close` does.
            while self._tasks:
                self._tasks[0]()
                del self._tasks[0]
            yield None

        self._busy = True
        self._worker.run(Job("journal", work, self._on_written, self._on_done, self._on_failed))

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
        if matte is None or time.monotonic() < self._retry_at:
            return
        self._ailing = False
        self._recorders.clear()
        if self._file is None:
            stamp = time.strftime("%Y%m%d-%H%M%S")
            name = f"{stamp}-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
            self._file = JournalFile(self._folder / name)
        planes: dict[Layer, AnyArray] = {"trimap": matte.trimap.copy()}
        for layer in self._document.corrected:
            planes[layer] = matte.plane(layer).copy()
        picture = small(self._document.small_image(), THUMBNAIL)
        source = replace(self._source, settings={"model": self._settings.model})
        state = State(source, planes, matte.amount, dict(self._snapshots), picture)
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
        self._source = _origin(path, (height, width))

    @Slot(object)
    def _on_edited(self, edit: Edit) -> None:
        self._add(lambda: edit_record(edit))

    @Slot(float)
    def _on_amount(self, amount: float) -> None:
        self._add(lambda: amount_record(amount))

    @Slot()
    def _on_changed(self) -> None:
        matte = self._document.matte
        if matte is None or self._document.modified:
            return
        # What is saved need not be restored; what comes next begins with the saved file.
        if self._file is not None:
            self.leave()
        path = self._document.project or matte.file.path
        if path != self._source.source:
            self._source = _origin(path, self._source.shape)

    def _on_written(self, _: None) -> None:
        if self._retry_at:
            self._retry_at = 0.0
            self.told.emit(self.tr("Your work is being written down again."))

    def _on_done(self) -> None:
        self._busy = False
        self.flush()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self._tasks.clear()
        self._recorders.clear()
        self._ailing = True
        told = bool(self._retry_at)
        self._retry_at = time.monotonic() + RETRY
        if not told:
            self.failed.emit(
                self.tr(
                    "What you paint cannot be written down against a crash ({reason}). "
                    "You can go on painting; save your work."
                ).format(reason=error)
            )


def _origin(path: Path, shape: tuple[int, int]) -> Origin:
    """Return which file the work is on, as it is now; its bytes are read later."""
    try:
        status = path.stat()
    except OSError:
        # An image that was pasted, or has gone since: the journal has its pixels' size at least.
        return Origin(path, -1, 0, "", shape)
    return Origin(path.resolve(), status.st_size, status.st_mtime_ns, "", shape)


def _with_digest(origin: Origin) -> Origin:
    """Return an origin with the digest of the file's bytes, if it is the file that was opened."""
    try:
        status = origin.source.stat()
        if (status.st_size, status.st_mtime_ns) != (origin.size, origin.modified):
            return origin
        with origin.source.open("rb") as file:
            return replace(origin, sha256=hashlib.file_digest(file, "sha256").hexdigest())
    except OSError:
        return origin
