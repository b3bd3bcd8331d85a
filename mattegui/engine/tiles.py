"""Tiles: which are stale, and which part of the image has to be read to solve them.

Nothing here needs torch.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from mattegui.core.arrays import BACKGROUND, UNKNOWN, Trimap
from mattegui.core.rect import Rect

NO_RECT = Rect(0, 0, 0, 0)
TILE = 512
"""Side of a stale tile, in pixels."""


class StaleTiles:
    """The tiles whose alpha does not yet answer to the trimap: the only queue there is.

    Every marking raises a generation and stamps the tiles it touches with it. Work that was begun
    at generation g may land on a tile only if nothing has touched that tile since.
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        rows, columns = -(-shape[0] // TILE), -(-shape[1] // TILE)
        self.generation = 0
        self._shape = shape
        self._touched = np.zeros((rows, columns), np.int64)
        self._stale = np.zeros((rows, columns), np.bool_)
        self._taken = np.zeros((rows, columns), np.bool_)

    def __len__(self) -> int:
        return int(self._stale.sum())

    def mark(self, rects: Iterable[Rect], halo: int) -> None:
        """Make stale every tile with a pixel within `halo` of one of `rects`."""
        self.generation += 1
        for rect in rects:
            near = self._cells(rect.grown(halo))
            self._stale[near] = True
            self._touched[near] = self.generation

    def stale(self, near: Rect) -> list[Rect]:
        """Return the stale tiles, the nearest to `near` first."""
        y, x = near.y0 + near.y1, near.x0 + near.x1
        rects = [self._rect(int(row), int(column)) for row, column in np.argwhere(self._stale)]
        return sorted(rects, key=lambda r: (r.y0 + r.y1 - y) ** 2 + (r.x0 + r.x1 - x) ** 2)

    def take(self, near: Rect) -> tuple[list[Rect], frozenset[Rect]]:
        """Return the stale tiles, the nearest to `near` first, and those that are owed in full.

        A tile that was taken before and is still stale is owed: its answer may have been computed
        and never shown. Of the others, what an estimator remembers of them is on the screen.
        """
        tiles = self.stale(near)
        owed = frozenset(tile for tile in tiles if self._taken[tile.y0 // TILE, tile.x0 // TILE])
        self._taken |= self._stale
        return tiles, owed

    def accepts(self, rect: Rect, generation: int) -> bool:
        """Say whether nothing has touched the tiles of `rect` since `generation`."""
        return bool((self._touched[self._cells(rect)] <= generation).all())

    def is_stale(self, rect: Rect) -> bool:
        """Say whether any tile of `rect` is stale."""
        return bool(self._stale[self._cells(rect)].any())

    def settle(self, rect: Rect, generation: int) -> None:
        """Take the tiles inside `rect` off the queue, unless they were touched since."""
        inner = [
            (row, column)
            for row, column in rect.clipped(self._shape).cells(TILE)
            if rect & self._rect(row, column) == self._rect(row, column)
        ]
        for cell in inner:
            self._stale[cell] &= self._touched[cell] > generation
            self._taken[cell] &= self._stale[cell]

    def _rect(self, row: int, column: int) -> Rect:
        corner = Rect(row * TILE, column * TILE, (row + 1) * TILE, (column + 1) * TILE)
        return corner.clipped(self._shape)

    def _cells(self, rect: Rect) -> tuple[slice, slice]:
        clipped = rect.clipped(self._shape)
        if not clipped:
            return slice(0, 0), slice(0, 0)
        rows, columns = clipped.y1 - 1, clipped.x1 - 1
        return (
            slice(clipped.y0 // TILE, rows // TILE + 1),
            slice(clipped.x0 // TILE, columns // TILE + 1),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of work: read `window` of image and trimap, keep `rect` of what comes out.

    Attributes:
        window: What is read; its edges lie on the network's grid or on the image's border.
        rect: What is written; lies inside `window`.
        trimap: `window`'s trimap as the estimator is to see it.
        tile: The stale tile that is up to date once this part is solved; empty if parts and
            tiles do not match one to one.
    """

    window: Rect
    rect: Rect
    trimap: Trimap
    tile: Rect = NO_RECT


def tile_parts(trimap: Trimap, tiles: Sequence[Rect], halo: int, stride: int) -> Iterator[Part]:
    """Yield a part for the unknown area of each tile; tiles without one need no work.

    Reading `halo` pixels more on each side makes the result equal to that of the whole image.
    """
    for tile in tiles:
        unknown = Rect.around(trimap[tile.slices] == UNKNOWN)
        if not unknown:
            continue
        rect = unknown.shifted(tile.y0, tile.x0).snapped(stride).clipped(trimap.shape)
        window = rect.grown(halo).snapped(stride).clipped(trimap.shape)
        yield Part(window, rect, trimap[window.slices], tile)


def region_parts(trimap: Trimap, tiles: Sequence[Rect], reach: int) -> Iterator[Part]:
    """Yield a part for each connected unknown region that touches one of `tiles`.

    For estimators in which two unknown pixels interact only through unknown pixels at most
    `reach` apart: regions farther from each other are separate problems.
    """
    unknown = (trimap == UNKNOWN).astype(np.uint8)
    joined = cv2.dilate(unknown, np.ones((reach + 1, reach + 1), np.uint8))
    _, regions, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    touched = {int(region) for tile in tiles for region in np.unique(regions[tile.slices])}
    for region in sorted(touched - {0}):
        x, y, width, height, _ = (int(value) for value in stats[region])
        rect = Rect(y, x, y + height, x + width)
        window = rect.grown(2 * reach).clipped(trimap.shape)
        part = trimap[window.slices].copy()
        part[(regions[window.slices] != region) & (part == UNKNOWN)] = BACKGROUND
        if bool((part == UNKNOWN).any()):
            yield Part(window, rect, part)
