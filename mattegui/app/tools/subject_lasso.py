"""The subject lasso: a loose loop round the subject becomes a trimap."""

from dataclasses import dataclass, replace

from mattegui.app.tools import gestures
from mattegui.app.tools.subject import found_subject
from mattegui.app.tools.tool import Cursor, Drag, Found, Point, Sample, ToolOptions
from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.grabcut import segment_lasso
from mattegui.core.makers.shapes import polygon_mask
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect

_CORNERS = 3


@dataclass(frozen=True, slots=True, eq=False)
class LassoSearch:
    """Looks for the subject in a lasso."""

    image: Image
    path: tuple[Point, ...]
    painted: Trimap | None = None

    def taught(self, painted: Trimap) -> "LassoSearch":
        """Return the search that knows what was painted; see `Search.taught`."""
        return replace(self, painted=painted)

    def run(self, cancelled: Cancelled) -> Found:
        """Find it; see `Work.run`."""
        segmentation = segment_lasso(self.image, self.path, self.painted, cancelled)
        box, _ = polygon_mask(self.path, Rect.whole(self.image.shape))
        return found_subject(segmentation, self.image, box)


class SubjectLasso:
    """Finds the subject in a loose loop that is drawn round it, and makes a trimap of it.

    Only the lasso's box and a band round it are painted, so that a second one finds a second
    subject.
    """

    title = "Subject in a lasso"
    shortcut = "Shift+S"
    hint = (
        "Drag loosely round the subject, with a little room to each side"
        " · {find-again} learn from what was painted since"
    )
    options: tuple[str, ...] = ()
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is done."""
        return "Subject from a lasso"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        path = yield from gestures.loop(start)
        return LassoSearch(matte.seen, path) if len(path) >= _CORNERS else None
