"""What cameras and files do to a picture, in batches of torch tensors on the training device.

Axes: B batch, C channel, H height, W width. Values are in [0, 1], sRGB encoded.
"""

import math

import torch
from torch import Tensor
from torch.nn import functional as F

from train.chance import Chance

RIM = 8
"""Side in pixels of the cells in which it is told how far inside the subject a pixel lies."""

_YIQ = ((0.299, 0.587, 0.114), (0.5959, -0.2746, -0.3213), (0.2115, -0.5227, 0.3112))
_LUMINANCE_STEPS = (16, 11, 10, 16, 24, 40, 51, 61)
"""First row of JPEG's quantisation table for luminance (ITU T.81, table K.1)."""


def jitter_colour(rgb_B3HW: Tensor, strength: float, chance: Chance) -> Tensor:
    """Return colours with another hue, saturation, brightness and contrast for each image.

    Hue and saturation turn and stretch the chroma plane of YIQ, which needs one 3×3 product where
    HSV needs branches.

    Args:
        rgb_B3HW: Is not changed.
        strength: 1 turns the hue by up to 40° and scales saturation and brightness by up to 40 %.
        chance: Is drawn from.
    """
    count = len(rgb_B3HW)
    angle = chance.uniform(-1, 1, count) * math.radians(40) * strength
    saturation = 1 + chance.uniform(-0.4, 0.4, count) * strength
    gain = torch.exp(chance.uniform(-0.4, 0.4, count) * strength)
    shift = chance.uniform(-0.08, 0.08, count) * strength
    turn = torch.zeros(count, 3, 3, device=chance.device)
    turn[:, 0, 0] = 1
    turn[:, 1, 1] = turn[:, 2, 2] = torch.cos(angle) * saturation
    turn[:, 2, 1] = torch.sin(angle) * saturation
    turn[:, 1, 2] = -turn[:, 2, 1]
    yiq = torch.tensor(_YIQ, device=chance.device)
    matrix = torch.linalg.inv(yiq) @ turn @ yiq * gain[:, None, None]
    flat = torch.bmm(matrix, rgb_B3HW.flatten(2)) + shift[:, None, None]
    return flat.view_as(rgb_B3HW).clamp(0, 1)


def match_colours(rgb_B3HW: Tensor, like_B3HW: Tensor, amount_B: Tensor) -> Tensor:
    """Return colours moved towards the mean and spread of another batch's.

    Args:
        rgb_B3HW: Is not changed.
        like_B3HW: Whose mean and standard deviation to take.
        amount_B: 0 leaves an image as it is, 1 takes the other's statistics.
    """
    spread, mean = torch.std_mean(rgb_B3HW, (2, 3), keepdim=True)
    target_spread, target_mean = torch.std_mean(like_B3HW, (2, 3), keepdim=True)
    # A spread far larger than the background has would only amplify its noise.
    ratio = (target_spread / (spread + 1e-3)).clamp(0.4, 2.5)
    moved = (rgb_B3HW - mean) * ratio + target_mean
    return torch.lerp(rgb_B3HW, moved, amount_B[:, None, None, None]).clamp(0, 1)


def light_rim(rgb_B3HW: Tensor, alpha_B1HW: Tensor, probability: float, chance: Chance) -> Tensor:
    """Return foreground colours lit from behind in some images, or dark towards the edge.

    Strands against the light are brighter than the hair they come from: who takes a subject's
    known colours for those of its edge sees too much of it there.

    Args:
        rgb_B3HW: Is not changed.
        alpha_B1HW: The subject: its inside, a few cells of `RIM` deep, keeps its colours.
        probability: Of an image that is lit.
        chance: Is drawn from.
    """
    count, _, height, width = rgb_B3HW.shape
    inside = F.avg_pool2d(F.avg_pool2d(alpha_B1HW, RIM), 3, 1, 1, count_include_pad=False)
    edge_B1HW = 1 - F.interpolate(inside, (height, width), mode="bilinear", align_corners=False)
    # From one side, not from all around.
    angle = chance.uniform(-math.pi, math.pi, count)[:, None, None]
    y = torch.linspace(-1, 1, height, device=chance.device)[:, None]
    x = torch.linspace(-1, 1, width, device=chance.device)
    side_BHW = (0.5 + x * torch.cos(angle) + y * torch.sin(angle)).clamp(0, 1)
    stops = chance.uniform(-0.8, 1.4, count) * chance.happens(probability, count)
    tint = 0.15 * chance.normal(count, 3) * (stops != 0)[:, None]
    gain_B3 = stops[:, None] + tint
    light = torch.exp(gain_B3[..., None, None] * edge_B1HW * side_BHW[:, None])
    return (rgb_B3HW * light).clamp(0, 1)


def soften(x_BCHW: Tensor, weight_B: Tensor) -> Tensor:
    """Return a batch filtered with (w, 1 − 2w, w) along both axes; w = ¼ is the binomial."""
    weight = weight_B[:, None, None, None]
    for dim in (2, 3):
        before = torch.cat(
            [x_BCHW.narrow(dim, 0, 1), x_BCHW.narrow(dim, 0, x_BCHW.shape[dim] - 1)], dim
        )
        after = torch.cat(
            [
                x_BCHW.narrow(dim, 1, x_BCHW.shape[dim] - 1),
                x_BCHW.narrow(dim, x_BCHW.shape[dim] - 1, 1),
            ],
            dim,
        )
        x_BCHW = x_BCHW + weight * (before + after - 2 * x_BCHW)
    return x_BCHW


def add_noise(rgb_B3HW: Tensor, probability: float, chance: Chance) -> Tensor:
    """Return a batch with sensor noise: in some images fine, in some smeared as by denoising."""
    count = len(rgb_B3HW)
    level = chance.log_uniform(0.003, 0.04, count) * chance.happens(probability, count)
    noise = chance.normal(*rgb_B3HW.shape)
    smear = 0.25 * chance.happens(0.5, count)
    return (rgb_B3HW + soften(noise, smear) * level[:, None, None, None]).clamp(0, 1)


def compress(rgb_B3HW: Tensor, chance: Chance) -> Tensor:
    """Return a batch as JPEG would: 8×8 cosine transform, rounded coefficients, half-size chroma.

    The quantisation table is the standard's slope, not its very numbers; height and width are
    multiples of 16.
    """
    count = len(rgb_B3HW)
    step = chance.log_uniform(0.15, 1.2, count)[:, None, None, None]
    yiq = torch.tensor(_YIQ, device=chance.device)
    y_BCHW = torch.einsum("ij,bjhw->bihw", yiq, rgb_B3HW)
    luminance = _quantise(y_BCHW[:, :1], step)
    chroma = _quantise(F.avg_pool2d(y_BCHW[:, 1:], 2), 1.7 * step)
    chroma = F.interpolate(chroma, scale_factor=2, mode="nearest")
    y_BCHW = torch.cat([luminance, chroma], 1)
    return torch.einsum("ij,bjhw->bihw", torch.linalg.inv(yiq), y_BCHW).clamp(0, 1)


def _quantise(x_BCHW: Tensor, step: Tensor) -> Tensor:
    batch, channels, height, width = x_BCHW.shape
    k = torch.arange(8, device=x_BCHW.device, dtype=torch.float32)
    basis = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) / 2
    basis[0] /= math.sqrt(2)
    blocks = x_BCHW.view(batch, channels, height // 8, 8, width // 8, 8).permute(0, 1, 2, 4, 3, 5)
    row = torch.tensor(_LUMINANCE_STEPS, device=x_BCHW.device) / 255
    table = torch.maximum(row[:, None], row) * step[..., None, None]
    coefficients = basis @ blocks @ basis.T
    blocks = basis.T @ (torch.round(coefficients / table) * table) @ basis
    return blocks.permute(0, 1, 2, 4, 3, 5).reshape(x_BCHW.shape)
