"""The edge band: marks unknown along the edge that a stroke is drawn over."""

from dataclasses import dataclass

import numpy as np

from mattegui.app.tools import gestures
from mattegui.app.tools.tool import Cursor, Drag, Found, Sample, ToolOptions
from mattegui.core.arrays import UNKNOWN, Image
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.edge import edge_band
from mattegui.core.makers.segmentation import RegionError
from mattegui.core.matte import Matte
from mattegui.core.stroke import Stroke, rasterise


@dataclass(frozen=True, slots=True, eq=False)
class EdgeSearch:
    """Looks for the strongest edge under a stroke."""

    image: Image
    stroke: Stroke
    width: float

    def run(self, cancelled: Cancelled) -> Found:
        """Find it; see `Work.run`.

        Raises:
            RegionError: There is none.
        """
        rect = self.stroke.rect.clipped(self.image.shape)
        covered = rasterise(self.stroke, rect)
        # The width is of the whole band, the maker's of one side.
        found, mask = edge_band(self.image, rect, covered, max(1, round(self.width / 2)))
        if not found:
            raise RegionError("no edge runs under the stroke")
        return Found(found, np.full_like(mask, UNKNOWN, np.uint8), mask)


class EdgeBand:
    """Marks a band of unknown along the strongest edge under a loosely drawn stroke."""

    title = "Edge band"
    shortcut = "E"
    hint = (
        "Drag loosely along an edge to mark a band of unknown on it"
        " · {smaller} {larger} size · {narrower} {wider} band"
    )
    options: tuple[str, ...] = ("radius", "band")
    cursor: Cursor = "ring"

    def describe(self, options: ToolOptions) -> str:
        """Name what a stroke does."""
        return "Mark an edge as unknown"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        stroke = yield from gestures.brush(options, start)
        return EdgeSearch(matte.seen, stroke, options.band)
