"""The eyedropper: reads alpha and colour, and takes the colour for the view on a colour."""

from mattegui.app.tools.tool import Cursor, Drag, Pick, Sample, ToolOptions
from mattegui.core.matte import Matte


class Dropper:
    """Tells alpha, label and colour where it is put down, and takes the colour as a background.

    A cutout is judged on the colour that it will stand on, or on that of its old background, where
    a fringe must not be seen: one click on it shows the work there. Neither changes the work.
    """

    title = "Alpha eyedropper"
    shortcut = "I"
    hint = "Click to read alpha and colour, and to take the colour for the view on a colour"
    options: tuple[str, ...] = ()
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name it; there is nothing to undo."""
        return "Read alpha"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; what counts is where it is lifted."""
        at = start[-1].at
        while (sample := (yield None)) is not None:
            at = sample.at
        return Pick(at)
