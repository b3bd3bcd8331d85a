"""A supersampled drawing surface: what is drawn opaque here becomes exact coverage below."""

from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from train.foregrounds.arrays import Bytes, Floats, floats

FRACTION_BITS = 5
"""Sub-pixel bits of the coordinates handed to OpenCV."""


def thinned_halfwidths(widths: Floats, normals: Floats) -> Floats:
    """Return half widths that `cv2.fillPoly` fills to the asked-for widths.

    It paints every pixel the outline passes through, which widens a ribbon by one step of the
    outline along its major axis: max(|nx|, |ny|) pixels for a unit normal n (measured within 1 %).

    Args:
        widths: ..., in canvas pixels.
        normals: ...,2 unit normals.
    """
    return floats(np.maximum(widths - np.abs(normals).max(axis=-1), 0) / 2)


def outline_ribbons(strands: Floats, widths: Floats) -> NDArray[np.int32]:
    """Turn centre lines into outlines for `cv2.fillPoly`.

    Args:
        strands: N,K,2 points (x, y) in canvas pixels.
        widths: N,K in canvas pixels.

    Returns:
        N,2K,2 fixed-point outlines.
    """
    tangents = np.gradient(strands, axis=1)
    lengths = np.maximum(np.hypot(tangents[..., 0], tangents[..., 1]), 1e-6)
    normals = np.stack([-tangents[..., 1], tangents[..., 0]], axis=-1) / lengths[..., None]
    offsets = normals * thinned_halfwidths(widths, floats(normals))[..., None]
    outlines = np.concatenate([strands + offsets, (strands - offsets)[:, ::-1]], axis=1)
    return np.rint((outlines - 0.5) * (1 << FRACTION_BITS)).astype(np.int32)


def fixed_points(points: Floats, supersampling: int) -> NDArray[np.int32]:
    """Turn picture coordinates (pixel edges at integers) into OpenCV's fixed-point ones."""
    scaled = floats(points * supersampling - 0.5) * (1 << FRACTION_BITS)
    return np.asarray(np.rint(scaled), dtype=np.int32)


def coverage(size: int, outlines: list[Floats], supersampling: int = 4) -> Floats:
    """Return the H,W share of each pixel that closed outlines cover; overlaps are holes.

    Args:
        size: side of the picture in pixels.
        outlines: each K,2 points (x, y) in picture pixels.
        supersampling: canvas pixels per picture pixel, per axis.
    """
    surface = np.zeros((size * supersampling, size * supersampling), np.uint8)
    fixed = [fixed_points(outline, supersampling) for outline in outlines]
    cv2.fillPoly(surface, fixed, 255, shift=FRACTION_BITS)
    small = cv2.resize(surface, (size, size), interpolation=cv2.INTER_AREA)
    return floats(small) / np.float32(255)


class Canvas:
    """An RGBA surface `supersampling` times as fine as the picture, in picture coordinates.

    Everything is drawn opaque in painter's order, so a picture pixel's alpha is the exact share of
    it that is covered, and its colour the average over the covered share.

    Attributes:
        size: side of the picture in pixels.
        supersampling: canvas pixels per picture pixel, per axis.
        pixels: the surface, H,W,4 `uint8`, RGB premultiplied by an alpha of 0 or 255.
    """

    def __init__(self, size: int, supersampling: int = 4) -> None:
        self.size = size
        self.supersampling = supersampling
        side = size * supersampling
        self.pixels: Bytes = np.zeros((side, side, 4), np.uint8)

    def ribbons(self, strands: Floats, widths: Floats, colours: Floats, pieces: int = 1) -> None:
        """Draw tapered strands, the first at the bottom.

        Args:
            strands: N,K,2 points (x, y) in picture pixels.
            widths: N,K in picture pixels; nothing is drawn thinner than a canvas pixel.
            colours: N,3 RGB in [0, 1], or N,`pieces`,3 to change along the strand.
            pieces: parts each strand is drawn in; a strand that crosses itself needs several,
                since one outline that overlaps itself cancels out.
        """
        shades = self._shades(colours, pieces)
        cuts = np.linspace(0, strands.shape[1] - 1, pieces + 1).round().astype(int)
        scaled, fine = strands * self.supersampling, widths * self.supersampling
        outlines = [
            outline_ribbons(scaled[:, a : b + 1], fine[:, a : b + 1])
            for a, b in pairwise(cuts.tolist())
        ]
        for strand in range(len(strands)):
            for piece, part in enumerate(outlines):
                cv2.fillPoly(
                    self.pixels, [part[strand]], shades[strand][piece], shift=FRACTION_BITS
                )

    def hairlines(self, strands: Floats, colours: Floats) -> None:
        """Draw strands one canvas pixel wide; far quicker than ribbons.

        Args:
            strands: N,K,2 points (x, y) in picture pixels.
            colours: N,3 RGB in [0, 1].
        """
        shades = self._shades(colours, 1)
        lines = fixed_points(strands, self.supersampling)
        for line, shade in zip(lines, shades, strict=True):
            cv2.polylines(self.pixels, [line], isClosed=False, color=shade[0], shift=FRACTION_BITS)

    def polygons(self, outlines: list[Floats], colour: Floats) -> None:
        """Fill closed outlines (each K,2) of one colour together: where two overlap is a hole."""
        fixed = [fixed_points(outline, self.supersampling) for outline in outlines]
        shade = self._shades(colour[None], 1)[0][0]
        cv2.fillPoly(self.pixels, fixed, shade, shift=FRACTION_BITS)

    def discs(self, centres: Floats, radii: Floats, colours: Floats) -> None:
        """Fill discs: N,2 centres, N radii, N,3 colours."""
        shades = self._shades(colours, 1)
        scale = self.supersampling * (1 << FRACTION_BITS)
        middles = fixed_points(centres, self.supersampling).tolist()
        for middle, radius, shade in zip(middles, radii.tolist(), shades, strict=True):
            cv2.circle(
                self.pixels, middle, round(radius * scale), shade[0], -1, shift=FRACTION_BITS
            )

    def layer(self) -> Floats:
        """Average the surface down to the picture: H,W,4 premultiplied in [0, 1]."""
        small = cv2.resize(self.pixels, (self.size, self.size), interpolation=cv2.INTER_AREA)
        return floats(small) / np.float32(255)

    def _shades(self, colours: Floats, pieces: int) -> list[list[tuple[int, ...]]]:
        spread = colours if colours.ndim == 3 else np.repeat(colours[:, None], pieces, axis=1)
        opaque = np.ones((*spread.shape[:2], 1), np.float32)
        levels = np.rint(np.clip(np.concatenate([spread, opaque], axis=2), 0, 1) * 255)
        return [[tuple(shade) for shade in strand] for strand in levels.tolist()]
