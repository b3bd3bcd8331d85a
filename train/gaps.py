"""Gaps in a subject through which the background shows, and strokes that only look like gaps.

Between strands, leaves and fingers lie small openings with nothing known but subject around them.
Only colours tell whether such a place is open: those of the background, seen elsewhere.

Axes: B batch, K gaps of an example, H height, W width.
"""

import math
from typing import Final

import torch
from torch import Tensor

from train.chance import Chance

MOST: Final = 8
"""Gaps in an example, at most."""
OPEN: Final = 0.6
"""Chance that one is open; the others are strokes of another colour on the subject."""


def cut_gaps(
    rgb_B3HW: Tensor, alpha_B1HW: Tensor, probability: float, chance: Chance
) -> tuple[Tensor, Tensor, Tensor]:
    """Return a batch whose subjects have gaps in some examples.

    Args:
        rgb_B3HW: Foreground colours; not changed.
        alpha_B1HW: Not changed.
        probability: Of an example that has any.
        chance: Is drawn from.

    Returns:
        rgb_B3HW; alpha_B1HW; and the alpha that a painter sees, B1HW, who takes strokes for gaps
        as well and leaves both to the estimator.
    """
    count, _, height, width = rgb_B3HW.shape
    cover_BKHW = _spindles(count, height, width, chance)
    some_BK = chance.happens(probability, count, 1) & chance.happens(0.6, count, MOST)
    open_BK = some_BK & chance.happens(OPEN, count, MOST)
    closed_BK = some_BK & ~open_BK
    opening_B1HW = (cover_BKHW * open_BK[..., None, None]).amax(1, keepdim=True)
    stroke_B1HW = (cover_BKHW * closed_BK[..., None, None]).amax(1, keepdim=True)
    gain = chance.log_uniform(0.2, 1.6, count, 1, 1, 1)
    tint = 0.4 * (chance.uniform(0, 1, count, 3, 1, 1) - 0.5)
    painted = torch.lerp(rgb_B3HW, (rgb_B3HW * gain + tint).clamp(0, 1), stroke_B1HW)
    cut_B1HW = alpha_B1HW * (1 - opening_B1HW)
    return painted, cut_B1HW, cut_B1HW * (1 - 0.5 * stroke_B1HW)


def _spindles(count: int, height: int, width: int, chance: Chance) -> Tensor:
    """Return how much of each pixel lies in each of `MOST` slender shapes, BKHW in [0, 1].

    They are widest in the middle, and mostly parallel, as what lies between strands is.
    """
    shape = count, MOST, 1, 1
    x = torch.arange(width, device=chance.device) - chance.uniform(0, width, *shape)
    y = torch.arange(height, device=chance.device)[:, None] - chance.uniform(0, height, *shape)
    angle = chance.uniform(0, math.pi, count, 1, 1, 1) + 0.25 * chance.normal(*shape)
    half_length = chance.log_uniform(3, 50, *shape)
    half_width = torch.minimum(chance.log_uniform(0.7, 8, *shape), half_length)
    blur = chance.uniform(0.7, 2.5, *shape)
    sine, cosine = torch.sin(angle), torch.cos(angle)
    along, across = x * cosine + y * sine, y * cosine - x * sine
    there = along.clamp(-half_length, half_length)
    distance = torch.hypot(along - there, across)
    reach = half_width * (1 - 0.8 * (there / half_length).square())
    return ((reach - distance) / blur + 0.5).clamp(0, 1)
