"""Solving stroke by stroke: only what a stroke changes, and of that only what alpha needs.

A stroke makes cells of the stages' maps invalid, stage by stage as far as its influence reaches;
the unknown pixels need cells, stage by stage backwards. What is needed and not valid is computed.
Both sets are kept per pixel and grouped into tiles only to be computed, so the result is that of
the whole network, and the work is a few percent of it.
"""

from typing import Final

import cv2
import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Mask, Trimap, known_alpha, snap_trimap
from mattegui.core.rect import Rect
from mattegui.engine.networks.dim import DIM
from mattegui.engine.preprocess import STRIDE, network_input, padded, tensors
from mattegui.engine.stages import StagedNetwork
from mattegui.engine.store import TILE, StageStore

BUDGET: Final = 1_000_000_000
"""Bytes that the stored maps may take between two passes."""
REACH: Final = 320
"""No network reaches farther, in pixels; a multiple of 32."""


class LiveSolver:
    """One image's maps, and the alpha that they give for a trimap that keeps changing.

    Args:
        network: In evaluation mode, without batch norm, on the CPU.
        image: H,W,3.
        budget: Bytes for stored maps; the farthest from the last piece are forgotten first.
        poison: For tests; see `StageStore`.
    """

    def __init__(
        self, network: DIM, image: Image, *, budget: int = BUDGET, poison: bool = False
    ) -> None:
        self._image = padded(image)
        height, width = self._image.shape[0], self._image.shape[1]
        self._trimap: Trimap = np.zeros((height, width), np.uint8)
        self._dtype = next(network.parameters()).dtype
        self._config = network.config
        self._staged = StagedNetwork(network, self._input)
        self._budget = budget
        self._stores = {
            stage.name: StageStore(
                (height >> stage.level, width >> stage.level), stage.maps, poison=poison
            )
            for stage in self._staged.stages.values()
        }

    @property
    def flops(self) -> int:
        """Floating-point operations so far."""
        return self._staged.flops

    @property
    def nbytes(self) -> int:
        """Bytes of the stored maps."""
        return sum(store.nbytes for store in self._stores.values())

    def set_trimap(self, trimap: Trimap) -> None:
        """Work for another trimap from now on: what it changes is no longer valid.

        Args:
            trimap: H,W of the image's size.
        """
        new = padded(trimap)
        changed = Rect.around(new != self._trimap)
        if not changed:
            return
        window = changed.grown(REACH).snapped(STRIDE).clipped(new.shape)
        dirty = new[window.slices] != self._trimap[window.slices]
        self._trimap[changed.slices] = new[changed.slices]
        self._invalidate(window, dirty)

    def alpha(self, rect: Rect) -> Alpha:
        """Return the alpha of `rect`, exactly that of the whole network, computing what it lacks.

        Args:
            rect: Inside the image.
        """
        if self.lacking(rect).any():
            self._solve(rect)
        return self.shown(rect)

    def shown(self, rect: Rect) -> Alpha:
        """Return what is known of the alpha of `rect` without computing; 0.5 where nothing is."""
        alpha = known_alpha(self._trimap[rect.slices])
        solved = (self._trimap[rect.slices] == UNKNOWN) & ~self.lacking(rect)
        if solved.any():
            values = self._stores["refine"].read("alpha", rect)[0, 0].float().numpy()
            alpha[solved] = np.clip(values[solved], 0, 1)
        return alpha

    def lacking(self, rect: Rect) -> Mask:
        """Return which unknown pixels of `rect` have no valid alpha yet."""
        unknown = self._trimap[rect.slices] == UNKNOWN
        lacking: Mask = unknown & ~self._stores["refine"].valid[rect.slices]
        return lacking

    def _solve(self, rect: Rect) -> None:
        self._make_room(rect)
        window = rect.grown(REACH).snapped(STRIDE).clipped(self._trimap.shape)
        wanted = np.zeros((window.height, window.width), np.bool_)
        inner = rect.shifted(-window.y0, -window.x0).slices
        wanted[inner] = self._trimap[rect.slices] == UNKNOWN
        for name, mask in self._missing(window, wanted):
            self._compute(name, window, mask)

    def _input(self, rect: Rect) -> Tensor:
        """Return the network's input x_B4HW for a rect of the padded image."""
        pixels, trimap = self._image[rect.slices], self._trimap[rect.slices]
        rgb_B3HW, trimap_B1HW = tensors(pixels, snap_trimap(trimap), torch.device("cpu"))
        x_B4HW = network_input(rgb_B3HW.to(self._dtype), trimap_B1HW, self._config)
        return x_B4HW.contiguous(memory_format=torch.channels_last)

    def _invalidate(self, window: Rect, dirty: Mask) -> None:
        """Carry the dirt of changed trimap pixels forwards through the stages."""
        found: dict[str, Mask] = {}
        for stage in self._staged.stages.values():
            base = np.zeros(_level_shape(window, stage.base), np.bool_)
            if stage.reads_trimap:
                base |= dirty
            for feed in stage.feeds:
                base |= _finer(found[feed.source], feed.down)
            spread = _dilated(base, stage.halo)
            found[stage.name] = _coarser(spread, stage.level - stage.base)
            place = _at_level(window, stage.level)
            self._stores[stage.name].valid[place.slices] &= ~found[stage.name]

    def _missing(self, window: Rect, wanted: Mask) -> list[tuple[str, Mask]]:
        """Return what has to be computed, stage by stage in the order of computing."""
        stages = list(self._staged.stages.values())
        needs = {s.name: np.zeros(_level_shape(window, s.level), np.bool_) for s in stages}
        needs[stages[-1].name] |= wanted
        missing: list[tuple[str, Mask]] = []
        for stage in reversed(stages):
            valid = self._stores[stage.name].valid[_at_level(window, stage.level).slices]
            lacking = needs[stage.name] & ~valid
            if not lacking.any():
                continue
            missing.append((stage.name, lacking))
            reads = _dilated(_finer(lacking, stage.level - stage.base), stage.halo)
            for feed in stage.feeds:
                needs[feed.source] |= _coarser(reads, feed.down)
        return missing[::-1]

    @torch.inference_mode()
    def _compute(self, name: str, window: Rect, mask: Mask) -> None:
        """Compute the cells of `mask`, which covers `window`, in pieces that fit the tiles."""
        store = self._stores[name]
        place = _at_level(window, self._staged.stages[name].level)
        for cell in place.split(TILE):
            part = mask[cell.shifted(-place.y0, -place.x0).slices]
            around = Rect.around(part)
            if around:
                self._staged.compute(name, around.shifted(cell.y0, cell.x0), self._stores)
        store.valid[place.slices] |= mask

    def _make_room(self, rect: Rect) -> None:
        """Begin a pass; forget the tiles farthest from `rect` until the rest fits the budget."""
        height, width = self._trimap.shape
        y, x = (rect.y0 + rect.y1) / 2 / height, (rect.x0 + rect.x1) / 2 / width
        excess = self.nbytes - self._budget
        for store in self._stores.values():
            store.begin_pass()
        while excess > 0:
            # The alpha itself is one small map, and without it all would be computed again.
            far = [
                (found[0], name, found[1])
                for name, store in self._stores.items()
                if name != "refine" and (found := store.farthest(y, x)) is not None
            ]
            if not far:
                return
            _, name, key = max(far)
            excess -= self._stores[name].drop(key)


def _dilated(mask: Mask, reach: int) -> Mask:
    if reach == 0 or not mask.any():
        return mask
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return cv2.dilate(mask.astype(np.uint8), kernel).astype(np.bool_)


def _coarser(mask: Mask, levels: int) -> Mask:
    """Return a smaller mask in which a cell is true if any of its pixels is."""
    for _ in range(levels):
        mask = mask[0::2, 0::2] | mask[1::2, 0::2] | mask[0::2, 1::2] | mask[1::2, 1::2]
    return mask


def _finer(mask: Mask, levels: int) -> Mask:
    """Return a larger mask in which each cell fills its pixels."""
    for _ in range(levels):
        mask = mask.repeat(2, axis=0).repeat(2, axis=1)
    return mask


def _at_level(window: Rect, level: int) -> Rect:
    """Return a window whose edges are multiples of 32 in pixels of a level."""
    return Rect(window.y0 >> level, window.x0 >> level, window.y1 >> level, window.x1 >> level)


def _level_shape(window: Rect, level: int) -> tuple[int, int]:
    return window.height >> level, window.width >> level
