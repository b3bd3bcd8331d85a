"""All that can be seen of a matte, at every size."""

from functools import partial
from typing import Final

import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Colours
from mattegui.core.compositing import over
from mattegui.core.edit import Layer
from mattegui.core.matte import Matte
from mattegui.core.pyramid import (
    BorrowedPyramid,
    Halve,
    MappedPyramid,
    Pyramid,
    halve_mean,
    halve_trimap,
)
from mattegui.core.rect import Rect
from mattegui.core.retouch import Corrections, halve_corrections, laid_over
from mattegui.core.soft_brush import Paint, SoftStroke, smoothed
from mattegui.core.uncertainty import map_level

SOLID: Final = np.float32(1 - 0.5 / 255)
"""Alpha from here on is 1 in a file with 8 bits."""


class Layers:
    """The pyramids of all that can be seen of a matte."""

    def __init__(self, matte: Matte, beside: "Layers | None" = None) -> None:
        """Build the pyramids.

        Args:
            matte: What is to be seen.
            beside: The layers of a `Matte.sibling`: the pyramids of what they share are shared.
        """
        self.image: Pyramid = beside.image if beside else Pyramid(matte.colours.source, halve_mean)
        self.trimap = _pyramid(matte.trimap, halve_trimap)
        self._curve = matte.curve
        untouched = not matte.alpha.any()
        self.alpha = MappedPyramid(matte.alpha, halve_mean, self._curve.applied, blank=untouched)
        self.foreground: Pyramid = BorrowedPyramid(matte.colours, self.image)
        self.retouch = _pyramid(matte.retouch, halve_corrections)
        self.decontamination: Pyramid = (
            beside.decontamination if beside else _pyramid(matte.decontamination, halve_corrections)
        )
        self._pending: SoftStroke | None = None
        self._painters: dict[int, tuple[Rect, Paint]] = {}
        self._matte = matte

    @property
    def pending(self) -> SoftStroke | None:
        """A stroke on a plane of corrections that is shown though it is not made yet."""
        return self._pending

    @pending.setter
    def pending(self, soft: SoftStroke | None) -> None:
        self._pending = soft
        self._painters.clear()

    @property
    def depth(self) -> int:
        """How many levels there are."""
        return self.image.depth

    @property
    def map_level(self) -> int:
        """The level at which the whole image is looked at; see `uncertainty.map_level`."""
        return map_level([self.image.shape(level) for level in range(self.depth)])

    def alpha_in(self, level: int, rect: Rect) -> Alpha:
        """Return a part of a level's alpha, curved, with the retouch laid over it."""
        return laid_over(self.alpha.part(level, rect), self._corrections("retouch", level, rect))

    def colours_in(self, level: int, rect: Rect) -> Colours:
        """Return a part of a level's foreground colours, as far as decontamination goes.

        Where the final alpha is 1 they are the image's, as in an export.
        """
        colours = self._decontaminated(level, rect)
        if self._curve.is_straight and not self._corrections("retouch", level, rect).any():
            # Then whoever has estimated the alpha has seen to it.
            return colours
        solid = self.alpha_in(level, rect) >= SOLID
        if not solid.any():
            return colours
        return np.where(solid[..., None], self.image.part(level, rect), colours)

    def _decontaminated(self, level: int, rect: Rect) -> Colours:
        foreground = self.foreground.part(level, rect)
        corrections = self._corrections("decontamination", level, rect)
        if self._matte.amount == 1 and not corrections.any():
            return foreground
        amount = np.full(foreground.shape[:2], self._matte.amount, np.float32)
        amount = laid_over(amount, corrections)
        return over(foreground, amount, self.image.part(level, rect))

    def follow_curve(self) -> None:
        """Note that the matte's curve may be another one; the same costs nothing."""
        if self._matte.curve != self._curve:
            self._curve = self._matte.curve
            self.alpha.map_by(self._curve.applied)

    def refresh_layer(self, layer: Layer, *rects: Rect) -> None:
        """Note that an edit of `layer` has changed `rects`."""
        if layer == "trimap":
            self.refresh(*rects)
        else:
            self._planes[layer].refresh(*rects)

    def refresh(self, *rects: Rect) -> None:
        """Note that trimap, alpha and foreground have changed in `rects`; the image never does."""
        for pyramid in (self.trimap, self.alpha, self.foreground):
            pyramid.refresh(*rects)

    @property
    def _planes(self) -> dict[Layer, Pyramid]:
        return {"retouch": self.retouch, "decontamination": self.decontamination}

    def _corrections(self, layer: Layer, level: int, rect: Rect) -> Corrections:
        """Return a part of a level of a plane, with what is pending on it."""
        there = self._planes[layer].part(level, rect)
        if self._pending is None or self._pending.layer != layer:
            return there
        if level not in self._painters:
            # Once for all tiles of a level: a long stroke has thousands of points.
            soft = self._pending.at_level(level)
            paint = soft.painter(partial(self._smoothed_alpha, level))
            self._painters[level] = soft.stroke.rect, paint
        touched, paint = self._painters[level]
        if not touched & rect:
            return there
        painted = there.copy()
        paint(rect, painted)
        return painted

    def _smoothed_alpha(self, level: int, rect: Rect, sigma: float) -> Alpha:
        """Return a part of a level's alpha, blurred, as it is without what is pending."""

        def final(part: Rect) -> Alpha:
            return laid_over(self.alpha.part(level, part), self.retouch.part(level, part))

        return smoothed(final, rect, sigma, Rect.whole(self.alpha.shape(level)))


def _pyramid(plane: AnyArray, halve: Halve) -> Pyramid:
    """Return a plane's pyramid; one that nobody has painted on takes neither time nor room."""
    return Pyramid(plane, halve, blank=not plane.any())
