"""The subject's own colours: what an edge pixel would show without the background behind it.

Where alpha is 1 the foreground is the image itself, to the bit. What is exported is solved by the
multilevel method (Germer et al. 2020); the screen gets blur fusion (Forte 2021), which is faster
and less true.

Large images are solved tile by tile, only where an edge runs; each tile sees more than it keeps.
Far from every edge, under alpha 0, the colours go on as a small copy of the whole image has them.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, AnyArray, FloatArray, Image, Mask, as_float, quantise, white
from mattegui.core.cancelling import Cancelled, Progress, never, stop_if, unseen
from mattegui.core.rect import Rect

_WIDE, _NARROW = 45, 3
"""Box radii of the two passes, in pixels: the authors' boxes of 90 and 6 (Forte 2021), made odd."""
REACH = 2 * (_WIDE + _NARROW)
"""How far a pixel's fast foreground looks, in pixels."""
_TILE, _OVERLAP = 1024, 256
"""Side of what is kept of one solution, and how much more it sees to each side, in pixels."""
_BLEED = 64
"""How far beyond an edge its colours are solved for at full size, in pixels."""
_STRIP = 1024
_SMALL = 1_000_000
"""Pixels of the small copy that far colours come from."""


def _multilevel(colours: FloatArray, alpha: Alpha) -> FloatArray:
    # Importing pymatting compiles or loads dozens of numba functions: seconds.
    from pymatting import estimate_foreground_ml

    solved: FloatArray = estimate_foreground_ml(colours, alpha)
    return solved


def estimate_foreground(
    image: Image,
    alpha: Alpha,
    amount: float | Alpha = 1.0,
    cancelled: Cancelled = never,
    progress: Progress = unseen,
) -> Image:
    """Return the foreground colours, defined everywhere: under alpha 0 the subject's colours go on.

    Args:
        image: H,W,3.
        alpha: H,W in [0, 1].
        amount: How much of the estimated colour replaces the image's own, from 0 to 1: one value,
            or H,W.
        cancelled: Asked for each tile.
        progress: Told after each tile that an edge runs through.

    Returns:
        H,W,3 of the image's dtype. Beside the result it takes the memory of one tile and two bytes
        a pixel.

    Raises:
        ValueError: An amount is not from 0 to 1, or the amounts' shape is not the alpha's.
        CancelledError: `cancelled` said so.
    """
    _check_amount(amount, alpha)
    foreground = image.copy()
    opaque = _opaque(alpha, image)
    if opaque.all() or not bool((alpha > 0).any()):
        return foreground
    edges, empty = _split(opaque, alpha)
    if empty:
        far = _far_colours(image, alpha, cancelled)
        for rect in empty:
            _replace(foreground, image, _enlarged(far, rect, image.shape), rect, amount)
    for done, rect in enumerate(edges, start=1):
        stop_if(cancelled)
        _solve(foreground, image, alpha, rect, amount)
        progress(done / len(edges))
    foreground[opaque] = image[opaque]
    return foreground


def _opaque(alpha: Alpha, image: Image) -> Mask:
    """Return what will be written as opaque: 254.6 of 255 is 255 in a file."""
    opaque = np.empty(alpha.shape, np.bool_)
    # In strips, because rounding takes twelve bytes a pixel on the way.
    for top in range(0, len(alpha), _STRIP):
        rows = slice(top, top + _STRIP)
        opaque[rows] = quantise(alpha[rows], image.dtype) == white(image)
    return opaque


def _split(opaque: Mask, alpha: Alpha) -> tuple[list[Rect], list[Rect]]:
    """Return the tiles an edge runs through or near, and those where nothing of the subject is."""
    edges, empty = [], []
    whole = Rect.whole(alpha.shape)
    # An image of one tile has nothing to gain from a small copy.
    if whole.area <= _TILE * _TILE:
        return [whole], []
    for rect in whole.split(_TILE):
        near = rect.grown(_BLEED).clipped(alpha.shape).slices
        if not bool((alpha[near] > 0).any()):
            empty.append(rect)
        elif not bool(opaque[near].all()):
            edges.append(rect)
    return edges, empty


def _solve(
    foreground: Image, image: Image, alpha: Alpha, rect: Rect, amount: float | Alpha
) -> None:
    """Write the solution of one tile into `foreground`."""
    window = rect.grown(_OVERLAP).clipped(alpha.shape)
    # A lone pixel has no neighbour to take colours from.
    if window.area < 2:
        return
    part = np.ascontiguousarray(alpha[window.slices], np.float32)
    solved = _multilevel(as_float(image[window.slices]), part)
    kept = solved[rect.relative_to(window).slices]
    _replace(foreground, image, kept, rect, amount)


def _replace(
    foreground: Image, image: Image, solved: FloatArray, rect: Rect, amount: float | Alpha
) -> None:
    """Write colours in [0, 1] into a rectangle, as far as `amount` says."""
    if isinstance(amount, np.ndarray):
        share: float | FloatArray = amount[rect.slices][..., None]
    else:
        share = amount
    own = as_float(image[rect.slices])
    # At 1 this form gives the solution and at 0 the image, to the bit.
    foreground[rect.slices] = quantise(solved * share + own * (1 - share), image.dtype)


def _far_colours(image: Image, alpha: Alpha, cancelled: Cancelled) -> FloatArray:
    """Return the foreground of a small copy of the image, H,W,3 in [0, 1]."""
    stop_if(cancelled)
    scale = min(1.0, math.sqrt(_SMALL / alpha.size))
    size = max(1, round(alpha.shape[1] * scale)), max(1, round(alpha.shape[0] * scale))
    small: AnyArray = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    coverage = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_AREA), np.float32)
    return _multilevel(as_float(small), coverage)


def _enlarged(small: FloatArray, rect: Rect, shape: tuple[int, ...]) -> FloatArray:
    """Return the part of `small`, enlarged to `shape`, that lies in `rect`."""
    y, x = small.shape[0] / shape[0], small.shape[1] / shape[1]
    # From a pixel's centre in the rectangle to the place of that centre in the small image.
    place = np.array(
        [[x, 0, (rect.x0 + 0.5) * x - 0.5], [0, y, (rect.y0 + 0.5) * y - 0.5]], np.float64
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = rect.width, rect.height
    return cv2.warpAffine(small, place, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)


def _check_amount(amount: float | Alpha, alpha: Alpha) -> None:
    if isinstance(amount, np.ndarray) and amount.shape != alpha.shape:
        raise ValueError(f"the amounts' shape is {amount.shape}, the alpha's {alpha.shape}")
    # A comparison with NaN is false, so this catches NaN as well.
    if not bool(np.all((np.asarray(amount) >= 0) & (np.asarray(amount) <= 1))):
        raise ValueError("an amount of foreground colour is a number from 0 to 1")


def fast_foreground(image: NDArray[np.uint8], alpha: Alpha) -> NDArray[np.uint8]:
    """Return foreground colours for the screen by blur fusion, two passes (Forte, ICIP 2021).

    Args:
        image: H,W,3 `uint8`.
        alpha: H,W in [0, 1].
    """
    colours = image.astype(np.float32) * np.float32(1 / 255)
    front = cv2.merge([alpha, alpha, alpha])
    foreground, background = _fuse(colours, front, colours, colours, _WIDE)
    fused, _ = _fuse(colours, front, foreground, background, _NARROW)
    shown = cv2.convertScaleAbs(fused, alpha=255.0)
    opaque = (alpha >= 1).view(np.uint8)
    return np.asarray(cv2.copyTo(image, opaque, shown), np.uint8)


def _fuse(
    image: FloatArray,
    front: FloatArray,
    foreground: FloatArray,
    background: FloatArray,
    radius: int,
) -> tuple[FloatArray, FloatArray]:
    """Return F and B of one pass: equations 4 to 7 of the paper, in [0, 1]."""
    size = (2 * radius + 1, 2 * radius + 1)
    behind = 1 - front
    smooth_f = cv2.blur(foreground * front, size) / (cv2.blur(front, size) + 1e-5)
    smooth_b = cv2.blur(background * behind, size) / (cv2.blur(behind, size) + 1e-5)
    residual = image - front * smooth_f - behind * smooth_b
    return np.clip(smooth_f + front * residual, 0, 1), smooth_b
