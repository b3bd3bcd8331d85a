"""How far an alpha is from the truth: SAD, MSE, Grad and Conn.

They compute what Adobe's MATLAB code for the Composition-1k set (Xu 2018) computes, whose Grad and
Conn are those of Rhemann et al. (CVPR 2009), with three faults of common ports avoided:
connectivity's thresholds are whole numbers, because 153/255 is below a floating-point 0.6; the
largest component is never the background's; and every metric counts unknown pixels only.

Alphas are rounded to 8 bits first, as files hold them. Where nothing is unknown every metric is 0.
"""

import math
from collections.abc import Callable
from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import UNKNOWN, Alpha, Mask, Trimap

Metric: TypeAlias = Callable[[Alpha, Alpha, Trimap], float]

SIGMA: Final = 1.4
"""Of the derivative-of-Gaussian filter, in pixels."""

STEPS: Final = 10
"""Connectivity's thresholds are 0.1, 0.2, …, 1."""

SLACK: Final = 0.15
"""A pixel this much above its connected level is still counted as connected."""


def sad(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    """Return the sum of absolute differences over unknown pixels, in thousands.

    Args:
        alpha: H,W in [0, 1].
        truth: H,W in [0, 1].
        trimap: H,W; only pixels of exactly 128 count.

    Raises:
        ValueError: The three shapes differ.
    """
    predicted, true, unknown = _prepare(alpha, truth, trimap)
    return float(np.abs(predicted[unknown] - true[unknown]).sum()) / 255 / 1000


def mse(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    """Return the mean squared difference over unknown pixels; arguments as in `sad`."""
    predicted, true, unknown = _prepare(alpha, truth, trimap)
    count = int(unknown.sum())
    if count == 0:
        return 0.0
    return float(np.square((predicted[unknown] - true[unknown]) / 255).sum()) / count


def gradient_error(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    """Return the sum of squared differences of gradient magnitudes, in thousands.

    Both alphas are stretched to [0, 1] first. Arguments as in `sad`.
    """
    predicted, true, unknown = _prepare(alpha, truth, trimap)
    difference = _gradient_magnitude(predicted) - _gradient_magnitude(true)
    return float(np.square(difference[unknown]).sum()) / 1000


def connectivity_error(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    """Return the sum of differences in connectedness, in thousands; arguments as in `sad`.

    A pixel's level is the last threshold before the first at which it is not in the largest
    4-connected region where both alphas reach the threshold. What an alpha exceeds the level by, if
    it is at least 0.15, is what it is unconnected by.
    """
    predicted, true, unknown = _prepare(alpha, truth, trimap)
    level = np.full(predicted.shape, -1.0)
    for step in range(1, STEPS + 1):
        # ceil(255 · step / 10) in whole numbers.
        threshold = -(-255 * step // STEPS)
        source = _largest_component((predicted >= threshold) & (true >= threshold))
        level[(level < 0) & ~source] = (step - 1) / STEPS
    level[level < 0] = 1.0
    difference = _connectedness(predicted, level) - _connectedness(true, level)
    return float(np.abs(difference[unknown]).sum()) / 1000


METRICS: dict[str, Metric] = {
    "SAD": sad,
    "MSE": mse,
    "Grad": gradient_error,
    "Conn": connectivity_error,
}


def _prepare(
    alpha: Alpha, truth: Alpha, trimap: Trimap
) -> tuple[NDArray[np.float64], NDArray[np.float64], Mask]:
    """Return both alphas as whole numbers of [0, 255], and where they are compared."""
    if not alpha.shape == truth.shape == trimap.shape:
        raise ValueError(
            f"alpha {alpha.shape}, truth {truth.shape} and trimap {trimap.shape} "
            "must have the same shape"
        )
    return _eight_bit(alpha), _eight_bit(truth), trimap == UNKNOWN


def _eight_bit(alpha: Alpha) -> NDArray[np.float64]:
    return np.rint(np.clip(alpha, 0, 1).astype(np.float64) * 255)


def _gradient_magnitude(values: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = float(values.min()), float(values.max())
    stretched = (values - low) / (high - low) if high > low else values / 255
    along_x = derivative_filter()
    x = cv2.filter2D(stretched, cv2.CV_64F, along_x, borderType=cv2.BORDER_REPLICATE)
    y = cv2.filter2D(stretched, cv2.CV_64F, along_x.T, borderType=cv2.BORDER_REPLICATE)
    return np.hypot(x, y)


def derivative_filter() -> NDArray[np.float64]:
    """Return the first derivative of a Gaussian along x, 9×9, with squares that sum to 1."""
    reach = math.ceil(SIGMA * math.sqrt(-2 * math.log(math.sqrt(2 * math.pi) * SIGMA * 0.01)))
    offsets = np.arange(-reach, reach + 1, dtype=np.float64)
    bell = np.exp(-(offsets**2) / (2 * SIGMA**2)) / (SIGMA * math.sqrt(2 * math.pi))
    slope = -offsets * bell / SIGMA**2
    kernel = np.outer(bell, slope)
    return np.asarray(kernel / np.sqrt(np.square(kernel).sum()))


def _largest_component(mask: Mask) -> Mask:
    """Return the largest 4-connected region of true pixels; all false where there is none."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        mask.astype(np.uint8), connectivity=4
    )
    if count == 1:
        return np.zeros_like(mask)
    # Label 0 is what is false in the mask, however large.
    largest = 1 + int(np.argmax(stats[1:, cv2.CC_STAT_AREA]))
    return np.asarray(labels == largest)


def _connectedness(values: NDArray[np.float64], level: NDArray[np.float64]) -> NDArray[np.float64]:
    above = values / 255 - level
    return np.asarray(1 - above * (above >= SLACK))
