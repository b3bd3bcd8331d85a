"""The lasso: fills what the hand goes round."""

from typing import Final

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.makers.shapes import polygon_mask
from mattegui.core.matte import Matte
from mattegui.core.trimap import label_mask

_TEXTS: Final = {
    FOREGROUND: "Fill a lasso as foreground",
    BACKGROUND: "Fill a lasso as background",
    UNKNOWN: "Fill a lasso as unknown",
}


class Lasso:
    """Fills what the hand goes round with a label; the path closes by itself."""

    title = "Lasso fill"
    shortcut = "L"
    hint = "Drag round an area to fill it · right button: opposite label"
    options: tuple[str, ...] = ("label",)
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is filled."""
        return _TEXTS[options.label]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        path = yield from gestures.loop(start, options.label)
        rect, mask = polygon_mask(path, matte.rect)
        return label_mask(matte.trimap, rect, mask, options.label)
