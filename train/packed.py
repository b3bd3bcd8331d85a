"""Arrays that take minutes to make, kept on disk and mapped into memory.

Decoding a thousand images anew at every start would take minutes, and processes that train together
would each hold gigabytes of the same pixels. Mapped files are read on demand and shared.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


def key_of(files: Iterable[Path], *values: object) -> str:
    """Return a name that changes with the files' names, sizes and dates, and with `values`."""
    digest = hashlib.blake2b(repr(values).encode(), digest_size=8)
    for path in files:
        status = path.stat()
        digest.update(f"{path}:{status.st_size}:{status.st_mtime_ns};".encode())
    return digest.hexdigest()


def stored(folder: Path, kind: str, key: str, make: Callable[[], Arrays]) -> Arrays:
    """Return arrays from `folder`, made and written there if they are not.

    The arrays may be changed in memory; their files do not change. Others of the same kind are
    removed: they were made from what the files used to be.

    Args:
        folder: Is made where it is missing.
        kind: What the arrays are.
        key: Which ones, of `key_of`.
        make: Makes them.

    Raises:
        OSError: They cannot be written.
    """
    place = folder / f"packed-{kind}-{key}"
    if not place.is_dir():
        _write(place, make())
        for other in folder.glob(f"packed-{kind}-*"):
            if other != place:
                shutil.rmtree(other)
    return {path.stem: np.load(path, mmap_mode="c") for path in sorted(place.glob("*.npy"))}


def _write(place: Path, arrays: Arrays) -> None:
    """Write a folder of arrays, whole or not at all."""
    draft = place.with_name(f".{place.name}-{secrets.token_hex(4)}")
    draft.mkdir(parents=True)
    try:
        for name, array in arrays.items():
            with (draft / f"{name}.npy").open("wb") as file:
                np.save(file, array)
                file.flush()
                os.fsync(file.fileno())
        draft.replace(place)
    except BaseException as error:
        shutil.rmtree(draft)
        # Another run beside this one was first; the key says that its arrays are the same.
        if not (isinstance(error, OSError) and place.is_dir()):
            raise
