"""The pixels of simple shapes. Each comes as the smallest rectangle round it and its mask there.

A pixel belongs to a shape whose outline is round the pixel's centre, as with a brush. Points are
(x, y) in image pixels, pixel (0, 0) reaching from 0 to 1.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from mattegui.core.arrays import Mask
from mattegui.core.makers.segmentation import RegionError
from mattegui.core.rect import Rect

Point: TypeAlias = tuple[float, float]
RectMask: TypeAlias = tuple[Rect, Mask]
"""A rectangle, and which of its pixels are meant; both empty for nothing."""


def polygon_mask(points: Sequence[Point], rect: Rect) -> RectMask:
    """Return the part of `rect` inside a closed polygon.

    A loop that crosses itself has no holes where it covers itself in the same direction: whoever
    draws a lasso means all of it (non-zero winding).

    Args:
        points: The corners, any number; fewer than three enclose nothing.
        rect: What it is limited to: the image.

    Raises:
        RegionError: A coordinate is not a finite number.
    """
    path = _finite(points)
    if len(path) < 3:
        return nothing()
    (left, above), (right, below) = np.floor(path.min(axis=0)), np.ceil(path.max(axis=0))
    rect = rect & Rect(int(above), int(left), int(below), int(right))
    x, y = path.T - ((rect.x0 + 0.5,), (rect.y0 + 0.5,))
    next_x, next_y = np.roll(x, -1), np.roll(y, -1)
    # Each side crosses the rows whose centres are from its upper end to just above its lower.
    top = np.clip(np.ceil(np.minimum(y, next_y)), 0, rect.height).astype(np.int64)
    bottom = np.clip(np.ceil(np.maximum(y, next_y)), 0, rect.height).astype(np.int64)
    count = bottom - top
    side = np.repeat(np.arange(len(x)), count)
    row = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count) + top[side]
    rise = (next_y - y)[side]
    crossing = x[side] + (row - y[side]) * (next_x - x)[side] / rise
    column = np.clip(np.ceil(crossing), 0, rect.width).astype(np.int64)
    turns = np.zeros((rect.height, rect.width + 1), np.int16)
    np.add.at(turns, (row, column), np.where(rise > 0, 1, -1).astype(np.int16))
    return limited(np.cumsum(turns[:, :-1], axis=1, dtype=np.int16) != 0, rect)


def ellipse_mask(corner: Point, opposite: Point, rect: Rect) -> RectMask:
    """Return the part of `rect` inside the ellipse that fills the box between two corners.

    Raises:
        RegionError: A coordinate is not a finite number.
    """
    box = _finite((corner, opposite))
    (x0, y0), (x1, y1) = box.min(axis=0), box.max(axis=0)
    if x0 == x1 or y0 == y1:
        return nothing()
    x = (np.arange(rect.x0, rect.x1) + 0.5 - (x0 + x1) / 2) / ((x1 - x0) / 2)
    y = (np.arange(rect.y0, rect.y1) + 0.5 - (y0 + y1) / 2) / ((y1 - y0) / 2)
    return limited(np.square(x)[None, :] <= 1 - np.square(y)[:, None], rect)


def box_mask(corner: Point, opposite: Point, rect: Rect) -> RectMask:
    """Return the part of `rect` in the box between two corners.

    Raises:
        RegionError: A coordinate is not a finite number.
    """
    box = _finite((corner, opposite))
    (x0, y0), (x1, y1) = np.ceil(box.min(axis=0) - 0.5), np.ceil(box.max(axis=0) - 0.5)
    kept = Rect(int(y0), int(x0), int(y1), int(x1)) & rect
    return (kept, np.ones((kept.height, kept.width), np.bool_)) if kept else nothing()


def limited(mask: Mask, rect: Rect) -> RectMask:
    """Return a region as the smallest rectangle round its true pixels, and the mask there.

    Args:
        mask: What is meant of `rect`.
        rect: Where `mask` lies in the image.
    """
    inner = Rect.around(mask)
    if not inner:
        return nothing()
    return inner.shifted(rect.y0, rect.x0), np.ascontiguousarray(mask[inner.slices])


def nothing() -> RectMask:
    """Return the region of no pixel."""
    return Rect(0, 0, 0, 0), np.zeros((0, 0), np.bool_)


def _finite(points: Sequence[Point]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    path = np.asarray(points, np.float64).reshape(-1, 2)
    if not bool(np.isfinite(path).all()):
        raise RegionError("a point's coordinates must be finite numbers")
    return path
