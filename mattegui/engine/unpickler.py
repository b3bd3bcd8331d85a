"""Reading the pickles of torch's checkpoints without running anything that they name.

A pickle is a program: it may name any function and have it called. Here nothing that it names is
ever imported. A short list of names has stand-ins, in `engine.standins`; any other name ends the
reading with an error that says it.
"""

import io
import pickle
import pickletools
from mmap import mmap
from typing import Any, BinaryIO, Final

import torch

from mattegui.engine.standins import CheckpointError, Storage, is_size, stand_in

MOST_OPERATIONS: Final = 1_000_000
LARGEST: Final = 1 << 26
"""Operations and bytes of a pickle, its tensors not counted: far more than a network's has, and a
bound for what a forged one can make us do."""


def read_pickle(file: BinaryIO | mmap) -> tuple[Any, dict[str, Storage]]:
    """Return what the pickle at the file's place describes, and the storages that it refers to.

    The file is left just behind the pickle.

    Raises:
        CheckpointError: It is damaged, or names something that has no stand-in.
    """
    start = file.tell()
    # A copy, so that no length written in the pickle can ask for more than there is.
    stream = io.BytesIO(file.read(LARGEST))
    file.seek(start + _scan(stream))
    stream.seek(0)
    unpickler = _Unpickler(stream, encoding="latin1")
    try:
        return unpickler.load(), unpickler.storages
    except CheckpointError:
        raise
    except (pickle.UnpicklingError, ValueError, TypeError, KeyError, IndexError) as error:
        raise CheckpointError(f"its pickle is damaged: {error}") from error
    except (EOFError, AttributeError, OverflowError, MemoryError) as error:
        raise CheckpointError(f"its pickle is damaged: {error!r}") from error


def _scan(file: io.BytesIO) -> int:
    """Return where the pickle ends, having looked at every operation and run none."""
    try:
        for count, (operation, argument, _) in enumerate(pickletools.genops(file), start=1):
            name = operation.name
            # An object's number in the memo sizes a table: a large one would fill the memory.
            if count > MOST_OPERATIONS or ("PUT" in name and int(argument or 0) > MOST_OPERATIONS):
                raise CheckpointError(f"its pickle has more than {MOST_OPERATIONS} operations")
            if name == "GLOBAL":
                stand_in(*str(argument).split(" ", 1))
            if name.startswith("EXT") or name in {"INST", "OBJ"}:
                raise CheckpointError(f"its pickle uses {name}, which no checkpoint needs")
    except CheckpointError:
        raise
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        raise CheckpointError(f"its pickle is damaged or cut short: {error}") from error
    return file.tell()


class _Unpickler(pickle.Unpickler):
    """Python's own reader, with every door to other code closed."""

    def __init__(self, file: io.BytesIO, *, encoding: str) -> None:
        super().__init__(file, encoding=encoding)
        self.storages: dict[str, Storage] = {}

    def find_class(self, module: str, name: str) -> Any:
        return stand_in(module, name)

    def persistent_load(self, key: Any) -> Any:
        """Return what torch kept beside the pickle: a storage, or a class with its source."""
        if isinstance(key, tuple) and len(key) >= 2 and key[0] == "module":
            return key[1]
        if isinstance(key, tuple) and len(key) >= 5 and key[0] == "storage":
            kind, name, count = key[1], str(key[2]), key[4]
            if isinstance(kind, torch.dtype) and is_size(count) and key[5:] in {(), (None,)}:
                return self.storages.setdefault(name, Storage(kind, name, count))
        raise CheckpointError(f"its pickle refers to {key!r:.80}, which is no storage")
