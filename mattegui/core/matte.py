"""`Matte`: an image with its trimap and what is derived from both."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Trimap, known_alpha
from mattegui.core.compositing import Colours, eight_bit
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
        foreground: H,W,3 `uint8`; the subject's own colours, for the screen. Derived as well.
    """

    file: ImageFile
    trimap: Trimap
    alpha: Alpha = field(init=False)
    foreground: Colours = field(init=False)

    def __post_init__(self) -> None:
        self.alpha = known_alpha(self.trimap)
        self.foreground = np.array(eight_bit(self.image))

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

    def settle_known(self, rect: Rect) -> None:
        """Set alpha and foreground to what the trimap alone says inside `rect`, where it is known.

        Unknown pixels keep theirs until the estimator has answered: an old value looks better
        than a grey hole.
        """
        part = rect.slices
        if not rect:
            return
        # OpenCV copies through a mask ten times as fast as numpy does.
        known = (self.trimap[part] != UNKNOWN).view(np.uint8)
        cv2.copyTo(known_alpha(self.trimap[part]), known, self.alpha[part])
        cv2.copyTo(eight_bit(self.image[part]), known, self.foreground[part])
