"""The flood fill: gives another label to an area of one label."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Found, Sample, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.wand import flood
from mattegui.core.matte import Matte

_TEXTS: Final = {
    FOREGROUND: "Flood with foreground",
    BACKGROUND: "Flood with background",
    UNKNOWN: "Flood with unknown",
}


@dataclass(frozen=True, slots=True, eq=False)
class FloodSearch:
    """Looks for what is connected with a point by pixels of its label."""

    trimap: Trimap
    seed: tuple[int, int]
    label: int

    def run(self, cancelled: Cancelled) -> Found:
        """Find it; see `Work.run`."""
        rect, mask = flood(self.trimap, self.seed)
        return Found(rect, np.full_like(mask, self.label, np.uint8), mask)


class Flood:
    """Fills the area of one label under the hand: draw a closed outline, then flood what is in it.

    With the brush alone the inside of a subject is a lot of rubbing.
    """

    title = "Flood fill"
    shortcut = "G"
    hint = "Click to fill an area of one label · right button: opposite label"
    options: tuple[str, ...] = ("label",)
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is filled."""
        return _TEXTS[options.label]

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        x, y = yield from gestures.point(start[-1])
        # A copy: while the worker looks at it the user may paint.
        return FloodSearch(matte.trimap.copy(), (int(x // 1), int(y // 1)), options.label)
