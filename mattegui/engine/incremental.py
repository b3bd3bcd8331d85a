"""The estimator behind live painting: it remembers one image's maps from stroke to stroke."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from mattegui.core.arrays import Alpha, Image, Trimap
from mattegui.core.rect import Rect
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.live import LiveSolver
from mattegui.engine.tiles import Part, tile_parts

MARGIN: Final = 96
"""Pixels around a tile whose alpha is given as well: foreground colours look that far."""


class IncrementalEstimator:
    """Stands in for a network estimator on one image, and gives the same alpha.

    A stroke costs what it changes; the base estimator would read every tile's whole halo again.

    Args:
        base: With its network on the CPU.
        image: The image that all trimaps will belong to, H,W,3.

    Attributes:
        owed: Tiles whose answers may have been computed without being shown; see `StaleTiles.take`.
    """

    def __init__(self, base: NetworkEstimator, image: Image) -> None:
        self.name = base.name
        self.halo = base.halo
        self.image = image
        self.owed: Collection[Rect] = ()
        self._base = base
        self._live = LiveSolver(base.network, image)

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of any image; nothing of it is remembered."""
        return self._base.estimate(image, trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Take note of what has changed; yield one part a tile, of the owed ones all of it."""
        self._live.set_trimap(trimap)
        for tile in tiles:
            if tile in self.owed:
                yield from tile_parts(trimap, [tile], halo=MARGIN, stride=1)
                continue
            lacking = Rect.around(self._live.lacking(tile))
            if lacking:
                rect = lacking.shifted(tile.y0, tile.x0)
                window = rect.grown(MARGIN).clipped(trimap.shape)
                yield Part(window, rect, trimap[window.slices], tile)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of the part's window; outside its rect only what is known by now.

        Args:
            image: Not looked at: this estimator knows its image.
            part: One of `parts`.
        """
        self._live.alpha(part.rect)
        return self._live.shown(part.window)
