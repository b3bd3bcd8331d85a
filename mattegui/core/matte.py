"""`Matte`: an image with its trimap and what is derived from both."""

from dataclasses import dataclass, field

import cv2
import numpy as np

from mattegui.core.arrays import (
    UNKNOWN,
    Alpha,
    AnyArray,
    Colours,
    Image,
    Trimap,
    eight_bit,
    known_alpha,
)
from mattegui.core.borrowed import Borrowed
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.edit import Block, Edit, Layer
from mattegui.core.io import ImageFile
from mattegui.core.rect import Rect
from mattegui.core.retouch import Corrections, laid_over, no_corrections
from mattegui.core.soft_brush import smoothed
from mattegui.core.trimap import blank


@dataclass(frozen=True, slots=True, eq=False)
class FinalState:
    """What a matte's final alpha and amount are made of, copied at one moment.

    Attributes:
        derived: H,W in [0, 1]; what the estimator made.
        curve: That it is stretched by.
        retouch: H,W,2; None where nothing is corrected.
        decontamination: Likewise.
        whole_amount: Of decontamination, 0 to 1, where it is not corrected.
    """

    derived: Alpha
    curve: Curve
    retouch: Corrections | None
    whole_amount: float
    decontamination: Corrections | None

    def alpha(self) -> Alpha:
        """Return the final alpha, H,W in [0, 1]; not to be written to."""
        curved = self.curve.applied(self.derived)
        return curved if self.retouch is None else laid_over(curved, self.retouch)

    def amount(self) -> float | Alpha:
        """Return how much of the foreground's colours is exported: one value, or H,W in [0, 1]."""
        if self.decontamination is None:
            return self.whole_amount
        whole = np.full(self.derived.shape, self.whole_amount, np.float32)
        return laid_over(whole, self.decontamination)


@dataclass(slots=True)
class Matte:
    """The state of the work on one image.

    Attributes:
        file: The image as read, with what is to be kept of its file. Never written to.
        trimap: H,W; what the user paints.
        alpha: H,W; what the estimator makes of both. Derived, so it is never on the undo stack.
        colours: The subject's own colours, H,W,3 `uint8`, for the screen. Derived as well: they are
            the image's until an estimator says something else.
        retouch: H,W,2; the user's corrections of the alpha.
        decontamination: H,W,2; the user's corrections of `amount`, place by place.
        amount: How much of the foreground's colours replaces the image's, 0 to 1.
        curve: That the alpha is stretched by, below the retouch.
        srgb: The image in sRGB, H,W,3; None when it is in sRGB itself.
    """

    file: ImageFile
    trimap: Trimap
    alpha: Alpha = field(init=False)
    colours: Borrowed = field(init=False)
    retouch: Corrections = field(init=False)
    decontamination: Corrections = field(init=False)
    amount: float = 1.0
    srgb: Image | None = None
    curve: Curve = STRAIGHT

    def __post_init__(self) -> None:
        self.retouch = no_corrections(self.trimap.shape)
        self.decontamination = no_corrections(self.trimap.shape)
        # Zeros that nobody has written take no memory: of a fresh image that is all of the alpha.
        blank = not self.trimap.any()
        self.alpha = np.zeros(self.trimap.shape, np.float32) if blank else known_alpha(self.trimap)
        self.colours = Borrowed(eight_bit(self.seen))

    @classmethod
    def of(cls, file: ImageFile) -> "Matte":
        """Return the matte of an image that nobody has painted on yet."""
        return cls(file, blank(file.image.shape))

    def sibling(self, trimap: Trimap) -> "Matte":
        """Return a matte of the same image with another trimap; only the retouch is left out."""
        other = type(self)(self.file, trimap, srgb=self.srgb, curve=self.curve)
        other.decontamination, other.amount = self.decontamination, self.amount
        return other

    @property
    def image(self) -> Image:
        """H,W,3."""
        return self.file.image

    @property
    def seen(self) -> Image:
        """H,W,3 in sRGB: what the screen shows and what a network is given."""
        return self.image if self.srgb is None else self.srgb

    @property
    def foreground(self) -> Colours:
        """All of `colours` as an array, which may be written to; that takes memory and time."""
        return self.colours.whole()

    @foreground.setter
    def foreground(self, colours: Colours) -> None:
        self.colours = Borrowed.replaced(self.colours.source, colours)

    @property
    def rect(self) -> Rect:
        """The whole image."""
        return Rect.whole(self.trimap.shape)

    def plane(self, layer: Layer) -> AnyArray:
        """Return the array of what the user paints on."""
        planes: dict[Layer, AnyArray] = {
            "trimap": self.trimap,
            "retouch": self.retouch,
            "decontamination": self.decontamination,
        }
        return planes[layer]

    def final_alpha(self) -> Alpha:
        """Return a copy of the alpha, curved, with the retouch laid over it: what is exported."""
        return np.array(self.final_in(self.rect))

    def final_in(self, rect: Rect) -> Alpha:
        """Return a part of the final alpha, H,W in [0, 1]; not to be written to."""
        return laid_over(self.curve.applied(self.alpha[rect.slices]), self.retouch[rect.slices])

    def final_state(self) -> "FinalState":
        """Copy what the final alpha and amount are made of: quick, which making them is not."""
        return FinalState(
            self.alpha.copy(),
            self.curve,
            self.retouch.copy() if self.retouch.any() else None,
            self.amount,
            self.decontamination.copy() if self.decontamination.any() else None,
        )

    def smoothed_alpha(self, rect: Rect, sigma: float) -> Alpha:
        """Return a part of the final alpha blurred by a Gaussian of `sigma` pixels, H,W."""
        return smoothed(self.final_in, rect, sigma, self.rect)

    def make(self, edit: Edit) -> None:
        """Write an edit into its layer, and settle what a trimap makes known."""
        edit.apply(self.plane(edit.layer))
        if edit.layer == "trimap":
            for block in edit.blocks:
                self._settle_block(block)

    def answer(self, rect: Rect, alpha: Alpha, colours: Colours) -> None:
        """Put a piece of what an estimator makes in its place."""
        self.alpha[rect.slices] = alpha
        self.colours.write(rect, colours)

    def settle_known(self, rect: Rect) -> None:
        """Set alpha and colours to what the trimap alone says inside `rect`, where it is known.

        Unknown pixels keep theirs until the estimator has answered: an old value looks better
        than a grey hole.
        """
        part = rect.slices
        if not rect:
            return
        known = self.trimap[part] != UNKNOWN
        # OpenCV copies through a mask ten times as fast as numpy does.
        cv2.copyTo(known_alpha(self.trimap[part]), known.view(np.uint8), self.alpha[part])
        self.colours.restore(rect, known)

    def _settle_block(self, block: Block) -> None:
        """Settle a block that has just been written; most of a wide stroke are of one label."""
        if block.value is None:
            self.settle_known(block.rect)
        elif block.value != UNKNOWN:
            self.alpha[block.rect.slices] = known_alpha(block.after[:1, :1])
            self.colours.write_back(block.rect)
