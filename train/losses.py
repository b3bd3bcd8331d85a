"""Losses on alphas, all over unknown pixels only; `LOSSES` is the list.

Every loss is `loss(predicted, batch) -> scalar`. Means run over the unknown pixels of the whole
batch, so that each pixel weighs the same, as in the metrics.

Axes: B batch, H height, W width.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from mattegui.core.arrays import UNKNOWN

EPSILON = 1e-6
"""Of the Charbonnier penalty (Xu et al. 2017, equations 1 and 2): the root of its 1e-12."""


class Batch(NamedTuple):
    """Training examples; all but the trimap `float32` in [0, 1].

    `rgb_B3HW` is what the network sees, with noise and compression; `foreground_B3HW` and
    `background_B3HW` are what it was composed from, so the compositional loss compares with the
    clean composite.
    """

    rgb_B3HW: Tensor
    trimap_B1HW: Tensor
    alpha_B1HW: Tensor
    foreground_B3HW: Tensor
    background_B3HW: Tensor
    index_B: Tensor

    @property
    def unknown_B1HW(self) -> Tensor:
        """Where the trimap leaves alpha open, `float32` 0 or 1."""
        return (self.trimap_B1HW == UNKNOWN).float()


Loss = Callable[[Tensor, Batch], Tensor]


def alpha_prediction(predicted_B1HW: Tensor, batch: Batch) -> Tensor:
    """Return the mean Charbonnier difference of alphas (Xu et al. 2017, equation 1)."""
    return _mean(_charbonnier(predicted_B1HW - batch.alpha_B1HW), batch.unknown_B1HW)


def cross_entropy(predicted_B1HW: Tensor, batch: Batch) -> Tensor:
    """Return the mean binary cross-entropy, less what the true alpha's own entropy makes of it.

    Where a sigmoid is surely wrong its slope is nearly 0, and with it the gradient of every loss on
    alpha. This one's gradient on the logit is the error itself, so such pixels are learnt from.
    """
    entropy = F.binary_cross_entropy(batch.alpha_B1HW, batch.alpha_B1HW, reduction="none")
    crossed = F.binary_cross_entropy(predicted_B1HW, batch.alpha_B1HW, reduction="none")
    return _mean(crossed - entropy, batch.unknown_B1HW)


def compositional(predicted_B1HW: Tensor, batch: Batch) -> Tensor:
    """Return the mean Charbonnier difference of composites (Xu et al. 2017, equation 2).

    Both composites share foreground and background, so their difference is alpha's difference
    times that of the colours.
    """
    colours = batch.foreground_B3HW - batch.background_B3HW
    difference = (predicted_B1HW - batch.alpha_B1HW) * colours
    return _mean(_charbonnier(difference).mean(1, keepdim=True), batch.unknown_B1HW)


def laplacian(predicted_B1HW: Tensor, batch: Batch, levels: int = 5) -> Tensor:
    """Return the L1 difference of Laplacian pyramids, level k weighted with 2^k.

    As in Hou and Liu 2019 (Context-aware matting), equation 3; outside the unknown region both
    alphas are the true one, so nothing is counted there but its blur's reach.
    """
    difference = (predicted_B1HW - batch.alpha_B1HW) * batch.unknown_B1HW
    total = difference.new_zeros(())
    for level in range(levels):
        smaller = F.avg_pool2d(_blur(difference), 2)
        if level == levels - 1 or min(smaller.shape[2:]) < 4:
            band = difference
        else:
            up = F.interpolate(smaller, scale_factor=2, mode="bilinear", align_corners=False)
            band = difference - up
        total = total + 2**level * band.abs().sum()
        if band is difference:
            break
        difference = smaller
    return total / batch.unknown_B1HW.sum().clamp(min=1)


LOSSES: dict[str, Loss] = {
    "alpha": alpha_prediction,
    "entropy": cross_entropy,
    "composition": compositional,
    "laplacian": laplacian,
}


def weighted(
    predicted_B1HW: Tensor, batch: Batch, weights: Mapping[str, float]
) -> dict[str, Tensor]:
    """Return each named loss times its weight; their sum is what is minimised."""
    return {name: weight * LOSSES[name](predicted_B1HW, batch) for name, weight in weights.items()}


def _charbonnier(difference: Tensor) -> Tensor:
    return torch.sqrt(difference.square() + EPSILON**2)


def _mean(values_B1HW: Tensor, unknown_B1HW: Tensor) -> Tensor:
    return (values_B1HW * unknown_B1HW).sum() / unknown_B1HW.sum().clamp(min=1)


def _blur(x_B1HW: Tensor) -> Tensor:
    kernel = x_B1HW.new_tensor([1.0, 4.0, 6.0, 4.0, 1.0]) / 16
    x_B1HW = F.conv2d(F.pad(x_B1HW, (2, 2, 0, 0), "replicate"), kernel.view(1, 1, 1, 5))
    return F.conv2d(F.pad(x_B1HW, (0, 0, 2, 2), "replicate"), kernel.view(1, 1, 5, 1))
