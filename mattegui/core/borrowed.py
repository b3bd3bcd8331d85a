"""`Borrowed`: an array that is another one until it is written to, and takes no memory before."""

import threading
from typing import Final

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray, Mask
from mattegui.core.rect import Rect

CELL: Final = 256
"""Side of what is copied at once, in pixels."""


class Borrowed:
    """An array's pixels, copied cell by cell where they are to become others.

    Attributes:
        source: H,W,C; never written to.
    """

    def __init__(self, source: AnyArray) -> None:
        self.source = source
        # The system gives the memory of a page when that is first written to.
        self._own = np.empty(source.shape, source.dtype)
        rows, columns = (-(-side // CELL) for side in source.shape[:2])
        self._copied = np.zeros((rows, columns), np.bool_)
        # A worker thread may read all of it while the window writes to some.
        self._lock = threading.Lock()

    @classmethod
    def replaced(cls, source: AnyArray, pixels: AnyArray) -> "Borrowed":
        """Return one that is `pixels` everywhere, which becomes its own."""
        borrowed = cls(source)
        borrowed._own = pixels
        borrowed._copied[:] = True
        return borrowed

    def is_own(self, rect: Rect) -> bool:
        """Say whether a cell that `rect` touches may differ from the source."""
        return bool(self._copied[self._cells(rect)].any())

    def part(self, rect: Rect) -> AnyArray:
        """Return the pixels of a part that lies inside; not to be written to."""
        if not self.is_own(rect):
            borrowed: AnyArray = self.source[rect.slices]
            return borrowed
        with self._lock:
            return self._claimed(rect)

    def at(self, rows: AnyArray, columns: AnyArray) -> AnyArray:
        """Return a copy of single pixels.

        Args:
            rows: Index that can be broadcast with `columns`.
            columns: Likewise.
        """
        pixels: AnyArray = self.source[rows, columns]
        own = self._copied[rows // CELL, columns // CELL]
        pixels[own] = self._own[rows, columns][own]
        return pixels

    def write(self, rect: Rect, pixels: AnyArray) -> None:
        """Put other pixels into a part that lies inside."""
        with self._lock:
            self._claimed(rect)[:] = pixels

    def restore(self, rect: Rect, where: Mask) -> None:
        """Make a part the source's again where `where`, H,W of `rect`, is true."""
        if self.is_own(rect):
            with self._lock:
                # OpenCV copies through a mask ten times as fast as numpy does.
                mask = where.view(np.uint8)
                cv2.copyTo(self.source[rect.slices], mask, self._claimed(rect))

    def write_back(self, rect: Rect) -> None:
        """Make a part the source's again."""
        if self.is_own(rect):
            self.write(rect, self.source[rect.slices])

    def whole(self) -> AnyArray:
        """Return all pixels, which may be written to: from now on all of it takes memory."""
        with self._lock:
            return self._claimed(Rect.whole(self.source.shape))

    def _claimed(self, rect: Rect) -> AnyArray:
        """Return a part of what is its own, after copying what was not."""
        cells = self._cells(rect)
        for row, column in np.argwhere(~self._copied[cells]):
            y, x = (int(row) + cells[0].start) * CELL, (int(column) + cells[1].start) * CELL
            cell = Rect(y, x, y + CELL, x + CELL).slices
            self._own[cell] = self.source[cell]
        self._copied[cells] = True
        claimed: AnyArray = self._own[rect.slices]
        return claimed

    def _cells(self, rect: Rect) -> tuple[slice, slice]:
        return (
            slice(rect.y0 // CELL, -(-rect.y1 // CELL)),
            slice(rect.x0 // CELL, -(-rect.x1 // CELL)),
        )
