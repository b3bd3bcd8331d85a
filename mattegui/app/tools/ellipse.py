"""The ellipse: fills the one in a box."""

from typing import Final

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.makers.shapes import ellipse_mask
from mattegui.core.matte import Matte
from mattegui.core.trimap import label_mask

_TEXTS: Final = {
    FOREGROUND: "Fill an ellipse as foreground",
    BACKGROUND: "Fill an ellipse as background",
    UNKNOWN: "Fill an ellipse as unknown",
}


class Ellipse:
    """Fills the ellipse in the box between press and release with a label."""

    title = "Ellipse fill"
    shortcut = "Shift+U"
    hint = "Drag from corner to corner to fill an ellipse · right button: opposite label"
    options: tuple[str, ...] = ("label",)
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is filled."""
        return _TEXTS[options.label]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        one, other = yield from gestures.corners("ellipse", start[-1], options.label)
        rect, mask = ellipse_mask(one, other, matte.rect)
        return label_mask(matte.trimap, rect, mask, options.label)
