"""The estimator behind live painting: it remembers one image's maps from stroke to stroke."""

from collections.abc import Iterator, Sequence
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
    """

    def __init__(self, base: NetworkEstimator, image: Image) -> None:
        self.name = base.name
        self.halo = base.halo
        self.image = image
        self._base = base
        self._live = LiveSolver(base.network, image)

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of any image; nothing of it is remembered."""
        return self._base.estimate(image, trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Take note of what has changed and yield one part a tile."""
        self._live.set_trimap(trimap)
        yield from tile_parts(trimap, tiles, halo=MARGIN, stride=1)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of the part's window; outside its rect only what is known by now.

        Args:
            image: Not looked at: this estimator knows its image.
            part: One of `parts`.
        """
        self._live.alpha(part.rect)
        return self._live.shown(part.window)
