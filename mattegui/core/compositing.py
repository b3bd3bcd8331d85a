"""Laying a foreground over a background."""

import cv2
import numpy as np

from mattegui.core.arrays import Alpha, Colours


def over(foreground: Colours, alpha: Alpha, background: Colours) -> Colours:
    """Composite αF + (1 − α)B (Porter and Duff 1984), rounded to nearest.

    Args:
        foreground: H,W,3 `uint8`, straight.
        alpha: H,W in [0, 1].
        background: H,W,3 `uint8`.
    """
    front = cv2.merge([alpha, alpha, alpha])
    lit = cv2.multiply(foreground, front, dtype=cv2.CV_32F)
    through = cv2.multiply(background, 1 - front, dtype=cv2.CV_32F)
    return cv2.convertScaleAbs(cv2.add(lit, through)).astype(np.uint8, copy=False)
