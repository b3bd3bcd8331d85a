"""A guide while training: heads that read the colours of subject and background off the decoder.

Where alpha is open, a pixel is told by comparing it with the colours known around it, which the
decoder must have brought there. Left to the losses on alpha alone, a small network learns to look
for fine structure instead, and takes a patterned background for hair. Colours as a second question
are FBA matting's (Forte and Pitié 2020, arXiv 2003.07711); here they are asked at a quarter and an
eighth of the size, of local means, and the heads are thrown away afterwards.

Axes: B batch, C channel, h, w height and width at a decoder stage's size.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mattegui.engine.networks.dim import DECODER_WIDTHS, DIM
from train.losses import Batch

STAGES: Final = (1, 2)
"""Of the decoder: what they give is an eighth and a quarter of the size."""

REACH: Final = 32
"""Colours are means over this many pixels to each side, of the whole size."""

LEAST: Final = 0.02
"""Share of a window that must show subject or background for its colour to be asked."""


class Guide(nn.Module):
    """One 1×1 convolution on each of the decoder's stages `STAGES`."""

    def __init__(self, network: DIM) -> None:
        super().__init__()
        widths = [network.config.channels(DECODER_WIDTHS[stage]) for stage in STAGES]
        self.heads = nn.ModuleList(nn.Conv2d(width, 6, 1) for width in widths)
        for parameter in self.parameters():
            # Black at first, whatever the decoder says: nothing is left to chance.
            nn.init.zeros_(parameter)

    @contextmanager
    def listening(self, network: DIM) -> Iterator[list[Tensor]]:
        """Collect the heads' colours_B6hw of each forward pass meanwhile: subject, background."""
        said: list[Tensor] = []
        hooks = [
            network.decoder[stage].register_forward_hook(
                lambda _module, _given, x_BCHW, head=head: said.append(head(x_BCHW))
            )
            for stage, head in zip(STAGES, self.heads, strict=True)
        ]
        try:
            yield said
        finally:
            for hook in hooks:
                hook.remove()


def colour_loss(said: Sequence[Tensor], batch: Batch) -> Tensor:
    """Return the mean L1 difference from the local mean colours where the trimap is unknown.

    Args:
        said: colours_B6hw at each stage.
        batch: What the colours are of.
    """
    total = batch.alpha_B1HW.new_zeros(())
    for colours_B6hw in said:
        size = batch.alpha_B1HW.shape[-1] // colours_B6hw.shape[-1]
        unknown_B1hw = F.avg_pool2d(batch.unknown_B1HW, size)
        sides = (
            (batch.foreground_B3HW, batch.alpha_B1HW),
            (batch.background_B3HW, 1 - batch.alpha_B1HW),
        )
        for part_B3hw, (rgb_B3HW, share_B1HW) in zip(colours_B6hw.chunk(2, 1), sides, strict=True):
            mean_B3hw, seen_B1hw = local_mean(rgb_B3HW, share_B1HW, size)
            weight_B1hw = unknown_B1hw * (seen_B1hw > LEAST)
            wrong_B1hw = (part_B3hw - mean_B3hw).abs().mean(1, keepdim=True)
            total = total + (wrong_B1hw * weight_B1hw).sum() / weight_B1hw.sum().clamp(min=1)
    return total / (2 * len(said))


def local_mean(rgb_B3HW: Tensor, share_B1HW: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """Return the mean colour of what is there, reduced by `size`, and its share of the window.

    Args:
        rgb_B3HW: Its colours; they count where it is there.
        share_B1HW: How much of each pixel it covers.
        size: Pixels that become one.
    """
    both_B4hw = F.avg_pool2d(torch.cat([rgb_B3HW * share_B1HW, share_B1HW], 1), size)
    near = REACH // size
    both_B4hw = F.avg_pool2d(both_B4hw, 2 * near + 1, 1, near, count_include_pad=False)
    seen_B1hw = both_B4hw[:, 3:]
    return both_B4hw[:, :3] / seen_B1hw.clamp(min=1e-4), seen_B1hw
