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
    """One rectangle with its values before and after."""

    rect: Rect
    before: NDArray[Any]
    after: NDArray[Any]


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
            before = array[part.slices].copy()
            after = before.copy()
            change(part, after)
            # Of a thin stroke most of a block stays as it was: only the rest costs anything.
            inner = Rect.around(_changed(before, after))
            if inner:
                kept = inner.slices
                block = Block(
                    inner.shifted(part.y0, part.x0), before[kept].copy(), after[kept].copy()
                )
                blocks.append(block)
        return cls(tuple(blocks), layer)

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @property
    def rects(self) -> tuple[Rect, ...]:
        """Where it changes something."""
        return tuple(block.rect for block in self.blocks)

    @property
    def nbytes(self) -> int:
        """Bytes that this edit holds in memory."""
        return sum(block.before.nbytes + block.after.nbytes for block in self.blocks)

    def apply(self, array: NDArray[Any]) -> None:
        """Write the values after the change into `array`."""
        for block in self.blocks:
            array[block.rect.slices] = block.after

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
            Block(part, old, array[part.slices].copy())
            for part, old in zip(parts, before, strict=True)
        )
        return Edit(tuple(b for b in blocks if not np.array_equal(b.before, b.after)), self.layer)


def _write_into(arrays: list[NDArray[Any]], places: list[Rect], block: Block) -> None:
    """Write a block's earlier values where they belong in `arrays`, which lie at `places`."""
    for array, place in zip(arrays, places, strict=True):
        shared = place & block.rect
        if shared:
            target = shared.shifted(-place.y0, -place.x0)
            source = shared.shifted(-block.rect.y0, -block.rect.x0)
            array[target.slices] = block.before[source.slices]


def _changed(before: NDArray[Any], after: NDArray[Any]) -> NDArray[np.bool_]:
    """Return the pixels, H,W, in which two arrays differ."""
    differs: NDArray[np.bool_] = np.not_equal(before, after)
    return differs if differs.ndim == 2 else np.any(differs, axis=2)
