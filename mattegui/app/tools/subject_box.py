"""The subject box: a box round the subject becomes a trimap."""

from dataclasses import dataclass, replace

from mattegui.app.tools import gestures
from mattegui.app.tools.subject import found_subject
from mattegui.app.tools.tool import Cursor, Drag, Found, Sample, ToolOptions
from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.grabcut import segment_box
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect


@dataclass(frozen=True, slots=True, eq=False)
class BoxSearch:
    """Looks for the subject in a box."""

    image: Image
    box: Rect
    painted: Trimap | None = None

    def taught(self, painted: Trimap) -> "BoxSearch":
        """Return the search that knows what was painted; see `Search.taught`."""
        return replace(self, painted=painted)

    def run(self, cancelled: Cancelled) -> Found:
        """Find it; see `Work.run`."""
        segmentation = segment_box(self.image, self.box, self.painted, cancelled)
        return found_subject(segmentation, self.image, self.box)


class SubjectBox:
    """Finds the subject in a box that is drawn round it, and makes a trimap of it.

    Only what lies in the box and a band round it is painted, so that a second box finds a second
    subject.
    """

    title = "Subject in a box"
    shortcut = "S"
    hint = (
        "Drag a box round the subject, with a little room to each side"
        " · {find-again} learn from what was painted since"
    )
    options: tuple[str, ...] = ()
    cursor: Cursor = "cross"

    def describe(self, options: ToolOptions) -> str:
        """Name what is done."""
        return "Subject from a box"

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Follow the hand; see `Tool.drag`."""
        one, other = yield from gestures.corners("box", start[-1])
        if gestures.is_click(one, other):
            return None
        return BoxSearch(matte.seen, gestures.box_of(one, other).clipped(matte.image.shape))
