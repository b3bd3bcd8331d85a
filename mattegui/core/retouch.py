"""Corrections: what the user's own brush lays over a derived value, as a target and its weight.

The retouch of alpha and the local amount of decontamination are planes of this kind. What is
derived stays as it was underneath, so that a correction can be edited and undone by itself.
"""

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import AnyArray

Corrections: TypeAlias = NDArray[np.uint8]
"""H,W,2: the target, 255 for 1, and how much of it holds, 255 for all. Straight, not premultiplied;
a weight of 0 leaves the derived value to the bit, whatever the target."""

Values: TypeAlias = NDArray[np.float32]
"""H,W in [0, 1]."""

TARGET, WEIGHT = 0, 1
WEAKEST = 1 / 255
"""Less of a brush is not felt."""


def no_corrections(shape: tuple[int, ...]) -> Corrections:
    """Return the plane of work that nobody has corrected; it takes memory only once written to."""
    return np.zeros((*shape[:2], 2), np.uint8)


def laid_over(values: Values, corrections: Corrections) -> Values:
    """Return v·(1 − w) + t·w; `values` itself, not a copy, where nothing is corrected.

    Args:
        values: H,W; what was derived.
        corrections: H,W,2.
    """
    weights = corrections[..., WEIGHT]
    if not weights.any():
        return values
    weight = weights * np.float32(1 / 255)
    target = corrections[..., TARGET] * np.float32(1 / 255)
    corrected: Values = values + (target - values) * weight
    # v + (t − v)·1 is t only up to rounding, and what was painted full is to be full.
    np.copyto(corrected, target, where=weights == 255)
    return corrected


def correct(corrections: Corrections, targets: Values | float, strength: Values) -> None:
    """Paint on a plane: lay `targets` over what is there as far as `strength` says.

    Args:
        corrections: H,W,2, written to.
        targets: H,W, or one value for all, in [0, 1].
        strength: H,W in [0, 1].
    """
    before_t = corrections[..., TARGET] * np.float32(1 / 255)
    before_w = corrections[..., WEIGHT] * np.float32(1 / 255)
    kept = before_w * (1 - strength)
    weight = strength + kept
    # Porter and Duff's "over" for straight colours.
    target = (targets * strength + before_t * kept) / np.maximum(weight, np.float32(1e-6))
    touched = strength > 0
    painted = np.rint(np.dstack([target, weight]) * 255).astype(np.uint8)
    np.copyto(corrections, painted, where=touched[..., None])


def fade(corrections: Corrections, strength: Values) -> None:
    """Take away from a plane: what is derived shows again as far as `strength` says.

    Args:
        corrections: H,W,2, written to.
        strength: H,W in [0, 1].
    """
    before = corrections[..., WEIGHT].astype(np.float32)
    # Rounding would stop a weak brush before nothing is left: it takes one level at least.
    least = np.where(strength > WEAKEST, np.maximum(before - 1, 0), before)
    weights = np.minimum(np.rint(before * (1 - strength)), least).astype(np.uint8)
    corrections[..., WEIGHT] = weights
    # A plane that is 0 everywhere is one that nobody has painted on.
    corrections[..., TARGET][weights == 0] = 0


def halve_corrections(array: AnyArray) -> AnyArray:
    """Return each 2×2 cell's mean, of the targets as the weights count them."""
    height, width = array.shape[:2]
    even = array
    if height % 2 or width % 2:
        even = cv2.copyMakeBorder(array, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE)
    size = (even.shape[1] // 2, even.shape[0] // 2)
    # One channel at a time: OpenCV takes a tenth of the time that it takes for two together.
    target, weight = cv2.split(even)
    weighed = cv2.multiply(target, weight, dtype=cv2.CV_32F)
    mean_w = cv2.resize(weight.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    mean_tw = cv2.resize(weighed, size, interpolation=cv2.INTER_AREA)
    mean_t = cv2.divide(mean_tw, np.maximum(mean_w, np.float32(1e-6)), dtype=cv2.CV_8U)
    halved: AnyArray = cv2.merge([mean_t, cv2.convertScaleAbs(mean_w)])
    return halved
