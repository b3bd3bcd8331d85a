"""Trimaps as people paint them, made from alphas in batches.

A band of unknown reaches from every fractional pixel into the subject and into the background, each
by a distance of its own that wavers along the edge. Distances are Euclidean, at half resolution.

Axes: B batch, H height, W width, h and w half of them.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from train.chance import Chance

SOLID = 0.995
"""An alpha from here on counts as 1, one below 1 − SOLID as 0."""

BRUSH = 8.0
"""Known regions that are nowhere this much deeper than their band, in pixels, may be missed."""

WAVER = 1.3
"""A band is at most this much wider in places than drawn."""


def paint_trimaps(
    alpha_B1HW: Tensor, radius: tuple[float, float], blobs: float, chance: Chance
) -> Tensor:
    """Return trimap_B1HW `uint8` with 0, 128 and 255.

    Args:
        alpha_B1HW: In [0, 1]; H and W are multiples of 16.
        radius: Range of the band's reach in pixels, drawn log-uniformly for each side.
        blobs: Chance that parts of the known regions are unknown as well.
        chance: Is drawn from.
    """
    count, _, height, width = alpha_B1HW.shape
    shape = (count, height, width)
    # Painters miss holes and islands smaller than their brush: those go to unknown as well.
    brush_B = chance.uniform(0, BRUSH, count) * chance.happens(0.7, count)
    together_B = chance.log_uniform(*radius, count)
    own = chance.log_uniform(*radius, 2, count)
    wide = torch.where(chance.happens(0.5, 2, count), together_B, own)
    solid = _known(alpha_B1HW >= SOLID, _waver(wide[0], shape, chance), brush_B, radius[1])
    clear = _known(alpha_B1HW <= 1 - SOLID, _waver(wide[1], shape, chance), brush_B, radius[1])
    hidden = _blobs(shape, blobs, chance)
    trimap = torch.full_like(alpha_B1HW, UNKNOWN, dtype=torch.uint8)
    trimap.masked_fill_(solid & ~hidden, FOREGROUND)
    return trimap.masked_fill_(clear & ~hidden, BACKGROUND)


def distance_inside(mask_B1HW: Tensor, reach: int) -> Tensor:
    """Return the Euclidean distance to the nearest false pixel, at most `reach`, B1HW `float32`.

    Separable and exact: the squared distance is the least, over offsets along one axis, of the
    squared offset plus the squared distance along the other (Felzenszwalb and Huttenlocher 2012).
    What lies outside the picture counts as true.
    """
    far = float(reach * reach)
    squared = mask_B1HW.float() * far
    for dim in (3, 2):
        squared = _lower_envelope(squared, dim, reach)
    return squared.clamp(max=far).sqrt()


def _lower_envelope(squared: Tensor, dim: int, reach: int) -> Tensor:
    best = squared.clone()
    length = squared.shape[dim]
    for offset in range(1, min(reach, length)):
        rest = length - offset
        cost = float(offset * offset)
        for start, target in ((0, offset), (offset, 0)):
            near = best.narrow(dim, target, rest)
            torch.minimum(near, squared.narrow(dim, start, rest) + cost, out=near)
    return best


def _known(mask_B1HW: Tensor, radius_B1HW: Tensor, brush_B: Tensor, largest: float) -> Tensor:
    """Return where the mask is known: deep enough inside, and a brush's width of it."""
    mask_B1hw = -F.max_pool2d(-mask_B1HW.float(), 2)
    reach = int((largest * WAVER + BRUSH) / 2) + 2
    depth_B1hw = 2 * distance_inside(mask_B1hw, reach)
    depth_B1HW = F.interpolate(depth_B1hw, scale_factor=2, mode="bilinear", align_corners=False)
    core = F.max_pool2d(F.max_pool2d(depth_B1hw, (1, 9), 1, (0, 4)), (9, 1), 1, (4, 0))
    core_B1HW = F.interpolate(core, scale_factor=2, mode="nearest")
    enough = core_B1HW > radius_B1HW + brush_B[:, None, None, None]
    return mask_B1HW & (depth_B1HW > radius_B1HW) & enough


def _waver(radius_B: Tensor, shape: tuple[int, int, int], chance: Chance) -> Tensor:
    """Return a radius that varies smoothly over each picture, B1HW."""
    count, height, width = shape
    amount = chance.uniform(0, 0.35, count, 1, 1, 1)
    rough = chance.normal(count, 1, height // 16, width // 16) * amount
    field = F.interpolate(rough, size=(height, width), mode="bilinear", align_corners=False)
    return radius_B[:, None, None, None] * field.exp().clamp(0.4, WAVER)


def _blobs(shape: tuple[int, int, int], probability: float, chance: Chance) -> Tensor:
    """Return round patches in some pictures, nothing in the others, B1HW `bool`."""
    count, height, width = shape
    cell = 32
    rough = chance.normal(count, 1, max(2, height // cell), max(2, width // cell))
    field = F.interpolate(rough, size=(height, width), mode="bilinear", align_corners=False)
    return (field > 0.9) & chance.happens(probability, count, 1, 1, 1)
