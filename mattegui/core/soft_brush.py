"""What a soft brush does: corrections painted with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import cv2
import numpy as np

from mattegui.core.arrays import Alpha, Mask
from mattegui.core.edit import Edit, Layer
from mattegui.core.rect import Rect
from mattegui.core.retouch import Corrections, Values, correct, fade
from mattegui.core.softness import THINNING, Softness
from mattegui.core.stroke import Stroke

_SIGMAS: Final = 4

Paint: TypeAlias = Callable[[Rect, Corrections], None]
"""Paints on a part of a plane, H,W,2."""
Smooth: TypeAlias = Callable[[Rect, float], Values]
"""Returns what is there in a rect, H,W, blurred by a Gaussian of so many pixels; 0 for as it is."""
Tone: TypeAlias = Literal["", "strengthen", "clear"]
"""`strengthen` doubles what is there, so that 0 stays 0 and gaps between hairs stay open; `clear`
doubles what is missing to 1, so that haze goes and what is solid stays."""


_Wanted: TypeAlias = tuple[Values | float, Mask | None]
"""What is to be painted, and where: None for everywhere."""
_Act: TypeAlias = Callable[[Rect, Corrections, Values], None]
"""Does to the part of a plane in a rect, H,W,2, what a brush of some strength, H,W, does."""


@dataclass(frozen=True, slots=True)
class SoftStroke:
    """A stroke of a soft brush on a plane of corrections, while it is drawn and when it is done.

    Attributes:
        layer: Which plane.
        stroke: Where; its label does not matter.
        hardness: See `softness.Softness`.
        strength: How much the middle of the brush paints, in [0, 1].
        target: What it paints, in [0, 1]; None to make it of what is there.
        sigma: Of the Gaussian that smooths what is there, in pixels; 0 leaves it sharp.
        tone: How what is there becomes more or less.
        erase: It takes away what is painted there, and paints nothing.
    """

    layer: Layer
    stroke: Stroke
    hardness: float
    strength: float
    target: float | None = None
    sigma: float = 1.0
    tone: Tone = ""
    erase: bool = False

    def at_level(self, level: int) -> "SoftStroke":
        """Return the stroke as it is in an image that is 2^level times smaller."""
        if not level:
            return self
        whole, scale = self.stroke, 0.5**level
        points = tuple((x * scale, y * scale) for x, y in whole.points)
        radii = tuple(radius * scale for radius in whole.radii)
        small = replace(whole, radius=whole.radius * scale, points=points, radii=radii)
        return replace(self, stroke=small, sigma=self.sigma * scale)

    def since(self, earlier: "SoftStroke | None") -> Rect:
        """Return where it may look otherwise than it did with fewer points, not clipped.

        Args:
            earlier: The same stroke before it went on; None for where there was none.
        """
        known = len(earlier.stroke.points) if earlier is not None else 0
        new = slice(max(0, known - 2), None)
        stroke = self.stroke
        added = replace(stroke, points=stroke.points[new], radii=stroke.radii[new])
        # The last point of what was drawn may have been thinned out since.
        return added.rect.grown(int(np.ceil(stroke.radius * THINNING)))

    def painter(self, smooth: Smooth | None = None) -> Paint:
        """Return what paints the stroke on parts of the plane, of which it is given copies.

        Args:
            smooth: Needed where there is no target, unless it erases.

        Raises:
            ValueError: There is no target, and `smooth` is not given.
        """
        softness = Softness(self.stroke, self.hardness)
        act = _erase if self.erase else self._laying(smooth)

        def paint(part: Rect, values: Corrections) -> None:
            field = softness.field(part) * np.float32(self.strength)
            # Most of the blocks are touched at a corner only.
            inner = Rect.around(field > 0)
            if inner:
                where = inner.shifted(part.y0, part.x0)
                act(where, values[inner.slices], field[inner.slices])

        return paint

    def _laying(self, smooth: Smooth | None) -> "_Act":
        targets = self._targets(smooth)

        def lay(where: Rect, values: Corrections, strength: Values) -> None:
            wanted, changed = targets(where)
            over = correct if values.any() else _lay_first
            over(values, wanted, strength if changed is None else strength * changed)

        return lay

    def _targets(self, smooth: Smooth | None) -> "Callable[[Rect], _Wanted]":
        target = self.target
        if target is not None:
            return lambda _: (target, None)
        if smooth is None:
            raise ValueError("a stroke that smooths needs what it shall smooth")
        if not self.tone:
            return lambda part: (smooth(part, self.sigma), None)

        def toned(part: Rect) -> _Wanted:
            there = smooth(part, self.sigma)
            more = np.clip(2 * there - (self.tone == "clear"), 0, 1)
            # What is 0 or 1 stays the estimator's: it is to follow what is painted there later.
            return more, more != there

        return toned


def paint_corrections(plane: Corrections, soft: SoftStroke, smooth: Smooth | None = None) -> Edit:
    """Return the edit that a stroke of a soft brush makes.

    Args:
        plane: H,W,2, that of `soft.layer`; it is not written to.
        soft: The stroke.
        smooth: Needed where the stroke has no target.

    Raises:
        ValueError: It is needed and not given.
    """
    return Edit.of(plane, soft.stroke.rect, soft.painter(smooth), soft.layer)


def _erase(_: Rect, values: Corrections, strength: Values) -> None:
    fade(values, strength)


def _lay_first(corrections: Corrections, targets: Values | float, strength: Values) -> None:
    """Paint where nothing was before: `correct` without what there is to mix."""
    level = cv2.convertScaleAbs(np.broadcast_to(np.float32(targets), strength.shape), alpha=255)
    painted = cv2.merge([level, cv2.convertScaleAbs(strength, alpha=255)])
    cv2.copyTo(painted, (strength > 0).view(np.uint8), corrections)


def smoothed(alpha: Callable[[Rect], Alpha], rect: Rect, sigma: float, whole: Rect) -> Alpha:
    """Return a part of an alpha blurred, as if the whole had been.

    Args:
        alpha: Returns a part of it.
        rect: The part.
        sigma: Of the Gaussian, in pixels; 0 for none.
        whole: What there is of the alpha.
    """
    if not sigma:
        return alpha(rect)
    around = rect.grown(int(np.ceil(_SIGMAS * sigma))) & whole
    blurred = cv2.GaussianBlur(alpha(around), (0, 0), sigma)
    inner = rect.relative_to(around)
    return np.clip(blurred[inner.slices], 0, 1).astype(np.float32)
