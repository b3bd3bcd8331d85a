"""A brush stroke: what it is and which pixels it covers."""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Float64Array, Mask
from mattegui.core.rect import Rect

Indices: TypeAlias = NDArray[np.int64]
Spans: TypeAlias = tuple[Indices, Float64Array, Float64Array]
"""Rows, and the least and greatest x that is covered of each; nothing where the first is larger."""
Runs: TypeAlias = tuple[Indices, Indices, Indices]
"""Rows, and the first pixel and the one after the last of each run; in order, and apart."""

_ONE_PIXEL = 0.7072
"""No click between pixel centres misses all of them with half a pixel's diagonal."""
_FLAT = 1e-12
_LENGTH_BITS = 24
"""No image is wider than so many bits can tell."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A path drawn with a round brush.

    Attributes:
        label: `BACKGROUND`, `UNKNOWN` or `FOREGROUND`.
        radius: In image pixels, at least 0.5; the largest where `radii` are given.
        points: (x, y) in image pixels, pixel (0, 0) reaching from 0 to 1; one or more.
        radii: The brush's radius at each of `points`, at most `radius`; empty if it never changes.
            Between two points the brush grows or shrinks evenly.
    """

    label: int
    radius: float
    points: tuple[tuple[float, float], ...]
    radii: tuple[float, ...] = ()

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


def covered(stroke: Stroke, rect: Rect) -> Runs:
    """Return the pixels of `rect` that `stroke` covers: those whose centre lies under the brush.

    Edges are hard: a trimap has labels, and there is nothing between two labels. The parts of a
    rectangle are drawn exactly as the whole.

    Args:
        stroke: In image pixels.
        rect: Rows and columns of the result are counted from its corner.
    """
    path, radii = thinned(stroke, 1 / 16)
    path = path - (rect.x0 + 0.5, rect.y0 + 0.5)
    discs, bands = _discs(path, radii, rect.height), _bands(path, radii, rect.height)
    row, low, high = (np.concatenate(pair) for pair in zip(discs, bands, strict=True))
    start = np.clip(np.ceil(low), 0, rect.width).astype(np.int64)
    end = np.clip(np.floor(high) + 1, 0, rect.width).astype(np.int64)
    return _merged(row, start, end, rect.width)


def rasterise(stroke: Stroke, rect: Rect) -> Mask:
    """Return the pixels of `rect` that `stroke` covers, as a mask; see `covered`."""
    rows, starts, ends = covered(stroke, rect)
    return draw_runs((rect.height, rect.width), rows, starts, ends)


def draw_runs(shape: tuple[int, int], rows: Indices, starts: Indices, ends: Indices) -> Mask:
    """Return the mask of `shape`, height and width, in which the runs are true."""
    height, width = shape
    mask = np.zeros(height * width, np.bool_)
    offsets = rows * width
    firsts, lasts = (offsets + starts).tolist(), (offsets + ends).tolist()
    for first, last in zip(firsts, lasts, strict=True):
        mask[first:last] = True
    return mask.reshape(height, width)


def thinned(stroke: Stroke, share: float) -> tuple[Float64Array, Float64Array]:
    """Return points and radii of the stroke without those that hardly differ from the last kept.

    A hand held still sends hundreds of points that a wide brush would fill again and again. The
    first and the last are always kept.

    Args:
        stroke: With one point or more.
        share: Of the radius: what counts as a difference, of the place or of the radius.
    """
    path = np.asarray(stroke.points, np.float64)
    radii = np.maximum(stroke.radii or (stroke.radius,) * len(path), _ONE_PIXEL)
    kept = [0]
    sizes: list[float] = radii.tolist()
    for index in range(1, len(path) - 1):
        radius, last = sizes[index], kept[-1]
        far = math.dist(stroke.points[index], stroke.points[last]) >= radius * share
        if far or abs(radius - sizes[last]) >= radius * share:
            kept.append(index)
    if len(path) > 1:
        kept.append(len(path) - 1)
    return path[kept], radii[kept]


def tangent_quad(
    one: tuple[float, float], first: float, other: tuple[float, float], last: float
) -> list[tuple[float, float]]:
    """Return the corners between the outer tangents of two discs; none if one holds the other.

    Args:
        one: (x, y), the middle of a disc.
        first: Its radius.
        other: The middle of the other.
        last: Its radius.
    """
    step_x, step_y = other[0] - one[0], other[1] - one[1]
    length = math.hypot(step_x, step_y)
    if length <= abs(first - last):
        return []
    u, v, sine = step_x / length, step_y / length, (first - last) / length
    cosine = math.sqrt(1 - sine**2)
    corners = []
    for (x, y), radius, side in (
        (one, first, 1),
        (one, first, -1),
        (other, last, -1),
        (other, last, 1),
    ):
        normal_x, normal_y = sine * u - side * cosine * v, sine * v + side * cosine * u
        corners.append((x + radius * normal_x, y + radius * normal_y))
    return corners


def _discs(path: Float64Array, radii: Float64Array, height: int) -> Spans:
    """Return what a disc around each point covers of each row."""
    x, y = path.T
    index, row = _rows(y - radii, y + radii, height)
    reach = np.sqrt(np.maximum(radii[index] ** 2 - (row - y[index]) ** 2, 0))
    return row, x[index] - reach, x[index] + reach


def _bands(path: Float64Array, radii: Float64Array, height: int) -> Spans:
    """Return what lies between the two outer tangents of each pair of discs, of each row.

    With the discs themselves that is all that a brush covers which grows evenly on its way. A disc
    that lies inside the other has no tangents, and adds nothing.
    """
    step = np.diff(path, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    apart = length > np.abs(np.diff(radii))
    start, step, length = path[:-1][apart], step[apart], length[apart]
    first, last = radii[:-1][apart], radii[1:][apart]
    along = step / length[:, None]
    sine = (first - last) / length
    cosine = np.sqrt(1 - sine**2)
    ends = start[:, 1], start[:, 1] + step[:, 1]
    index, row = _rows(
        np.minimum(ends[0] - first, ends[1] - last),
        np.maximum(ends[0] + first, ends[1] + last),
        height,
    )
    (x, y), (u, v) = start[index].T, along[index].T
    sine, cosine, first, last = sine[index], cosine[index], first[index], last[index]
    down = row - y
    # Between the chords that join the points of tangency of either disc, and inside both tangents.
    low, high = _solved(u, down * v, first * sine, length[index] + last * sine)
    for side in (1, -1):
        normal_x, normal_y = sine * u - side * cosine * v, sine * v + side * cosine * u
        inside = _solved(normal_x, down * normal_y, np.full_like(first, -np.inf), first)
        low, high = np.maximum(low, inside[0]), np.minimum(high, inside[1])
    return row, x + low, x + high


def _solved(
    slope: Float64Array, offset: Float64Array, lowest: Float64Array, highest: Float64Array
) -> tuple[Float64Array, Float64Array]:
    """Return the least and the greatest x with lowest ≤ slope·x + offset ≤ highest."""
    # A slope of 0 leaves all x or none: a tiny one puts both ends far away, to both sides or one.
    slope = np.where(np.abs(slope) < _FLAT, _FLAT, slope)
    one, other = (lowest - offset) / slope, (highest - offset) / slope
    return np.minimum(one, other), np.maximum(one, other)


def _rows(top: Float64Array, bottom: Float64Array, height: int) -> tuple[Indices, Indices]:
    """Return (index of the shape, row) for every row from each shape's top to its bottom."""
    first = np.clip(np.ceil(top), 0, height).astype(np.int64)
    count = np.clip(np.floor(bottom) + 1, first, height).astype(np.int64) - first
    index = np.repeat(np.arange(len(first)), count)
    before = np.cumsum(count) - count
    return index, np.arange(len(index)) - before[index] + first[index]


def _merged(row: Indices, start: Indices, end: Indices, width: int) -> Runs:
    """Return the union of spans of rows that are `width` pixels wide."""
    seen = start < end
    # With a pixel more than there is, the last run of a row and the next row's first stay apart.
    place = row[seen] * (width + 1) + start[seen]
    # Sorting numbers takes a fraction of sorting an index of them.
    packed = np.sort(place << _LENGTH_BITS | (end - start)[seen])
    begin = packed >> _LENGTH_BITS
    reached = np.maximum.accumulate(begin + (packed & ((1 << _LENGTH_BITS) - 1)))
    opens = np.flatnonzero(np.append(begin[:1] >= 0, begin[1:] > reached[:-1]))
    closes = np.append(opens[1:], len(begin))[: len(opens)] - 1
    rows = begin[opens] // (width + 1)
    corner = rows * (width + 1)
    return rows, begin[opens] - corner, reached[closes] - corner
