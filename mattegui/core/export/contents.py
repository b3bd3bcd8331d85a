"""What is written of a matte: one entry each, from which dialogs and the command line are built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from mattegui.core.arrays import AnyArray, as_float
from mattegui.core.export.sheet import Sheet

Rows = Callable[[Sheet, int, int], AnyArray]
"""From a sheet, a first row and an end to pixels, H,W,C, as they are stored, straight."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One thing that can be written.

    Attributes:
        title: What dialogs call it, once it is translated.
        channels: 1 grey, 3 colours, 4 colours and alpha.
        suffix: What its file's default name says.
        coloured: It needs the foreground's colours.
        rows: Makes the pixels.
    """

    title: str
    channels: int
    suffix: str
    coloured: bool
    rows: Rows


def cutout(sheet: Sheet, top: int, bottom: int) -> AnyArray:
    """Return foreground colours and straight alpha, H,W,4."""
    return np.dstack([sheet.colours(top, bottom), sheet.opacity(top, bottom)])


def alpha_only(sheet: Sheet, top: int, bottom: int) -> AnyArray:
    """Return the alpha alone, H,W,1."""
    return sheet.opacity(top, bottom)[..., None]


def foreground_only(sheet: Sheet, top: int, bottom: int) -> AnyArray:
    """Return the foreground colours alone, H,W,3."""
    return sheet.colours(top, bottom)


def composite(sheet: Sheet, top: int, bottom: int) -> AnyArray:
    """Return the subject over a new background, H,W,3: αF + (1 − α)B (Porter and Duff 1984)."""
    alpha = sheet.alpha[sheet.part(top, bottom)][..., None]
    front, behind = sheet.colours(top, bottom), sheet.behind(top, bottom)
    mixed: AnyArray = front * alpha + behind * (1 - alpha)
    if sheet.floating:
        return mixed
    dtype = np.dtype(sheet.kind)
    # Rounded alpha decides what is opaque, as everywhere else in a file.
    opacity = as_float(sheet.opacity(top, bottom))[..., None]
    mixed = np.where(opacity == 1, front, np.where(opacity == 0, behind, mixed))
    return np.rint(mixed).astype(dtype)


EXPORTERS: Final[dict[str, Exporter]] = {
    "rgba": Exporter("Cutout with alpha", 4, "cutout", coloured=True, rows=cutout),
    "alpha": Exporter("Alpha alone", 1, "alpha", coloured=False, rows=alpha_only),
    "foreground": Exporter(
        "Foreground colours alone", 3, "foreground", coloured=True, rows=foreground_only
    ),
    "composite": Exporter(
        "Composite over a background", 3, "composite", coloured=True, rows=composite
    ),
}
