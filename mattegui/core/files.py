"""Files that are either whole or not there: every write goes through here."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a name beside `path` to write to; move it to `path` when the block ends well.

    If the block raises, what it wrote is removed and what was at `path` before is untouched. The
    name keeps the suffix, because image libraries choose the format by it.

    Raises:
        OSError: The folder does not exist or cannot be written to, or the disk is full.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(f"cannot write {path}: there is no folder {path.parent}")
    draft = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        yield draft
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
