"""`Edit`: the only currency of *what changed*."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from mattegui.core.rect import Rect

Layer = Literal["trimap", "retouch", "decontamination"]
"""What the user paints on."""

BLOCK = 256
"""An edit stores the touched blocks of this grid, not the bounding box: a long diagonal stroke
crosses few blocks, while its box is most of the image."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """One rectangle with its values before and after.

    Where all are the same they are one value, which numpy repeats; they are never written to.
    """

    rect: Rect
    before: NDArray[Any]
    after: NDArray[Any]

    @classmethod
    def between(cls, rect: Rect, before: NDArray[Any], after: NDArray[Any]) -> "Block | None":
        """Return the block of what differs between two arrays, copied; None if nothing does.

        Args:
            rect: Where both lie.
            before: H,W or H,W,C of `rect`.
            after: The same.
        """
        # Of a thin stroke most of a block stays as it was: only the rest costs anything.
        inner = Rect.around(_changed(before, after))
        if not inner:
            return None
        kept = inner.slices
        where = inner.shifted(rect.y0, rect.x0)
        return cls(where, _compact(before[kept]), _compact(after[kept]))

    @classmethod
    def filled(cls, rect: Rect, before: NDArray[Any], value: int) -> "Block | None":
        """Return the block that gives every pixel of `before`, H,W of `rect`, one value."""
        after = _repeated(np.full((1, 1), value, before.dtype), before.shape)
        if not _is_uniform(before):
            return cls.between(rect, before, after)
        if before[0, 0] == value:
            return None
        return cls(rect, _repeated(before[:1, :1], before.shape), after)

    @property
    def value(self) -> int | None:
        """What every pixel, of one channel, becomes; None if they become different things."""
        return int(self.after[0, 0]) if _is_repeated(self.after) else None

    @property
    def nbytes(self) -> int:
        """Bytes that it holds in memory."""
        return _held(self.before) + _held(self.after)


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a layer, as blocks that do not overlap; it can be applied and inverted."""

    blocks: tuple[Block, ...]
    layer: Layer = "trimap"

    @classmethod
    def of(
        cls,
        array: NDArray[Any],
        rect: Rect,
        change: Callable[[Rect, NDArray[Any]], None],
        layer: Layer = "trimap",
    ) -> "Edit":
        """Return what `change` does to `array` inside `rect`; `array` itself is not touched.

        Args:
            array: H,W or H,W,C.
            rect: Where it may change; clipped to the array.
            change: Called with each block's rectangle and a copy of its values to write into.
            layer: What `array` is.
        """
        blocks = []
        for part in rect.clipped(array.shape).split(BLOCK):
            before = array[part.slices]
            after = before.copy()
            change(part, after)
            blocks.append(Block.between(part, before, after))
        return cls(tuple(block for block in blocks if block is not None), layer)

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @property
    def rects(self) -> tuple[Rect, ...]:
        """Where it changes something; blocks beside each other are one rect."""
        joined: list[Rect] = []
        for block in self.blocks:
            rect, last = block.rect, joined[-1] if joined else None
            if last and (last.y0, last.y1, last.x1) == (rect.y0, rect.y1, rect.x0):
                joined[-1] = Rect(last.y0, last.x0, last.y1, rect.x1)
            else:
                joined.append(rect)
        return tuple(joined)

    @property
    def nbytes(self) -> int:
        """Bytes that this edit holds in memory."""
        return sum(block.nbytes for block in self.blocks)

    def apply(self, array: NDArray[Any]) -> None:
        """Write the values after the change into `array`."""
        for block in self.blocks:
            array[block.rect.slices] = _quick(block.after)

    def inverted(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(tuple(Block(b.rect, b.after, b.before) for b in self.blocks), self.layer)

    def then(self, later: "Edit", array: NDArray[Any]) -> "Edit":
        """Return one edit for this one and `later`, both made already.

        Args:
            later: Of the same layer, made directly after this one.
            array: The layer as it is after both.
        """
        cells: dict[tuple[int, int], list[Rect]] = {}
        for rect in (*self.rects, *later.rects):
            for cell in rect.cells(BLOCK):
                cells.setdefault(cell, []).append(rect)
        parts = [
            Rect.union(rects) & Rect(r * BLOCK, c * BLOCK, (r + 1) * BLOCK, (c + 1) * BLOCK)
            for (r, c), rects in cells.items()
        ]
        before = [array[part.slices].copy() for part in parts]
        for edit in (later, self):
            for block in edit.blocks:
                _write_into(before, parts, block)
        blocks = (
            Block.between(part, old, array[part.slices])
            for part, old in zip(parts, before, strict=True)
        )
        return Edit(tuple(block for block in blocks if block is not None), self.layer)


def _write_into(arrays: list[NDArray[Any]], places: list[Rect], block: Block) -> None:
    """Write a block's earlier values where they belong in `arrays`, which lie at `places`."""
    for array, place in zip(arrays, places, strict=True):
        shared = place & block.rect
        if shared:
            target = shared.relative_to(place)
            source = shared.relative_to(block.rect)
            array[target.slices] = _quick(block.before[source.slices])


def _changed(before: NDArray[Any], after: NDArray[Any]) -> NDArray[np.bool_]:
    """Return the pixels, H,W, in which two arrays differ."""
    if before.ndim == 3 and before.shape[2] * before.itemsize == 2:
        # Two bytes compared as one number: numpy is ten times as slow along a short axis.
        before, after = before.view(np.uint16)[..., 0], after.view(np.uint16)[..., 0]
    differs: NDArray[np.bool_] = np.not_equal(before, after)
    if differs.ndim == 2:
        return differs
    # For the same reason a channel at a time.
    changed = differs[..., 0].copy()
    for channel in range(1, differs.shape[2]):
        changed |= differs[..., channel]
    return changed


def _compact(values: NDArray[Any]) -> NDArray[Any]:
    """Return a copy of `values` that takes the memory of one pixel if all are the same."""
    if _is_repeated(values):
        return values
    return _repeated(values[:1, :1], values.shape) if _is_uniform(values) else values.copy()


def _is_uniform(values: NDArray[Any]) -> bool:
    """Say whether all pixels are the same."""
    first = values[:1, :1]
    # Most of what is not uniform shows it in the first row; and numpy compares rows with a row
    # far faster than pixels with a pixel.
    return bool((values[:1] == first).all() and (values == values[:1]).all())


def _repeated(pixel: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Return an array of `shape` that is one pixel, 1,1 or 1,1,C, everywhere."""
    held = pixel.copy()
    strides = (0, 0, *held.strides[2:])
    # `numpy.broadcast_to` takes as long as comparing a whole block.
    repeated: NDArray[Any] = np.ndarray(shape, held.dtype, held, strides=strides)
    repeated.flags.writeable = False
    return repeated


def _is_repeated(values: NDArray[Any]) -> bool:
    return values.strides[:2] == (0, 0)


def _quick(values: NDArray[Any]) -> NDArray[Any]:
    """Return what gives the same when it is assigned; one row of what is one pixel everywhere.

    numpy copies rows as a whole, and pixels of two channels byte by byte.
    """
    return values[:1].copy() if values.ndim > 2 and _is_repeated(values) else values


def _held(values: NDArray[Any]) -> int:
    """Return the bytes that `values` takes, as `_compact` made it."""
    return values[:1, :1].nbytes if _is_repeated(values) else values.nbytes
