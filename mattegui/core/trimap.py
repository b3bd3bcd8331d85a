"""Everything that changes a trimap. Each function returns an `Edit` or a new trimap."""

import cv2
import numpy as np

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Mask, Trimap
from mattegui.core.edit import Edit
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke, rasterise

LABEL_NAMES = {FOREGROUND: "foreground", BACKGROUND: "background", UNKNOWN: "unknown"}


def blank(shape: tuple[int, ...]) -> Trimap:
    """Return the trimap of an image nobody has painted on yet: all background."""
    return np.full(shape[:2], BACKGROUND, np.uint8)


def paint(trimap: Trimap, stroke: Stroke) -> Edit:
    """Return the edit that paints `stroke`; nothing is written yet."""
    rect = stroke.rect.clipped(trimap.shape)
    mask = rasterise(stroke, rect)
    return label_mask(trimap, rect, mask, stroke.label)


def label_mask(trimap: Trimap, rect: Rect, mask: Mask, label: int) -> Edit:
    """Return the edit that gives `label` to the true pixels of `mask`, which covers `rect`."""

    def change(part: Rect, values: Trimap) -> None:
        values[mask[part.shifted(-rect.y0, -rect.x0).slices]] = label

    return Edit.of(trimap, rect, change)


def replace(trimap: Trimap, new: Trimap) -> Edit:
    """Return the edit that turns `trimap` into `new`, of the same shape."""

    def change(part: Rect, values: Trimap) -> None:
        values[:] = new[part.slices]

    return Edit.of(trimap, Rect.whole(trimap.shape), change)


def from_alpha(alpha: Alpha, band: int) -> Trimap:
    """Return the trimap whose unknown band lies around what is neither 0 nor 1 in `alpha`.

    Args:
        alpha: H,W in [0, 1].
        band: How far the unknown reaches beyond the fractional pixels, in pixels.
    """
    solid = (alpha >= 254.5 / 255).astype(np.uint8)
    empty = (alpha <= 0.5 / 255).astype(np.uint8)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * band + 1, 2 * band + 1))
    trimap = np.full(alpha.shape, UNKNOWN, np.uint8)
    # The image's own edge is not an edge of the subject: outside counts as more of the same.
    trimap[cv2.erode(solid, kernel, borderValue=(1,)) > 0] = FOREGROUND
    trimap[cv2.erode(empty, kernel, borderValue=(1,)) > 0] = BACKGROUND
    return trimap


def describe(trimap: Trimap) -> str:
    """Say what a one-sided trimap means, or nothing for one that has all three labels."""
    has_foreground = bool((trimap == FOREGROUND).any())
    has_background = bool((trimap == BACKGROUND).any())
    if not bool((trimap == UNKNOWN).any()):
        return "Nothing is marked unknown: the alpha is the trimap itself, with hard edges."
    if not has_foreground and not has_background:
        return "Everything is marked unknown: the alpha is a guess without any hint."
    if not has_foreground:
        return "No foreground is marked: there is no sample of the subject to go by."
    if not has_background:
        return "No background is marked: there is no sample of what to remove."
    return ""
