"""Locks: labels whose pixels nothing may change."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from mattegui.core.edit import Edit


def spared(edit: Edit, locked: Collection[int]) -> Edit:
    """Return the part of an edit that leaves the pixels of the locked labels as they are.

    Args:
        edit: Of any layer; only those of the trimap have labels.
        locked: Labels.
    """
    if edit.layer != "trimap" or not locked:
        return edit
    blocks = []
    for block in edit.blocks:
        held = np.isin(block.before, list(locked))
        after = np.where(held, block.before, block.after)
        if not np.array_equal(block.before, after):
            blocks.append(replace(block, after=after))
    return Edit(tuple(blocks), edit.layer)
