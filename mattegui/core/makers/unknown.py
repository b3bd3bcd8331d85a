"""Changes of the unknown band of a trimap that is there already.

Each returns a new trimap of the same shape; `core.trimap.replace` makes the edit of it, and
`core.locks.spared` takes what is locked out of that. Distances are Euclidean, from pixel to pixel.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Mask, Trimap
from mattegui.core.rect import Rect


def grow_unknown(trimap: Trimap, pixels: int) -> Trimap:
    """Return the trimap whose unknown reaches `pixels` further to all sides."""
    return _changed_near(trimap, trimap == UNKNOWN, pixels, partial(_grown, pixels))


def shrink_unknown(trimap: Trimap, pixels: int) -> Trimap:
    """Return the trimap whose unknown lost its outermost `pixels` to the label that is nearest.

    Unknown that touches nothing known stays.
    """
    return _changed_near(trimap, trimap == UNKNOWN, pixels, partial(_shrunk, pixels))


def smooth_unknown(trimap: Trimap, pixels: int) -> Trimap:
    """Return the trimap whose borders run smoothly, without teeth or specks of less than `pixels`.

    A straight band keeps its place and its width, however thin.
    """
    borders = _borders(trimap)
    return _changed_near(trimap, borders, 3 * pixels, partial(_smoothed, pixels))


def edge_unknown(trimap: Trimap, pixels: int) -> Trimap:
    """Return the trimap that is unknown within `pixels` of the borders between the two others.

    Args:
        trimap: H,W.
        pixels: To each side, at least 1.
    """
    edges = _touching(trimap == FOREGROUND, trimap == BACKGROUND)
    changed = trimap.copy()
    rect = Rect.around(edges).grown(pixels).clipped(trimap.shape)
    if rect:
        changed[rect.slices][_distance(edges[rect.slices]) < pixels] = UNKNOWN
    return changed


def invert(trimap: Trimap) -> Trimap:
    """Return the trimap with foreground and background exchanged."""
    return np.take(_INVERTED, trimap)


def clear(trimap: Trimap) -> Trimap:
    """Return the trimap that is background everywhere."""
    return np.full_like(trimap, BACKGROUND)


def _changed_near(
    trimap: Trimap, where: Mask, reach: int, change: Callable[[Trimap], Trimap]
) -> Trimap:
    """Return the trimap changed in the rectangle within `reach` of the true pixels of `where`."""
    changed = trimap.copy()
    # One more, so that what lies just beyond the reach is seen to be there.
    rect = Rect.around(where).grown(reach + 1).clipped(trimap.shape)
    if rect and reach > 0:
        changed[rect.slices] = change(np.ascontiguousarray(trimap[rect.slices]))
    return changed


def _grown(pixels: int, part: Trimap) -> Trimap:
    grown = part.copy()
    grown[_distance(part == UNKNOWN) <= pixels] = UNKNOWN
    return grown


def _shrunk(pixels: int, part: Trimap) -> Trimap:
    to_front, to_back = _distance(part == FOREGROUND), _distance(part == BACKGROUND)
    nearest = np.where(to_front < to_back, np.uint8(FOREGROUND), np.uint8(BACKGROUND))
    return np.where(np.minimum(to_front, to_back) <= pixels, nearest, part)


def _smoothed(pixels: int, part: Trimap) -> Trimap:
    """Return each known label where more than half of its neighbourhood has it, else unknown."""
    smooth = np.full_like(part, UNKNOWN)
    for label in (FOREGROUND, BACKGROUND):
        solid = (part == label).astype(np.float32)
        blurred = cv2.GaussianBlur(solid, (0, 0), pixels / 2, borderType=cv2.BORDER_REPLICATE)
        smooth[blurred > 0.5] = label
    return smooth


def _distance(where: Mask) -> NDArray[np.float32]:
    """Return each pixel's distance to the nearest true one; infinite where there is none."""
    if not where.any():
        return np.full(where.shape, np.inf, np.float32)
    distance: NDArray[Any] = cv2.distanceTransform((~where).view(np.uint8), cv2.DIST_L2, 5)
    return distance


def _borders(trimap: Trimap) -> Mask:
    """Return the pixels beside another label."""
    kernel = np.ones((3, 3), np.uint8)
    return np.asarray(cv2.dilate(trimap, kernel) != cv2.erode(trimap, kernel))


def _touching(one: Mask, other: Mask) -> Mask:
    """Return the pixels of either that lie beside the other."""
    kernel = np.ones((3, 3), np.uint8)
    near_one, near_other = (cv2.dilate(mask.view(np.uint8), kernel) > 0 for mask in (one, other))
    return np.asarray((one & near_other) | (other & near_one))


_INVERTED = np.arange(256, dtype=np.uint8)
_INVERTED[[BACKGROUND, FOREGROUND]] = FOREGROUND, BACKGROUND
_INVERTED.flags.writeable = False
