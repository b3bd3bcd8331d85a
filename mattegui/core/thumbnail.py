"""Small pictures of the work, for lists: made of few of its pixels, in a fraction of a stroke."""

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray, Colours, Trimap
from mattegui.core.compositing import over
from mattegui.core.edit import Layer
from mattegui.core.matte import Matte
from mattegui.core.overlay import tint
from mattegui.core.retouch import laid_over

SIDE = 64
"""The longest side of a thumbnail, in pixels."""
_TINT = 0.6
_GREY = 110


def thumbnail(matte: Matte, picture: Colours, layer: Layer = "trimap") -> Colours:
    """Return a picture of the work after a change of `layer`, as large as `picture`.

    The trimap is shown by its labels' colours over the image, the other layers by the cutout that
    they make.

    Args:
        matte: The work.
        picture: Its image, made `small`.
        layer: What has changed.
    """
    if layer == "trimap":
        return marked(picture, matte.trimap)
    places = _places(matte.trimap.shape, picture.shape)
    alpha = laid_over(matte.curve.applied(matte.alpha[places]), matte.retouch[places])
    amount = np.full(alpha.shape, matte.amount, np.float32)
    amount = laid_over(amount, matte.decontamination[places])
    colours = over(matte.colours.at(*places), amount, picture)
    return over(colours, alpha, np.full_like(colours, _GREY))


def marked(picture: Colours, trimap: Trimap) -> Colours:
    """Return a picture with its labels' colours.

    Args:
        picture: H,W,3.
        trimap: Of any size with the same proportions.
    """
    return tint(picture, trimap[_places(trimap.shape, picture.shape)], _TINT)


def small(image: Colours, side: int = SIDE) -> Colours:
    """Return an image scaled down so that it is at most `side` pixels long."""
    height, width = image.shape[:2]
    factor = min(1.0, side / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _places(shape: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[AnyArray, ...]:
    """Return the index of evenly spread pixels of an array, `wanted` of them down and across."""
    rows, columns = (
        (np.arange(count) * 2 + 1) * length // (2 * count)
        for length, count in zip(shape[:2], wanted[:2], strict=True)
    )
    return np.ix_(rows, columns)
