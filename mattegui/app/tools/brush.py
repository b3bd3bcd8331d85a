"""The brush: paints a label along the path of the hand."""

from mattegui.app.tools.tool import Drag, Point, ToolOptions
from mattegui.core.arrays import Trimap
from mattegui.core.stroke import Stroke
from mattegui.core.trimap import paint


class Brush:
    """Paints the current label with a round, hard brush."""

    title = "Brush"
    shortcut = "B"
    hint = "Drag to paint · right button: opposite label · Shift: straight line · [ ] size"

    def drag(self, trimap: Trimap, options: ToolOptions, start: tuple[Point, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        points = start
        stroke = Stroke(options.label, options.radius, points)
        while (point := (yield stroke)) is not None:
            points = (*points, point)
            stroke = Stroke(options.label, options.radius, points)
        return paint(trimap, stroke)
