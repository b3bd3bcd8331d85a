"""Laying a trimap over an image, in styles that need not be told apart by colour alone."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray, Colours, Trimap
from mattegui.core.compositing import over
from mattegui.core.rect import Rect

PERIOD: Final = 12
"""Of the hatching, in pixels of the level that is shown."""
_NONE, _INK, _EDGE = 0, 1, 2
_EDGE_COLOUR: Final = (16, 16, 16)

# Okabe and Ito's palette: told apart by every kind of colour vision.
LABEL_COLOURS: Final = {
    FOREGROUND: (0, 158, 115),
    BACKGROUND: (213, 94, 0),
    UNKNOWN: (86, 180, 233),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A way to lay a trimap over an image.

    Attributes:
        title: As shown to people.
        reach: How far beyond a pixel its drawing looks, in pixels of the level.
        draw: Takes the image, the trimap with `reach` more around where there is more, the rect
            of the trimap, the rect of the image, and the opacity.
    """

    title: str
    reach: int
    draw: Callable[[Colours, Trimap, Rect, Rect, float], Colours]


def overlay(
    image: Colours, trimap: Trimap, around: Rect, rect: Rect, style: str, opacity: float
) -> Colours:
    """Return `image` with the trimap laid over it.

    Args:
        image: The part `rect` of a level.
        trimap: The part `around` of it, which reaches as far beyond `rect` as the style says.
        around: Where `trimap` lies.
        rect: Where `image` lies.
        style: A key of `STYLES`.
        opacity: 0 to 1.
    """
    return STYLES[style].draw(image, trimap, around, rect, opacity)


def tint(image: Colours, trimap: Trimap, opacity: float) -> Colours:
    """Lay the labels' colours over the image; see `LABEL_COLOURS`.

    Background is tinted less than the others: it is most of a fresh image, which should still be
    seen in its own colours.
    """
    weights = np.take(_TINT_WEIGHTS * np.float32(opacity), trimap)
    return over(np.take(_INKS, trimap, axis=0), weights, image)


def _tint(image: Colours, trimap: Trimap, _: Rect, __: Rect, opacity: float) -> Colours:
    return tint(image, trimap, opacity)


def _outline(image: Colours, trimap: Trimap, around: Rect, rect: Rect, opacity: float) -> Colours:
    """Draw both sides of every border between labels, each in its own colour, with a dark rim."""
    kernel = np.ones((3, 3), np.uint8)
    differs = cv2.morphologyEx(trimap, cv2.MORPH_GRADIENT, kernel) > 0
    ink = differs.astype(np.uint8)
    rim = cv2.dilate(ink, kernel) - ink
    inner = rect.relative_to(around).slices
    marks = np.where(ink > 0, _INK, np.where(rim > 0, _EDGE, _NONE)).astype(np.uint8)
    return _inked(image, trimap[inner], marks[inner], opacity)


def _hatch(image: Colours, trimap: Trimap, _: Rect, rect: Rect, opacity: float) -> Colours:
    """Fill each label with a pattern of its own: lines up, lines down, dots."""
    y = np.arange(rect.y0, rect.y1)[:, None] % PERIOD
    x = np.arange(rect.x0, rect.x1)[None, :] % PERIOD
    marks = np.take(_PATTERNS, (np.take(_ROWS, trimap) * PERIOD + y) * PERIOD + x)
    return _inked(image, trimap, marks, opacity)


def _inked(image: Colours, trimap: Trimap, marks: NDArray[np.uint8], opacity: float) -> Colours:
    colours = np.take(_INKS, trimap, axis=0)
    colours[marks == _EDGE] = _EDGE_COLOUR
    # Lines cover little of the image: they are laid on twice as thick as a tint.
    weight = np.float32(min(1.0, 2 * opacity))
    return over(colours, np.where(marks == _NONE, np.float32(0), weight), image)


def _patterns() -> AnyArray:
    """Return the hatching of background, unknown and foreground, one period of each."""
    y, x = np.mgrid[:PERIOD, :PERIOD]
    up, down = (x + y) % PERIOD, (x - y) % PERIOD
    half, quarter = PERIOD // 2, PERIOD // 4
    spots = [
        np.maximum(np.abs((x + shift) % PERIOD - quarter), np.abs((y + shift) % PERIOD - quarter))
        for shift in (0, half)
    ]
    spot = np.minimum(*spots)
    patterns = np.stack([_lines(down), _lines(spot), _lines(up)])
    patterns.flags.writeable = False
    return patterns


def _lines(distance: AnyArray) -> AnyArray:
    return np.select([distance < 2, distance < 3], [_INK, _EDGE], _NONE).astype(np.uint8)


_PATTERNS: Final = _patterns()
_ROWS: Final = np.ones(256, np.int64)
_ROWS[BACKGROUND], _ROWS[FOREGROUND] = 0, 2
_ROWS.flags.writeable = False
_INKS: Final = np.zeros((256, 3), np.uint8)
_INKS[:] = LABEL_COLOURS[UNKNOWN]
_INKS[BACKGROUND], _INKS[FOREGROUND] = LABEL_COLOURS[BACKGROUND], LABEL_COLOURS[FOREGROUND]
_INKS.flags.writeable = False
_TINT_WEIGHTS: Final = np.ones(256, np.float32)
_TINT_WEIGHTS[BACKGROUND] = 0.5
_TINT_WEIGHTS.flags.writeable = False

STYLES: Final[dict[str, Style]] = {
    "tint": Style("Tint", 0, _tint),
    "outline": Style("Outline", 2, _outline),
    "hatch": Style("Hatching", 0, _hatch),
}
"""In the order in which the key steps through them."""
