"""The subject's own colours: what an edge pixel would show without the background behind it.

Where alpha is 1 the foreground is the image itself, to the bit.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, Image, as_float, quantise, white
from mattegui.core.rect import Rect

_WIDE, _NARROW = 90, 6
"""Box radii of the two passes, in pixels (Forte 2021)."""
REACH = 2 * (_WIDE + _NARROW)
"""How far a pixel's fast foreground looks, in pixels."""
_MARGIN = 128

_Floats = NDArray[Any]


def estimate_foreground(image: Image, alpha: Alpha) -> Image:
    """Return the foreground colours by the multilevel method (Germer et al. 2020).

    Args:
        image: H,W,3.
        alpha: H,W in [0, 1].

    Returns:
        H,W,3 of the image's dtype, defined everywhere: under alpha 0 the subject's colours go on.
    """
    # Importing pymatting compiles or loads dozens of numba functions: seconds.
    from pymatting import estimate_foreground_ml

    foreground = image.copy()
    # What will be written as opaque counts as opaque: 254.6 of 255 is 255 in a file.
    fractional = quantise(alpha, image.dtype) < white(image)
    # Solid foreground far from any edge tells nothing about the edge; skipping it saves most of
    # the time on a large image.
    rect = Rect.around(fractional).grown(_MARGIN).clipped(image.shape)
    # A lone pixel has no neighbour to take colours from.
    if rect.area < 2 or not bool((alpha > 0).any()):
        return foreground
    part = rect.slices
    colours = estimate_foreground_ml(
        as_float(image[part]).astype(np.float64), alpha[part].astype(np.float64)
    )
    estimated = quantise(colours, image.dtype)
    foreground[part] = np.where(fractional[part][..., None], estimated, image[part])
    return foreground


def fast_foreground(image: NDArray[np.uint8], alpha: Alpha) -> NDArray[np.uint8]:
    """Return foreground colours for the screen by blur fusion, two passes (Forte, ICIP 2021).

    Args:
        image: H,W,3 `uint8`.
        alpha: H,W in [0, 1].
    """
    colours = image.astype(np.float32)
    front = cv2.merge([alpha, alpha, alpha])
    foreground, background = _fuse(colours, front, colours, colours, _WIDE)
    foreground, _ = _fuse(colours, front, foreground, background, _NARROW)
    shown = cv2.convertScaleAbs(foreground)
    return np.where(front >= 1, image, shown).astype(np.uint8, copy=False)


def _fuse(
    image: _Floats, front: _Floats, foreground: _Floats, background: _Floats, radius: int
) -> tuple[_Floats, _Floats]:
    """Return F and B of one pass: equations 4 to 7 of the paper, in [0, 255]."""
    size = (2 * radius + 1, 2 * radius + 1)
    behind = 1 - front
    smooth_f = cv2.blur(foreground * front, size) / (cv2.blur(front, size) + 1e-5)
    smooth_b = cv2.blur(background * behind, size) / (cv2.blur(behind, size) + 1e-5)
    residual = image - front * smooth_f - behind * smooth_b
    return np.clip(smooth_f + front * residual, 0, 255), smooth_b
