"""Laying a foreground over a background, and the colours that views are made of."""

import re
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, AnyArray, Trimap
from mattegui.core.rect import Rect

Colours = NDArray[np.uint8]
"""H,W,3 RGB."""

CHECKER = 16
_LIGHT, _DARK = 204, 153

# Okabe and Ito's palette: told apart by every kind of colour vision.
LABEL_COLOURS = {FOREGROUND: (0, 158, 115), BACKGROUND: (213, 94, 0), UNKNOWN: (86, 180, 233)}


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


def checkerboard(rect: Rect, cell: int = CHECKER) -> Colours:
    """Return the part `rect` of an endless checkerboard, so that neighbouring parts fit."""
    rows = np.arange(rect.y0, rect.y1) // cell
    columns = np.arange(rect.x0, rect.x1) // cell
    light = (rows[:, None] + columns[None, :]) % 2 == 0
    return np.repeat(np.where(light, _LIGHT, _DARK).astype(np.uint8)[..., None], 3, axis=2)


def flat(rect: Rect, colour: tuple[int, int, int]) -> Colours:
    """Return `rect`'s size in one colour."""
    return np.full((rect.height, rect.width, 3), colour, np.uint8)


def tint(image: Colours, trimap: Trimap, opacity: float) -> Colours:
    """Lay the labels' colours over the image; see `LABEL_COLOURS`.

    Background is tinted less than the others: it is most of a fresh image, which should still be
    seen in its own colours.
    """
    weights = np.take(_TINT_WEIGHTS * np.float32(opacity), trimap)
    return over(np.take(_TINTS, trimap, axis=0), weights, image)


def grey(alpha: Alpha) -> Colours:
    """Return an alpha as a picture: 0 black, 1 white."""
    levels = cv2.convertScaleAbs(alpha, alpha=255)
    return np.repeat(levels[..., None], 3, axis=2).astype(np.uint8)


def eight_bit(image: AnyArray) -> Colours:
    """Return `image` with 8 bits, rounded; itself if it has 8 already."""
    if image.dtype == np.uint8:
        return image
    # 65535 / 255 = 257 exactly.
    narrowed: Colours = ((image.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return narrowed


def fill_size(picture: Colours, shape: tuple[int, ...]) -> Colours:
    """Return `picture` scaled and cropped in the middle so that it covers `shape` exactly."""
    height, width = shape[:2]
    factor = max(height / picture.shape[0], width / picture.shape[1])
    size = (
        max(width, round(picture.shape[1] * factor)),
        max(height, round(picture.shape[0] * factor)),
    )
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(picture, size, interpolation=smooth)
    top, left = (scaled.shape[0] - height) // 2, (scaled.shape[1] - width) // 2
    return np.ascontiguousarray(scaled[top : top + height, left : left + width]).astype(np.uint8)


def parse_colour(text: str) -> tuple[int, int, int]:
    """Return the RGB of '#rrggbb', '#rgb' or one of the names in `NAMED_COLOURS`.

    Raises:
        ValueError: It is none of these.
    """
    if text.lower() in NAMED_COLOURS:
        return NAMED_COLOURS[text.lower()]
    digits = text.removeprefix("#")
    if not re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
        names = ", ".join(NAMED_COLOURS)
        raise ValueError(f"{text!r} is no colour: write #rrggbb, #rgb or one of {names}")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


NAMED_COLOURS = {
    "black": (0, 0, 0),
    "blue": (0, 0, 255),
    "green": (0, 177, 64),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "white": (255, 255, 255),
}

_TINTS: NDArray[Any] = np.zeros((256, 3), np.uint8)
_TINTS[:] = LABEL_COLOURS[UNKNOWN]
_TINTS[BACKGROUND], _TINTS[FOREGROUND] = LABEL_COLOURS[BACKGROUND], LABEL_COLOURS[FOREGROUND]
_TINTS.flags.writeable = False
_TINT_WEIGHTS = np.ones(256, np.float32)
_TINT_WEIGHTS[BACKGROUND] = 0.5
_TINT_WEIGHTS.flags.writeable = False
