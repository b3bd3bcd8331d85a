"""How much of a soft brush each pixel gets."""

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Float64Array
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke, thinned

THINNING: Final = 1 / 8
"""How far, as a share of the radius, the path that is computed may lie from the one that is."""
_FINE: Final = 24.0
"""Up to this radius every pixel is computed; of wider brushes so many to a radius that the same
is true, and the rest lies between them."""
_FEW: Final = 1024
"""Cells of a lattice for which all segments are looked at in one go."""

Fields: TypeAlias = NDArray[np.float32]


class Softness:
    """A stroke of a soft brush, ready to be drawn in parts.

    A pixel gets the most that it gets at any place of the path: a stroke that crosses itself does
    not paint twice. From the middle to the share `hardness` of the radius that is all, from there
    to the rim it falls off as half a wave of the cosine.

    Args:
        stroke: Its label does not matter.
        hardness: In [0, 1].
    """

    def __init__(self, stroke: Stroke, hardness: float) -> None:
        self._segments = _segments(*thinned(stroke, THINNING))
        self._inner = min(hardness, 0.999)

    def field(self, rect: Rect) -> Fields:
        """Return how much each pixel of `rect` gets, H,W in [0, 1].

        Parts of a rectangle are drawn as the whole, to rounding.
        """
        segments, inner = self._segments, self._inner
        step = max(1, int(segments[:, 4:].max() / _FINE))
        rows, columns = _lattice(rect.y0, rect.y1, step), _lattice(rect.x0, rect.x1, step)
        near = _near(segments, rows, columns)
        share = _nearest_share(near, rows, columns) if len(near) else np.ones((1, 1), np.float32)
        if share.min() >= 1 or share.max() <= inner:
            # Most blocks under a wide brush are all out of its reach or all in its middle.
            return np.full((rect.height, rect.width), share[0, 0] <= inner, np.float32)
        outer = np.clip((share - inner) / (1 - inner), 0, 1)
        field: Fields = (0.5 + 0.5 * np.cos(np.float32(np.pi) * outer)).astype(
            np.float32, copy=False
        )
        if step == 1:
            return field
        size = (len(columns) * step, len(rows) * step)
        spread = cv2.resize(field, size, interpolation=cv2.INTER_LINEAR)
        corner = _first_cell(rect.y0, step) * step, _first_cell(rect.x0, step) * step
        asked = rect.shifted(-corner[0], -corner[1])
        return spread[asked.slices].astype(np.float32, copy=False)


def _first_cell(start: int, step: int) -> int:
    return start // step - (step > 1)


def _lattice(start: int, end: int, step: int) -> Float64Array:
    """Return the middles of cells of `step` pixels: those of start…end - 1, and one to each side.

    Pixels between two middles are read from both, as `cv2.resize` does.
    """
    first, last = _first_cell(start, step), (end - 1) // step + (step > 1)
    return np.arange(first, last + 1, dtype=np.float64) * step + step / 2


def _nearest_share(segments: Float64Array, rows: Float64Array, columns: Float64Array) -> Fields:
    """Return the least distance to the path, as a share of the radius there; 1 where it is more."""
    if len(rows) * len(columns) <= _FEW:
        # What little there is to compute costs less than asking for it segment by segment.
        all_nearest: Fields = _shares(segments, rows, columns).min(axis=0)
        return np.minimum(all_nearest, np.float32(1))
    nearest = np.ones((len(rows), len(columns)), np.float32)
    for part in segments:
        reach = float(part[4:6].max())
        (x0, x1), (y0, y1) = part[0:3:2], part[1:4:2]
        left, right = np.searchsorted(columns, (min(x0, x1) - reach, max(x0, x1) + reach))
        top, bottom = np.searchsorted(rows, (min(y0, y1) - reach, max(y0, y1) + reach))
        window = nearest[top:bottom, left:right]
        if window.size:
            shares = _shares(part[None], rows[top:bottom], columns[left:right])
            np.minimum(window, shares[0], out=window)
    return nearest


def _segments(path: Float64Array, radii: Float64Array) -> Float64Array:
    """Return x, y of one end and of the other, and the radii there: N,6; a point is a segment."""
    last = np.minimum(np.arange(len(path)) + 1, len(path) - 1)
    both: Float64Array = np.column_stack([path, path[last], radii, radii[last]])
    return both[: max(1, len(path) - 1)]


def _near(segments: Float64Array, rows: Float64Array, columns: Float64Array) -> Float64Array:
    """Return the segments that may reach into the lattice, most of a long stroke's do not."""
    reach = np.maximum(segments[:, 4], segments[:, 5])
    xs, ys = segments[:, 0:3:2], segments[:, 1:4:2]
    beside = (xs.max(axis=1) + reach < columns[0]) | (xs.min(axis=1) - reach > columns[-1])
    above = (ys.max(axis=1) + reach < rows[0]) | (ys.min(axis=1) - reach > rows[-1])
    near: Float64Array = segments[~(beside | above)]
    return near


def _shares(segments: Float64Array, rows: Float64Array, columns: Float64Array) -> Fields:
    """Return the distance to each segment as a share of the radius at the nearest place of it.

    Args:
        segments: N,6; see `_segments`.
        rows: H.
        columns: W.

    Returns:
        N,H,W.
    """
    x0, y0, x1, y1, first, last = segments.T[..., None, None]
    x = (columns - x0).astype(np.float32)
    y = (rows[:, None] - y0).astype(np.float32)
    dx, dy = x1 - x0, y1 - y0
    length = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip(x * np.float32(dx / length) + y * np.float32(dy / length), 0, 1)
    across_x, across_y = x - along * np.float32(dx), y - along * np.float32(dy)
    distance = np.sqrt(across_x * across_x + across_y * across_y)
    shares: Fields = distance / (np.float32(first) + along * np.float32(last - first))
    return shares
