"""Values from 0 to 1 as colours: an alpha in grey, doubt as fire over a dark image."""

import cv2
import numpy as np

from mattegui.core.arrays import Alpha, Colours
from mattegui.core.compositing import over


def grey(alpha: Alpha) -> Colours:
    """Return an alpha as a picture: 0 black, 1 white."""
    levels = cv2.convertScaleAbs(alpha, alpha=255)
    return np.repeat(levels[..., None], 3, axis=2).astype(np.uint8)


def veil(image: Colours, doubt: Alpha | None) -> Colours:
    """Return the image in dark grey with doubt over it in the colours of fire.

    The brighter, the more doubtful: it can be read without any colour as well.

    Args:
        image: H,W,3 `uint8`.
        doubt: H,W in [0, 1], or None if nothing is known of it.
    """
    dark = cv2.cvtColor(cv2.convertScaleAbs(image, alpha=0.4), cv2.COLOR_RGB2GRAY)
    behind = cv2.cvtColor(dark, cv2.COLOR_GRAY2RGB).astype(np.uint8, copy=False)
    if doubt is None:
        return behind
    heat = cv2.applyColorMap(cv2.convertScaleAbs(doubt, alpha=255), cv2.COLORMAP_INFERNO)
    fire = cv2.cvtColor(heat, cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)
    return over(fire, np.minimum(1, 2 * doubt), behind)
