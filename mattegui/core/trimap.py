"""Everything that changes a trimap. Each function returns an `Edit` or a new trimap."""

import cv2
import numpy as np

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Mask, Trimap
from mattegui.core.edit import BLOCK, Block, Edit
from mattegui.core.rect import Rect
from mattegui.core.stroke import Indices, Runs, Stroke, covered, draw_runs

LABEL_NAMES = {FOREGROUND: "foreground", BACKGROUND: "background", UNKNOWN: "unknown"}


def blank(shape: tuple[int, ...]) -> Trimap:
    """Return the trimap of an image nobody has painted on yet: all background."""
    # Background is 0, and zeros that nobody has written take no memory.
    return np.zeros(shape[:2], np.uint8)


def paint(trimap: Trimap, stroke: Stroke) -> Edit:
    """Return the edit that paints `stroke`; nothing is written yet."""
    rect = stroke.rect.clipped(trimap.shape)
    return _label_runs(trimap, rect, covered(stroke, rect), stroke.label) if rect else Edit(())


def _label_runs(trimap: Trimap, rect: Rect, runs: Runs, label: int) -> Edit:
    """Return the edit that gives `label` to runs of pixels, whose corner is that of `rect`.

    A wide stroke covers most of its blocks whole: there it needs no mask.
    """
    rows, starts, ends = runs[0] + rect.y0, runs[1] + rect.x0, runs[2] + rect.x0
    blocks: list[Block | None] = []
    for band in Rect(rect.y0, 0, rect.y1, 1).split(BLOCK):
        parts = list(Rect(band.y0, rect.x0, band.y1, rect.x1).split(BLOCK))
        # The runs are in order of their rows.
        here = slice(*np.searchsorted(rows, (band.y0, band.y1)))
        lefts, rights = np.array([(part.x0, part.x1) for part in parts]).T
        low = np.maximum(starts[here, None], lefts) - lefts
        high = np.minimum(ends[here, None], rights) - lefts
        areas = np.maximum(high - low, 0).sum(axis=0)
        for column in np.flatnonzero(areas):
            part = parts[column]
            before = trimap[part.slices]
            if areas[column] == part.area:
                blocks.append(Block.filled(part, before, label))
            else:
                after = before.copy()
                after[_drawn(part, rows[here] - band.y0, low[:, column], high[:, column])] = label
                blocks.append(Block.between(part, before, after))
    return Edit(tuple(block for block in blocks if block is not None))


def _drawn(part: Rect, rows: Indices, starts: Indices, ends: Indices) -> Mask:
    """Return the mask of runs, some of them empty, counted from the corner of `part`."""
    seen = starts < ends
    rows, starts, ends = rows[seen], starts[seen], ends[seen]
    if not bool((rows[1:] > rows[:-1]).all()):
        return draw_runs((part.height, part.width), rows, starts, ends)
    # One run a row, which is nearly always so: all of them at once.
    columns = np.arange(part.width, dtype=np.int16)
    mask = np.zeros((part.height, part.width), np.bool_)
    first, last = starts.astype(np.int16)[:, None], ends.astype(np.int16)[:, None]
    mask[rows] = (columns >= first) & (columns < last)
    return mask


def label_mask(trimap: Trimap, rect: Rect, mask: Mask, label: int) -> Edit:
    """Return the edit that gives `label` to the true pixels of `mask`, which covers `rect`."""

    def change(part: Rect, values: Trimap) -> None:
        values[mask[part.relative_to(rect).slices]] = label

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
