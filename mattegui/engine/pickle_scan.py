"""Looking a pickle over before it is read: every operation is weighed and none is run.

A few bytes can make Python's reader copy a long list thousands of times, or nest tuples so deeply
that their hash overruns the stack of C. So the stack and the memo are followed here with what
each value on them would weigh, and what no checkpoint needs ends the reading.
"""

import io
import pickletools
from collections.abc import Sequence
from typing import Any, Final

from mattegui.engine.standins import CheckpointError, stand_in

LARGEST: Final = 1 << 26
MOST_OPERATIONS: Final = 1_000_000
"""Bytes and operations of a pickle, its tensors not counted: far more than a network's has, and a
bound for what a forged one can make us do."""
MOST_COPIED: Final = 1_000_000
"""Values that calls may copy, all together: a tensor's takes about twenty."""
DEEPEST: Final = 100
MOST_LEAVES: Final = 10_000
"""Of tuples in tuples: how far down they go, and how many values they have in all if those that
are in several places are counted in each. Their hash takes as many steps, each time."""

_TAKES: Final = {
    "APPEND": 1,
    "SETITEM": 2,
    "BUILD": 1,
    "TUPLE1": 1,
    "TUPLE2": 2,
    "TUPLE3": 3,
    "REDUCE": 2,
    "NEWOBJ": 2,
    "NEWOBJ_EX": 3,
    "STACK_GLOBAL": 2,
    "BINPERSID": 1,
}
"""How many values an operation takes off the stack; all above the last mark if it is below."""
_TAKE_SLICE: Final = frozenset(
    {"APPENDS", "SETITEMS", "ADDITEMS", "TUPLE", "LIST", "DICT", "POP_MARK"}
)
_FILL: Final = frozenset({"APPEND", "APPENDS", "SETITEM", "SETITEMS", "ADDITEMS"})
_CALL: Final = frozenset({"REDUCE", "NEWOBJ", "NEWOBJ_EX"})
_NO_VALUE: Final = frozenset({"PROTO", "FRAME", "STOP", "READONLY_BUFFER"})
"""What leaves the stack as it is."""


def scan(file: io.BytesIO) -> int:
    """Return where the pickle ends, having looked at every operation and run none.

    Raises:
        CheckpointError: It is damaged, names something that has no stand-in, or asks for more work
            or memory than any checkpoint does.
    """
    scales = _Scales()
    try:
        for count, (operation, argument, _) in enumerate(pickletools.genops(file), start=1):
            name = operation.name
            # An object's number in the memo sizes a table: a large one would fill the memory.
            if count > MOST_OPERATIONS or ("PUT" in name and int(argument or 0) > MOST_OPERATIONS):
                raise CheckpointError(f"its pickle has more than {MOST_OPERATIONS} operations")
            if name == "GLOBAL":
                stand_in(*str(argument).split(" ", 1))
            # A set in sets is hashed as often as ways lead to it, which their size does not tell.
            if name.startswith("EXT") or name in {"INST", "OBJ", "FROZENSET"}:
                raise CheckpointError(f"its pickle uses {name}, which no checkpoint needs")
            scales.weigh(name, argument)
    except CheckpointError:
        raise
    except (ValueError, TypeError, OverflowError, MemoryError) as error:
        raise CheckpointError(f"its pickle is damaged or cut short: {error}") from error
    except (IndexError, KeyError) as error:
        raise CheckpointError("its pickle is damaged: it asks for what it has not made") from error
    return file.tell()


class _Value:
    """What is known of a value without making it.

    Attributes:
        length: How many values or characters a copy of it copies.
        items: Of a tuple.
        leaves: See `MOST_LEAVES`; one for all that is no tuple.
        depth: See `DEEPEST`; none for all that is no tuple.
    """

    __slots__ = ("depth", "items", "leaves", "length")

    def __init__(self, length: int = 0, items: "Sequence[_Value]" = ()) -> None:
        self.length, self.items, self.leaves, self.depth = length, items, 1, 0


class _Scales:
    """The stack and the memo of a reader, with the weight of what would be on them."""

    def __init__(self) -> None:
        self._stack: list[_Value] = []
        self._below: list[list[_Value]] = []
        """What lies below each mark: a pickle takes it up again with the mark only."""
        self._memo: dict[int, _Value] = {}
        self._copied = 0

    def weigh(self, name: str, argument: Any) -> None:
        """Do to the weights what an operation does to the values."""
        if name in _NO_VALUE:
            return
        if name == "MARK":
            self._below.append(self._stack)
            self._stack = []
        elif name == "POP":
            self._pop()
        elif "PUT" in name or name == "MEMOIZE":
            place = len(self._memo) if name == "MEMOIZE" else int(argument)
            self._memo[place] = self._stack[-1]
        elif "GET" in name:
            self._stack.append(self._memo[int(argument)])
        elif name == "DUP":
            self._stack.append(self._stack[-1])
        elif name in _TAKE_SLICE or name in _TAKES:
            self._combine(name)
        else:
            self._stack.append(_Value(len(argument) if isinstance(argument, str | bytes) else 0))

    def _pop(self) -> None:
        if self._stack or not self._below:
            self._stack.pop()
        else:
            self._stack = self._below.pop()

    def _combine(self, name: str) -> None:
        taken = self._take(name)
        if name in _FILL:
            self._stack[-1].length += len(taken)
        elif name == "BUILD":
            self._copy(taken)
        elif name in _CALL:
            self._stack.append(self._called(taken[1:]))
        elif name.startswith("TUPLE"):
            self._stack.append(_tuple(taken))
        elif name in {"STACK_GLOBAL", "BINPERSID"}:
            self._stack.append(_Value())
        elif name != "POP_MARK":
            self._stack.append(_Value(len(taken)))

    def _take(self, name: str) -> list[_Value]:
        if name in _TAKE_SLICE:
            taken, self._stack = self._stack, self._below.pop()
            return taken
        count = _TAKES[name]
        if len(self._stack) < count:
            raise IndexError(name)
        taken = self._stack[-count:]
        del self._stack[-count:]
        return taken

    def _called(self, arguments: list[_Value]) -> _Value:
        """Return what a call makes of a tuple of arguments: at most copies of what is in them.

        No stand-in returns what it was given to be filled further, nor a tuple of tuples.
        """
        return _Value(self._copy(arguments))

    def _copy(self, values: list[_Value]) -> int:
        """Count what copying values and what is in them copies, and return it."""
        length = 0
        for value in values:
            # Counted first, for looking at all of them takes time as well.
            self._count(value.length)
            length += sum(item.length for item in value.items)
        self._count(length)
        return length

    def _count(self, more: int) -> None:
        self._copied += more
        if self._copied > MOST_COPIED:
            raise CheckpointError(f"its pickle copies more than {MOST_COPIED} values")


def _tuple(items: list[_Value]) -> _Value:
    made = _Value(len(items), items)
    made.leaves = 1 + sum(item.leaves for item in items)
    made.depth = 1 + max((item.depth for item in items), default=0)
    if made.depth > DEEPEST or made.leaves > MOST_LEAVES:
        raise CheckpointError("its pickle nests tuples as no checkpoint does")
    return made
