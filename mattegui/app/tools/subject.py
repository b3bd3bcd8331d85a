"""From a subject that was found to the labels of the place where it was looked for."""

from dataclasses import dataclass
from typing import Final

from mattegui.app.tools.tool import Found
from mattegui.core.arrays import Image, Trimap
from mattegui.core.makers.band import EdgeMap, measure_edge
from mattegui.core.makers.segmentation import Segmentation
from mattegui.core.rect import Rect

_ROOM: Final = 4
"""Times the band's usual width: how far beyond the box it may reach."""


@dataclass(frozen=True, slots=True, eq=False)
class SubjectBands:
    """The bands of one subject: of one width, and of one that follows the edge."""

    rect: Rect
    even: EdgeMap
    adaptive: EdgeMap

    @property
    def default_width(self) -> float:
        """The width to begin with, in pixels."""
        return self.adaptive.default_width

    def labels(self, width: float, *, adaptive: bool) -> Trimap:
        """Return the labels of `rect`; see `Bands.labels`."""
        return (self.adaptive if adaptive else self.even).trimap(width)


def found_subject(segmentation: Segmentation, image: Image, box: Rect | None = None) -> Found:
    """Return the labels of a subject, with a band of the usual width that follows the edge.

    Args:
        segmentation: Of H,W.
        image: H,W,3.
        box: Where it was looked for; None for the whole image.
    """
    whole = Rect.whole(image.shape)
    adaptive = measure_edge(segmentation, image)
    rect = box.grown(_ROOM * adaptive.default_width) & whole if box else whole
    bands = SubjectBands(rect, _within(measure_edge(segmentation), rect), _within(adaptive, rect))
    return Found(rect, bands.labels(bands.default_width, adaptive=True), bands=bands)


def _within(edge: EdgeMap, rect: Rect) -> EdgeMap:
    """Return a part of an edge, so that the rest of a large image is not kept."""
    part = rect.slices
    return EdgeMap(edge.mask[part].copy(), edge.onset[part].copy(), edge.default_width)
