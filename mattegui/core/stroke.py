"""A brush stroke: what it is and which pixels it covers."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect

Floats = NDArray[np.float64]

_SHIFT = 4  # OpenCV draws at 1/16 pixel


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

    Edges are hard: a trimap has labels, and there is nothing between two labels.
    """
    mask = np.zeros((rect.height, rect.width), np.uint8)
    # OpenCV fills every pixel that a shape's border touches, hence half a pixel less; and its
    # pixel centres lie at integers, ours at halves.
    reach = max(0.0, stroke.radius - 0.5)
    path = _thinned(np.asarray(stroke.points, np.float64), stroke.radius / 16)
    path -= (rect.x0 + 0.5, rect.y0 + 0.5)
    for corners in _fixed(_bands(path, reach)):
        cv2.fillConvexPoly(mask, corners, 1, cv2.LINE_8, _SHIFT)
    for x, y in _fixed(path).tolist():
        cv2.circle(mask, (x, y), round(reach * (1 << _SHIFT)), 1, cv2.FILLED, cv2.LINE_8, _SHIFT)
    return mask.astype(np.bool_)


def _bands(path: Floats, reach: float) -> Floats:
    """Return the corners, N,4,2, of the rectangle of half width `reach` along each segment."""
    step = np.diff(path, axis=0)
    length = np.hypot(step[:, 0], step[:, 1])
    start, end, step = path[:-1][length > 0], path[1:][length > 0], step[length > 0]
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) * (reach / length[length > 0, None])
    return np.stack([start + normal, end + normal, end - normal, start - normal], axis=1)


def _thinned(path: Floats, distance: float) -> Floats:
    """Return a copy of `path` without the inner points nearer than `distance` to the last kept.

    A hand held still sends hundreds of points that a wide brush would fill again and again.
    """
    kept = [path[0]]
    for point in path[1:-1]:
        if np.hypot(*(point - kept[-1])) >= distance:
            kept.append(point)
    return np.array([*kept, path[-1]] if len(path) > 1 else kept)


def _fixed(values: Floats) -> NDArray[np.int32]:
    return np.rint(values * (1 << _SHIFT)).astype(np.int32)
