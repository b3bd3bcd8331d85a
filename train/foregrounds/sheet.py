"""A contact sheet: every kind of foreground over a checkerboard, with its alpha below."""

from pathlib import Path

import cv2
import numpy as np

from mattegui.core.files import atomic_path
from train.foregrounds.arrays import Bytes, Floats, floats
from train.foregrounds.catalogue import GENERATORS
from train.foregrounds.foreground import Foreground

MARGIN = 26
"""Height of a row's label in pixels."""


def checkerboard(size: int, cell: int = 16) -> Floats:
    """Draw a light checkerboard, size,size,3 in [0, 255]."""
    row, column = np.indices((size, size)) // cell
    grey = np.where((row + column) % 2, 200.0, 150.0)
    return floats(np.repeat(grey[..., None], 3, axis=2))


def show(foreground: Foreground) -> Bytes:
    """Composite over a checkerboard, with the alpha below: 2H,W,3."""
    alpha = floats(foreground.alpha)[..., None] / 255
    size = foreground.alpha.shape[0]
    composite = alpha * foreground.colour + (1 - alpha) * checkerboard(size)
    below = np.repeat(foreground.alpha[..., None], 3, axis=2)
    return np.concatenate([np.rint(composite).astype(np.uint8), below])


def draw_sheet(seed: int, size: int, per_kind: int) -> Bytes:
    """Draw the sheet: one labelled row for each kind.

    Args:
        seed: picks the samples; sample i of a kind is drawn from `[seed, i]`.
        size: side of each sample in pixels.
        per_kind: samples in a row.

    Returns:
        H,W,3 RGB.
    """
    rows = []
    for kind, generate in GENERATORS.items():
        shown = [show(generate(np.random.default_rng([seed, i]), size)) for i in range(per_kind)]
        label = np.full((MARGIN, size * per_kind, 3), 24, np.uint8)
        cv2.putText(label, kind, (6, MARGIN - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (240, 240, 240), 1)
        rows += [label, np.concatenate(shown, axis=1)]
    return np.concatenate(rows)


def write_sheet(path: Path | str, seed: int = 0, size: int = 320, per_kind: int = 6) -> None:
    """Write the contact sheet as a PNG; the file is complete or absent.

    Args:
        path: where to.
        seed: picks the samples.
        size: side of each sample in pixels.
        per_kind: samples in a row.

    Raises:
        OSError: if the file cannot be written.
    """
    target = Path(path)
    sheet = draw_sheet(seed, size, per_kind)
    coded = cv2.imencode(".png", cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR))[1]
    with atomic_path(target) as draft:
        draft.write_bytes(coded.tobytes())
