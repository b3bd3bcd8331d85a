"""The retouch brush: corrects the alpha itself, on a layer of its own."""

from typing import Final

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Effect, Sample, ToolOptions
from mattegui.core.arrays import Alpha
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.retouch import laid_over
from mattegui.core.soft_brush import Targets, paint_corrections, smoothed

_TEXTS: Final[dict[Effect, str]] = {
    "add": "Add to alpha",
    "remove": "Remove from alpha",
    "smooth": "Smooth alpha",
}
_OPPOSITE: Final[dict[Effect, Effect]] = {"add": "remove", "remove": "add", "smooth": "add"}
_SIGMA: Final = 1 / 8
"""Of the radius: how far smoothing reaches."""
_SIGMAS: Final = (0.8, 8.0)


class Retouch:
    """Makes alpha more, less or smoother under a soft brush; the estimator's answer stays below."""

    title = "Retouch alpha"
    shortcut = "R"
    hint = "Drag to correct the alpha · right button: the opposite · [ ] size"
    options: tuple[str, ...] = ("effect", "radius", "pressure", "hardness", "strength")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        return _TEXTS[_effect(options)]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        stroke = yield from gestures.brush(options, start)
        brush = options.hardness, options.strength
        targets = _targets(matte, options)
        return paint_corrections(matte.retouch, stroke, brush, "retouch", targets)


def _effect(options: ToolOptions) -> Effect:
    return _OPPOSITE[options.effect] if options.opposite else options.effect


def _targets(matte: Matte, options: ToolOptions) -> Targets:
    effect = _effect(options)
    if effect != "smooth":
        target = 1.0 if effect == "add" else 0.0
        return lambda _: target

    def final(rect: Rect) -> Alpha:
        return laid_over(matte.alpha[rect.slices], matte.retouch[rect.slices])

    low, high = _SIGMAS
    sigma = min(high, max(low, _SIGMA * options.radius))
    return lambda part: smoothed(final, part, sigma, matte.rect)
