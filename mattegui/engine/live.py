"""Solving stroke by stroke: only what a stroke changes, and of that only what alpha needs.

The result is that of the whole network, and the work is a few percent of it.
"""

import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Mask, Trimap, known_alpha, snap_trimap
from mattegui.core.cancelling import Cancelled, never
from mattegui.core.rect import Rect
from mattegui.engine.estimator import halo
from mattegui.engine.memory import LEAST_STORE
from mattegui.engine.needs import Piece, at_level, invalidate, missing, pieces
from mattegui.engine.networks.dim import DIM
from mattegui.engine.preprocess import STRIDE, network_input, padded, tensors
from mattegui.engine.stage import Stage
from mattegui.engine.stages import ALPHA, StagedNetwork
from mattegui.engine.store import Key, StageStore


class LiveSolver:
    """One image's maps, and the alpha that they give for a trimap that keeps changing.

    Args:
        network: In evaluation mode, without batch norm, on the CPU.
        image: H,W,3.
        budget: Bytes for stored maps.
        poison: For tests; see `StageStore`.

    Attributes:
        view: What of the image is on the screen, if that is known. What lies far from it and saves
            little work is forgotten first.
    """

    def __init__(
        self, network: DIM, image: Image, *, budget: int = LEAST_STORE, poison: bool = False
    ) -> None:
        self._image = padded(image)
        height, width = self._image.shape[0], self._image.shape[1]
        self._trimap: Trimap = np.zeros((height, width), np.uint8)
        self._dtype = next(network.parameters()).dtype
        self._config = network.config
        self._staged = StagedNetwork(network, self._input)
        self._budget = budget
        self._reach = halo(network.config)
        self.view: Rect | None = None
        self._stores = {
            stage.name: StageStore(
                (height >> stage.level, width >> stage.level),
                stage.maps,
                stage.tile,
                poison=poison,
            )
            for stage in self._staged.stages.values()
        }

    @property
    def nbytes(self) -> int:
        """Bytes of the stored maps."""
        return sum([store.nbytes for store in self._stores.values()])

    def set_trimap(self, trimap: Trimap) -> None:
        """Work for another trimap from now on: what it changes is no longer valid.

        Args:
            trimap: H,W of the image's size.
        """
        new = padded(trimap)
        changed = Rect.around(new != self._trimap)
        if not changed:
            return
        window = self._window(changed)
        dirty: Mask = new[window.slices] != self._trimap[window.slices]
        # First, as it may run out of memory: what is not written yet is found changed again.
        invalidate(self._staged.stages, self._stores, window, dirty)
        self._trimap[changed.slices] = new[changed.slices]

    def fits(self, rect: Rect) -> bool:
        """Say whether the budget holds all maps that `rect` can need.

        Where it does not, `alpha` is not to be asked: what it computes would have to be kept.
        """
        window = self._window(rect)
        most = 0
        for stage in self._staged.stages.values():
            # The alpha is kept wherever it is known.
            around = Rect.whole(self._trimap.shape) if stage.name == ALPHA else window
            place = at_level(around, stage.level).snapped(stage.tile)
            place = place.clipped(self._stores[stage.name].shape)
            most += place.area * sum(spec.nbytes for spec in stage.maps.values())
        return most <= self._budget

    def alpha(self, rect: Rect, cancelled: Cancelled = never) -> Alpha:
        """Return the alpha of `rect`, exactly that of the whole network, computing what it lacks.

        Args:
            rect: Inside the image.
            cancelled: Asked before each piece of a stage. When it says yes, the alpha is that of
                `shown`; what was computed stays.
        """
        lacking = Rect.around(self.lacking(rect))
        if lacking:
            self._solve(lacking.shifted(rect.y0, rect.x0), cancelled)
        return self.shown(rect)

    def shown(self, rect: Rect) -> Alpha:
        """Return what is known of the alpha of `rect` without computing; 0.5 where nothing is."""
        alpha = known_alpha(self._trimap[rect.slices])
        solved = (self._trimap[rect.slices] == UNKNOWN) & ~self.lacking(rect)
        if solved.any():
            values = self._stores[ALPHA].read("alpha", rect)[0, 0].float().numpy()
            alpha[solved] = np.clip(values[solved], 0, 1)
        return alpha

    def lacking(self, rect: Rect) -> Mask:
        """Return which unknown pixels of `rect` have no valid alpha yet."""
        unknown = self._trimap[rect.slices] == UNKNOWN
        lacking: Mask = unknown & ~self._stores[ALPHA].valid[rect.slices]
        return lacking

    def keep(self, rect: Rect, alpha: Alpha) -> None:
        """Take over alpha that was computed elsewhere: exact where `rect` is unknown."""
        store = self._stores[ALPHA]
        store.write("alpha", rect, torch.from_numpy(alpha)[None, None].to(self._dtype))
        store.valid[rect.slices] |= self._trimap[rect.slices] == UNKNOWN

    def _window(self, rect: Rect) -> Rect:
        """Return all that `rect` has an influence on, or that has one on it."""
        return rect.grown(self._reach).snapped(STRIDE).clipped(self._trimap.shape)

    def _solve(self, rect: Rect, cancelled: Cancelled) -> None:
        window = self._window(rect)
        wanted = np.zeros((window.height, window.width), np.bool_)
        wanted[rect.relative_to(window).slices] = self.lacking(rect)
        work = [
            (stage, list(pieces(stage, window, mask)))
            for stage, mask in missing(self._staged.stages, self._stores, window, wanted)
        ]
        self._make_room(window, work)
        for stage, found in work:
            for place, mask in found:
                if cancelled():
                    return
                self._compute(stage, place, mask)

    def _input(self, rect: Rect) -> Tensor:
        """Return the network's input x_B4HW for a rect of the padded image."""
        pixels, trimap = self._image[rect.slices], self._trimap[rect.slices]
        rgb_B3HW, trimap_B1HW = tensors(pixels, snap_trimap(trimap), torch.device("cpu"))
        x_B4HW = network_input(rgb_B3HW.to(self._dtype), trimap_B1HW, self._config)
        return x_B4HW.contiguous(memory_format=torch.channels_last)

    @torch.inference_mode()
    def _compute(self, stage: Stage, place: Rect, mask: Mask) -> None:
        """Compute a piece of a stage; only what `mask`, which covers it, holds becomes valid."""
        self._staged.compute(stage.name, place, self._stores)
        self._stores[stage.name].valid[place.slices] |= mask

    def _make_room(self, window: Rect, work: list[tuple[Stage, list[Piece]]]) -> None:
        """Forget what lies outside `window` until what `work` adds fits as well."""
        excess = self.nbytes - self._budget
        for stage, found in work:
            excess += self._stores[stage.name].missing_nbytes(place for place, _ in found)
        for stage, key in self._forgettable(window) if excess > 0 else ():
            excess -= self._stores[stage.name].drop(key)
            if excess <= 0:
                return

    def _forgettable(self, window: Rect) -> list[tuple[Stage, Key]]:
        """Return the tiles outside `window`, those first that are missed the least.

        What saves ten times the work a byte may lie ten times as far from the view.
        """
        view = self.view or window
        found: list[tuple[float, Stage, Key]] = []
        for stage in self._staged.stages.values():
            if stage.name == ALPHA:
                # Its one map is small, and without it all would be computed again.
                continue
            around, near = at_level(window, stage.level), at_level(view, stage.level)
            for key, place in self._stores[stage.name].places():
                if not place & around:
                    far = (_distance(place, near) + stage.tile) << stage.level
                    found.append((far / stage.worth, stage, key))
        found.sort(key=lambda each: each[0], reverse=True)
        return [(stage, key) for _, stage, key in found]


def _distance(a: Rect, b: Rect) -> int:
    """Return how far apart two rects are, along the axis on which they are farther."""
    return max(a.y0 - b.y1, b.y0 - a.y1, a.x0 - b.x1, b.x0 - a.x1, 0)
