"""Halved copies of the work's arrays, so that a zoomed-out view costs no more than a near one."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import cv2
import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Trimap
from mattegui.core.compositing import Colours, eight_bit, over
from mattegui.core.edit import Layer
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.retouch import halve_corrections, laid_over

SMALLEST = 256
"""The coarsest level's longest side is at most this many pixels."""

_RANK = np.uint8(127)
"""Flipping these bits turns 0, 255, 128 into 127, 128, 255, and back: the larger tells more."""

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

    Level 0 is the array itself, not a copy: after writing to it, call `refresh`.
    """

    def __init__(self, array: AnyArray, halve: Halve) -> None:
        self._halve = halve
        self.levels = [array]
        while max(self.levels[-1].shape[:2]) > SMALLEST:
            self.levels.append(halve(self.levels[-1]))

    @classmethod
    def of_zeros(cls, array: AnyArray, halve: Halve) -> "Pyramid":
        """Return the pyramid of an array that is all 0 so far, without reading or filling it."""
        pyramid = cls(array[:0, :0], halve)
        pyramid.levels = [array]
        while max(pyramid.levels[-1].shape[:2]) > SMALLEST:
            height, width = pyramid.levels[-1].shape[:2]
            half = (-(-height // 2), -(-width // 2), *array.shape[2:])
            pyramid.levels.append(np.zeros(half, array.dtype))
        return pyramid

    def refresh(self, *rects: Rect) -> None:
        """Bring the coarser levels up to date where `rects` of level 0 have changed."""
        changed = list(rects)
        for finer, coarser in pairwise(self.levels):
            halved = []
            for rect in changed:
                even = rect.snapped(2).clipped(finer.shape)
                half = Rect(even.y0 // 2, even.x0 // 2, -(-even.y1 // 2), -(-even.x1 // 2))
                if half:
                    coarser[half.slices] = self._halve(finer[even.slices])
                    halved.append(half)
            changed = _joined(halved)


def _joined(rects: Iterable[Rect]) -> list[Rect]:
    """Return fewer rects that hold all `rects`: those near each other become one.

    The blocks of a long stroke shrink to crumbs in the coarse levels, where each call costs more
    than its pixels.
    """
    near: dict[tuple[int, int], list[Rect]] = {}
    for rect in rects:
        near.setdefault((rect.y0 // SMALLEST, rect.x0 // SMALLEST), []).append(rect)
    return [Rect.union(group) for group in near.values()]


class Layers:
    """The pyramids of all that can be seen of a matte."""

    def __init__(self, matte: Matte) -> None:
        self.image = Pyramid(eight_bit(matte.image), halve_mean)
        self.trimap = Pyramid(matte.trimap, halve_trimap)
        self.alpha = Pyramid(matte.alpha, halve_mean)
        self.foreground = Pyramid(matte.foreground, halve_mean)
        self.retouch = _corrections(matte.retouch)
        self.decontamination = _corrections(matte.decontamination)
        self._matte = matte

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return len(self.image.levels)

    def alpha_in(self, level: int, rect: Rect) -> Alpha:
        """Return a part of a level's alpha with the retouch laid over it."""
        part = rect.slices
        return laid_over(self.alpha.levels[level][part], self.retouch.levels[level][part])

    def colours_in(self, level: int, rect: Rect) -> Colours:
        """Return a part of a level's foreground colours, as far as decontamination goes."""
        part = rect.slices
        foreground = self.foreground.levels[level][part]
        amount = np.full(foreground.shape[:2], self._matte.amount, np.float32)
        amount = laid_over(amount, self.decontamination.levels[level][part])
        if (amount == 1).all():
            return foreground
        return over(foreground, amount, self.image.levels[level][part])

    def refresh_layer(self, layer: Layer, *rects: Rect) -> None:
        """Bring what an edit of `layer` changes up to date in `rects`."""
        if layer == "trimap":
            self.refresh(*rects)
        else:
            pyramids = {"retouch": self.retouch, "decontamination": self.decontamination}
            pyramids[layer].refresh(*rects)

    def refresh(self, *rects: Rect) -> None:
        """Bring trimap, alpha and foreground up to date in `rects`; the image never changes."""
        for pyramid in (self.trimap, self.alpha, self.foreground):
            pyramid.refresh(*rects)


def _corrections(plane: AnyArray) -> Pyramid:
    """Return a plane's pyramid; most are never painted on, and then take neither time nor room."""
    return (Pyramid if plane.any() else Pyramid.of_zeros)(plane, halve_corrections)
