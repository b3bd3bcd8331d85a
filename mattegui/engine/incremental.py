"""The estimator behind live painting: it remembers one image's maps from stroke to stroke."""

from collections.abc import Collection, Iterator, Sequence

from mattegui.core.arrays import Alpha, Image, Trimap
from mattegui.core.cancelling import Cancelled, never
from mattegui.core.foreground import REACH as FOREGROUND_REACH
from mattegui.core.rect import Rect
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.live import LiveSolver
from mattegui.engine.memory import store_budget
from mattegui.engine.tiles import OneByOne, Part, tile_parts


class IncrementalEstimator(OneByOne):
    """Stands in for a network estimator on one image, and gives the same alpha.

    A stroke costs what it changes; the base estimator would read every tile's whole halo again.
    Where the budget does not even hold the maps of one tile, that is what happens.

    Args:
        base: With its network on the CPU.
        image: The image that all trimaps will belong to, H,W,3.
        budget: Bytes for maps; None takes what this machine can spare.

    Attributes:
        owed: Tiles whose answers may have been computed without being shown; see `StaleTiles.take`.
        cancelled: Asked before each piece of a part; when it says yes, the part is given up.
    """

    def __init__(self, base: NetworkEstimator, image: Image, budget: int | None = None) -> None:
        self.name = base.name
        self.halo = base.halo
        self.image = image
        self.owed: Collection[Rect] = ()
        self.cancelled: Cancelled = never
        self._base = base
        budget = store_budget() if budget is None else budget
        self._live = LiveSolver(base.network, image, budget=budget)

    @property
    def nbytes(self) -> int:
        """Bytes of what is remembered."""
        return self._live.nbytes

    def look_at(self, view: Rect | None) -> None:
        """Forget last what lies near `view`, which is on the screen."""
        self._live.view = view

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of any image; nothing of it is remembered."""
        return self._base.estimate(image, trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Take note of what has changed; yield one part a tile, of the owed ones all of it.

        Alpha is given of what is around as well, as far as foreground colours look.
        The parts of tiles that the budget does not hold are the base estimator's.
        """
        self._live.set_trimap(trimap)
        crops = [tile for tile in tiles if not self._live.fits(tile)]
        yield from self._base.parts(trimap, [tile for tile in crops if self._is_due(tile)])
        for tile in tiles:
            if tile in crops:
                continue
            if tile in self.owed:
                yield from tile_parts(trimap, [tile], halo=FOREGROUND_REACH, stride=1, kept=True)
                continue
            lacking = Rect.around(self._live.lacking(tile))
            if lacking:
                rect = lacking.shifted(tile.y0, tile.x0)
                window = rect.grown(FOREGROUND_REACH).clipped(trimap.shape)
                yield Part(window, rect, trimap[window.slices], tile, kept=True)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of the part's window; outside its rect only what is known by now.

        Args:
            image: The window's pixels; only looked at where the budget does not hold the part.
            part: One of `parts`.
        """
        if part.kept:
            self._live.alpha(part.rect, self.cancelled)
            return self._live.shown(part.window)
        alpha = self._base.solve_part(image, part)
        inner = part.rect.relative_to(part.window)
        self._live.keep(part.rect, alpha[inner.slices])
        return alpha

    def _is_due(self, tile: Rect) -> bool:
        return tile in self.owed or bool(self._live.lacking(tile).any())
