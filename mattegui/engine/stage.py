"""`Stage`: what there is to know of one stage of a network without computing it."""

from dataclasses import dataclass
from typing import Final

from mattegui.core.rect import Rect
from mattegui.engine.store import MapSpec

PIECES: Final = (128, 64, 32)
LONGEST: Final = 110_000_000_000
"""Floating-point operations: less than half a second on two cores."""
TILE: Final = 128
LEAST_TILE: Final = 32
"""Sides of stored tiles: in pixels of the image, and at least in pixels of a stage's level."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a stage reads of an earlier one: where it is read depends on what is computed.

    Attributes:
        source: Name of the earlier stage.
        down: How many levels coarser the source's validity is than the pixels that are read.
    """

    source: str
    down: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Attributes:
        name: Unique.
        level: Of its validity mask and tiles.
        base: Level at which its convolutions run; one finer than `level` where it pools.
        halo: Pixels of `base` that it reads beyond what it computes.
        feeds: The earlier stages that it reads.
        maps: What it writes.
        weights: Of all its convolutions together.
        again: Weights of another stage's convolutions that it computes again instead of reading.
        input_reach: Pixels beyond what it reads that the network's input has an influence from;
            None if it does not read the input's trimap.
    """

    name: str
    level: int
    base: int
    halo: int
    feeds: tuple[Feed, ...]
    maps: dict[str, MapSpec]
    weights: int
    again: int = 0
    input_reach: int | None = None

    @property
    def side(self) -> int:
        """Longest side of what is computed at once, in pixels of `level`.

        Small enough for work to be given up within half a second on a slow processor.
        """
        finer = self.level - self.base
        fitting = (side for side in PIECES if self.flops(side << finer) < LONGEST)
        return next(fitting, PIECES[-1])

    @property
    def tile(self) -> int:
        """Side of a stored tile, in pixels of `level`; finer than what is computed at once."""
        return max(TILE >> self.level, LEAST_TILE)

    @property
    def worth(self) -> float:
        """Floating-point operations that a stored byte saves."""
        cell = 1 << (self.level - self.base)
        return self.flops(cell) / sum(spec.nbytes for spec in self.maps.values())

    def flops(self, side: int) -> int:
        """Return the floating-point operations of a square of `base`, two for a multiply-add."""
        return 2 * (self.weights + self.again) * side * side

    def crop(self, rect: Rect, shape: tuple[int, int]) -> tuple[Rect, Rect]:
        """Return (what is computed, what is read for it), both in pixels of `base`.

        Args:
            rect: What is asked for, in pixels of `level`.
            shape: (height, width) of `level`.
        """
        finer = self.level - self.base
        base = Rect(rect.y0 << finer, rect.x0 << finer, rect.y1 << finer, rect.x1 << finer)
        # Even edges, because what is unpooled comes in cells of two by two.
        reads = base.grown(self.halo).snapped(2)
        return base, reads.clipped((shape[0] << finer, shape[1] << finer))
