"""The ways to look at the work: what each shows, drawn for a part of a level."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np

from mattegui.core.arrays import Colours
from mattegui.core.backdrop import CHECKER, Placement, checkerboard, flat, placed
from mattegui.core.compositing import over
from mattegui.core.drawing import grey, veil
from mattegui.core.edit import Layer
from mattegui.core.layers import Layers
from mattegui.core.overlay import STYLES, overlay
from mattegui.core.pyramid import Pyramid
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import Doubt

LEAST: Final = 0.5 / 255
"""Of alpha: less is 0 in a file with 8 bits."""
NEARLY: Final = 0.1
"""Alpha up to here is marked as haze, and as much below 1 as a hole."""
HAZE: Final = (230, 120, 0)
HOLE: Final = (0, 130, 230)


@dataclass(slots=True)
class ViewOptions:
    """What the user chose about views.

    Attributes:
        opacity: Of the trimap's colours over the image, 0 to 1.
        style: How the trimap is laid over the image, a key of `overlay.STYLES`.
        colour: RGB behind the cutout in the colour view.
        onion: How much of the image shines through behind the cutout in the onion view, 0 to 1.
        background: The pyramid of the user's own image, of any size, or None.
        placement: Where it lies.
        marks: The alpha view marks haze and holes.
    """

    opacity: float = 0.5
    style: str = "tint"
    colour: tuple[int, int, int] = (0, 177, 64)
    onion: float = 0.5
    background: Pyramid | None = None
    placement: Placement = field(default_factory=Placement)
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Sight:
    """What a view can draw on.

    Attributes:
        layers: The work.
        options: What the user chose.
        doubt: Of the whole image at a coarse level; None while it is not known.
    """

    layers: Layers
    options: ViewOptions
    doubt: Doubt | None = None


Draw = Callable[[Sight, int, Rect], Colours]
"""Draws the part of a level."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the work.

    Attributes:
        title: As in the panel; `&` marks the menu's mnemonic.
        shortcut: Key sequence.
        draw: Draws it.
        planes: The planes of corrections that it shows.
    """

    title: str
    shortcut: str
    draw: Draw
    planes: tuple[Layer, ...] = ()

    @property
    def name(self) -> str:
        """The title without its mnemonic."""
        return self.title.replace("&", "")


def reach_of(view: str, options: ViewOptions) -> int:
    """Return how far beyond a changed pixel a view looks different, in pixels of its level."""
    return STYLES[options.style].reach if view == "trimap" else 0


def _original(sight: Sight, level: int, rect: Rect) -> Colours:
    return sight.layers.image.part(level, rect)


def _trimap(sight: Sight, level: int, rect: Rect) -> Colours:
    layers, options = sight.layers, sight.options
    around = rect.grown(STYLES[options.style].reach).clipped(layers.trimap.shape(level))
    trimap = layers.trimap.part(level, around)
    image = layers.image.part(level, rect)
    return overlay(image, trimap, around, rect, options.style, options.opacity)


def _alpha(sight: Sight, level: int, rect: Rect) -> Colours:
    """Draw alpha in grey; if that is wanted, in colour what is nearly and not quite 0 or 1.

    An eye takes a hundredth of alpha for black, and on white it is a veil.
    """
    alpha = sight.layers.alpha_in(level, rect)
    drawn = grey(alpha)
    if not sight.options.marks:
        return drawn
    drawn[(alpha >= LEAST) & (alpha <= NEARLY)] = HAZE
    drawn[(alpha <= 1 - LEAST) & (alpha >= 1 - NEARLY)] = HOLE
    return drawn


def _foreground(sight: Sight, level: int, rect: Rect) -> Colours:
    """Draw the subject's colours in full wherever there is anything of it, black elsewhere.

    Under alpha 0 they mean nothing, and are the image's or the estimator's as it happens.
    """
    colours = sight.layers.colours_in(level, rect)
    there = (sight.layers.alpha_in(level, rect) > 0).astype(np.float32)
    return over(colours, there, flat(rect, (0, 0, 0)))


def _over(layers: Layers, level: int, rect: Rect, background: Colours) -> Colours:
    return over(layers.colours_in(level, rect), layers.alpha_in(level, rect), background)


def _on_black(sight: Sight, level: int, rect: Rect) -> Colours:
    return _over(sight.layers, level, rect, flat(rect, (0, 0, 0)))


def _on_white(sight: Sight, level: int, rect: Rect) -> Colours:
    return _over(sight.layers, level, rect, flat(rect, (255, 255, 255)))


def _on_checkerboard(sight: Sight, level: int, rect: Rect) -> Colours:
    return _over(sight.layers, level, rect, checkerboard(rect, CHECKER))


def _on_colour(sight: Sight, level: int, rect: Rect) -> Colours:
    return _over(sight.layers, level, rect, flat(rect, sight.options.colour))


def behind(options: ViewOptions, layers: Layers, level: int, rect: Rect) -> Colours:
    """Return the user's own background where it lies behind a part; a checkerboard around it."""
    board = checkerboard(rect)
    if options.background is None:
        return board
    shape = layers.image.shape(0)
    return placed(options.background.levels, options.placement, shape, level, rect, board)


def _on_image(sight: Sight, level: int, rect: Rect) -> Colours:
    return _over(sight.layers, level, rect, behind(sight.options, sight.layers, level, rect))


def _onion(sight: Sight, level: int, rect: Rect) -> Colours:
    """Draw the cutout over a faded image: the sheet below shines through, as through onion skin."""
    shining = np.full((rect.height, rect.width), sight.options.onion, np.float32)
    image = sight.layers.image.part(level, rect)
    return _over(sight.layers, level, rect, over(image, shining, checkerboard(rect, CHECKER)))


def _uncertainty(sight: Sight, level: int, rect: Rect) -> Colours:
    """Draw the image in dark grey, and the doubtful places in the colours of fire over it."""
    image = sight.layers.image.part(level, rect)
    if sight.doubt is None:
        return veil(image, None)
    height, width = sight.layers.image.shape(level)[:2]
    scale = sight.doubt.shape[1] / width, sight.doubt.shape[0] / height
    matrix = np.array(
        [
            [scale[0], 0, (rect.x0 + 0.5) * scale[0] - 0.5],
            [0, scale[1], (rect.y0 + 0.5) * scale[1] - 0.5],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (rect.width, rect.height)
    doubt = cv2.warpAffine(
        sight.doubt, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32, copy=False)
    return veil(image, doubt)


_CUTOUT: Final[tuple[Layer, ...]] = ("retouch", "decontamination")

VIEWS: Final[dict[str, View]] = {
    "original": View("&Original", "Alt+0", _original),
    "trimap": View("&Trimap", "Alt+1", _trimap),
    "alpha": View("&Alpha", "Alt+2", _alpha, ("retouch",)),
    "black": View("On &black", "Alt+3", _on_black, _CUTOUT),
    "white": View("On &white", "Alt+4", _on_white, _CUTOUT),
    "checkerboard": View("On c&heckerboard", "Alt+5", _on_checkerboard, _CUTOUT),
    "colour": View("On &colour", "Alt+Shift+6", _on_colour, _CUTOUT),
    "image": View("On own &image", "Alt+6", _on_image, _CUTOUT),
    "onion": View("O&nion skin", "Alt+7", _onion, _CUTOUT),
    "foreground": View("&Foreground colours", "Alt+8", _foreground, _CUTOUT),
    "uncertainty": View("Uncertaint&y", "Alt+9", _uncertainty),
}
"""In the order of the panel and of stepping through them."""
