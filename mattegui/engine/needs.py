"""Which cells of a network's stages have to be computed: sets kept per pixel.

A change of the trimap makes cells invalid, stage by stage as far as its influence reaches; the
unknown pixels need cells, stage by stage backwards. Snapping the sets to tiles on the way would
lose most of what is saved.

A window's edges are multiples of 32 pixels; a level's mask of it is 2^level times smaller.
"""

from collections.abc import Iterator, Mapping

import cv2
import numpy as np

from mattegui.core.arrays import Mask
from mattegui.core.rect import Rect
from mattegui.engine.stage import Stage
from mattegui.engine.store import StageStore

Stages = Mapping[str, Stage]
Stores = Mapping[str, StageStore]
Piece = tuple[Rect, Mask]
"""Where to compute, in pixels of a stage's level, and what of that is wanted."""


def invalidate(stages: Stages, stores: Stores, window: Rect, dirty: Mask) -> None:
    """Carry the dirt of changed trimap pixels forwards through the stages.

    Args:
        stages: In the order of computing.
        stores: Of the stages; what `dirty` has an influence on is no longer valid in them.
        window: Holds all that the dirt can reach.
        dirty: Covers the window.
    """
    found: dict[str, Mask] = {}
    for stage in stages.values():
        base = np.zeros(_level_shape(window, stage.base), np.bool_)
        if stage.input_reach is not None:
            base |= _dilated(dirty, stage.input_reach)
        for feed in stage.feeds:
            base |= _finer(found[feed.source], feed.down)
        spread = _dilated(base, stage.halo)
        found[stage.name] = _coarser(spread, stage.level - stage.base)
        stores[stage.name].valid[at_level(window, stage.level).slices] &= ~found[stage.name]


def missing(stages: Stages, stores: Stores, window: Rect, wanted: Mask) -> list[tuple[Stage, Mask]]:
    """Return what has to be computed, stage by stage in the order of computing.

    Args:
        stages: In the order of computing.
        stores: Of the stages.
        window: Holds all that `wanted` can need.
        wanted: Covers the window: pixels whose alpha is asked for.
    """
    order = list(stages.values())
    needs = {s.name: np.zeros(_level_shape(window, s.level), np.bool_) for s in order}
    needs[order[-1].name] |= wanted
    found: list[tuple[Stage, Mask]] = []
    for stage in reversed(order):
        valid = stores[stage.name].valid[at_level(window, stage.level).slices]
        lacking = needs[stage.name] & ~valid
        if not lacking.any():
            continue
        found.append((stage, lacking))
        reads = _dilated(_finer(lacking, stage.level - stage.base), stage.halo)
        for feed in stage.feeds:
            needs[feed.source] |= _coarser(reads, feed.down)
    return found[::-1]


def pieces(stage: Stage, window: Rect, mask: Mask) -> Iterator[Piece]:
    """Yield the cells of `mask`, which covers `window`, in pieces to be computed at once."""
    place = at_level(window, stage.level)
    for cell in place.split(stage.side):
        part = mask[cell.relative_to(place).slices]
        around = Rect.around(part)
        if around:
            yield around.shifted(cell.y0, cell.x0), part[around.slices]


def at_level(window: Rect, level: int) -> Rect:
    """Return a window in the pixels of a level."""
    return Rect(window.y0 >> level, window.x0 >> level, window.y1 >> level, window.x1 >> level)


def _level_shape(window: Rect, level: int) -> tuple[int, int]:
    return window.height >> level, window.width >> level


def _dilated(mask: Mask, reach: int) -> Mask:
    if reach == 0 or not mask.any():
        return mask
    kernel = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    return cv2.dilate(mask.view(np.uint8), kernel).view(np.bool_)


def _coarser(mask: Mask, levels: int) -> Mask:
    """Return a smaller mask in which a cell is true if any of its pixels is."""
    for _ in range(levels):
        mask = mask[0::2, 0::2] | mask[1::2, 0::2] | mask[0::2, 1::2] | mask[1::2, 1::2]
    return mask


def _finer(mask: Mask, levels: int) -> Mask:
    """Return a larger mask in which each cell fills its pixels."""
    for _ in range(levels):
        mask = mask.repeat(2, axis=0).repeat(2, axis=1)
    return mask
