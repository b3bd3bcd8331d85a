"""Array types of the generators, and OpenCV calls that keep them."""

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


def floats(values: object) -> Floats:
    """Convert to a `float32` array."""
    return np.asarray(values, dtype=np.float32)


def resize(array: Floats, size: tuple[int, int], interpolation: int) -> Floats:
    """Resize to (height, width) with one of OpenCV's interpolations."""
    return floats(cv2.resize(array, (size[1], size[0]), interpolation=interpolation))


def erode(mask: Bytes, side: int) -> Bytes:
    """Shrink a mask with a square of `side` pixels."""
    return np.asarray(cv2.erode(mask, np.ones((side, side), np.uint8)), dtype=np.uint8)


def blur(array: Floats, sigma: float) -> Floats:
    """Blur with a Gaussian of `sigma` pixels; edges are replicated."""
    if sigma < 0.05:
        return array
    return floats(cv2.GaussianBlur(array, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))


def mix(first: Floats, second: Floats, weight: Floats | float) -> Floats:
    """Blend from `first` (weight 0) to `second` (weight 1)."""
    return floats(first + (second - first) * weight)


def smoothstep(values: Floats, low: float, high: float) -> Floats:
    """Map [low, high] to [0, 1] with flat ends."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return floats(t * t * (3 - 2 * t))
