"""From a box or a loose lasso round the subject to a segmentation.

GrabCut (Rother, Kolmogorov and Blake, SIGGRAPH 2004) runs small three times, each time with
another idea of where in the region the subject is to be expected: where the three disagree the
result depends on that guess alone, and is in doubt. A second, larger run corrects the outline, a
guided filter draws it at full size.
"""

import math
from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    Colours,
    Image,
    Mask,
    Trimap,
    eight_bit,
)
from mattegui.core.cancelling import Cancelled, never, stop_if
from mattegui.core.makers.guided import snap_to_edges
from mattegui.core.makers.prompt import Prompt, checked, depth
from mattegui.core.makers.segmentation import IndistinctError, RegionError, Segmentation
from mattegui.core.makers.shapes import Point, polygon_mask
from mattegui.core.rect import Rect

COARSE, FINE = 60_000, 240_000
"""Pixels of the two runs. More of them are slower and not better: GrabCut sees colours, not shapes,
and at 120 000 pixels it follows textures that have nothing to do with the outline."""

SHARES: Final = (0.9, 0.8, 1.0)
"""How much of the region's extent the subject is expected to fill; the first is the answer."""

_ROUNDS: Final = 5
_FINE_ROUNDS: Final = 2
_FREE = 6
"""How far the second run may move the outline, in pixels of the first."""
_CONTEXT = 0.3
"""How much is looked at outside the region, of its longer side: the background's colours."""
_SPECK = 0.002
"""Smaller islands and holes, of the subject's area, are colours that strayed."""


def segment_box(
    image: Image, box: Rect, painted: Trimap | None = None, cancelled: Cancelled = never
) -> Segmentation:
    """Return the subject that a box was drawn round, with a little room to spare.

    The same image and box give the same answer. Two seconds or so for any size on one core, and
    three more for 24 megapixels.

    Args:
        image: H,W,3.
        box: May reach beyond the image.
        painted: H,W: what is foreground and background for certain, unknown elsewhere. A dab on
            each mistake of the first answer, and the second is a better one.
        cancelled: Asked every tenth of a second or so.

    Raises:
        RegionError: The box is empty, too small, or outside of the image.
        IndistinctError: Nothing in it differs from what is round it.
        CancelledError: `cancelled` said so.
    """
    if not box:
        raise RegionError("the box is empty: it needs a width and a height")
    return _segment(image, Prompt(checked(box, image, "box"), (), painted), cancelled)


def segment_lasso(
    image: Image,
    points: Sequence[Point],
    painted: Trimap | None = None,
    cancelled: Cancelled = never,
) -> Segmentation:
    """Return the subject that a loose lasso was drawn round; as `segment_box`.

    Args:
        image: H,W,3.
        points: The lasso's corners, (x, y) in image pixels; it is closed by itself.
        painted: As in `segment_box`.
        cancelled: As in `segment_box`.

    Raises:
        RegionError: The lasso encloses nothing or lies outside of the image.
        IndistinctError: Nothing in it differs from what is round it.
        CancelledError: `cancelled` said so.
    """
    rect, _ = polygon_mask(points, Rect.whole(image.shape))
    if not rect:
        raise RegionError("the lasso encloses no pixel of the image")
    prompt = Prompt(checked(rect, image, "lasso"), tuple(points), painted)
    return _segment(image, prompt, cancelled)


def _segment(image: Image, prompt: Prompt, cancelled: Cancelled) -> Segmentation:
    window = prompt.box.grown(math.ceil(_CONTEXT * max(prompt.box.height, prompt.box.width)))
    window = window.clipped(image.shape)
    pixels, prompt = image[window.slices], prompt.within(window)
    small, scale = _shrunk(pixels, COARSE)
    if int(np.ptp(small.reshape(-1, 3), axis=0).max()) == 0:
        raise IndistinctError("the image has one colour only there: nothing can be told apart")
    answers = [_answer(small, prompt, scale, share, cancelled) for share in SHARES]
    coarse = answers[0]
    if not coarse.any() or coarse.all():
        raise IndistinctError(
            "the subject could not be told from its background; "
            "draw closer round it, or leave more room to one side"
        )
    others = [answer ^ coarse for answer in answers[1:]]
    doubt = _opened(np.asarray(np.logical_or.reduce(others)))
    medium, medium_scale = _shrunk(pixels, FINE)
    fine = _corrected(medium, coarse, prompt, medium_scale, cancelled)
    radius = math.ceil(2 / medium_scale)
    mask = np.zeros(image.shape[:2], np.bool_)
    doubts = np.zeros_like(mask)
    mask[window.slices] = snap_to_edges(pixels, _soft(fine, pixels.shape), radius, cancelled) > 0.5
    doubts[window.slices] = _enlarged(doubt, pixels.shape)
    if prompt.painted is not None:
        _keep_painted(mask[window.slices], doubts[window.slices], prompt.painted)
    return Segmentation(mask, doubts)


def _keep_painted(mask: Mask, doubt: Mask, painted: Trimap) -> None:
    """Write what the user has said, to the pixel, and doubt none of it."""
    mask[painted == FOREGROUND] = True
    mask[painted == BACKGROUND] = False
    doubt[painted != UNKNOWN] = False


def _answer(
    small: Colours, prompt: Prompt, scale: float, share: float, cancelled: Cancelled
) -> Mask:
    """Return the subject if it is expected to fill `share` of the region."""
    likely = prompt.likely(small.shape, scale, share)
    labels = np.where(likely, np.uint8(cv2.GC_PR_FGD), np.uint8(cv2.GC_PR_BGD))
    prompt.settle(labels, scale, cv2.GC_FGD, cv2.GC_BGD)
    return _without_specks(_grabcut(small, labels, _ROUNDS, cancelled))


def _corrected(
    medium: Colours, coarse: Mask, prompt: Prompt, scale: float, cancelled: Cancelled
) -> Mask:
    """Return `coarse` at the size of `medium`, its outline found anew near where it was."""
    mask = _enlarged(coarse, medium.shape)
    free = _FREE * medium.shape[0] / coarse.shape[0]
    labels = np.where(mask, np.uint8(cv2.GC_PR_FGD), np.uint8(cv2.GC_PR_BGD))
    labels[depth(mask) > free] = cv2.GC_FGD
    labels[depth(~mask) > free] = cv2.GC_BGD
    prompt.settle(labels, scale, cv2.GC_FGD, cv2.GC_BGD)
    return _without_specks(_grabcut(medium, labels, _FINE_ROUNDS, cancelled))


def _grabcut(pixels: Colours, labels: NDArray[np.uint8], rounds: int, cancelled: Cancelled) -> Mask:
    """Return the subject after some rounds; none of it where one side has no sample."""
    front: Mask = np.asarray((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))
    if front.all() or not front.any():
        return front
    # The colour models start from random clusters of OpenCV's own generator.
    cv2.setRNGSeed(0)
    behind, before = np.zeros((1, 65)), np.zeros((1, 65))
    mode = cv2.GC_INIT_WITH_MASK
    for _ in range(rounds):
        stop_if(cancelled)
        cv2.grabCut(pixels, labels, (0, 0, 0, 0), behind, before, 1, mode)
        mode = cv2.GC_EVAL
    return np.asarray((labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD))


def _without_specks(mask: Mask) -> Mask:
    """Return `mask` without small islands, and then without small holes."""
    least = _SPECK * np.count_nonzero(mask)
    for value in (True, False):
        count, labels, stats, _ = cv2.connectedComponentsWithStats(
            (mask == value).astype(np.uint8), connectivity=4
        )
        small = stats[:count, cv2.CC_STAT_AREA] < least
        small[0] = False
        mask = np.where(small[labels], not value, mask)
    return np.asarray(mask, np.bool_)


def _opened(mask: Mask) -> Mask:
    """Return `mask` without what is thinner than three pixels: that is an edge, not a doubt."""
    kernel = np.ones((3, 3), np.uint8)
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, kernel)
    return np.asarray(opened > 0)


def _enlarged(mask: Mask, shape: tuple[int, ...]) -> Mask:
    return np.asarray(_soft(mask, shape) > 0.5)


def _soft(mask: Mask, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Return `mask` enlarged smoothly to `shape`."""
    size = shape[1], shape[0]
    soft = cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(soft, np.float32)


def _shrunk(pixels: Image, area: int) -> tuple[Colours, float]:
    """Return the image at about `area` pixels with 8 bits, and its scale; never enlarged."""
    scale = min(1.0, math.sqrt(area / (pixels.shape[0] * pixels.shape[1])))
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    return np.ascontiguousarray(eight_bit(small)), scale
