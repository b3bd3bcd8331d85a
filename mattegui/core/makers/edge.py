"""The strongest edge under a stroke, as a band of unknown."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import AnyArray, Image, Mask, as_float
from mattegui.core.makers.shapes import RectMask, limited, nothing
from mattegui.core.rect import Rect

FAINT: Final = 1.0
"""CIELAB units a pixel; what is flatter than that is noise, not an edge."""
STRONG: Final = 0.5
"""How strong an edge must be, of the strongest across the stroke there."""

_CANNY_SCALE = 100
"""Derivatives are whole numbers there; CIELAB's go up to about 100."""


def edge_band(image: Image, rect: Rect, stroke: Mask, width: int) -> RectMask:
    """Return the pixels near the strongest edge that runs under a stroke.

    Ridges of the colours' slope are found as Canny does (IEEE PAMI 1986), in the channel of CIELAB
    that changes most at each pixel. Of several under the stroke the strongest counts, and what is
    half as strong.

    Args:
        image: H,W,3.
        rect: Of the stroke; it may reach beyond the image.
        stroke: Which pixels of `rect` it covers.
        width: Of the band to each side of the edge, in pixels.

    Returns:
        The band, empty where no edge runs under the stroke; it may reach beyond the stroke by
        `width`.
    """
    kept = rect.clipped(image.shape)
    if not kept:
        return nothing()
    # Two pixels for the derivatives' filters.
    window = kept.grown(max(2, width + 1)).clipped(image.shape)
    covered = np.zeros((window.height, window.width), np.bool_)
    inner = kept.relative_to(window)
    covered[inner.slices] = stroke[kept.relative_to(rect).slices]
    ridge = _strongest(*_slope(image[window.slices]), covered)
    if not ridge.any():
        return nothing()
    distance = cv2.distanceTransform((~ridge).view(np.uint8), cv2.DIST_L2, 5)
    return limited(np.asarray(distance <= width), window)


def _slope(pixels: Image) -> tuple[AnyArray, AnyArray]:
    """Return the colours' derivatives along x and y, of the channel that changes most."""
    lab = cv2.GaussianBlur(cv2.cvtColor(as_float(pixels), cv2.COLOR_RGB2LAB), (0, 0), 1.0)
    x = cv2.Sobel(lab, cv2.CV_32F, 1, 0, scale=1 / 8, borderType=cv2.BORDER_REPLICATE)
    y = cv2.Sobel(lab, cv2.CV_32F, 0, 1, scale=1 / 8, borderType=cv2.BORDER_REPLICATE)
    most = np.argmax(np.hypot(x, y), axis=2)[..., None]
    return np.take_along_axis(x, most, 2)[..., 0], np.take_along_axis(y, most, 2)[..., 0]


def _strongest(x: AnyArray, y: AnyArray, covered: Mask) -> Mask:
    """Return the ridges of the slope in `covered` that are strong for where they are."""
    whole_x, whole_y = (_whole(slope) for slope in (x, y))
    faint = FAINT * _CANNY_SCALE
    ridges = cv2.Canny(whole_x, whole_y, faint, faint, L2gradient=True) > 0
    strength = np.where(covered, np.hypot(x, y), 0).astype(np.float32)
    # Half the stroke's width is its greatest depth: a box of that reach sees from side to side.
    padded = np.pad(covered, 1).view(np.uint8)
    reach = int(np.ceil(cv2.distanceTransform(padded, cv2.DIST_L2, 5).max()))
    rival = cv2.dilate(strength, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    return np.asarray(ridges & covered & (strength >= STRONG * rival))


def _whole(slope: AnyArray) -> NDArray[np.int16]:
    most = np.iinfo(np.int16).max
    return np.asarray(np.clip(np.rint(slope * _CANNY_SCALE), -most, most), np.int16)
