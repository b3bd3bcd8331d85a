"""The feature store: maps of a network's stages, kept in tiles, with what of them is valid.

Axes of stored maps: H height, W width, C channel; a tile is contiguous in this order, which is what
convolutions on a processor read fastest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect

Key = tuple[int, int]
"""Row and column of a tile."""


@dataclass(frozen=True, slots=True)
class MapSpec:
    """One map that a stage writes.

    Attributes:
        channels: How many.
        dtype: Of its values.
        finer: Its resolution is twice that of the stage's tiles and validity (1), or the same (0).
    """

    channels: int
    dtype: torch.dtype
    finer: int = 0

    @property
    def nbytes(self) -> int:
        """Bytes for one pixel of the stage's validity."""
        return self.channels * self.dtype.itemsize << 2 * self.finer


class StageStore:
    """The tiles of one stage; only those that were ever written are there.

    Args:
        shape: (height, width) of the stage's resolution.
        specs: Its maps by name.
        side: Of a tile, in pixels of that resolution.
        poison: Fill what is undefined with NaN, so that a test sees what was read without being
            computed.
    """

    def __init__(
        self, shape: tuple[int, int], specs: dict[str, MapSpec], side: int, *, poison: bool = False
    ) -> None:
        self.shape = shape
        self.valid: Mask = np.zeros(shape, np.bool_)
        self.nbytes = 0
        """Bytes of all tiles."""
        self._specs = specs
        self._side = side
        self._poison = poison
        self._tiles: dict[Key, dict[str, Tensor]] = {}

    def read(self, name: str, rect: Rect) -> Tensor:
        """Return a copy of a map's `rect`, x_BCHW with B = 1 in channels-last order.

        What was never written is undefined.
        """
        spec = self._specs[name]
        out = self._empty((rect.height, rect.width, spec.channels), spec)
        for key in rect.cells(self._side << spec.finer):
            tile = self._tiles.get(key)
            if tile is not None:
                place = self._place(key, spec.finer)
                part = rect & place
                source = part.relative_to(place).slices
                out[part.relative_to(rect).slices] = tile[name][source]
        return out.permute(2, 0, 1)[None]

    def write(self, name: str, rect: Rect, x_BCHW: Tensor) -> None:
        """Put `x_BCHW`, B = 1, into a map's `rect`; it becomes valid by `valid`, not by this.

        What is valid is left as it is. A piece is computed as a rectangle, in which cells may be
        valid although what they were computed from is forgotten: there `x_BCHW` is wrong.
        """
        spec = self._specs[name]
        x_HWC = x_BCHW[0].permute(1, 2, 0)
        for key in rect.cells(self._side << spec.finer):
            tile, place = self._tile(key), self._place(key, spec.finer)
            part = rect & place
            target = tile[name][part.relative_to(place).slices]
            source = x_HWC[part.relative_to(rect).slices]
            valid = self._valid(part, spec.finer)
            target[:] = torch.where(valid, target, source) if valid.any() else source

    def places(self) -> Iterator[tuple[Key, Rect]]:
        """Yield each stored tile's key and where it lies, in pixels of the stage's resolution."""
        for key in self._tiles:
            yield key, self._place(key)

    def missing_nbytes(self, rects: Iterable[Rect]) -> int:
        """Return how many bytes the tiles take that writing to `rects` adds."""
        keys = {key for rect in rects for key in rect.cells(self._side) if key not in self._tiles}
        return sum([self._place(key).area for key in keys]) * self._pixel_nbytes

    def drop(self, key: Key) -> int:
        """Forget a tile; return how many bytes that freed."""
        place = self._place(key)
        self.valid[place.slices] = False
        del self._tiles[key]
        freed = place.area * self._pixel_nbytes
        self.nbytes -= freed
        return freed

    @property
    def _pixel_nbytes(self) -> int:
        return sum(spec.nbytes for spec in self._specs.values())

    def _tile(self, key: Key) -> dict[str, Tensor]:
        tile = self._tiles.get(key)
        if tile is None:
            tile = {}
            for name, spec in self._specs.items():
                place = self._place(key, spec.finer)
                tile[name] = self._empty((place.height, place.width, spec.channels), spec)
            self._tiles[key] = tile
            self.nbytes += self._place(key).area * self._pixel_nbytes
        return tile

    def _valid(self, rect: Rect, finer: int) -> Tensor:
        """Return what of `rect`, in pixels of a map, is valid, x_HWC with C = 1."""
        rows = np.arange(rect.y0, rect.y1) >> finer
        columns = np.arange(rect.x0, rect.x1) >> finer
        return torch.from_numpy(self.valid[np.ix_(rows, columns)])[..., None]

    def _empty(self, shape: tuple[int, int, int], spec: MapSpec) -> Tensor:
        empty = torch.empty(shape, dtype=spec.dtype)
        return empty.fill_(torch.nan) if self._poison else empty

    def _place(self, key: Key, finer: int = 0) -> Rect:
        row, column = key
        side = self._side << finer
        place = Rect(row * side, column * side, (row + 1) * side, (column + 1) * side)
        return place.clipped((self.shape[0] << finer, self.shape[1] << finer))
