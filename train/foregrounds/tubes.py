"""Tubes: threads, wires, stems and branches that look round."""

import numpy as np

from train.foregrounds import palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas

SHELLS = ((1.0, 0.0, 0.5), (0.74, 0.5, 0.8), (0.5, 0.8, 1.0), (0.22, 1.0, 1.25))
"""Width, sideways shift and brightness of the nested ribbons, outside in."""


def tube(
    rng: np.random.Generator, canvas: Canvas, lines: Floats, widths: Floats, colour: Floats
) -> None:
    """Draw round threads: a dark rim, a body and, where there is room, a highlight.

    Args:
        rng: source of randomness.
        canvas: where to.
        lines: N,K,2 points.
        widths: N or N,K in pixels.
        colour: RGB, varied between threads, or N,3.
    """
    count, points = lines.shape[:2]
    if colour.ndim == 1:
        colour = palettes.vary(rng, colour, count, 0.12)
    spread = widths if widths.ndim == 2 else np.repeat(widths[:, None], points, axis=1)
    pieces = max(1, points // 20)
    if float(spread.max()) < 1.2:
        canvas.ribbons(lines, floats(spread), colour, pieces)
        return
    for line, width, shade in zip(lines, spread, colour, strict=True):
        for share, offset, light in SHELLS[:: 1 if float(width.max()) > 3 else 2]:
            moved = line + offset * width[:, None] * np.array([-0.14, -0.2])
            canvas.ribbons(
                floats(moved[None]), floats(width[None] * share), shade[None] * light, pieces
            )
