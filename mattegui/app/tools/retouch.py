"""The retouch brush: corrects the alpha itself, on a layer of its own."""

from typing import Final

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Effect, Sample, ToolOptions
from mattegui.core.matte import Matte
from mattegui.core.soft_brush import SoftStroke, Tone, paint_corrections
from mattegui.core.stroke import Stroke

_TEXTS: Final[dict[Effect, str]] = {
    "add": "Add to alpha",
    "remove": "Remove from alpha",
    "smooth": "Smooth alpha",
    "strengthen": "Strengthen alpha",
    "clear": "Clear haze from alpha",
}
_OPPOSITE: Final[dict[Effect, Effect]] = {
    "add": "remove",
    "remove": "add",
    "strengthen": "clear",
    "clear": "strengthen",
}
_TARGETS: Final[dict[Effect, float]] = {"add": 1.0, "remove": 0.0}
_TONES: Final[dict[Effect, Tone]] = {"strengthen": "strengthen", "clear": "clear"}
_SIGMA: Final = 1 / 8
"""Of the radius: how far smoothing reaches."""
_SIGMAS: Final = (0.8, 8.0)


class Retouch:
    """Makes alpha more, less or smoother under a soft brush; the estimator's answer stays below.

    Add and remove paint over everything. Strengthen makes hairs denser and leaves the gaps between
    them open; clear takes the haze between them away and leaves what is solid. Erased, a
    correction is no more, and what was estimated shows.
    """

    title = "Retouch alpha"
    shortcut = "R"
    hint = "Drag to correct the alpha · right button: the opposite · {smaller} {larger} size"
    options: tuple[str, ...] = ("effect", "erase", "radius", "pressure", "hardness", "strength")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        return "Erase retouch" if _erases(options) else _TEXTS[_effect(options)]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        effect, (low, high) = _effect(options), _SIGMAS
        sigma = min(high, max(low, _SIGMA * options.radius)) if effect == "smooth" else 0.0
        target, tone, erase = _TARGETS.get(effect), _TONES.get(effect, ""), _erases(options)

        def soft(stroke: Stroke) -> SoftStroke:
            brush = options.hardness, options.strength
            return SoftStroke("retouch", stroke, *brush, target, sigma, tone, erase)

        done = yield from gestures.soft_brush(options, start, soft)
        return paint_corrections(matte.retouch, done, matte.smoothed_alpha)


def opposite(effect: Effect) -> Effect:
    """Return what takes an effect back; of smoothing there is no such effect, but erasing."""
    return _OPPOSITE.get(effect, effect)


def _effect(options: ToolOptions) -> Effect:
    return opposite(options.effect) if options.opposite else options.effect


def _erases(options: ToolOptions) -> bool:
    return options.erase or (options.opposite and options.effect not in _OPPOSITE)
