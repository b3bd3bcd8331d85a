"""Tiles: which are stale, and which part of the image has to be read to solve them.

Nothing here needs torch.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from mattegui.core.arrays import BACKGROUND, UNKNOWN, Alpha, AnyArray, Image, Trimap
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
        before = self._stale.copy()
        for rect in rects:
            near = self._cells(rect.grown(halo))
            # What was changed twice may be as it was for an estimator that remembers, but the
            # first change has written on the screen what is known, over its answer.
            self._taken[near] |= before[near]
            self._stale[near] = True
            self._touched[near] = self.generation

    def stale(self, near: Rect, view: Rect | None = None) -> list[Rect]:
        """Return the stale tiles, the most urgent first.

        Args:
            near: What changed last: tiles come in order of their distance from its centre.
            view: What is on the screen: tiles that it shows come before all others.
        """
        y, x = near.y0 + near.y1, near.x0 + near.x1
        rects = [self._rect(int(row), int(column)) for row, column in np.argwhere(self._stale)]

        def urgency(rect: Rect) -> tuple[bool, int]:
            unseen = view is not None and not rect & view
            return unseen, (rect.y0 + rect.y1 - y) ** 2 + (rect.x0 + rect.x1 - x) ** 2

        return sorted(rects, key=urgency)

    def take(self, near: Rect, view: Rect | None = None) -> tuple[list[Rect], frozenset[Rect]]:
        """Return the stale tiles, the most urgent first, and those that are owed in full.

        A tile that was taken or marked before and is still stale is owed: its answer may have been
        computed and never shown. Of the others, what an estimator remembers of them is on the
        screen.

        Args:
            near: See `stale`.
            view: See `stale`.
        """
        tiles = self.stale(near, view)
        owed = frozenset(tile for tile in tiles if self._taken[tile.y0 // TILE, tile.x0 // TILE])
        self._taken |= self._stale
        return tiles, owed

    def accepts(self, rect: Rect, generation: int) -> bool:
        """Say whether nothing has touched the tiles of `rect` since `generation`."""
        return bool((self._touched[self._cells(rect)] <= generation).all())

    def all_stale(self, rect: Rect) -> bool:
        """Say whether every tile of `rect` is stale, so that nothing final can be lost there."""
        return bool(self._stale[self._cells(rect)].all())

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
        tile: The stale tile, or several of them, that are up to date once this part is solved;
            empty if parts do not cover whole tiles.
        kept: An estimator that remembers solves it from what it remembers.
        draft: A part that follows begins with its alpha, which is not the answer yet.
    """

    window: Rect
    rect: Rect
    trimap: Trimap
    tile: Rect = NO_RECT
    kept: bool = False
    draft: bool = False


class OneByOne(ABC):
    """What most estimators are: the draft is the alpha itself, and parts are solved in turn."""

    @abstractmethod
    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image; see `Estimator.estimate`."""

    @abstractmethod
    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Return the alpha of the part's window; see `Estimator.solve_part`."""

    def draft(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the same alpha; see `Estimator.draft`."""
        return self.estimate(image, trimap)

    def solve_parts(self, image: Image, parts: Sequence[Part]) -> Iterator[Alpha]:
        """Yield the alpha of each part's window; see `Estimator.solve_parts`."""
        for part in parts:
            yield self.solve_part(image[part.window.slices], part)


def tile_parts(
    trimap: Trimap, tiles: Sequence[Rect], halo: int, stride: int, *, kept: bool = False
) -> Iterator[Part]:
    """Yield a part for the unknown area of each tile; tiles without one need no work.

    Reading `halo` pixels more on each side makes the result equal to that of the whole image.
    """
    for tile in tiles:
        unknown = Rect.around(trimap[tile.slices] == UNKNOWN)
        if not unknown:
            continue
        rect = unknown.shifted(tile.y0, tile.x0).snapped(stride).clipped(trimap.shape)
        window = rect.grown(halo).snapped(stride).clipped(trimap.shape)
        yield Part(window, rect, trimap[window.slices], tile, kept)


def crop_parts(
    trimap: Trimap, tiles: Sequence[Rect], side: int, halo: int, stride: int
) -> Iterator[Part]:
    """Yield a part for the tiles of each block of `side`, or one each where that reads less.

    The halo around each of nine tiles of 512 pixels is three and a half times as large as the
    tile; around the nine together, 1.7 times. A tile larger than `side` becomes several parts; it
    is up to date with the last of them.

    Args:
        trimap: The whole trimap.
        tiles: The most urgent first; blocks come in the order of their most urgent tile.
        side: Of a block, in pixels; no part keeps more, as long as it is a multiple of `stride`.
        halo: How far an input pixel's influence reaches.
        stride: The network's grid.
    """
    blocks: dict[tuple[int, int], list[Rect]] = {}
    for tile in tiles:
        blocks.setdefault((tile.y0 // side, tile.x0 // side), []).append(tile)
    for block in blocks.values():
        apart = [part for tile in block for part in _split_parts(trimap, tile, side, halo, stride)]
        if not apart:
            continue
        tile = Rect.union(block)
        rect = Rect.union(part.rect for part in apart)
        window = rect.grown(halo).snapped(stride).clipped(trimap.shape)
        fits = max(rect.height, rect.width) <= side
        if fits and window.area < sum(part.window.area for part in apart):
            yield Part(window, rect, trimap[window.slices], tile)
        else:
            yield from apart


def _split_parts(trimap: Trimap, tile: Rect, side: int, halo: int, stride: int) -> Iterator[Part]:
    """Yield the parts of one tile, none larger than `side`."""
    cells = list(tile.split(side)) if max(tile.height, tile.width) > side else [tile]
    parts = list(tile_parts(trimap, cells, halo, stride))
    for count, part in enumerate(parts, start=1):
        yield replace(part, tile=tile if count == len(parts) else NO_RECT)


def region_parts(trimap: Trimap, tiles: Sequence[Rect], reach: int) -> Iterator[Part]:
    """Yield parts with every connected unknown region that touches one of `tiles`.

    For estimators in which two unknown pixels interact only through unknown pixels at most
    `reach` apart: regions farther from each other are separate problems. All of a part's `rect` is
    written, so the part of a region has those as well of which some lies there.
    """
    mask = trimap == UNKNOWN
    joined = cv2.dilate(mask.view(np.uint8), np.ones((reach + 1, reach + 1), np.uint8))
    _, regions, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    groups = {
        _group(regions, mask, stats, region)
        for tile in tiles
        for region in _regions_in(regions, mask, tile)
    }
    for members in sorted(groups, key=min):
        if any(members < others for others in groups):
            continue
        rect = _bounds(stats, members)
        window = rect.grown(2 * reach).clipped(trimap.shape)
        part = trimap[window.slices].copy()
        strange = ~np.isin(regions[window.slices], list(members))
        part[strange & (part == UNKNOWN)] = BACKGROUND
        yield Part(window, rect, part)


def _group(regions: AnyArray, mask: AnyArray, stats: AnyArray, region: int) -> frozenset[int]:
    """Return a region and all that lie, in part at least, in the box round what is returned."""
    members: frozenset[int] = frozenset()
    found = frozenset({region})
    while found != members:
        members = found
        found = members | _regions_in(regions, mask, _bounds(stats, members))
    return members


def _regions_in(regions: AnyArray, mask: AnyArray, rect: Rect) -> frozenset[int]:
    """Return the regions of which an unknown pixel lies in `rect`."""
    counts = np.bincount(regions[rect.slices][mask[rect.slices]])
    return frozenset(np.flatnonzero(counts).tolist())


def _bounds(stats: AnyArray, members: Iterable[int]) -> Rect:
    boxes = (stats[member, :4].tolist() for member in members)
    return Rect.union(Rect(y, x, y + height, x + width) for x, y, width, height in boxes)
