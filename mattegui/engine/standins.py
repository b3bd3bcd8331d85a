"""What stands for the names in a pickle: things that keep what they are given and do nothing."""

import reprlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import torch

MOST_AXES: Final = 8
"""Of a tensor; those of images have four."""


class CheckpointError(ValueError):
    """A checkpoint that cannot be read; the message says what was found in it."""


class Kept:
    """Stands for an object of a class that is not ours: it keeps the state and does nothing.

    Attributes:
        state: What the object's attributes were.
        arguments: What its class was called with.
    """

    state: dict[str, Any]
    arguments: tuple[Any, ...]

    def __new__(cls, *arguments: Any) -> Self:
        """Keep the arguments; pickles make objects without calling `__init__`."""
        kept = super().__new__(cls)
        kept.arguments, kept.state = arguments, {}
        return kept

    def __setstate__(self, state: Any) -> None:
        if isinstance(state, dict):
            self.state = state


class Call:
    """Stands for a function: calls ours. A pickle cannot set attributes on it."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        """Call our function."""
        return self._function(*arguments)

    def __setstate__(self, state: Any) -> None:
        raise CheckpointError("its pickle sets attributes of a function")


class _Sealed:
    """What was checked when it was made: a pickle cannot set its attributes afterwards."""

    def __setstate__(self, state: Any) -> None:
        raise CheckpointError("its pickle sets attributes of a tensor")


# Without slots: dataclasses with slots that are frozen get a `__setstate__` that checks nothing.
@dataclass(frozen=True, eq=False)
class Storage(_Sealed):
    """A run of values somewhere in the checkpoint, not read yet."""

    kind: torch.dtype
    key: str
    count: int


@dataclass(frozen=True, eq=False)
class StoredTensor(_Sealed):
    """A tensor of the checkpoint, not read yet: a view of a storage."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def stand_in(module: str, name: str = "") -> Any:
    """Return what stands for a global; never the global itself.

    Raises:
        CheckpointError: There is no stand-in: no checkpoint that we know needs it.
    """
    full = f"{module}.{name}"
    if full in _STAND_INS:
        return _STAND_INS[full]
    if module in {"torch", "torch.cuda", "torch.storage"} and name in KINDS:
        return KINDS[name]
    if module.startswith(_KEPT) or module in _KEPT_MODULES:
        return Kept
    raise CheckpointError(
        f"its pickle names {full}, which could run code; nothing of it was run, and it is not read"
    )


def _tensor(storage: Any, offset: Any, shape: Any, strides: Any, *_: Any) -> StoredTensor:
    """Stand for `torch._utils._rebuild_tensor_v2` and the older `_rebuild_tensor`."""
    if not (is_size(offset) and _are_sizes(shape) and _are_sizes(strides)):
        raise CheckpointError(f"its pickle describes a tensor of shape {brief(shape)}")
    if not isinstance(storage, Storage) or len(shape) != len(strides):
        raise CheckpointError("its pickle describes a tensor without a storage")
    return StoredTensor(storage, offset, tuple(shape), tuple(strides))


def _size(sizes: Any = ()) -> tuple[int, ...]:
    """Stand for `torch.Size`."""
    if not _are_sizes(sizes):
        raise CheckpointError(f"its pickle describes a shape of {brief(sizes)}")
    return tuple(sizes)


def _are_sizes(numbers: Any) -> bool:
    """Say whether these can be the sizes, or the strides, of a tensor's axes."""
    known = isinstance(numbers, tuple | list) and len(numbers) <= MOST_AXES
    return known and all(map(is_size, numbers))


def brief(value: Any) -> str:
    """Return how a value begins; the whole text of lists in lists in lists would never end."""
    return reprlib.repr(value)[:80]


def is_size(number: Any) -> bool:
    """Say whether `number` can be a size or a place in a file."""
    return isinstance(number, int) and 0 <= number < 1 << 62


def _parameter(tensor: Any = None, *_: Any) -> StoredTensor:
    """Stand for `torch.nn.Parameter` and what rebuilds one."""
    if not isinstance(tensor, StoredTensor):
        raise CheckpointError("its pickle describes a parameter without a tensor")
    return tensor


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    """Stand for `_codecs.encode`, with which Python 2 protocols write bytes."""
    if not isinstance(text, str) or encoding not in ("latin1", "latin-1"):
        raise CheckpointError(f"its pickle encodes text as {brief(encoding)}")
    return text.encode("latin1")


class _Number(Kept):
    """Stands for `numpy.dtype` of one number."""


def _scalar(kind: Any, data: Any = b"") -> float:
    """Stand for `numpy.core.multiarray.scalar`, as which a measured error is often kept."""
    raw = data.encode("latin1") if isinstance(data, str) else data
    code = kind.arguments[0] if isinstance(kind, _Number) and kind.arguments else None
    if code not in _NUMBERS or not isinstance(raw, bytes) or len(raw) != int(code[1:]):
        raise CheckpointError("its pickle holds a number of an unknown kind")
    return float(np.frombuffer(raw, f"<{code}")[0])


KINDS: Final[dict[str, torch.dtype]] = {
    "DoubleStorage": torch.float64,
    "FloatStorage": torch.float32,
    "HalfStorage": torch.float16,
    "BFloat16Storage": torch.bfloat16,
    "LongStorage": torch.int64,
    "IntStorage": torch.int32,
    "ShortStorage": torch.int16,
    "CharStorage": torch.int8,
    "ByteStorage": torch.uint8,
    "BoolStorage": torch.bool,
}
"""The types of a storage's values, by the names that torch pickles."""

_NUMBERS: Final = frozenset({"f2", "f4", "f8", "i4", "i8", "u1", "u4", "u8", "b1", "i1"})

_KEPT: Final = ("torch.nn.", "torch.optim.")
_KEPT_MODULES: Final = frozenset({"models", "torch.nn", "torch.optim"})

_STAND_INS: Final[dict[str, Any]] = {
    "torch._utils._rebuild_tensor": Call(_tensor),
    "torch._utils._rebuild_tensor_v2": Call(_tensor),
    "torch._utils._rebuild_parameter": Call(_parameter),
    "torch.nn.parameter.Parameter": Call(_parameter),
    "torch.device": Kept,
    "torch.Size": Call(_size),
    "collections.OrderedDict": OrderedDict,
    "collections.defaultdict": defaultdict,
    "builtins.dict": dict,
    "__builtin__.dict": dict,
    "builtins.set": set,
    "__builtin__.set": set,
    "_codecs.encode": Call(_encode),
    "numpy.dtype": _Number,
    "numpy.core.multiarray.scalar": Call(_scalar),
    "numpy._core.multiarray.scalar": Call(_scalar),
}
