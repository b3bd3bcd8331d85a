"""The containers that public weights come in, read without running code from them.

torch wrote checkpoints as a chain of pickles with the values behind them until version 1.6, and
as an uncompressed zip since; safetensors is read as well. Only the names and shapes are read at
first: a tensor's values not before they are asked for.
"""

import io
import math
import struct
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from mmap import mmap
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from mattegui.engine.memory import ran_out
from mattegui.engine.standins import CheckpointError, Storage, brief
from mattegui.engine.state_table import described, tensors_in, unwrapped
from mattegui.engine.unpickler import read_pickle

MAGIC: Final = 0x1950A86A20F9469CFC6C
_ENCRYPTED: Final = 1


class Checkpoint(ABC):
    """An open checkpoint.

    Attributes:
        container: What kind of file it is, for people.
        shapes: Of each tensor, by its name without the `module.` of `nn.DataParallel`.
        numbers: What else was kept, such as the epoch and the best error.
    """

    container: str
    shapes: Mapping[str, tuple[int, ...]]
    numbers: Mapping[str, float]

    def read(self, name: str) -> Tensor:
        """Return a tensor as `float32`.

        Raises:
            CheckpointError: It is damaged, cut short or of no real numbers, or there is not enough
                memory.
        """
        try:
            tensor = self._stored(name)
            if tensor.is_complex():
                raise CheckpointError(f"{name} holds complex numbers")
            return tensor.float().contiguous()
        except (MemoryError, RuntimeError, SafetensorError) as error:
            if ran_out(error):
                raise CheckpointError(f"there is not enough memory to read {name}") from error
            raise CheckpointError(f"{name} cannot be read: {error}") from error

    @abstractmethod
    def _stored(self, name: str) -> Tensor:
        """Return a tensor as it is stored, of any type of value."""


class Pickled(Checkpoint):
    """A checkpoint described by a pickle; the subclasses know where the values are."""

    def __init__(self, content: Any) -> None:
        self._tensors = dict(tensors_in(unwrapped(content)))
        if not self._tensors:
            raise CheckpointError(f"it holds no tensors but {described(content)}")
        self.shapes = {name: tensor.shape for name, tensor in self._tensors.items()}
        self.numbers = {}
        if isinstance(content, dict):
            self.numbers = {
                str(key): float(value)
                for key, value in dict.items(content)
                if isinstance(value, (int, float)) and abs(value) < 1e15
            }

    def _stored(self, name: str) -> Tensor:
        tensor = self._tensors[name]
        count = math.prod(tensor.shape)
        if not count:
            return torch.zeros(tensor.shape)
        steps = zip(tensor.shape, tensor.strides, strict=True)
        span = 1 + sum((side - 1) * stride for side, stride in steps)
        storage = tensor.storage
        if count > span or tensor.offset + span > storage.count:
            raise CheckpointError(f"{name} lies beyond its storage of {storage.count} values")
        kind = storage.kind
        raw = self._bytes(storage, tensor.offset * kind.itemsize, span * kind.itemsize)
        flat = torch.from_numpy(np.frombuffer(raw, np.uint8).copy()).view(kind)
        return flat.as_strided(tensor.shape, tensor.strides)

    @abstractmethod
    def _bytes(self, storage: Storage, start: int, length: int) -> bytes: ...


class Chain(Pickled):
    """torch before 1.6: magic number, version, system, content, storage keys, then the values."""

    container = "torch checkpoint of before 1.6"

    def __init__(self, file: mmap) -> None:
        if read_pickle(file)[0] != MAGIC:
            raise CheckpointError("it is a pickle, but none that torch wrote")
        for _ in ("protocol version", "system"):
            read_pickle(file)
        content, storages = read_pickle(file)
        keys, _ = read_pickle(file)
        self._file = file
        self._places: dict[str, int] = {}
        place = file.tell()
        for key in keys if isinstance(keys, list) else []:
            storage = storages.get(str(key)) if isinstance(key, str | int) else None
            if storage is None:
                found = brief(key)
                raise CheckpointError(f"it holds values {found} that nothing refers to")
            self._places[storage.key] = place + 8
            place += 8 + storage.count * storage.kind.itemsize
            if place > len(file):
                raise _too_short(place, len(file))
        super().__init__(content)

    def _bytes(self, storage: Storage, start: int, length: int) -> bytes:
        if storage.key not in self._places:
            raise CheckpointError(f"the values {storage.key!r:.40} are missing")
        place = self._places[storage.key] + start
        return self._file[place : place + length]


class Zip(Pickled):
    """torch since 1.6: an uncompressed zip of a pickle and one file a storage."""

    container = "torch checkpoint"

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        self._entries = {entry.filename: entry for entry in archive.infolist()}
        pickles = [name for name in self._entries if name.endswith("/data.pkl")]
        if len(pickles) != 1:
            names = ", ".join(list(self._entries)[:4]) or "nothing"
            raise CheckpointError(f"it is a zip file, but none that torch wrote: it has {names}")
        self._folder = pickles[0].removesuffix("data.pkl")
        for entry in self._entries.values():
            _check_entry(entry)
        claimed = sum(entry.file_size for entry in self._entries.values())
        if claimed > size:
            raise _too_short(claimed, size)
        content, _ = read_pickle(io.BytesIO(self._read(self._entries[pickles[0]])))
        super().__init__(content)

    def _bytes(self, storage: Storage, start: int, length: int) -> bytes:
        entry = self._entries.get(f"{self._folder}data/{storage.key}")
        needed = storage.count * storage.kind.itemsize
        if entry is None or entry.file_size < needed:
            found = "missing" if entry is None else f"{entry.file_size} bytes, not {needed}"
            raise CheckpointError(f"the values {storage.key!r:.40} are {found}")
        return self._read(entry)[start : start + length]

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        with unpacking():
            return self._archive.read(entry)


class Safetensors(Checkpoint):
    """A safetensors file of tensors by their names in some layout."""

    container = "safetensors"

    def __init__(self, path: Path) -> None:
        self.numbers = {}
        try:
            # safetensors ships no type for what it opens.
            opened: Any = safe_open(path, framework="pt")
            names = {name.removeprefix("module."): name for name in opened.keys()}  # noqa: SIM118
            self.shapes = {
                name: tuple(opened.get_slice(full).get_shape()) for name, full in names.items()
            }
        except SafetensorError as error:
            raise CheckpointError(f"it is damaged or no safetensors file: {error}") from error
        self._file, self._names = opened, names

    def _stored(self, name: str) -> Tensor:
        tensor: Tensor = self._file.get_tensor(self._names[name])
        return tensor


@contextmanager
def unpacking() -> Iterator[None]:
    """Raise whatever `zipfile` has to say of a damaged file as a `CheckpointError`."""
    try:
        yield
    # RuntimeError is what `zipfile` raises of a method or a version that it does not know.
    except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, struct.error) as error:
        raise CheckpointError(f"it is a damaged zip file: {error}") from error


def _check_entry(entry: zipfile.ZipInfo) -> None:
    """Raise a CheckpointError for an entry that torch did not write.

    It stores all as it is. What is compressed may unpack to any size, whatever it claims.
    """
    if entry.flag_bits & _ENCRYPTED:
        raise CheckpointError(f"its entry {entry.filename:.80} is encrypted")
    if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
        raise CheckpointError(
            f"its entry {entry.filename:.80} is compressed, and torch compresses none"
        )


def _too_short(claimed: int, size: int) -> CheckpointError:
    return CheckpointError(
        f"it is cut short: it claims {claimed / 1e6:.1f} MB of values, but measures "
        f"{size / 1e6:.1f} MB"
    )
