"""The array contract: what an image, a trimap and an alpha are, checked at the door.

The checks are called where arrays come in (reading files, estimators) and nowhere else, so that
everything behind the door may rely on them.
"""

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

BACKGROUND = 0
UNKNOWN = 128
FOREGROUND = 255

AnyArray: TypeAlias = NDArray[Any]
Float32Array: TypeAlias = NDArray[np.float32]
Float64Array: TypeAlias = NDArray[np.float64]
FloatArray: TypeAlias = NDArray[Any]
"""Of either: what OpenCV returns has no closer type."""
Image: TypeAlias = NDArray[np.unsignedinteger[Any]]
"""H,W,3 `uint8` or `uint16` as read, RGB, never written to."""
Colours: TypeAlias = NDArray[np.uint8]
"""H,W,3 RGB, as a screen shows them."""
Trimap: TypeAlias = NDArray[np.uint8]
"""H,W with 0 background, 128 unknown, 255 foreground."""
Alpha: TypeAlias = NDArray[np.float32]
"""H,W in [0, 1]."""
Mask: TypeAlias = NDArray[np.bool_]
"""H,W."""


def check_image(image: AnyArray) -> Image:
    """Return `image` if it is one: H,W,3 `uint8` or `uint16`, at least one pixel.

    Raises:
        ValueError: It has another shape or dtype.
    """
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(f"an image is an array of shape (height, width, 3), not {image.shape}")
    if image.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"an image holds uint8 or uint16 values, not {image.dtype}")
    if image.size == 0:
        raise ValueError(f"the image has no pixels: its shape is {image.shape}")
    return image


def check_trimap(trimap: AnyArray, shape: tuple[int, ...]) -> Trimap:
    """Return `trimap` with its values snapped to 0, 128 and 255.

    Any value from 1 to 254 reads as unknown: soft edges and greys of 127 are common in files
    made elsewhere.

    Args:
        trimap: H,W `uint8`.
        shape: What the image measures, (height, width, …).

    Raises:
        ValueError: It has another shape or dtype.
    """
    if trimap.ndim != 2:
        raise ValueError(f"a trimap is an array of shape (height, width), not {trimap.shape}")
    if trimap.dtype != np.uint8:
        raise ValueError(f"a trimap holds uint8 values, not {trimap.dtype}")
    if trimap.shape != tuple(shape[:2]):
        raise ValueError(
            f"the trimap measures {trimap.shape[1]}×{trimap.shape[0]} pixels, "
            f"the image {shape[1]}×{shape[0]}; they must be the same"
        )
    return snap_trimap(trimap)


def snap_trimap(trimap: Trimap) -> Trimap:
    """Return a copy of `trimap` in which every value from 1 to 254 is `UNKNOWN`."""
    return np.take(_SNAP, trimap)


def check_alpha(alpha: AnyArray, shape: tuple[int, ...]) -> Alpha:
    """Return `alpha` if it is one: H,W `float32`, finite, in [0, 1].

    Raises:
        ValueError: It has another shape, dtype or range.
    """
    if alpha.shape != tuple(shape[:2]):
        raise ValueError(f"the alpha's shape is {alpha.shape}, the image's {tuple(shape[:2])}")
    if alpha.dtype != np.float32:
        raise ValueError(f"an alpha holds float32 values, not {alpha.dtype}")
    # A comparison with NaN is false, so this catches NaN as well.
    if not bool(np.all((alpha >= 0) & (alpha <= 1))):
        raise ValueError("an alpha holds finite values from 0 to 1, this one others too")
    return alpha


def known_alpha(trimap: Trimap) -> Alpha:
    """Return the alpha that the trimap alone gives: 0, 0.5 where unknown, 1."""
    if not trimap.size:
        return np.empty(trimap.shape, np.float32)
    # An eighth of the time of _KNOWN[trimap].
    return cv2.LUT(trimap, _KNOWN).astype(np.float32, copy=False)


def merge_known(alpha: Alpha, trimap: Trimap) -> Alpha:
    """Return `alpha` clipped to [0, 1] and exactly 0 or 1 where the trimap is known."""
    merged = np.where(trimap == UNKNOWN, np.clip(alpha, 0.0, 1.0), _KNOWN[trimap])
    return merged.astype(np.float32, copy=False)


def white(image: AnyArray) -> int:
    """Return the value that means full brightness in `image`: 255 or 65535."""
    return int(np.iinfo(image.dtype).max)


def as_float(image: Image) -> NDArray[np.float32]:
    """Return `image` as `float32` in [0, 1]."""
    return image.astype(np.float32) / np.float32(white(image))


def eight_bit(image: AnyArray) -> Colours:
    """Return `image` with 8 bits, rounded; itself if it has 8 already."""
    if image.dtype == np.uint8:
        return image
    # 65535 / 255 = 257 exactly.
    narrowed: Colours = ((image.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return narrowed


def quantise(values: NDArray[np.floating[Any]], dtype: np.dtype[Any]) -> AnyArray:
    """Return values in [0, 1] as integers of `dtype`, clipped and rounded to nearest.

    Truncating instead would darken every fractional pixel by half a step on average.
    """
    top = np.float32(np.iinfo(dtype).max)
    quantised: AnyArray = np.rint(np.clip(values, 0.0, 1.0) * top).astype(dtype)
    return quantised


_SNAP = np.full(256, UNKNOWN, np.uint8)
_SNAP[BACKGROUND], _SNAP[FOREGROUND] = BACKGROUND, FOREGROUND
_SNAP.flags.writeable = False
_KNOWN = np.full(256, 0.5, np.float32)
_KNOWN[BACKGROUND], _KNOWN[FOREGROUND] = 0.0, 1.0
_KNOWN.flags.writeable = False
