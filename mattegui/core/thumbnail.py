"""Small pictures of the work, for lists: they cost no more than the coarsest levels they use."""

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray, Trimap
from mattegui.core.compositing import Colours, over, tint
from mattegui.core.edit import Layer
from mattegui.core.pyramid import Layers
from mattegui.core.rect import Rect

SIDE = 64
"""The longest side of a thumbnail, in pixels."""
TINT = 0.6
_GREY = (110, 110, 110)


def thumbnail(layers: Layers, layer: Layer = "trimap", side: int = SIDE) -> Colours:
    """Return a picture of the work after a change of `layer`, at most `side` pixels long.

    The trimap is shown by its labels' colours over the image, the other layers by the cutout that
    they make.
    """
    level = layers.depth - 1
    image = layers.image.levels[level]
    if layer == "trimap":
        return marked(image, layers.trimap.levels[level], side)
    rect = Rect.whole(image.shape)
    alpha = small(layers.alpha_in(level, rect), side)
    colours = small(layers.colours_in(level, rect), side)
    return over(colours, alpha, np.full_like(colours, _GREY))


def marked(image: Colours, trimap: Trimap, side: int = SIDE) -> Colours:
    """Return an image with its labels' colours, at most `side` pixels long.

    Args:
        image: H,W,3 of any size.
        trimap: H,W of any size with the same proportions.
        side: In pixels.
    """
    shown = small(image, side)
    size = (shown.shape[1], shown.shape[0])
    # Labels have no mean.
    labels = cv2.resize(trimap, size, interpolation=cv2.INTER_NEAREST).astype(np.uint8, copy=False)
    return tint(shown, labels, TINT)


def small(array: AnyArray, side: int) -> AnyArray:
    """Return an array of pixels scaled down so that it is at most `side` long."""
    height, width = array.shape[:2]
    factor = min(1.0, side / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return cv2.resize(array, size, interpolation=cv2.INTER_AREA)
