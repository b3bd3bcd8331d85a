"""`Recovery`: finds the journals that a crash left behind, and offers them."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QObject, Signal

from mattegui.app.complaints import reason_of
from mattegui.app.journal_file import lock_of
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import Colours
from mattegui.core.cancelling import Cancelled
from mattegui.core.journal import SUFFIX, Origin
from mattegui.core.journal_reader import JournalError, read_journal
from mattegui.core.thumbnail import marked

DAMAGED: Final = ".damaged"


@dataclass(frozen=True, slots=True, eq=False)
class Recoverable:
    """A journal whose program has ended without leaving the work.

    Attributes:
        path: Of the journal.
        lock: Its lock, which is ours now.
        source: The image or project that was painted on.
        when: It was last written to.
        edits: How many there were.
        same_file: The image is, to the byte, the one that was painted on.
        picture: H,W,3; what the work looked like, small.
    """

    path: Path
    lock: QLockFile
    source: Path
    when: datetime
    edits: int
    same_file: bool
    picture: Colours | None


class Recovery(QObject):
    """Looks for journals in the worker thread.

    Signals:
        found: a `Recoverable`.
        failed: a sentence for the user.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, worker: Worker, folder: Path) -> None:
        super().__init__()
        self._worker = worker
        self._folder = folder
        self._looking = False

    def look(self) -> None:
        """Look for journals that nobody writes to any more, unless that is going on already."""
        if self._looking:
            return

        def done() -> None:
            self._looking = False

        def fail(error: Exception) -> None:
            done()
            self._fail(error)

        def work(_: Cancelled) -> Iterator[Recoverable | str]:
            yield from find_journals(self._folder)

        self._looking = True
        self._worker.run(Job("recovery", work, self._take, fail, done))

    def discard(self, found: Recoverable) -> None:
        """Remove a journal that the user does not want."""
        try:
            found.path.unlink(missing_ok=True)
        except OSError as error:
            self._fail(error)
        found.lock.unlock()

    def _take(self, item: Recoverable | str) -> None:
        if isinstance(item, str):
            self.failed.emit(
                self.tr("What was painted before a crash cannot be restored: {reason}").format(
                    reason=item
                )
            )
        else:
            self.found.emit(item)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(
            self.tr("The journals of unsaved work cannot be read: {reason}").format(
                reason=reason_of(error)
            )
        )


def find_journals(folder: Path) -> Iterator[Recoverable | str]:
    """Yield the journals that nobody holds, the newest first, or why one cannot be restored.

    A journal that not even begins is put aside, so that it is told of once.

    Raises:
        OSError: The folder cannot be read.
    """
    paths = list(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    for path in sorted(paths, key=lambda path: path.name, reverse=True):
        lock = lock_of(path)
        if not lock.tryLock(0):
            continue
        # Between the listing and the lock its program may have left the work.
        if not path.exists():
            lock.unlock()
            continue
        try:
            yield _found(path, lock)
        except JournalError as error:
            path.replace(path.with_suffix(DAMAGED))
            lock.unlock()
            yield reason_of(error)


def _found(path: Path, lock: QLockFile) -> Recoverable:
    state = read_journal(path)
    picture = state.thumbnail
    return Recoverable(
        path,
        lock,
        state.origin.source,
        datetime.fromtimestamp(path.stat().st_mtime),
        state.edits,
        _is_same(state.origin),
        None if picture is None else marked(picture, state.planes["trimap"]),
    )


def _is_same(origin: Origin) -> bool:
    """Say whether the file that was painted on is there as it was."""
    try:
        if origin.source.stat().st_size != origin.size:
            return False
        with origin.source.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == origin.sha256
    except OSError:
        return False
