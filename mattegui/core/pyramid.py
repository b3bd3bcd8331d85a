"""Halved copies of the work's arrays, so that a zoomed-out view costs no more than a near one."""

from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray, Trimap
from mattegui.core.borrowed import Borrowed
from mattegui.core.rect import Rect

SMALLEST = 256
"""The coarsest level's longest side is at most this many pixels."""

_RANK = np.uint8(127)
"""Flipping these bits turns 0, 255, 128 into 127, 128, 255, and back: the larger tells more."""

_ALL: Final = np.uint32(0xFFFFFFFF)

Halve = Callable[[AnyArray], AnyArray]


def halve_mean(array: AnyArray) -> AnyArray:
    """Return the mean of each 2×2 cell; odd sizes are rounded up."""
    even = _even(array)
    size = (even.shape[1] // 2, even.shape[0] // 2)
    return cv2.resize(even, size, interpolation=cv2.INTER_AREA)


def halve_trimap(trimap: Trimap) -> Trimap:
    """Return each 2×2 cell's most telling label: unknown before foreground before background.

    A mean would make labels up, and lose thin strokes from sight.
    """
    rank = _even(trimap) ^ _RANK
    rows = np.maximum(rank[0::2], rank[1::2])
    halved: Trimap = np.maximum(rows[:, 0::2], rows[:, 1::2]) ^ _RANK
    return halved


def _even(array: AnyArray) -> AnyArray:
    """Return `array` with its last row and column repeated where their number is odd."""
    height, width = array.shape[:2]
    if not height % 2 and not width % 2:
        return array
    return cv2.copyMakeBorder(array, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)


class Pyramid:
    """An array and its halvings; level k is 2^k times smaller.

    Level 0 is the array itself, not a copy: after writing to it, call `refresh`. What that makes
    outdated in the coarser levels is halved again when somebody asks for it, and not before: a
    long stroke may touch most of a large image, of which a screen shows little.
    """

    def __init__(self, array: AnyArray, halve: Halve, *, blank: bool = False) -> None:
        """Halve an array as often as it takes.

        Args:
            array: H,W or H,W,C.
            halve: Returns an array of half its height and width, rounded up.
            blank: It is all 0 so far, and so are its halvings: none of them is read or filled.
        """
        levels = [array]
        while max(levels[-1].shape[:2]) > SMALLEST:
            height, width = levels[-1].shape[:2]
            half = (-(-height // 2), -(-width // 2), *array.shape[2:])
            levels.append(np.zeros(half, array.dtype))
        self._set_levels(levels, halve)
        if not blank:
            self._outdated[:] = _ALL
            self.level(self.depth - 1)

    def _set_levels(self, levels: list[AnyArray], halve: Halve) -> None:
        self._levels, self._halve = levels, halve
        # A cell is at least a pixel of the coarsest level.
        self._cell = max(SMALLEST, 1 << len(levels))
        height, width = levels[0].shape[:2]
        self._outdated = np.zeros((-(-height // self._cell), -(-width // self._cell)), np.uint32)

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return len(self._levels)

    def shape(self, level: int) -> tuple[int, ...]:
        """Return the shape of a level."""
        return self._levels[level].shape

    @property
    def levels(self) -> list[AnyArray]:
        """All levels, up to date."""
        for level in range(self.depth):
            self.level(level)
        return self._levels

    def level(self, level: int) -> AnyArray:
        """Return a whole level, up to date."""
        return self.part(level, Rect.whole(self._levels[level].shape))

    def part(self, level: int, rect: Rect) -> AnyArray:
        """Return the part `rect` of a level, up to date; not a copy."""
        if level:
            self._bring_up_to_date(level, rect)
        part: AnyArray = self._levels[level][rect.slices]
        return part

    def refresh(self, *rects: Rect) -> None:
        """Note that `rects` of level 0 have changed."""
        cell = self._cell
        for rect in rects:
            rows = slice(rect.y0 // cell, -(-rect.y1 // cell))
            columns = slice(rect.x0 // cell, -(-rect.x1 // cell))
            # A bit for each level.
            self._outdated[rows, columns] = _ALL

    def _bring_up_to_date(self, level: int, rect: Rect) -> None:
        cells = _scaled(rect, level).snapped(self._cell)
        grid = _divided(cells, self._cell).clipped(self._outdated.shape)
        bit = np.uint32(1 << level)
        outdated = Rect.around(self._outdated[grid.slices] & bit)
        if not outdated:
            return
        stale = outdated.shifted(grid.y0, grid.x0)
        pixels = Rect(*(edge * self._cell for edge in (stale.y0, stale.x0, stale.y1, stale.x1)))
        coarser, finer = self._levels[level], self._levels[level - 1]
        # In bands: what is made on the way, of all of a large image, would be as large again.
        for top in range(pixels.y0, pixels.y1, self._cell):
            band = Rect(top, pixels.x0, top + self._cell, pixels.x1)
            fine = _divided(band, 1 << (level - 1)).clipped(finer.shape)
            coarse = _divided(band, 1 << level).clipped(coarser.shape)
            coarser[coarse.slices] = self._halve(self.part(level - 1, fine))
        self._outdated[stale.slices] &= ~bit


class MappedPyramid(Pyramid):
    """The pyramid of what a function makes of an array, value by value, and of 0 it makes 0.

    Level 0 is not kept: it is made when it is asked for.
    """

    def __init__(
        self, array: AnyArray, halve: Halve, function: Halve, *, blank: bool = False
    ) -> None:
        """Halve what `function` makes of an array; as `Pyramid`."""
        self._map = function
        super().__init__(array, halve, blank=blank)

    def map_by(self, function: Halve) -> None:
        """Show from now on what another function makes of the array."""
        self._map = function
        self.refresh(Rect.whole(self.shape(0)))

    def part(self, level: int, rect: Rect) -> AnyArray:
        """Return the part `rect` of a level, up to date; it is not to be written to."""
        part = super().part(level, rect)
        return part if level else self._map(part)

    @property
    def levels(self) -> list[AnyArray]:
        """All levels, up to date."""
        return [self.level(level) for level in range(self.depth)]


def _scaled(rect: Rect, level: int) -> Rect:
    """Return `rect` of a level in pixels of level 0."""
    return Rect(rect.y0 << level, rect.x0 << level, rect.y1 << level, rect.x1 << level)


def _divided(rect: Rect, by: int) -> Rect:
    """Return `rect` in units of `by` pixels; its edges are multiples of them."""
    return Rect(rect.y0 // by, rect.x0 // by, rect.y1 // by, rect.x1 // by)


class BorrowedPyramid(Pyramid):
    """The pyramid of an array that is mostly another one, of which there is a pyramid already."""

    def __init__(self, array: Borrowed, source: Pyramid) -> None:
        levels = [np.empty(source.shape(level), np.uint8) for level in range(1, source.depth)]
        self._set_levels([array.source, *levels], halve_mean)
        self._array, self._source = array, source
        self._outdated[:] = _ALL

    def part(self, level: int, rect: Rect) -> AnyArray:
        """Return the part `rect` of a level, up to date; the source's own where that is the same.

        It is not to be written to.
        """
        if not self._array.is_own(_scaled(rect, level).clipped(self.shape(0))):
            return self._source.part(level, rect)
        if not level:
            return self._array.part(rect)
        runs = self._own_runs(level, rect)
        if runs == [rect]:
            return super().part(level, rect)
        mixed = self._source.part(level, rect).copy()
        for run in runs:
            mixed[run.relative_to(rect).slices] = super().part(level, run)
        return mixed

    def _own_runs(self, level: int, rect: Rect) -> list[Rect]:
        """Return the parts of `rect` of a level that may differ, neighbours in a row as one.

        Everything else is neither copied nor halved: of a large image that is nearly all.
        """
        runs: list[Rect] = []
        cells = _scaled(rect, level).snapped(self._cell).clipped(self.shape(0))
        for cell in cells.split(self._cell):
            if not self._array.is_own(cell):
                continue
            here = _divided(cell.snapped(1 << level), 1 << level) & rect
            last = runs[-1] if runs else None
            if last and (last.y0, last.y1, last.x1) == (here.y0, here.y1, here.x0):
                runs[-1] = Rect(last.y0, last.x0, last.y1, here.x1)
            else:
                runs.append(here)
        return runs

    @property
    def levels(self) -> list[AnyArray]:
        """All levels, up to date."""
        return [self.level(level) for level in range(self.depth)]
