"""A solver that counts its work."""

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect
from mattegui.engine.live import LiveSolver
from mattegui.engine.stage import Stage


class CountingSolver(LiveSolver):
    """Counts the floating-point operations of all convolutions, two for a multiply-add."""

    flops = 0

    def _compute(self, stage: Stage, place: Rect, mask: Mask) -> None:
        _, crop = stage.crop(place, self._stores[stage.name].shape)
        self.flops += 2 * (stage.weights + stage.again) * crop.area
        super()._compute(stage, place, mask)
