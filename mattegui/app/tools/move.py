"""The hand: moves the image."""

from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.matte import Matte


class Move:
    """Moves the image under the window, as the middle button does with every tool."""

    title = "Hand"
    shortcut = "H"
    hint = "Drag to move the image · with every tool: middle button, or Space and drag"
    options: tuple[str, ...] = ()
    cursor: Cursor = "hand"

    def describe(self, options: ToolOptions) -> str:
        """Name it; there is nothing to undo."""
        return "Move the image"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Do nothing: to a tool the image lies still, it is the canvas that moves."""
        while (yield None) is not None:
            pass
        return None
