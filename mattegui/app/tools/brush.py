"""The brush: paints a label along the path of the hand."""

from typing import Final

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.matte import Matte
from mattegui.core.trimap import paint

_TEXTS: Final = {
    FOREGROUND: "Paint foreground",
    BACKGROUND: "Paint background",
    UNKNOWN: "Paint unknown",
}


class Brush:
    """Paints a label with a round, hard brush; a pen's pressure makes it larger and smaller."""

    title = "Brush"
    shortcut = "B"
    hint = (
        "Drag to paint · right button: opposite label · Shift+click: straight line"
        " · {smaller} {larger} size"
    )
    options: tuple[str, ...] = ("label", "radius", "pressure")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        return _TEXTS[options.label]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        stroke = yield from gestures.brush(options, start)
        return paint(matte.trimap, stroke)
