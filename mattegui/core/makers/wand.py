"""Regions found from one point: what has its label, and what has its colour."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import AnyArray, Image, Mask, Trimap, as_float
from mattegui.core.cancelling import Cancelled, never, stop_if
from mattegui.core.makers.segmentation import RegionError
from mattegui.core.makers.shapes import RectMask, limited
from mattegui.core.rect import Rect

STRIP: Final = 1024
"""Rows whose colours are compared at a time: CIELAB takes twelve bytes a pixel."""

Seed = tuple[int, int]
"""(x, y) of a pixel."""


def flood(trimap: Trimap, seed: Seed) -> RectMask:
    """Return what is connected with a pixel by pixels of the same label, sideways or up and down.

    Args:
        trimap: H,W.
        seed: Where it starts.

    Raises:
        RegionError: The seed is not on the image.
    """
    x, y = _checked(seed, trimap)
    return _connected(np.asarray(trimap == trimap[y, x]), (x, y))


def similar(
    image: Image,
    seed: Seed,
    tolerance: float,
    *,
    contiguous: bool = True,
    cancelled: Cancelled = never,
) -> RectMask:
    """Return the pixels whose colour differs from a pixel's by at most `tolerance`.

    The difference is ΔE of CIE 1976, the distance in CIELAB: 2 is just visible, 10 is another shade
    of the same colour, 100 lies between black and white. The reference is the median of the 3×3
    pixels round the seed, which noise moves little.

    Args:
        image: H,W,3.
        seed: Where it starts.
        tolerance: ΔE, at least 0.
        contiguous: Only what is connected with the seed, sideways or up and down.
        cancelled: Asked for each strip of the image.

    Raises:
        RegionError: The seed is not on the image.
        CancelledError: `cancelled` said so.
    """
    x, y = _checked(seed, image)
    around = Rect(y, x, y + 1, x + 1).grown(1).clipped(image.shape)
    reference = np.median(_lab(image[around.slices]).reshape(-1, 3), axis=0).astype(np.float32)
    alike = np.empty(image.shape[:2], np.bool_)
    for top in range(0, len(image), STRIP):
        stop_if(cancelled)
        apart = _lab(image[top : top + STRIP]) - reference
        alike[top : top + STRIP] = np.einsum("yxc,yxc->yx", apart, apart) <= tolerance**2
    # What was pointed at is meant, even if it is a speck in its surroundings.
    alike[y, x] = True
    return _connected(alike, (x, y)) if contiguous else limited(alike, Rect.whole(image.shape))


def _connected(mask: Mask, seed: Seed) -> RectMask:
    """Return the 4-connected part of `mask` that holds the seed."""
    height, width = mask.shape
    # OpenCV wants a border of one pixel that stops the flood.
    filled = np.ones((height + 2, width + 2), np.uint8)
    filled[1:-1, 1:-1] = ~mask
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | (2 << 8)
    # The values are the same everywhere: only the mask stops it.
    cv2.floodFill(np.zeros((height, width), np.uint8), filled, seed, 0, 0, 0, flags)
    return limited(filled[1:-1, 1:-1] == 2, Rect.whole(mask.shape))


def _lab(pixels: Image) -> NDArray[np.float32]:
    lab: AnyArray = cv2.cvtColor(as_float(pixels), cv2.COLOR_RGB2LAB)
    return lab


def _checked(seed: Seed, array: NDArray[Any]) -> Seed:
    x, y = seed
    height, width = array.shape[:2]
    if not (0 <= x < width and 0 <= y < height):
        raise RegionError(
            f"the point ({x}, {y}) is not on the image, which measures {width}×{height}"
        )
    return seed
