"""`Matte`: an image with its trimap and the alpha derived from both."""

from dataclasses import dataclass, field

import numpy as np

from mattegui.core.arrays import Alpha, Image, Trimap, known_alpha
from mattegui.core.io import ImageFile
from mattegui.core.rect import Rect
from mattegui.core.trimap import blank


@dataclass(slots=True)
class Matte:
    """The state of the work on one image.

    Attributes:
        file: The image as read, with what is to be kept of its file. Never written to.
        trimap: H,W; what the user paints.
        alpha: H,W; what the estimator makes of both. Derived, so it is never on the undo stack.
    """

    file: ImageFile
    trimap: Trimap
    alpha: Alpha = field(init=False)

    def __post_init__(self) -> None:
        self.alpha = known_alpha(self.trimap)

    @classmethod
    def of(cls, file: ImageFile) -> "Matte":
        """Return the matte of an image that nobody has painted on yet."""
        return cls(file, blank(file.image.shape))

    @property
    def image(self) -> Image:
        """H,W,3."""
        return self.file.image

    @property
    def rect(self) -> Rect:
        """The whole image."""
        return Rect.whole(self.trimap.shape)

    def reset_alpha(self, rect: Rect) -> None:
        """Set the alpha to what the trimap alone says inside `rect`, where that is known.

        Unknown pixels keep their alpha until the estimator has answered: an old value looks
        better than a grey hole.
        """
        trimap = self.trimap[rect.slices]
        known = known_alpha(trimap)
        alpha = self.alpha[rect.slices]
        np.copyto(alpha, known, where=known != np.float32(0.5))
