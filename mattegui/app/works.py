"""What the Select menu asks for, as works for the worker thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mattegui.app.tools.subject import found_subject
from mattegui.app.tools.tool import Found
from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.makers.segmentation import of_alpha, read_mask
from mattegui.core.matte import FinalState
from mattegui.core.rect import Rect

TrimapFunction = Callable[[Trimap], Trimap]
"""Returns another trimap of the same shape."""


@dataclass(frozen=True, slots=True, eq=False)
class TrimapChange:
    """Makes another trimap of the one there is."""

    trimap: Trimap
    change: TrimapFunction

    def run(self, cancelled: Cancelled) -> Found:
        """Make it; see `Work.run`.

        Raises:
            ValueError: The trimap stays as it is.
        """
        changed = self.change(self.trimap)
        mask = changed != self.trimap
        rect = Rect.around(mask)
        if not rect:
            raise ValueError("the trimap is like that already")
        return Found(rect, changed[rect.slices], mask[rect.slices])


@dataclass(frozen=True, slots=True, eq=False)
class AlphaBand:
    """Draws the unknown band anew, round the subject that the alpha shows."""

    image: Image
    state: FinalState

    def run(self, cancelled: Cancelled) -> Found:
        """Draw it; see `Work.run`."""
        return found_subject(of_alpha(self.state.alpha()), self.image)


@dataclass(frozen=True, slots=True, eq=False)
class MaskBand:
    """Draws the unknown band round the subject that a mask file shows."""

    image: Image
    path: Path

    def run(self, cancelled: Cancelled) -> Found:
        """Read the mask and draw it; see `Work.run`.

        Raises:
            OSError: The file cannot be read.
        """
        return found_subject(read_mask(self.path, self.image.shape), self.image)
