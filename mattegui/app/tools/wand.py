"""The wand: gives a label to what has the colour under the hand."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Found, Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Image
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.wand import similar
from mattegui.core.matte import Matte

_TEXTS: Final = {
    FOREGROUND: "Colour as foreground",
    BACKGROUND: "Colour as background",
    UNKNOWN: "Colour as unknown",
}


@dataclass(frozen=True, slots=True, eq=False)
class ColourSearch:
    """Looks for the pixels whose colour is near that of a point."""

    image: Image
    seed: tuple[int, int]
    options: ToolOptions

    def run(self, cancelled: Cancelled) -> Found:
        """Find them; see `Work.run`."""
        rect, mask = similar(
            self.image,
            self.seed,
            self.options.tolerance,
            contiguous=self.options.contiguous,
            cancelled=cancelled,
        )
        return Found(rect, np.full_like(mask, self.options.label, np.uint8), mask)


class Wand:
    """Gives a label to the pixels whose colour is within the tolerance of that under the hand."""

    title = "Colour wand"
    shortcut = "W"
    hint = "Click on a colour to mark what looks alike · right button: opposite label"
    options: tuple[str, ...] = ("label", "tolerance", "contiguous")
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is marked."""
        return _TEXTS[options.label]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        x, y = yield from gestures.point(start[-1])
        return ColourSearch(matte.seen, (int(x // 1), int(y // 1)), options)
