"""The zoom tool: comes nearer, goes away, or fills the canvas with a box."""

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Look, Sample, ToolOptions
from mattegui.core.matte import Matte


class Zoom:
    """A click comes nearer, one with the opposite button goes away, a drag looks at a box."""

    title = "Zoom"
    shortcut = "Z"
    hint = "Click to zoom in · right button or Alt: out · drag a box to look at it"
    options: tuple[str, ...] = ()
    cursor: Cursor = "zoom"

    def describe(self, options: ToolOptions) -> str:
        """Name it; there is nothing to undo."""
        return "Zoom"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        one, other = yield from gestures.corners("box", start[-1])
        if options.opposite:
            return Look(one, -1)
        return Look(one, 1) if gestures.is_click(one, other) else Look(one, 0, other)
