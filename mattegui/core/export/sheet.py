"""`Sheet`: all that an exporter's pixels are made of, strip by strip.

A whole image of 100 megapixels with alpha takes 400 MB with 8 bits and 1.6 GB as floating point:
only a few rows of what is written exist at once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, AnyArray, Image, as_float, eight_bit, quantise, white
from mattegui.core.backdrop import fill_size
from mattegui.core.encode import STRIP
from mattegui.core.export.options import Background, Hidden
from mattegui.core.imagefile import ImageFile
from mattegui.core.profile import ProfileError, converted, is_usable, light
from mattegui.core.rect import Rect

CELL: Final = 8
"""Side of the cells, in pixels, in which the colours under alpha 0 are flat."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The sources of an export and where it is cropped.

    Attributes:
        source: The image with its profile.
        alpha: H,W.
        foreground: H,W,3 of the image's depth: the colours at soft edges.
        rect: The part that is written.
        kind: What is stored: `uint8`, `uint16`, `half` or `float`.
        hidden: Which colours stand under alpha 0.
        background: Of a composite.
        background_profile: See `ExportOptions`.
    """

    source: ImageFile
    alpha: Alpha
    foreground: Image
    rect: Rect
    kind: str
    hidden: Hidden
    background: Background
    background_profile: bytes = b""

    @property
    def floating(self) -> bool:
        """Whether linear light is stored."""
        return self.kind in {"half", "float"}

    def part(self, top: int, bottom: int) -> tuple[slice, slice]:
        """Return where the rows from `top` to `bottom` of what is written lie in the image."""
        rect = self.rect
        return slice(rect.y0 + top, rect.y0 + bottom), slice(rect.x0, rect.x1)

    def opacity(self, top: int, bottom: int) -> AnyArray:
        """Return alpha, H,W, as it is stored."""
        alpha = self.alpha[self.part(top, bottom)]
        return alpha if self.floating else quantise(alpha, np.dtype(self.kind))

    def colours(self, top: int, bottom: int) -> AnyArray:
        """Return the colours, H,W,3, as they are stored, straight.

        Where alpha is 1 they are the image's, to the bit.
        """
        opacity = self.opacity(top, bottom)
        visible = self._visible(top, bottom)
        hidden = opacity == 0
        if self.hidden == "zero":
            visible[hidden] = 0
        elif self.hidden == "bleed" and bool(hidden.any()):
            visible[hidden] = self._spread(top, bottom)[hidden]
        if self.floating:
            return self._as_light(visible, opacity, self.part(top, bottom))
        return with_depth(visible, self.kind)

    def behind(self, top: int, bottom: int) -> AnyArray:
        """Return the new background, H,W,3, as it is stored: in the profile of the image."""
        if isinstance(self.background, tuple):
            shape = (bottom - top, self.rect.width, 3)
            colour: Image = np.full((1, 1, 3), self.background, np.uint8)
            levels: Image = np.broadcast_to(self._as_image_s(colour), shape)
        else:
            levels = self._behind[self.part(top, bottom)]
        if not self.floating:
            return with_depth(levels, self.kind)
        return light(as_float(levels), self.background_profile)

    def _visible(self, top: int, bottom: int) -> Image:
        """Return the foreground's colours, and the image's where it is opaque; a copy."""
        part = self.part(top, bottom)
        image, alpha = self.source.image[part], self.alpha[part]
        # What will be written as opaque counts as opaque: 254.6 of 255 is 255 in a file.
        unchanged = quantise(alpha, image.dtype) == white(image)
        if self.hidden == "original":
            unchanged |= self.opacity(top, bottom) == 0
        return np.where(unchanged[..., None], image, self.foreground[part])

    def _as_light(
        self, levels: Image, opacity: Alpha, part: tuple[slice, slice]
    ) -> NDArray[np.floating[Any]]:
        linear = light(as_float(levels), self.source.icc_profile)
        if self.source.light is None:
            return linear
        # What was light when it was read is that light again.
        unchanged = opacity == 1
        if self.hidden == "original":
            unchanged |= opacity == 0
        return np.where(unchanged[..., None], self.source.light[part].astype(np.float32), linear)

    def _spread(self, top: int, bottom: int) -> Image:
        """Return the colours that go on under alpha 0, H,W,3."""
        rows = np.arange(top, bottom) // CELL
        columns = np.arange(self.rect.width) // CELL
        return self._cells[np.ix_(rows, columns)]

    @cached_property
    def _cells(self) -> Image:
        """The visible colours of every cell; of empty ones those of the nearest that is not."""
        height, width = -(-self.rect.height // CELL), -(-self.rect.width // CELL)
        sums = np.zeros((height, width, 4), np.float32)
        for top in range(0, self.rect.height, STRIP):
            bottom = min(top + STRIP, self.rect.height)
            weights = np.where(self.opacity(top, bottom) > 0, self.alpha[self.part(top, bottom)], 0)
            colours = self._visible(top, bottom) * weights[..., None]
            cells = _cell_sums(np.dstack([colours, weights]).astype(np.float32, copy=False))
            sums[top // CELL : top // CELL + len(cells)] = cells
        return np.rint(_filled(sums)).astype(self.source.image.dtype)

    @cached_property
    def _behind(self) -> Image:
        if isinstance(self.background, tuple):
            raise TypeError("a colour needs no array of its own")
        levels = eight_bit(self.background) if self.kind == "uint8" else self.background
        return self._as_image_s(fill_size(levels, self.source.image.shape))

    def _as_image_s(self, levels: Image) -> Image:
        """Return the background's levels as the image's profile has them, if levels are stored."""
        if self.floating:
            return levels
        try:
            return converted(levels, self.background_profile, self.source.icc_profile)
        except ProfileError:
            if is_usable(self.source.icc_profile):
                # It can be read by, and nothing can be written by it.
                raise
            # Then the image's numbers are taken for sRGB, as was told when it was read.
            return converted(levels, self.background_profile, b"")


def with_depth(levels: AnyArray, kind: str) -> AnyArray:
    """Return levels with 8 or 16 bits: exactly wherever there is an exact answer."""
    if kind == "uint8":
        return eight_bit(levels)
    # 65535 / 255 = 257 exactly.
    return levels if levels.dtype == np.uint16 else levels.astype(np.uint16) * np.uint16(257)


def _cell_sums(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sums over cells; those at the far edges may be smaller."""
    height, width, channels = values.shape
    rows, columns = -(-height // CELL), -(-width // CELL)
    padding = ((0, rows * CELL - height), (0, columns * CELL - width), (0, 0))
    padded = np.pad(values, padding) if rows * CELL != height or columns * CELL != width else values
    sums: NDArray[np.float32] = padded.reshape(rows, CELL, columns, CELL, channels).sum(axis=(1, 3))
    return sums


def _filled(sums: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return mean colours, H,W,3, empty cells taking those of ever larger ones around them.

    Args:
        sums: H,W,4: sums of colours, and of their weights.
    """
    height, width = sums.shape[:2]
    weights = sums[..., 3:]
    means = (sums[..., :3] / np.maximum(weights, np.float32(1e-6))).astype(np.float32, copy=False)
    empty = weights[..., 0] <= 1e-6
    if not bool(empty.any()) or max(height, width) == 1:
        return means
    even = np.pad(sums, ((0, height % 2), (0, width % 2), (0, 0)))
    halved = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2, 4).sum(axis=(1, 3))
    larger = _filled(halved).repeat(2, axis=0).repeat(2, axis=1)[:height, :width]
    means[empty] = larger[empty]
    return means
