"""Bringing an alpha up to date, piece by piece, so that it can be shown while it grows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from mattegui.core.arrays import UNKNOWN, Alpha, Colours, Image, Trimap, eight_bit, merge_known
from mattegui.core.cancelling import Cancelled
from mattegui.core.foreground import fast_foreground
from mattegui.core.rect import Rect
from mattegui.engine.estimator import Estimator
from mattegui.engine.tiles import NO_RECT

DRAFT_SIDE: Final = 512
"""Longest side of the reduced image from which the draft is made, in pixels."""

SAMPLES: Final = 4
"""Squared, the pixels that stand for a pixel of the reduced image, where it has as many or more."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A piece of the answer.

    Attributes:
        rect: Where it belongs.
        alpha: `rect`'s alpha.
        foreground: `rect`'s foreground colours for the screen, H,W,3 `uint8`.
        draft: It was made from the reduced image; a final patch will follow.
        tile: The stale tile, or several of them, that this patch brings up to date; may be empty.
        progress: Share of the work that is done with this patch, 0 to 1.
    """

    rect: Rect
    alpha: Alpha
    foreground: Colours
    draft: bool
    progress: float
    tile: Rect = NO_RECT


def solve(
    image: Image,
    trimap: Trimap,
    tiles: Sequence[Rect],
    estimator: Estimator,
    cancelled: Cancelled,
    *,
    draft: bool = True,
) -> Iterator[Patch]:
    """Yield patches until `tiles` are up to date: a draft of them first, then the truth.

    Args:
        image: The whole image, H,W,3.
        trimap: The whole trimap; nobody else may write to it meanwhile.
        tiles: The stale ones, the most urgent first.
        estimator: What makes the alpha.
        cancelled: Asked before and after each piece; when it says yes, the iterator ends.
        draft: Begin with the reduced image, if the image is large enough to gain by it.
    """
    parts = list(estimator.parts(trimap, tiles))
    if draft and parts and max(trimap.shape) > 1.5 * DRAFT_SIDE and not cancelled():
        # Parts may cover more than the stale tiles, and what is final there stays.
        rects = [part.rect & tile for part in parts for tile in tiles if part.rect & tile]
        yield from _draft(image, trimap, rects, estimator, cancelled)
    answers = estimator.solve_parts(image, parts)
    for count, part in enumerate(parts, start=1):
        if cancelled():
            return
        pixels = image[part.window.slices]
        alpha = next(answers)
        if cancelled():
            # The part may have been given up half-way.
            return
        colours = fast_foreground(eight_bit(pixels), alpha)
        inner = part.rect.relative_to(part.window).slices
        progress = count / len(parts)
        found = alpha[inner], colours[inner]
        yield Patch(part.rect, *found, draft=part.draft, progress=progress, tile=part.tile)


def _draft(
    image: Image,
    trimap: Trimap,
    rects: Sequence[Rect],
    estimator: Estimator,
    cancelled: Cancelled,
) -> Iterator[Patch]:
    """Yield the alpha of the reduced image, enlarged, for each of `rects`."""
    factor = DRAFT_SIDE / max(trimap.shape)
    small_image = eight_bit(_shrunk(image, factor))
    small_trimap = _shrunk_trimap(trimap, factor)
    small_alpha = estimator.draft(small_image, small_trimap)
    if cancelled():
        # It may have been given up half-way.
        return
    small_colours = fast_foreground(small_image, small_alpha)
    for rect in rects:
        alpha = merge_known(_enlarged(small_alpha, rect, factor), trimap[rect.slices])
        colours = _enlarged(small_colours, rect, factor).astype(np.uint8)
        pixels = eight_bit(image[rect.slices])
        colours = np.where(alpha[..., None] >= 1, pixels, colours)
        yield Patch(rect, alpha, colours, draft=True, progress=0.0)


def _shrunk(pixels: Image | Trimap, factor: float) -> Image | Trimap:
    """Return the means of the cells that become one pixel each; of large cells, of samples."""
    height, width = (max(1, round(side * factor)) for side in pixels.shape[:2])
    source = pixels
    if factor * SAMPLES < 1:
        # The mean of 48 megapixels takes longer than the draft's network.
        size = (width * SAMPLES, height * SAMPLES)
        source = cv2.resize(pixels, size, interpolation=cv2.INTER_NEAREST_EXACT).astype(
            pixels.dtype, copy=False
        )
    small = cv2.resize(source, (width, height), interpolation=cv2.INTER_AREA)
    return small.astype(pixels.dtype, copy=False)


def _shrunk_trimap(trimap: Trimap, factor: float) -> Trimap:
    """Return a smaller trimap in which a cell that is not all of one known label is unknown."""
    small = _shrunk(trimap, factor).astype(np.uint8, copy=False)
    small[(small > 0) & (small < 255)] = UNKNOWN
    return small


def _enlarged(small: Colours | Alpha, rect: Rect, factor: float) -> Alpha:
    """Return the part of `small` that shows `rect` of the full size, in full size."""
    # Maps a pixel of `rect` to where its centre lies in `small`.
    matrix = np.array(
        [
            [factor, 0, (rect.x0 + 0.5) * factor - 0.5],
            [0, factor, (rect.y0 + 0.5) * factor - 0.5],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (rect.width, rect.height)
    enlarged: Alpha = cv2.warpAffine(
        small, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    return enlarged
