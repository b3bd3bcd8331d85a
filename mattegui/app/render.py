"""From layers to pictures: the views, drawn tile by tile and kept until something changes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
from PySide6.QtGui import QImage

from mattegui.core.compositing import (
    CHECKER,
    Colours,
    checkerboard,
    fill_size,
    flat,
    grey,
    over,
    tint,
)
from mattegui.core.pyramid import Layers, Pyramid, halve_mean
from mattegui.core.rect import Rect

TILE: Final = 256
"""Side of a picture tile, in pixels of its level."""
CACHE: Final = 1500
"""Tiles kept: 390 MB of pictures at most, enough for two 4K screens."""


@dataclass(slots=True)
class ViewOptions:
    """What the user chose about views.

    Attributes:
        opacity: Of the trimap's colours over the image, 0 to 1.
        colour: RGB behind the cutout in the colour view.
        background: The user's own image, of any size, or None.
    """

    opacity: float = 0.5
    colour: tuple[int, int, int] = (0, 177, 64)
    background: Colours | None = None


Draw = Callable[["Renderer", Layers, int, Rect], Colours]


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the work."""

    title: str
    shortcut: str
    draw: Draw


@dataclass(slots=True)
class _Tile:
    image: QImage
    pixels: Colours = field(repr=False)  # QImage borrows them
    stale: bool = False


class Renderer:
    """Draws picture tiles of the layers in the current view."""

    def __init__(self) -> None:
        self.view = "trimap"
        self.options = ViewOptions()
        self._layers: Layers | None = None
        self._background: Pyramid | None = None
        self._tiles: dict[tuple[int, int, int], _Tile] = {}

    def open(self, layers: Layers) -> None:
        """Draw other layers from now on."""
        self._layers = layers
        self._background = None
        self._tiles.clear()

    def set_view(self, view: str) -> None:
        """Draw another view, a key of `VIEWS`."""
        self.view = view
        self._make_stale()

    def set_options(self, options: ViewOptions) -> None:
        """Draw with other options."""
        if options.background is not self.options.background:
            self._background = None
        self.options = options
        self._make_stale()

    def invalidate(self, rect: Rect) -> None:
        """Redraw the tiles that show a part of `rect`, in pixels of level 0, when next asked."""
        for level in range(self._layers.depth if self._layers else 0):
            for row, column in rect.cells(TILE << level):
                tile = self._tiles.get((level, row, column))
                if tile is not None:
                    tile.stale = True

    def tile(self, level: int, row: int, column: int) -> QImage:
        """Return the picture of one tile, drawing it if need be.

        Raises:
            RuntimeError: Nothing is open.
        """
        key = (level, row, column)
        if not self.is_fresh(*key):
            if len(self._tiles) >= CACHE:
                self._tiles.pop(next(iter(self._tiles)))
            self._tiles[key] = self._drawn(*key)
        return self._tiles[key].image

    def is_fresh(self, level: int, row: int, column: int) -> bool:
        """Say whether a tile need not be drawn again."""
        tile = self._tiles.get((level, row, column))
        return tile is not None and not tile.stale

    def old_tile(self, level: int, row: int, column: int) -> QImage | None:
        """Return what there is of a tile without drawing: maybe outdated, maybe nothing."""
        tile = self._tiles.get((level, row, column))
        return None if tile is None else tile.image

    def _make_stale(self) -> None:
        for tile in self._tiles.values():
            tile.stale = True

    def background(self, layers: Layers, level: int, rect: Rect) -> Colours:
        """Return the part of the user's own background that lies behind `rect` of a level."""
        if self.options.background is None:
            return checkerboard(rect)
        if self._background is None:
            shape = layers.image.levels[0].shape
            self._background = Pyramid(fill_size(self.options.background, shape), halve_mean)
        part: Colours = self._background.levels[level][rect.slices]
        return part

    def _drawn(self, level: int, row: int, column: int) -> _Tile:
        if self._layers is None:
            raise RuntimeError("nothing is open to draw")
        corner = Rect(row * TILE, column * TILE, (row + 1) * TILE, (column + 1) * TILE)
        rect = corner.clipped(self._layers.image.levels[level].shape)
        colours = VIEWS[self.view].draw(self, self._layers, level, rect)
        # Qt paints 32-bit pixels fastest; they are BGR in memory.
        pixels = cv2.cvtColor(colours, cv2.COLOR_RGB2BGRA).astype(np.uint8, copy=False)
        image = QImage(
            pixels.data, rect.width, rect.height, pixels.strides[0], QImage.Format.Format_RGB32
        )
        return _Tile(image, pixels)


def _original(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    part: Colours = layers.image.levels[level][rect.slices]
    return part


def _trimap(renderer: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    image, trimap = layers.image.levels[level], layers.trimap.levels[level]
    return tint(image[rect.slices], trimap[rect.slices], renderer.options.opacity)


def _alpha(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return grey(layers.alpha_in(level, rect))


def _foreground(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return layers.colours_in(level, rect)


def _over(layers: Layers, level: int, rect: Rect, background: Colours) -> Colours:
    return over(layers.colours_in(level, rect), layers.alpha_in(level, rect), background)


def _on_black(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return _over(layers, level, rect, flat(rect, (0, 0, 0)))


def _on_white(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return _over(layers, level, rect, flat(rect, (255, 255, 255)))


def _on_checkerboard(_: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return _over(layers, level, rect, checkerboard(rect, CHECKER))


def _on_colour(renderer: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return _over(layers, level, rect, flat(rect, renderer.options.colour))


def _on_image(renderer: Renderer, layers: Layers, level: int, rect: Rect) -> Colours:
    return _over(layers, level, rect, renderer.background(layers, level, rect))


VIEWS: Final[dict[str, View]] = {
    "original": View("Original", "Alt+0", _original),
    "trimap": View("Trimap", "Alt+1", _trimap),
    "alpha": View("Alpha", "Alt+2", _alpha),
    "black": View("On black", "Alt+3", _on_black),
    "white": View("On white", "Alt+4", _on_white),
    "checkerboard": View("On checkerboard", "Alt+5", _on_checkerboard),
    "colour": View("On colour", "Alt+6", _on_colour),
    "image": View("On own image", "Alt+7", _on_image),
    "foreground": View("Foreground colours", "Alt+8", _foreground),
}
