"""Files that are either whole or not there: every write goes through here."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_LONGEST_SUFFIX: Final = 16
"""Bytes of a suffix that a draft keeps; what is longer names no format."""


def is_utf8(path: Path) -> bool:
    """Return whether a path is text: file systems keep any bytes, image libraries take UTF-8."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def printable(path: Path) -> str:
    """Return a path as text that can be shown anywhere, with U+FFFD for what is not UTF-8."""
    return re.sub("[\ud800-\udfff]", "\ufffd", str(path))


def is_there(path: Path) -> bool:
    """Say whether there is anything at a path; not if nobody may look, or no name can be like it.

    `Path.exists` raises an error then: not of every path that was once written down is it known
    that it can still be asked about.
    """
    return os.path.exists(path)  # noqa: PTH110


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to; move it to `path` when the block ends well.

    If the block raises, what it wrote is removed and what was at `path` before is untouched. The
    name keeps the suffix, because image libraries choose the format by it, and is short whatever
    that of `path` is: a folder takes names of up to 255 bytes.

    Raises:
        OSError: The folder does not exist or cannot be written to, or the disk is full.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"cannot write {path}: there is no folder {path.parent}")
    suffix = path.suffix if len(os.fsencode(path.suffix)) <= _LONGEST_SUFFIX else ""
    draft = path.with_name(f".mattegui-{secrets.token_hex(8)}{suffix}")
    try:
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
