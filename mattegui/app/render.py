"""From layers to pictures: the views, drawn tile by tile and kept until something changes."""

from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
from PySide6.QtGui import QImage

from mattegui.app.views import VIEWS, Sight, ViewOptions, reach_of
from mattegui.core.arrays import Colours
from mattegui.core.edit import Layer
from mattegui.core.layers import Layers
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import Doubt

TILE: Final = 256
"""Side of a picture tile, in pixels of its level."""
CACHE: Final = 1500
"""Tiles kept: 390 MB of pictures at most, enough for two 4K screens."""


@dataclass(slots=True)
class _Tile:
    image: QImage
    pixels: Colours = field(repr=False)  # QImage borrows them
    stale: bool = False


class Renderer:
    """Draws picture tiles of the layers in the current view.

    Attributes:
        view: A key of `VIEWS`.
        options: What belongs to the views.
        beside: Draws what is seen to the left of `split`: the other side of a comparison.
        split: Widget x of the border between both sides; infinite shows the other side alone.
    """

    def __init__(self, view: str = "trimap") -> None:
        self.view = view
        self.options = ViewOptions()
        self.beside: Renderer | None = None
        self.split = 0.0
        self._layers: Layers | None = None
        self._doubt: Doubt | None = None
        self._tiles: dict[tuple[int, int, int], _Tile] = {}
        self._levels: set[int] = set()

    @property
    def layers(self) -> Layers | None:
        """What is drawn."""
        return self._layers

    @property
    def planes(self) -> tuple[Layer, ...]:
        """The planes of corrections that the view shows."""
        return VIEWS[self.view].planes

    @property
    def sight(self) -> Sight | None:
        """What the views draw on; None before anything is open."""
        layers = self._layers
        return None if layers is None else Sight(layers, self.options, self._doubt)

    def open(self, layers: Layers) -> None:
        """Draw other layers from now on."""
        self._layers, self._doubt = layers, None
        self._tiles.clear()
        self._levels.clear()

    def close(self) -> None:
        """Hold nothing any more."""
        self._layers, self._doubt = None, None
        self._tiles.clear()
        self._levels.clear()

    def set_view(self, view: str) -> None:
        """Draw another view, a key of `VIEWS`."""
        self.view = view
        self.redraw()

    def set_options(self, options: ViewOptions) -> None:
        """Draw with other options."""
        self.options = options
        self.redraw()

    def set_doubt(self, doubt: Doubt | None) -> None:
        """Draw another map of doubt where the view shows it."""
        self._doubt = doubt
        if self.view == "uncertainty":
            self.redraw()

    def invalidate(self, rect: Rect) -> None:
        """Redraw the tiles that show a part of `rect`, in pixels of level 0, when next asked."""
        reach = reach_of(self.view, self.options)
        # A long stroke has hundreds of rects, and the screen mostly one level.
        for level in self._levels:
            for row, column in rect.grown(reach << level).cells(TILE << level):
                tile = self._tiles.get((level, row, column))
                if tile is not None:
                    tile.stale = True
        if self.beside is not None:
            self.beside.invalidate(rect)

    def redraw(self) -> None:
        """Redraw every tile when next asked."""
        for tile in self._tiles.values():
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
            self._levels.add(level)
        return self._tiles[key].image

    def is_fresh(self, level: int, row: int, column: int) -> bool:
        """Say whether a tile need not be drawn again."""
        tile = self._tiles.get((level, row, column))
        return tile is not None and not tile.stale

    def old_tile(self, level: int, row: int, column: int) -> QImage | None:
        """Return what there is of a tile without drawing: maybe outdated, maybe nothing."""
        tile = self._tiles.get((level, row, column))
        return None if tile is None else tile.image

    def _drawn(self, level: int, row: int, column: int) -> _Tile:
        sight = self.sight
        if sight is None:
            raise RuntimeError("nothing is open to draw")
        corner = Rect(row * TILE, column * TILE, (row + 1) * TILE, (column + 1) * TILE)
        rect = corner.clipped(sight.layers.image.shape(level))
        image, pixels = picture_of(VIEWS[self.view].draw(sight, level, rect))
        return _Tile(image, pixels)


def picture_of(colours: Colours) -> tuple[QImage, Colours]:
    """Return colours as Qt paints them fastest, and the pixels that the picture borrows."""
    # 32-bit pixels are BGR in memory.
    pixels = cv2.cvtColor(colours, cv2.COLOR_RGB2BGRA).astype(np.uint8, copy=False)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
    return image, pixels
