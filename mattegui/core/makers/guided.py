"""A soft mask made to follow the edges of its image, at full size and near the edge only."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import FloatArray, Image, as_float
from mattegui.core.cancelling import Cancelled, never, stop_if
from mattegui.core.rect import Rect

TILE: Final = 512
SMOOTHNESS: Final = 1e-3
"""Variance of colours, in [0, 1], below which there is no edge (ε of the paper)."""


def snap_to_edges(
    image: Image, soft: NDArray[np.float32], radius: int, cancelled: Cancelled = never
) -> NDArray[np.float32]:
    """Return `soft` after the guided filter (He, Sun and Tang, ECCV 2010) wherever it is soft.

    Args:
        image: H,W,3.
        soft: H,W in [0, 1], 0 and 1 away from the edge.
        radius: Of the filter's box, in pixels; the edge is looked for within twice that.
        cancelled: Asked for each tile of 512 pixels that an edge runs through.

    Raises:
        CancelledError: `cancelled` said so.
    """
    snapped = soft.copy()
    for tile in Rect.whole(soft.shape).split(TILE):
        window = tile.grown(2 * radius).clipped(soft.shape)
        part = soft[window.slices]
        if float(part.min()) == float(part.max()):
            continue
        stop_if(cancelled)
        inner = tile.relative_to(window).slices
        filtered = _filtered(as_float(image[window.slices]), part, radius)
        snapped[tile.slices] = filtered[inner]
    return snapped


def _filtered(guide: FloatArray, soft: FloatArray, radius: int) -> FloatArray:
    """Return the filter's output, equations 14 to 16 of the paper for three channels."""
    size = (2 * radius + 1, 2 * radius + 1)
    mean_guide, mean_soft = cv2.blur(guide, size), cv2.blur(soft, size)
    covariance = cv2.blur(guide * soft[..., None], size) - mean_guide * mean_soft[..., None]
    slope = _solved(_spread(guide, mean_guide, size), covariance)
    offset = mean_soft - (slope * mean_guide).sum(axis=2)
    fitted: FloatArray = (cv2.blur(slope, size) * guide).sum(axis=2) + cv2.blur(offset, size)
    return fitted


def _spread(guide: FloatArray, mean: FloatArray, size: tuple[int, int]) -> list[FloatArray]:
    """Return the three rows of each pixel's 3×3 covariance of colours, each H,W,3."""
    rows = []
    for channel in range(3):
        product = cv2.blur(guide * guide[..., channel, None], size)
        row = product - mean * mean[..., channel, None]
        row[..., channel] += SMOOTHNESS
        rows.append(row)
    return rows


def _solved(rows: list[FloatArray], right: FloatArray) -> FloatArray:
    """Return the solution of each pixel's symmetric 3×3 system (Cramer's rule)."""
    minors = [_crossed(rows[1], rows[2]), _crossed(rows[2], rows[0]), _crossed(rows[0], rows[1])]
    determinant = (rows[0] * minors[0]).sum(axis=2, keepdims=True)
    weighted = [minor * right[..., index, None] for index, minor in enumerate(minors)]
    solution: FloatArray = (weighted[0] + weighted[1] + weighted[2]) / determinant
    return solution


def _crossed(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return a × b; a tenth of the time of numpy's own."""
    crossed = np.empty_like(a)
    for first, second, third in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
        crossed[..., first] = a[..., second] * b[..., third] - a[..., third] * b[..., second]
    return crossed
