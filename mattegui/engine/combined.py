"""A network and closed form together: the network's alpha is the prior of closed form."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from mattegui.core.arrays import Alpha, Image, Trimap, check_image, check_trimap
from mattegui.core.rect import Rect
from mattegui.engine.estimator import Estimator
from mattegui.engine.prior import REACH, Cell, Prior, cell_parts, drawn_to, to_prior
from mattegui.engine.tiles import NO_RECT, TILE, OneByOne, Part

Draw = Callable[[Iterable[Cell]], Iterator[Alpha]]
"""Yields what `prior.drawn_to` returns for each cell, in their order."""


def draw_here(cells: Iterable[Cell]) -> Iterator[Alpha]:
    """Yield the alpha of each cell, one after the other."""
    return (drawn_to(cell) for cell in cells)


class CombinedEstimator(OneByOne):
    """First the network's parts, which are drafts; then closed form's, cell by cell.

    It remembers the network's alpha of one image between two calls of `parts`: an estimator of
    another image is another one. `estimate` remembers nothing.

    Args:
        name: As written on the command line.
        network: What makes the prior.
        draw: Draws closed form towards it.

    Attributes:
        network: Likewise.
    """

    def __init__(self, name: str, network: Estimator, draw: Draw = draw_here) -> None:
        self.name = name
        self.halo = network.halo + REACH
        self.network = network
        self._draw = draw
        self._prior: Prior = np.zeros((0, 0), np.uint8)
        self._there = np.zeros((0, 0), np.bool_)
        self._asked: list[Rect] = []

    def of_image(self, network: Estimator, draw: Draw) -> "CombinedEstimator":
        """Return one for another image, with what stands in for the network and for closed form."""
        return CombinedEstimator(self.name, network, draw)

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image; see `Estimator.estimate`."""
        check_image(image)
        trimap = check_trimap(trimap, image.shape)
        alpha = self.network.estimate(image, trimap)
        prior = to_prior(alpha)
        parts = list(cell_parts(trimap, list(Rect.whole(trimap.shape).split(TILE))))
        cells = (_cell(image, part, prior) for part in parts)
        for part, solved in zip(parts, self._draw(cells), strict=True):
            alpha[part.rect.slices] = solved[_inner(part).slices]
        return alpha

    def draft(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the network's alpha alone; see `Estimator.draft`."""
        return self.network.draft(image, trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield the network's parts of `tiles` and of what lies around them, then the cells."""
        if self._prior.shape != trimap.shape:
            self._prior = np.zeros(trimap.shape, np.uint8)
            self._there = np.zeros([-(-side // TILE) for side in trimap.shape], np.bool_)
        asked, near = np.zeros_like(self._there), np.zeros_like(self._there)
        for tile in tiles:
            asked[_cells(tile)] = True
            near[_cells(tile.grown(REACH).clipped(trimap.shape))] = True
        self._there &= ~asked
        lacking = np.argwhere(near & ~asked & ~self._there).tolist()
        self._asked = [*tiles, *(_tile(row, column, trimap.shape) for row, column in lacking)]
        for part in self.network.parts(trimap, self._asked):
            yield replace(part, tile=NO_RECT, draft=True)
        yield from cell_parts(trimap, [cell for tile in tiles for cell in tile.split(TILE)])

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of the part's window; see `Estimator.solve_part`."""
        if part.draft:
            alpha = self.network.solve_part(image, part)
            self._prior[part.rect.slices] = to_prior(alpha[_inner(part).slices])
            return alpha
        prior = self._prior[part.window.slices]
        return next(self._draw([Cell(image, part.trimap, prior, _inner(part))]))

    def solve_parts(self, image: Image, parts: Sequence[Part]) -> Iterator[Alpha]:
        """Yield the alpha of each part's window; several cells may be at work at once."""
        drafts = [part for part in parts if part.draft]
        yield from super().solve_parts(image, drafts)
        for rect in self._asked:
            self._there[_cells(rect)] = True
        cells = (_cell(image, part, self._prior) for part in parts[len(drafts) :])
        yield from self._draw(cells)


def _inner(part: Part) -> Rect:
    return part.rect.relative_to(part.window)


def _cell(image: Image, part: Part, prior: Prior) -> Cell:
    window = part.window.slices
    return Cell(image[window], part.trimap, prior[window], _inner(part))


def _cells(rect: Rect) -> tuple[slice, slice]:
    return slice(rect.y0 // TILE, -(-rect.y1 // TILE)), slice(rect.x0 // TILE, -(-rect.x1 // TILE))


def _tile(row: int, column: int, shape: tuple[int, ...]) -> Rect:
    y, x = row * TILE, column * TILE
    return Rect(y, x, y + TILE, x + TILE).clipped(shape)
