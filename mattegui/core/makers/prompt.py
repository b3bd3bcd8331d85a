"""What a user drew round a subject, and where in it the subject is to be expected.

`painted` holds what the user has said besides: there and only there a label is final.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import BACKGROUND, FOREGROUND, Image, Mask, Trimap
from mattegui.core.makers.segmentation import RegionError
from mattegui.core.makers.shapes import Point, ellipse_mask, polygon_mask
from mattegui.core.rect import Rect

_BEYOND = 0.35
"""How much of the subject is taken to lie beyond the image's edge where the region touches it."""
_FULL = 0.95
"""At most so much of a lasso is taken for the subject at first: the rest shows the background."""
_LEAST = 3
"""A region's least side, in pixels."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the user drew, clipped to the image.

    Attributes:
        box: Round it all.
        lasso: The corners of what was drawn in the box; empty for the box itself.
        painted: H,W; foreground and background where the user has said so, unknown elsewhere.
    """

    box: Rect
    lasso: tuple[Point, ...] = ()
    painted: Trimap | None = None

    def within(self, window: Rect) -> "Prompt":
        """Return this prompt as it is seen in a part of the image."""
        lasso = tuple((point[0] - window.x0, point[1] - window.y0) for point in self.lasso)
        painted = None if self.painted is None else self.painted[window.slices]
        return Prompt(self.box.relative_to(window), lasso, painted)

    def inside(self, shape: tuple[int, ...], scale: float) -> Mask:
        """Return which pixels it holds of the image scaled to `shape`."""
        mask = np.zeros(shape[:2], np.bool_)
        if self.lasso:
            rect, part = polygon_mask(
                [(x * scale, y * scale) for x, y in self.lasso], Rect.whole(shape)
            )
        else:
            rect = _scaled(self.box, scale).clipped(shape)
            part = np.ones((rect.height, rect.width), np.bool_)
        mask[rect.slices] = part
        return mask

    def settle(self, labels: NDArray[np.uint8], scale: float, front: int, back: int) -> None:
        """Write what is certain, at the size of `labels`: nothing is subject outside of the region.

        Args:
            labels: H,W of the image, scaled.
            scale: How much.
            front: The value of foreground.
            back: The value of background.
        """
        labels[~self.inside(labels.shape, scale)] = back
        if self.painted is not None:
            size = labels.shape[1], labels.shape[0]
            painted = cv2.resize(self.painted, size, interpolation=cv2.INTER_NEAREST)
            labels[painted == BACKGROUND] = back
            labels[painted == FOREGROUND] = front

    def likely(self, shape: tuple[int, ...], scale: float, share: float) -> Mask:
        """Return where the subject is expected at first."""
        if self.lasso:
            return _innermost(self.inside(shape, scale), min(share**2, _FULL))
        x0, y0, x1, y1 = _beyond(_scaled(self.box, scale), shape)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        reach_x, reach_y = (x1 - x0) / 2 * share, (y1 - y0) / 2 * share
        corners = (x - reach_x, y - reach_y), (x + reach_x, y + reach_y)
        mask = np.zeros(shape[:2], np.bool_)
        rect, part = ellipse_mask(*corners, Rect.whole(shape))
        mask[rect.slices] = part
        return mask


def _innermost(mask: Mask, share: float) -> Mask:
    """Return that share of a mask's pixels which lies deepest in it."""
    if not mask.any():
        return mask
    inward = depth(mask)
    return np.asarray(inward > np.quantile(inward[mask], 1 - share))


def _scaled(rect: Rect, scale: float) -> Rect:
    y0, x0, y1, x1 = (round(edge * scale) for edge in (rect.y0, rect.x0, rect.y1, rect.x1))
    return Rect(y0, x0, max(y1, y0 + 1), max(x1, x0 + 1))


def _beyond(box: Rect, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """Return x0, y0, x1, y1 of a box that goes on where the image's edge cuts the subject."""
    spans = []
    for low, high, end in ((box.x0, box.x1, shape[1]), (box.y0, box.y1, shape[0])):
        more = _BEYOND * (high - low)
        cut_low, cut_high = low <= 0, high >= end
        spans.append(
            (
                low - more if cut_low and not cut_high else float(low),
                high + more if cut_high and not cut_low else float(high),
            )
        )
    (x0, x1), (y0, y1) = spans
    return x0, y0, x1, y1


def checked(rect: Rect, image: Image, name: str) -> Rect:
    """Return the part of `rect` inside the image.

    Raises:
        RegionError: There is none, or too little.
    """
    clipped = rect.clipped(image.shape)
    height, width = image.shape[:2]
    if not clipped:
        raise RegionError(f"the {name} lies outside of the image, which measures {width}×{height}")
    if min(clipped.height, clipped.width) < _LEAST:
        raise RegionError(f"the {name} is too small: at least {_LEAST} pixels a side are needed")
    return clipped


def depth(mask: Mask) -> NDArray[np.float32]:
    """Return each true pixel's distance to the nearest false one; 0 where false."""
    depth: NDArray[Any] = cv2.distanceTransform(mask.view(np.uint8), cv2.DIST_L2, 5)
    return depth
