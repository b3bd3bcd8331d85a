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

_FINE: Final = 32.0
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
    path, radii = thinned(stroke, _THINNING)
    step = max(1, int(radii.max() / _FINE))
    rows, columns = _lattice(rect.y0, rect.y1, step), _lattice(rect.x0, rect.x1, step)
    share = _nearest_share(path, radii, rows, columns)
    inner = min(hardness, 0.999)
    outer = np.clip((share - inner) / (1 - inner), 0, 1)
    field = (0.5 + 0.5 * np.cos(np.pi * outer)).astype(np.float32)
    if step == 1:
        return field
    down, across = _between(rows, rect.y0, rect.y1), _between(columns, rect.x0, rect.x1)
    spread: Fields = (down @ field @ across.T).astype(np.float32, copy=False)
    return spread


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

    def change(part: Rect, values: Corrections) -> None:
        field = softness(stroke, hardness, part) * np.float32(strength)
        if field.any():
            correct(values, targets(part), field)

    return Edit.of(plane, stroke.rect, change, layer)


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


def _nearest_share(path: Floats, radii: Floats, rows: Floats, columns: Floats) -> Floats:
    """Return the least distance to the path, as a share of the radius there; 1 where it is more."""
    nearest = np.ones((len(rows), len(columns)))
    ends = np.minimum(np.arange(len(path)) + 1, len(path) - 1)
    for one, other in list(enumerate(ends))[: max(1, len(path) - 1)]:
        reach = max(radii[one], radii[other])
        low = np.minimum(path[one], path[other]) - reach
        high = np.maximum(path[one], path[other]) + reach
        x0, x1 = np.searchsorted(columns, (low[0], high[0]))
        y0, y1 = np.searchsorted(rows, (low[1], high[1]))
        if x0 == x1 or y0 == y1:
            continue
        x, y = columns[x0:x1] - path[one][0], rows[y0:y1, None] - path[one][1]
        dx, dy = path[other] - path[one]
        along = np.clip((x * dx + y * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
        distance = np.hypot(x - along * dx, y - along * dy)
        share = distance / (radii[one] + along * (radii[other] - radii[one]))
        np.minimum(nearest[y0:y1, x0:x1], share, out=nearest[y0:y1, x0:x1])
    return nearest


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
