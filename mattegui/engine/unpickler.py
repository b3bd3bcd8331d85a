"""Reading the pickles of torch's checkpoints without running anything that they name.

A pickle is a program: it may name any function and have it called. Here nothing that it names is
ever imported. A short list of names has stand-ins, in `engine.standins`; any other name ends the
reading with an error that says it.
"""

import io
import pickle
from mmap import mmap
from typing import Any, BinaryIO

import torch

from mattegui.engine.pickle_scan import LARGEST, scan
from mattegui.engine.standins import CheckpointError, Storage, brief, is_size, stand_in


def read_pickle(file: BinaryIO | mmap) -> tuple[Any, dict[str, Storage]]:
    """Return what the pickle at the file's place describes, and the storages that it refers to.

    The file is left just behind the pickle.

    Raises:
        CheckpointError: It is damaged, or names something that has no stand-in.
    """
    start = file.tell()
    # A copy, so that no length written in the pickle can ask for more than there is.
    stream = io.BytesIO(file.read(LARGEST))
    file.seek(start + scan(stream))
    stream.seek(0)
    unpickler = _Unpickler(stream, encoding="latin1")
    try:
        return unpickler.load(), unpickler.storages
    except CheckpointError:
        raise
    except (pickle.UnpicklingError, ValueError, TypeError, KeyError, IndexError) as error:
        raise CheckpointError(f"its pickle is damaged: {error}") from error
    except (EOFError, AttributeError, OverflowError, MemoryError, RecursionError) as error:
        raise CheckpointError(f"its pickle is damaged: {error!r}") from error


class _Unpickler(pickle.Unpickler):
    """Python's own reader, with every door to other code closed."""

    def __init__(self, file: io.BytesIO, *, encoding: str) -> None:
        super().__init__(file, encoding=encoding)
        self.storages: dict[str, Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        return stand_in(module, name)

    def persistent_load(self, key: Any) -> Any:
        """Return what torch kept beside the pickle: a storage, or a class with its source."""
        is_class = isinstance(key, tuple) and len(key) >= 2 and isinstance(key[1], type)
        if is_class and key[0] == "module":
            return key[1]
        if isinstance(key, tuple) and len(key) >= 5 and key[0] == "storage":
            kind, name, count = key[1], key[2], key[4]
            if _is_storage(kind, name, count) and key[5:] in {(), (None,)}:
                return self.storages.setdefault(str(name), Storage(kind, str(name), count))
        raise CheckpointError(f"its pickle refers to {brief(key)}, which is no storage")


def _is_storage(kind: Any, name: Any, count: Any) -> bool:
    return isinstance(kind, torch.dtype) and isinstance(name, str | int) and is_size(count)
