"""The decontamination brush: says place by place where the background's light is removed."""

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.matte import Matte
from mattegui.core.soft_brush import SoftStroke, paint_corrections
from mattegui.core.stroke import Stroke


class Decontaminate:
    """Lays more, or with the opposite button less, of the foreground's own colours on the edge.

    Erased, a correction is no more, and the amount of the whole holds there again.
    """

    title = "Decontaminate"
    shortcut = "D"
    hint = (
        "Drag to remove the background's colours · right button: bring them back"
        " · {smaller} {larger} size"
    )
    options: tuple[str, ...] = ("erase", "radius", "pressure", "hardness", "strength")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        if options.erase:
            return "Erase corrections of decontamination"
        return "Take decontamination away" if options.opposite else "Decontaminate colours"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        amount = 0.0 if options.opposite else 1.0

        def soft(stroke: Stroke) -> SoftStroke:
            brush = options.hardness, options.strength
            return SoftStroke("decontamination", stroke, *brush, amount, erase=options.erase)

        done = yield from gestures.soft_brush(options, start, soft)
        return paint_corrections(matte.decontamination, done)
