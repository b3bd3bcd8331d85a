"""The decontamination brush: says place by place where the background's light is removed."""

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.matte import Matte
from mattegui.core.soft_brush import paint_corrections


class Decontaminate:
    """Lays more, or with the opposite button less, of the foreground's own colours on the edge."""

    title = "Decontaminate"
    shortcut = "D"
    hint = "Drag to remove the background's colours · right button: bring them back · [ ] size"
    options: tuple[str, ...] = ("radius", "pressure", "hardness", "strength")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        return "Take decontamination away" if options.opposite else "Decontaminate colours"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        stroke = yield from gestures.brush(options, start)
        amount = 0.0 if options.opposite else 1.0
        brush = options.hardness, options.strength
        plane = matte.decontamination
        return paint_corrections(plane, stroke, brush, "decontamination", lambda _: amount)
