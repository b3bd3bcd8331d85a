"""`JournalFile`: a journal on the disk, its lock, and the file that it belongs to."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from mattegui.core.journal import Origin, State, append, write_journal
from mattegui.core.journal_reader import compact
from mattegui.core.resources import data_folder

COMPACT_RECORDS: Final = 500
COMPACT_BYTES: Final = 64 << 20
"""A journal that has grown by this much is replaced by the state that it leads to."""

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
        self._state: State | None = None

    @property
    def pending(self) -> bool:
        """Whether it has begun, but is not on the disk yet: that is done by the next `add`."""
        return self._state is not None

    def begin(self, state: State) -> None:
        """Copy the state that the journal begins with; what was in it before is to be replaced.

        The window's thread may paint meanwhile: what it paints is added before anything is
        written, and comes out right whether the copy has it already or not.

        Raises:
            OSError: The lock cannot be taken.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            lock = lock_of(self.path)
            if not lock.tryLock(0):
                raise OSError(f"the lock of {self.path} cannot be taken")
            self._lock = lock
        state.origin = _with_digest(state.origin)
        state.planes = {layer: plane.copy() for layer, plane in state.planes.items()}
        self._state = state

    def give_up(self) -> None:
        """Forget a beginning that could not be written."""
        self._state = None

    def add(self, recorders: list[Recorder]) -> None:
        """Append records; they are on the disk when this returns.

        Raises:
            OSError: They cannot be written; the journal is as it was.
        """
        records = [record() for record in recorders]
        if self._state is not None:
            self._length = self._base = write_journal(self.path, self._state, records)
            self._state, self._records = None, 0
            return
        self._length = append(self.path, self._length, records)
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


def origin_of(path: Path, shape: tuple[int, int]) -> Origin:
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
