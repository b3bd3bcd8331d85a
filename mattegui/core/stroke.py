"""A brush stroke: what it is and which pixels it covers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect

Floats: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]
Spans: TypeAlias = tuple[Indices, Floats, Floats]
"""Rows, and the least and greatest x that is covered of each; nothing where the first is larger."""

_ONE_PIXEL = 0.7072
"""No click between pixel centres misses all of them with half a pixel's diagonal."""
_FLAT = 1e-12


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path drawn with a round brush.

    Attributes:
        label: `BACKGROUND`, `UNKNOWN` or `FOREGROUND`.
        radius: In image pixels, at least 0.5.
        points: (x, y) in image pixels, pixel (0, 0) reaching from 0 to 1; one or more.
    """

    label: int
    radius: float
    points: tuple[tuple[float, float], ...]

    @property
    def rect(self) -> Rect:
        """The rectangle that holds the stroke, not clipped to any image."""
        x, y = np.asarray(self.points, np.float64).T
        reach = self.radius + 1
        return Rect(
            int(np.floor(y.min() - reach)),
            int(np.floor(x.min() - reach)),
            int(np.ceil(y.max() + reach)),
            int(np.ceil(x.max() + reach)),
        )


def rasterise(stroke: Stroke, rect: Rect) -> Mask:
    """Return the pixels of `rect` that `stroke` covers: those whose centre lies under the brush.

    Edges are hard: a trimap has labels, and there is nothing between two labels. The parts of a
    rectangle are drawn exactly as the whole.
    """
    radius = max(stroke.radius, _ONE_PIXEL)
    path = _thinned(np.asarray(stroke.points, np.float64), radius / 16)
    path = path - (rect.x0 + 0.5, rect.y0 + 0.5)
    discs, bands = _discs(path, radius, rect.height), _bands(path, radius, rect.height)
    row, low, high = (np.concatenate(pair) for pair in zip(discs, bands, strict=True))
    start = np.clip(np.ceil(low), 0, rect.width).astype(np.int64)
    end = np.clip(np.floor(high) + 1, 0, rect.width).astype(np.int64)
    mask = np.zeros(rect.height * rect.width, np.bool_)
    for first, last in _merged(row * rect.width + start, row * rect.width + end):
        mask[first:last] = True
    return mask.reshape(rect.height, rect.width)


def _discs(path: Floats, radius: float, height: int) -> Spans:
    """Return what a disc around each point covers of each row."""
    x, y = path.T
    index, row = _rows(y - radius, y + radius, height)
    reach = np.sqrt(np.maximum(radius**2 - (row - y[index]) ** 2, 0))
    return row, x[index] - reach, x[index] + reach


def _bands(path: Floats, radius: float, height: int) -> Spans:
    """Return what the rectangle of half width `radius` along each segment covers of each row."""
    step = np.diff(path, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    start, step, length = path[:-1][length > 0], step[length > 0], length[length > 0]
    along = step / length[:, None]
    ends = start[:, 1], start[:, 1] + step[:, 1]
    index, row = _rows(np.minimum(*ends) - radius, np.maximum(*ends) + radius, height)
    (x, y), (u, v) = start[index].T, along[index].T
    # A point's distance along the segment is in [0, length], across it in [-radius, radius].
    along_low, along_high = _solved(u, (row - y) * v, 0.0, length[index])
    across_low, across_high = _solved(-v, (row - y) * u, -radius, radius)
    low, high = np.maximum(along_low, across_low), np.minimum(along_high, across_high)
    return row, x + low, x + high


def _solved(
    slope: Floats, offset: Floats, lowest: float, highest: Floats | float
) -> tuple[Floats, Floats]:
    """Return the least and the greatest x with lowest ≤ slope·x + offset ≤ highest."""
    # A slope of 0 leaves all x or none: a tiny one puts both ends far away, to both sides or one.
    slope = np.where(np.abs(slope) < _FLAT, _FLAT, slope)
    one, other = (lowest - offset) / slope, (highest - offset) / slope
    return np.minimum(one, other), np.maximum(one, other)


def _rows(top: Floats, bottom: Floats, height: int) -> tuple[Indices, Indices]:
    """Return (index of the shape, row) for every row from each shape's top to its bottom."""
    first = np.clip(np.ceil(top), 0, height).astype(np.int64)
    count = np.clip(np.floor(bottom) + 1, first, height).astype(np.int64) - first
    index = np.repeat(np.arange(len(first)), count)
    before = np.cumsum(count) - count
    return index, np.arange(len(index)) - before[index] + first[index]


def _merged(start: Indices, end: Indices) -> Iterator[tuple[int, int]]:
    """Yield the union of the spans, apart from each other and in order."""
    order = np.argsort(start[start < end])
    start, end = start[start < end][order], end[start < end][order]
    if not len(start):
        return
    reached = np.maximum.accumulate(end)
    opens = np.flatnonzero(np.append(True, start[1:] > reached[:-1]))
    closes = np.append(opens[1:], len(start)) - 1
    yield from zip(start[opens].tolist(), reached[closes].tolist(), strict=True)


def _thinned(path: Floats, distance: float) -> Floats:
    """Return a copy of `path` without the inner points nearer than `distance` to the last kept.

    A hand held still sends hundreds of points that a wide brush would fill again and again.
    """
    kept = [path[0]]
    for point in path[1:-1]:
        if np.hypot(*(point - kept[-1])) >= distance:
            kept.append(point)
    return np.array([*kept, path[-1]] if len(path) > 1 else kept)
