"""The lock of a batch's report: one batch at a time writes it."""

import errno
import sys
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from mattegui.engine.batch_items import BatchError

_NO_LOCKS: Final = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP}
"""What disks of other machines say that have no locks."""


def locked(path: Path, seconds: float = 0) -> FileLock:
    """Return the lock of a report, taken; where a disk has no locks, it is as good as taken.

    Raises:
        BatchError: Another batch has it, for longer than some seconds.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=seconds)
    try:
        lock.acquire()
    except Timeout:
        raise BatchError(f"{path} is being written by another batch") from None
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return lock


def unlock(lock: FileLock) -> None:
    """Give a lock back, and leave no file of it.

    It is removed first, so that whoever has opened it meanwhile sees that it is none any more.
    Windows removes no open file: there the lock sees to it.
    """
    if sys.platform != "win32":
        Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
