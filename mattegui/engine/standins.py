"""What stands for the names in a pickle: things that keep what they are given and do nothing."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import torch


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


@dataclass(frozen=True, slots=True, eq=False)
class Storage:
    """A run of values somewhere in the checkpoint, not read yet."""

    kind: torch.dtype
    key: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class StoredTensor:
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
    numbers = (offset, *shape, *strides)
    if not isinstance(storage, Storage) or len(shape) != len(strides):
        raise CheckpointError("its pickle describes a tensor without a storage")
    if not all(map(is_size, numbers)):
        raise CheckpointError(f"its pickle describes a tensor of shape {shape!r:.80}")
    return StoredTensor(storage, offset, tuple(shape), tuple(strides))


def is_size(number: Any) -> bool:
    """Say whether `number` can be a size or a place in a file."""
    return isinstance(number, int) and 0 <= number < 1 << 62


def _parameter(tensor: Any = None, *_: Any) -> Any:
    return tensor


def _encode(text: Any, encoding: Any = "latin1") -> bytes:
    """Stand for `_codecs.encode`, with which Python 2 protocols write bytes."""
    if not isinstance(text, str) or encoding not in {"latin1", "latin-1"}:
        raise CheckpointError(f"its pickle encodes text as {encoding!r:.40}")
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
    "torch.Size": tuple,
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
