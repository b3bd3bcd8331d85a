"""The unknown band along the edge of a segmentation, wide where the edge is hair, narrow on glass.

What is slow is measured once, as an `EdgeMap`; a trimap for another width is one comparison.

How wide the band is to be is read from the background's side of the edge: strands of hair are fine
detail there, where the background itself has little of it, because it is out of focus or simply
because it is one surface. Fine detail is what a Gaussian of one pixel takes away of the colours in
CIELAB. A pixel shows a strand if it has twice as much of that as the background has on average
further away. The edge is soft as far out as such pixels make up a twentieth of a shell along it.
An edge out of focus has no detail: its width is the step of colours across it over the greatest
slope. On nine photographs with known alpha this halves what a band of one width decides wrongly at
the same area of unknown (`docs/trimap-makers.md`), while comparing each pixel's colour with the two
sides, the more obvious thing, changed nothing and is left out.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    AnyArray,
    FloatArray,
    Image,
    Mask,
    Trimap,
    as_float,
)
from mattegui.core.makers.segmentation import MaskError, Segmentation
from mattegui.core.rect import Rect

STEPS: Final = 16
"""An onset counts sixteenths of a pixel."""
WIDEST: Final = 65535 // STEPS
"""The widest band, in pixels."""

_TYPICAL = 0.02
"""A typical width of hair's edge, of the square root of the subject's area."""
_NARROWEST = 3
_AREA = 1_000_000
"""Pixels that the edge is measured on."""
_GAINS = (0.6, 8.0)
"""How much narrower or wider than the typical width the band becomes."""
_INNER_GAIN = 3.0
_SHELLS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
"""Distances from the edge, in typical widths, between which detail is counted."""
_REACH = 12
"""How far round the subject it is measured, in typical widths."""
_DETAILED, _NOISE, _ENOUGH = 2.0, 1.0, 0.05
"""Times the background's detail; and CIELAB units more; and which share of a shell."""
_VISIBLE = 10.0
"""A step of colours, in CIELAB units, whose slope says something."""


@dataclass(frozen=True, slots=True, eq=False)
class EdgeMap:
    """The edge of a segmentation: at which width of the band each pixel becomes unknown.

    Attributes:
        mask: H,W; the subject.
        onset: H,W `uint16`, in sixteenths of a pixel.
        default_width: A width that suits the subject's size, in pixels.
    """

    mask: Mask
    onset: NDArray[np.uint16]
    default_width: int

    def trimap(self, width: float) -> Trimap:
        """Return the trimap whose band reaches `width` pixels to each side of a typical edge.

        One comparison of H,W: a few milliseconds a megapixel.

        Args:
            width: From 0, nothing unknown, to `WIDEST`.

        Raises:
            MaskError: The width is no number from 0 to `WIDEST`.
        """
        check_width(width)
        trimap = np.where(self.mask, np.uint8(FOREGROUND), np.uint8(BACKGROUND))
        trimap[self.onset < round(width * STEPS)] = UNKNOWN
        return trimap


def check_width(width: float) -> None:
    """Refuse a width of the band that means nothing.

    Raises:
        MaskError: It is no number from 0 to `WIDEST`.
    """
    if not 0 <= width <= WIDEST:
        raise MaskError(f"the band's width must be from 0 to {WIDEST} pixels, not {width:g}")


def default_width(mask: Mask) -> int:
    """Return the width of band that suits a subject of this size, in pixels."""
    return max(_NARROWEST, round(_TYPICAL * math.sqrt(np.count_nonzero(mask))))


def measure_edge(segmentation: Segmentation, image: Image | None = None) -> EdgeMap:
    """Measure the edge of a segmentation, once for all widths.

    What is in doubt is unknown at every width above 0.

    Args:
        segmentation: Of H,W.
        image: H,W,3: the band's width follows the edge. None: it is the same everywhere.

    Raises:
        MaskError: All or nothing is subject, or the image has another size.
    """
    mask = segmentation.mask
    if not mask.any():
        raise MaskError("the mask selects nothing: there is no subject to draw a band round")
    if mask.all():
        raise MaskError("the mask selects the whole image: there is no edge to draw a band along")
    if image is not None and image.shape[:2] != mask.shape:
        raise MaskError(f"the mask's shape is {mask.shape}, the image's {image.shape[:2]}")
    width = default_width(mask)
    onset = np.abs(signed_distance(mask))
    if image is not None:
        rect = Rect.around(mask).grown(_REACH * width).clipped(mask.shape)
        gain = _gain(image[rect.slices], mask[rect.slices], width)
        onset[rect.slices] /= cv2.resize(
            gain, (rect.width, rect.height), interpolation=cv2.INTER_LINEAR
        )
    onset *= STEPS
    steps = np.minimum(onset, WIDEST * STEPS, out=onset).astype(np.uint16)
    steps[segmentation.doubt] = 0
    return EdgeMap(mask, steps, width)


def signed_distance(mask: Mask) -> NDArray[np.float32]:
    """Return each pixel's distance to the edge, in pixels, negative outside of `mask`.

    The image's own border is no edge: the subject goes on behind it.
    """
    inside = cv2.distanceTransform(mask.view(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((~mask).view(np.uint8), cv2.DIST_L2, 5)
    # The edge runs between pixel centres, half a pixel from both.
    distance: NDArray[Any] = np.where(mask, inside - np.float32(0.5), np.float32(0.5) - outside)
    return distance


def _gain(image: Image, mask: Mask, width: int) -> FloatArray:
    """Return how much wider than typical the band is to be, for each pixel of a smaller image."""
    scale = min(1.0, math.sqrt(_AREA / mask.size))
    size = max(1, round(mask.shape[1] * scale)), max(1, round(mask.shape[0] * scale))
    fewer: AnyArray = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    colours = cv2.cvtColor(as_float(fewer), cv2.COLOR_RGB2LAB)
    small = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5
    distance, typical = signed_distance(small) / np.float32(width * scale), width * scale
    nearest = _Nearest(small)
    detail = _detail(colours, distance, typical)
    # Inside, fur is detailed everywhere: there the band is half of what it is outside.
    inner = np.minimum(nearest.carried(_spread(detail, 2 * typical)) / 2, _INNER_GAIN)
    soft = nearest.carried(_softness(colours, distance, typical))
    extent = np.maximum(np.where(distance < 0, detail, inner), soft)
    gain = _spread(np.clip(extent, *_GAINS), typical / 2)
    smooth: FloatArray = cv2.GaussianBlur(gain, (0, 0), max(0.5, 0.7 * typical))
    return smooth


class _Nearest:
    """Each pixel's nearest pixel on the outline of a mask."""

    def __init__(self, mask: Mask) -> None:
        inner = cv2.erode(mask.view(np.uint8), np.ones((3, 3), np.uint8))
        self._outline = mask & (inner == 0)
        _, self._labels = cv2.distanceTransformWithLabels(
            (~self._outline).view(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
        )

    def carried(self, values: FloatArray) -> FloatArray:
        """Return for each pixel the value at its nearest pixel of the outline."""
        by_label = np.zeros(int(self._labels.max()) + 1, np.float32)
        by_label[self._labels[self._outline]] = values[self._outline]
        return np.asarray(np.take(by_label, self._labels), np.float32)


def _detail(colours: FloatArray, distance: FloatArray, typical: float) -> FloatArray:
    """Return how far out fine detail goes near each pixel, in typical widths."""
    fine = _length(colours - cv2.GaussianBlur(colours, (0, 0), 1.0))
    fine = cv2.GaussianBlur(fine, (0, 0), 1.0)
    usual, _ = _mean(fine, distance < -2, 4 * typical)
    strands = (fine > _DETAILED * usual + _NOISE).astype(np.float32)
    extent = np.zeros_like(fine)
    for near, far in pairwise(_SHELLS):
        share, _ = _mean(strands, (distance < -near) & (distance >= -far), 1.5 * typical)
        extent[share > _ENOUGH] = far
    return extent


def _softness(colours: FloatArray, distance: FloatArray, typical: float) -> FloatArray:
    """Return the half width of a blurred edge, in typical widths, at each of its pixels.

    A step blurred by a Gaussian of σ has its greatest slope, step / (σ√2π), in the middle, and is
    all but over 2σ from there, which is 0.8 times step / slope.
    """
    front, fronts = _mean(colours, distance > 2, 4 * typical)
    back, backs = _mean(colours, distance < -2, 4 * typical)
    step = _length(front - back)
    smooth = cv2.GaussianBlur(colours, (0, 0), 1.0)
    slope = np.hypot(
        _length(cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)),
        _length(cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)),
    )
    steepest = _spread(np.where(np.abs(distance) < 1.5, slope, 0), typical)
    half = 0.8 * step / np.maximum(steepest, 0.05) / typical
    known = (fronts > 0) & (backs > 0) & (step > _VISIBLE)
    # Texture along a sharp edge looks like a wide step; only what is wider than typical is soft.
    return np.where(known & (half > 1), half, 0).astype(np.float32)


def _mean(values: FloatArray, where: Mask, radius: float) -> tuple[FloatArray, FloatArray]:
    """Return the mean of the pixels that count within a box round each, and their share of it."""
    size = (2 * round(radius) + 1, 2 * round(radius) + 1)
    weight = where.astype(np.float32)
    share = cv2.blur(weight, size)
    weighted = values * (weight[..., None] if values.ndim == 3 else weight)
    # A box's running sum leaves a trace of rounding where it is 0 in truth.
    share[share < 1e-6] = 0
    divisor = np.maximum(share, 1e-6)
    mean = cv2.blur(weighted, size) / (divisor[..., None] if values.ndim == 3 else divisor)
    return mean, share


def _spread(values: FloatArray, radius: float) -> FloatArray:
    """Return the greatest value within a box round each pixel."""
    side = 2 * int(radius) + 1
    greatest: FloatArray = cv2.dilate(values.astype(np.float32), np.ones((side, side), np.uint8))
    return greatest


def _length(vectors: FloatArray) -> FloatArray:
    length: FloatArray = np.sqrt(np.square(vectors).sum(axis=2))
    return length
