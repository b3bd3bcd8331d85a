"""What a soft brush does: how much of it each pixel gets, and corrections painted with it."""

from collections.abc import Callable
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha
from mattegui.core.edit import Edit, Layer
from mattegui.core.rect import Rect
from mattegui.core.retouch import Corrections, Values, correct
from mattegui.core.stroke import Floats, Stroke, thinned

_FINE: Final = 24.0
"""Up to this radius every pixel is computed; of wider brushes so many to a radius that the same
is true, and the rest lies between them."""
_THINNING: Final = 1 / 8
_SIGMAS: Final = 4

Fields: TypeAlias = NDArray[np.float32]
Targets: TypeAlias = Callable[[Rect], Values | float]
"""Returns what is to be painted in a rect: H,W or one value, in [0, 1]."""


def softness(stroke: Stroke, hardness: float, rect: Rect) -> Fields:
    """Return how much of the brush each pixel of `rect` gets, H,W in [0, 1].

    A pixel gets the most that it gets at any place of the path: a stroke that crosses itself does
    not paint twice. From the middle to the share `hardness` of the radius that is all, from there
    to the rim it falls off as half a wave of the cosine.

    Args:
        stroke: Its label does not matter.
        hardness: In [0, 1].
        rect: Parts of a rectangle are drawn as the whole, to rounding.
    """
    return _softness(_segments(*thinned(stroke, _THINNING)), hardness, rect)


def _softness(segments: Floats, hardness: float, rect: Rect) -> Fields:
    step = max(1, int(segments[:, 4:].max() / _FINE))
    rows, columns = _lattice(rect.y0, rect.y1, step), _lattice(rect.x0, rect.x1, step)
    near = _near(segments, rows, columns)
    share = _nearest_share(near, rows, columns) if len(near) else np.ones((1, 1), np.float32)
    inner = min(hardness, 0.999)
    if share.min() >= 1 or share.max() <= inner:
        # Most blocks under a wide brush are all out of its reach or all in its middle.
        return np.full((rect.height, rect.width), share[0, 0] <= inner, np.float32)
    outer = np.clip((share - inner) / (1 - inner), 0, 1)
    field: Fields = (0.5 + 0.5 * np.cos(np.float32(np.pi) * outer)).astype(np.float32, copy=False)
    if step == 1:
        return field
    down, across = _between(rows, rect.y0, rect.y1), _between(columns, rect.x0, rect.x1)
    # Not numpy's product: its library wakes all cores for it, and waits for the busy ones.
    # Its third matrix counts nothing.
    stretched = cv2.gemm(down, field, 1, field, 0)
    spread = cv2.gemm(stretched, across, 1, field, 0, flags=cv2.GEMM_2_T)
    return spread.astype(np.float32, copy=False)


def paint_corrections(
    plane: Corrections,
    stroke: Stroke,
    brush: tuple[float, float],
    layer: Layer,
    targets: Targets,
) -> Edit:
    """Return the edit that paints on a plane of corrections with a soft brush.

    Args:
        plane: H,W,2; it is not written to.
        stroke: Where; its label does not matter.
        brush: Hardness and strength, in [0, 1].
        layer: What `plane` is.
        targets: What to paint.
    """
    hardness, strength = brush
    segments = _segments(*thinned(stroke, _THINNING))

    def change(part: Rect, values: Corrections) -> None:
        field = _softness(segments, hardness, part) * np.float32(strength)
        # Most of the blocks are touched at a corner only.
        inner = Rect.around(field > 0)
        if inner:
            painted = targets(inner.shifted(part.y0, part.x0))
            lay = correct if values.any() else _lay_first
            lay(values[inner.slices], painted, field[inner.slices])

    return Edit.of(plane, stroke.rect, change, layer)


def _lay_first(corrections: Corrections, targets: Values | float, strength: Values) -> None:
    """Paint where nothing was before: `correct` without what there is to mix."""
    level = cv2.convertScaleAbs(np.broadcast_to(np.float32(targets), strength.shape), alpha=255)
    painted = cv2.merge([level, cv2.convertScaleAbs(strength, alpha=255)])
    cv2.copyTo(painted, (strength > 0).view(np.uint8), corrections)


def smoothed(alpha: Callable[[Rect], Alpha], rect: Rect, sigma: float, whole: Rect) -> Alpha:
    """Return a part of an alpha blurred, as if the whole had been.

    Args:
        alpha: Returns a part of it.
        rect: The part.
        sigma: Of the Gaussian, in pixels.
        whole: What there is of the alpha.
    """
    around = rect.grown(int(np.ceil(_SIGMAS * sigma))) & whole
    blurred = cv2.GaussianBlur(alpha(around), (0, 0), sigma)
    inner = rect.shifted(-around.y0, -around.x0)
    return np.clip(blurred[inner.slices], 0, 1).astype(np.float32)


def _lattice(start: int, end: int, step: int) -> Floats:
    """Return the pixel centres, `step` apart, between which those of start…end - 1 lie."""
    cells = np.arange(start // step, -(-end // step) + (step > 1))
    return cells.astype(np.float64) * step + 0.5


def _nearest_share(segments: Floats, rows: Floats, columns: Floats) -> Fields:
    """Return the least distance to the path, as a share of the radius there; 1 where it is more."""
    nearest = np.ones((len(rows), len(columns)), np.float32)
    for part in segments:
        reach = float(part[4:6].max())
        (x0, x1), (y0, y1) = part[0:3:2], part[1:4:2]
        left, right = np.searchsorted(columns, (min(x0, x1) - reach, max(x0, x1) + reach))
        top, bottom = np.searchsorted(rows, (min(y0, y1) - reach, max(y0, y1) + reach))
        window = nearest[top:bottom, left:right]
        if window.size:
            np.minimum(window, _share(part, rows[top:bottom], columns[left:right]), out=window)
    return nearest


def _segments(path: Floats, radii: Floats) -> Floats:
    """Return x, y of one end and of the other, and the radii there: N,6; a point is a segment."""
    last = np.minimum(np.arange(len(path)) + 1, len(path) - 1)
    both: Floats = np.column_stack([path, path[last], radii, radii[last]])
    return both[: max(1, len(path) - 1)]


def _near(segments: Floats, rows: Floats, columns: Floats) -> Floats:
    """Return the segments that may reach into the lattice, most of a long stroke's do not."""
    reach = np.maximum(segments[:, 4], segments[:, 5])
    xs, ys = segments[:, 0:3:2], segments[:, 1:4:2]
    beside = (xs.max(axis=1) + reach < columns[0]) | (xs.min(axis=1) - reach > columns[-1])
    above = (ys.max(axis=1) + reach < rows[0]) | (ys.min(axis=1) - reach > rows[-1])
    near: Floats = segments[~(beside | above)]
    return near


def _share(segment: Floats, rows: Floats, columns: Floats) -> Fields:
    """Return the distance to one segment as a share of the radius at the nearest place of it."""
    x0, y0, x1, y1, first, last = (float(value) for value in segment)
    x = (columns - x0).astype(np.float32)
    y = (rows - y0).astype(np.float32)[:, None]
    dx, dy = x1 - x0, y1 - y0
    length = max(dx * dx + dy * dy, 1e-12)
    along = np.clip(x * np.float32(dx / length) + y * np.float32(dy / length), 0, 1)
    across_x, across_y = x - along * np.float32(dx), y - along * np.float32(dy)
    distance = np.sqrt(across_x * across_x + across_y * across_y)
    share: Fields = distance / (np.float32(first) + along * np.float32(last - first))
    return share


def _between(lattice: Floats, start: int, end: int) -> Fields:
    """Return the matrix that reads a line of `lattice` values at pixels start…end - 1, linearly."""
    step = lattice[1] - lattice[0]
    at = (np.arange(start, end) + 0.5 - lattice[0]) / step
    left = np.minimum(at.astype(np.int64), len(lattice) - 2)
    matrix = np.zeros((len(at), len(lattice)), np.float32)
    each = np.arange(len(at))
    matrix[each, left] = 1 - (at - left)
    matrix[each, left + 1] = at - left
    return matrix
