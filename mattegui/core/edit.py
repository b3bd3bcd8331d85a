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
            if not np.array_equal(before, after):
                blocks.append(Block(part, before, after))
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
