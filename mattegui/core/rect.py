"""`Rect`: the only currency of *where*."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray


@dataclass(frozen=True, slots=True)
class Rect:
    """A half-open rectangle of pixels: rows `y0` to `y1 - 1`, columns `x0` to `x1 - 1`.

    >>> Rect(0, 0, 4, 6).grown(1).clipped((5, 5))
    Rect(y0=0, x0=0, y1=5, x1=5)
    """

    y0: int
    x0: int
    y1: int
    x1: int

    @classmethod
    def whole(cls, shape: tuple[int, ...]) -> "Rect":
        """Return the rectangle of an array of `shape` (height, width, …)."""
        return cls(0, 0, shape[0], shape[1])

    @classmethod
    def around(cls, mask: AnyArray) -> "Rect":
        """Return the smallest rectangle that holds all of `mask`'s true pixels; maybe empty."""
        if not mask.size:
            return cls(0, 0, 0, 0)
        true = np.ascontiguousarray(mask, np.bool_).view(np.uint8)
        x, y, width, height = cv2.boundingRect(true)
        return cls(y, x, y + height, x + width)

    @classmethod
    def union(cls, rects: Iterable["Rect"]) -> "Rect":
        """Return the smallest rectangle that holds all `rects`; the empty ones do not count."""
        full = [rect for rect in rects if rect]
        if not full:
            return cls(0, 0, 0, 0)
        return cls(
            min(rect.y0 for rect in full),
            min(rect.x0 for rect in full),
            max(rect.y1 for rect in full),
            max(rect.x1 for rect in full),
        )

    def __bool__(self) -> bool:
        return self.y0 < self.y1 and self.x0 < self.x1

    def __and__(self, other: "Rect") -> "Rect":
        return Rect(
            max(self.y0, other.y0),
            max(self.x0, other.x0),
            min(self.y1, other.y1),
            min(self.x1, other.x1),
        )

    @property
    def height(self) -> int:
        """Rows; 0 when empty."""
        return max(0, self.y1 - self.y0)

    @property
    def width(self) -> int:
        """Columns; 0 when empty."""
        return max(0, self.x1 - self.x0)

    @property
    def area(self) -> int:
        """Pixels."""
        return self.height * self.width

    @property
    def slices(self) -> tuple[slice, slice]:
        """The index of this rectangle's pixels in an array of rows and columns."""
        return slice(self.y0, self.y1), slice(self.x0, self.x1)

    def clipped(self, shape: tuple[int, ...]) -> "Rect":
        """Return the part inside an array of `shape`."""
        return self & Rect.whole(shape)

    def grown(self, pixels: int) -> "Rect":
        """Return this rectangle with `pixels` more on each side."""
        return Rect(self.y0 - pixels, self.x0 - pixels, self.y1 + pixels, self.x1 + pixels)

    def snapped(self, step: int) -> "Rect":
        """Return the smallest rectangle around this one whose edges are multiples of `step`."""
        return Rect(
            self.y0 // step * step,
            self.x0 // step * step,
            -(-self.y1 // step) * step,
            -(-self.x1 // step) * step,
        )

    def shifted(self, y: int, x: int) -> "Rect":
        """Return this rectangle moved down by `y` and right by `x`."""
        return Rect(self.y0 + y, self.x0 + x, self.y1 + y, self.x1 + x)

    def relative_to(self, window: "Rect") -> "Rect":
        """Return this rectangle as it lies in an array of `window`'s pixels.

        >>> Rect(5, 5, 9, 9).relative_to(Rect(4, 3, 20, 20))
        Rect(y0=1, x0=2, y1=5, x1=6)
        """
        return self.shifted(-window.y0, -window.x0)

    def cells(self, step: int) -> Iterator[tuple[int, int]]:
        """Yield (row, column) of each cell of a grid of `step` that this rectangle touches."""
        if not self:
            return
        for row in range(self.y0 // step, -(-self.y1 // step)):
            for column in range(self.x0 // step, -(-self.x1 // step)):
                yield row, column

    def split(self, step: int) -> Iterator["Rect"]:
        """Yield the parts into which a grid of `step` cuts this rectangle."""
        for row, column in self.cells(step):
            yield self & Rect(row * step, column * step, (row + 1) * step, (column + 1) * step)
