"""What is painted and derived, as layers that other programs can show and change.

They keep labels only roughly: brushes have soft edges, layers gain an alpha channel, grey comes
back as colour. What is read is therefore taken to the nearest label.
"""

from typing import Any, Final

import cv2
import numpy as np

from mattegui.core.arrays import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    Alpha,
    AnyArray,
    Colours,
    Trimap,
    eight_bit,
    quantise,
)
from mattegui.core.compositing import over
from mattegui.core.retouch import TARGET, WEIGHT, Corrections, laid_over

CUTOUT: Final = "Cutout"
TRIMAP: Final = "Trimap"
RETOUCH: Final = "Retouch"
DECONTAMINATION: Final = "Decontamination"
ALPHA: Final = "Alpha"
IMAGE: Final = "Image"
SNAPSHOT: Final = "Snapshot: "
"""Names of layers; by them they are known again. A snapshot's own name follows."""
EXACT_ALPHA: Final = "mattegui/alpha.png"
"""Name of the part with the alpha as this program reads it; the layer is for others."""


def trimap_of(pixels: AnyArray) -> Trimap:
    """Return the trimap of a layer, H,W,C: its grey over black, at the nearest label."""
    labels: Trimap = np.take(_NEAREST, _grey_over_black(eight_bit(pixels)))
    return labels


def pixels_of_corrections(plane: Corrections) -> AnyArray:
    """Return a plane as a layer, H,W,4: the target as grey, its weight as alpha."""
    target = plane[..., TARGET]
    return cv2.merge([target, target, target, plane[..., WEIGHT]])


def corrections_of(pixels: AnyArray) -> Corrections:
    """Return the corrections of a layer, H,W,C; without alpha they hold everywhere."""
    levels = eight_bit(pixels)
    weight = levels[..., 3] if levels.shape[2] == 4 else np.full(levels.shape[:2], 255, np.uint8)
    return cv2.merge([_grey(levels), weight]).astype(np.uint8, copy=False)


def pixels_of_alpha(alpha: Alpha, depth: type[np.unsignedinteger[Any]]) -> AnyArray:
    """Return an alpha as H,W of `uint8`, for other programs, or `uint16`, for this one.

    Krita asks for the colour profile of any PNG of 16 bits that has none, so the layer has 8.
    """
    return quantise(alpha, np.dtype(depth))


def alpha_of(pixels: AnyArray) -> Alpha:
    """Return the alpha of pixels, H,W,1 `uint16`: as it was, to 1/131070."""
    alpha: Alpha = pixels[..., 0].astype(np.float32)
    alpha /= np.float32(65535)
    return alpha


def cutout_colours(
    image: Colours, foreground: Colours, amount: float, decontamination: Corrections | None
) -> Colours:
    """Return the foreground's colours, H,W,3, as far as decontamination goes.

    Args:
        image: H,W,3 with 8 bits.
        foreground: H,W,3.
        amount: 0 to 1.
        decontamination: The corrections of `amount`, if there are any.
    """
    if amount == 1 and decontamination is None:
        return foreground
    amounts = np.full(image.shape[:2], amount, np.float32)
    if decontamination is not None:
        amounts = laid_over(amounts, decontamination)
    return over(foreground, amounts, image)


def cutout_pixels(colours: Colours, alpha: Alpha) -> Colours:
    """Return the cutout as a layer, H,W,4 with 8 bits; black where nothing is seen of it."""
    levels = cv2.convertScaleAbs(alpha, alpha=255).astype(np.uint8, copy=False)
    pixels = cv2.merge([*cv2.split(colours), levels])
    # Colours that nobody sees would be a third of the file.
    return cv2.bitwise_and(pixels, pixels, mask=levels).astype(np.uint8, copy=False)


def _grey(levels: Colours) -> Colours:
    """Return H,W of a layer's H,W,C, whatever its transparency."""
    if levels.shape[2] == 1:
        return levels[..., 0]
    code = cv2.COLOR_RGBA2GRAY if levels.shape[2] == 4 else cv2.COLOR_RGB2GRAY
    return cv2.cvtColor(levels, code).astype(np.uint8, copy=False)


def _grey_over_black(levels: Colours) -> Colours:
    if levels.shape[2] < 4:
        return _grey(levels)
    scaled = cv2.multiply(_grey(levels), levels[..., 3], scale=1 / 255)
    return scaled.astype(np.uint8, copy=False)


_LABELS: Final = np.array([BACKGROUND, UNKNOWN, FOREGROUND], np.uint8)
_NEAREST: Final = _LABELS[np.abs(np.arange(256)[:, None] - _LABELS.astype(int)).argmin(1)]
_NEAREST.flags.writeable = False
