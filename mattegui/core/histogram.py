"""How often each value of alpha occurs."""

from typing import Final, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha
from mattegui.core.cancelling import Cancelled, never
from mattegui.core.curve import Curve
from mattegui.core.retouch import Corrections, laid_over

BINS: Final = 256
ROWS: Final = 512
"""Rows that are counted at once: the work can be given up in between, and needs little memory."""

Histogram: TypeAlias = NDArray[np.int64]
"""How many pixels have each of 256 values, from 0 to 1."""


def count_alpha(
    alpha: Alpha, curve: Curve, retouch: Corrections, cancelled: Cancelled = never
) -> Histogram:
    """Return the histogram of the final alpha, rounded to the nearest of 256 values.

    Args:
        alpha: H,W, as derived.
        curve: That it is stretched by.
        retouch: H,W,2; laid over it.
        cancelled: Asked before each slice; when it says yes, what was counted so far is returned.
    """
    counts = np.zeros(BINS, np.int64)
    for row in range(0, alpha.shape[0], ROWS):
        if cancelled():
            break
        part = slice(row, row + ROWS)
        final = laid_over(curve.applied(alpha[part]), retouch[part])
        values = cv2.convertScaleAbs(final, alpha=BINS - 1)
        counts += np.bincount(values.ravel(), minlength=BINS)
    return counts
