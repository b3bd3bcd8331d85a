"""The feature store: maps of a network's stages, kept in tiles, with what of them is valid.

Axes of stored maps: H height, W width, C channel; a tile is contiguous in this order, which is what
convolutions on a processor read fastest.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect

TILE: Final = 128
"""Side of a stage's tile, in pixels of its own resolution."""


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


@dataclass(slots=True)
class _Tile:
    maps: dict[str, Tensor]
    nbytes: int
    touched: int = field(default=0)


class StageStore:
    """The tiles of one stage; only those that were ever needed are there.

    Args:
        shape: (height, width) of the stage's resolution.
        specs: Its maps by name.
        poison: Fill new tiles with NaN, so that a test sees what was read without being computed.
    """

    def __init__(
        self, shape: tuple[int, int], specs: dict[str, MapSpec], *, poison: bool = False
    ) -> None:
        self.shape = shape
        self.valid: Mask = np.zeros(shape, np.bool_)
        self._specs = specs
        self._poison = poison
        self._tiles: dict[tuple[int, int], _Tile] = {}
        self._clock = 0

    @property
    def nbytes(self) -> int:
        """Bytes of all tiles."""
        return sum(tile.nbytes for tile in self._tiles.values())

    def begin_pass(self) -> None:
        """From now on, tiles that are read or written belong to a new pass."""
        self._clock += 1

    def read(self, name: str, rect: Rect) -> Tensor:
        """Return a copy of a map's `rect`, x_BCHW with B = 1 in channels-last order.

        What was never written is undefined.
        """
        spec = self._specs[name]
        out = torch.empty((rect.height, rect.width, spec.channels), dtype=spec.dtype)
        for row, column in rect.cells(TILE << spec.finer):
            tile, place = self._tile(row, column), self._place(row, column, spec)
            part = rect & place
            source = part.shifted(-place.y0, -place.x0).slices
            out[part.shifted(-rect.y0, -rect.x0).slices] = tile.maps[name][source]
        return out.permute(2, 0, 1)[None]

    def write(self, name: str, rect: Rect, x_BCHW: Tensor) -> None:
        """Put `x_BCHW`, B = 1, into a map's `rect`; it becomes valid by `valid`, not by this."""
        spec = self._specs[name]
        x_HWC = x_BCHW[0].permute(1, 2, 0)
        for row, column in rect.cells(TILE << spec.finer):
            tile, place = self._tile(row, column), self._place(row, column, spec)
            part = rect & place
            target = part.shifted(-place.y0, -place.x0).slices
            tile.maps[name][target] = x_HWC[part.shifted(-rect.y0, -rect.x0).slices]

    def farthest(self, y: float, x: float) -> tuple[float, tuple[int, int]] | None:
        """Return (distance, key) of the tile farthest from a point that this pass has not used.

        Args:
            y: Share of the height, 0 to 1.
            x: Share of the width.
        """
        height, width = self.shape
        best: tuple[float, tuple[int, int]] | None = None
        for key, tile in self._tiles.items():
            if tile.touched < self._clock:
                dy, dx = (key[0] + 0.5) * TILE / height - y, (key[1] + 0.5) * TILE / width - x
                far = (dy * dy + dx * dx, key)
                best = far if best is None else max(best, far)
        return best

    def drop(self, key: tuple[int, int]) -> int:
        """Forget a tile; return how many bytes that freed."""
        row, column = key
        self.valid[
            Rect(row * TILE, column * TILE, (row + 1) * TILE, (column + 1) * TILE).slices
        ] = False
        return self._tiles.pop(key).nbytes

    def _tile(self, row: int, column: int) -> _Tile:
        tile = self._tiles.get((row, column))
        if tile is None:
            maps = {}
            for name, spec in self._specs.items():
                place = self._place(row, column, spec)
                shape = (place.height, place.width, spec.channels)
                empty = torch.empty(shape, dtype=spec.dtype)
                if self._poison:
                    empty.fill_(torch.nan if spec.dtype.is_floating_point else 255)
                maps[name] = empty
            nbytes = sum(each.nbytes for each in maps.values())
            tile = self._tiles[row, column] = _Tile(maps, nbytes)
        tile.touched = self._clock
        return tile

    def _place(self, row: int, column: int, spec: MapSpec) -> Rect:
        side = TILE << spec.finer
        place = Rect(row * side, column * side, (row + 1) * side, (column + 1) * side)
        return place.clipped((self.shape[0] << spec.finer, self.shape[1] << spec.finer))
