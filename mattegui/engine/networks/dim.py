"""Deep Image Matting (Xu, Price, Cohen, Huang: CVPR 2017, arXiv 1703.03872), section 4.

A VGG-16 encoder with a fourth input channel for the trimap, a small decoder that unpools with the
encoder's pooling indices, and a refinement head. What later implementations found to work better
is a field of `DIMConfig`; `DIMConfig(conv6_kernel=1, skip=False)` is the nearest to the paper whose
weights fit a desktop (its own 7×7 conv6 alone has 103 M parameters). The fields after `norm` only
serve weights that others trained; ours leave them alone.

Axes: B batch, C channel, H height, W width. H and W are multiples of 32.
"""

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

ENCODER_WIDTHS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
DECODER_WIDTHS = (512, 256, 128, 64, 64)

Norm = Literal["none", "batch"]
Output = Literal["sigmoid", "linear"]
Residual = Literal["logit", "alpha"]
ColourOrder = Literal["rgb-imagenet", "bgr-255"]

CHOICES: Final = {
    "norm": ("none", "batch"),
    "output": ("sigmoid", "linear"),
    "residual": ("logit", "alpha"),
    "colours": ("rgb-imagenet", "bgr-255"),
    "conv6_kernel": (1, 3, 7),
}
"""What the fields of `DIMConfig` that are not free may hold: they also come from files."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DIMConfig:
    """What tells one Deep Image Matting network from another.

    Attributes:
        width: Factor on every channel count; 1 is VGG-16, ¼ is for processors.
        conv6_kernel: 1, 3 or 7; the paper's is 7.
        skip: Add each encoder map to the decoder after unpooling it to the same resolution.
        refine: Have the refinement head.
        norm: `batch` while training; it is folded into the convolutions for serving.
        conv6_channels: Of conv6 at width 1; the paper's are 4096, ours are as many as conv5's.
        decoder_relu: Have a ReLU after each convolution of the decoder.
        deconv1: Have a convolution between the last unpooling and alpha's own.
        output: What turns the last convolution's values into alpha; `linear` clips them.
        residual: What the refinement corrects; the paper's is `alpha`, clipped afterwards.
        refine_scale: What the refinement's alpha channel is multiplied by.
        colours: The image as the network takes it, see `preprocess.network_input`.
        trimap_top: The value of the trimap's foreground as the network takes it.

    Raises:
        ValueError: A field holds what there is not.
    """

    width: float = 1.0
    conv6_kernel: int = 3
    skip: bool = True
    refine: bool = True
    norm: Norm = "none"
    conv6_channels: int = 512
    decoder_relu: bool = True
    deconv1: bool = True
    output: Output = "sigmoid"
    residual: Residual = "logit"
    refine_scale: float = 1.0
    colours: ColourOrder = "rgb-imagenet"
    trimap_top: float = 1.0

    def __post_init__(self) -> None:
        for field, choices in CHOICES.items():
            value = getattr(self, field)
            if value not in choices:
                raise ValueError(f"{field} is {value!r}, not one of {choices}")

    def channels(self, full: int) -> int:
        """Return the channel count for one that is `full` at width 1."""
        return max(8, round(full * self.width))


class DIMOutput(NamedTuple):
    """Both stages' alphas, B1HW in [0, 1]; `alpha` is `coarse` where there is no refinement."""

    alpha: Tensor
    coarse: Tensor


def unpool(x_BCHW: Tensor, indices: Tensor) -> Tensor:
    """Return the map at twice the size, its values where `indices` say and 0 elsewhere.

    It is what `torch.nn.functional.max_unpool2d` calls. That one imports sympy first, a second or
    more of an app's first answer.
    """
    size = (2 * x_BCHW.shape[2], 2 * x_BCHW.shape[3])
    return cast(Tensor, torch.ops.aten.max_unpool2d(x_BCHW, indices, size))


def single(x: Tensor) -> Tensor:
    """Return values of half precision in single, all others as they are.

    Under autocast convolutions give half precision: the last sums and alpha itself need more.
    """
    return x.float() if x.dtype in (torch.float16, torch.bfloat16) else x


class ConvUnit(nn.Sequential):
    """Convolution of odd kernel keeping H and W, optional batch norm, ReLU unless not wanted."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, norm: Norm, *, relu: bool = True
    ) -> None:
        conv = nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, bias=norm == "none")
        norms = [nn.BatchNorm2d(outputs)] if norm == "batch" else []
        relus = [nn.ReLU(inplace=True)] if relu else []
        super().__init__(conv, *norms, *relus)


class EncoderStage(nn.Module):
    """Two or three 3×3 convolutions and a 2×2 max-pooling that remembers its indices."""

    def __init__(self, inputs: int, widths: tuple[int, ...], norm: Norm) -> None:
        super().__init__()
        pairs = zip((inputs, *widths[:-1]), widths, strict=True)
        self.convs = nn.Sequential(*(ConvUnit(i, o, 3, norm) for i, o in pairs))

    def forward(self, x_BCHW: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return the map before pooling, BCHW, the pooled one at half size, and the indices."""
        skip_BCHW = self.convs(x_BCHW)
        pooled, indices = F.max_pool2d(skip_BCHW, 2, return_indices=True)
        return skip_BCHW, pooled, indices


class DecoderStage(nn.Module):
    """Max-unpooling with the encoder's indices, then one 5×5 convolution or none."""

    def __init__(self, conv: ConvUnit | None) -> None:
        super().__init__()
        self.conv = nn.Identity() if conv is None else conv

    def unpool(self, x_BCHW: Tensor, indices: Tensor, skip_BCHW: Tensor | None) -> Tensor:
        """Return the map at twice the size, with `skip_BCHW` added to it."""
        x_BCHW = unpool(x_BCHW, indices)
        if skip_BCHW is not None:
            x_BCHW += skip_BCHW
        return x_BCHW

    def forward(self, x_BCHW: Tensor) -> Tensor:
        """Return the convolution of what `unpool` gave."""
        return cast(Tensor, self.conv(x_BCHW))


class Refinement(nn.Module):
    """Four 3×3 convolutions on RGB and alpha that correct alpha's logit, at full resolution.

    The paper adds the residual to alpha itself; on the logit the result stays in [0, 1].
    """

    def __init__(self, config: DIMConfig) -> None:
        super().__init__()
        width = config.channels(64)
        self._on_alpha = config.residual == "alpha"
        self._scale = config.refine_scale
        self.convs = nn.Sequential(
            ConvUnit(4, width, 3, config.norm),
            ConvUnit(width, width, 3, config.norm),
            ConvUnit(width, width, 3, config.norm),
            nn.Conv2d(width, 1, 3, padding=1),
        )

    def forward(self, rgb_B3HW: Tensor, logit_B1HW: Tensor) -> Tensor:
        """Return the corrected logit, B1HW, from RGB as the network takes it and the coarse logit.

        With `residual="alpha"` the corrected alpha is returned instead, not yet clipped.
        """
        alpha_B1HW = torch.sigmoid(logit_B1HW)
        given = [rgb_B3HW, (self._scale * alpha_B1HW).to(rgb_B3HW.dtype)]
        residual = single(self.convs(torch.cat(given, dim=1)))
        return (alpha_B1HW if self._on_alpha else logit_B1HW) + residual


class DIM(nn.Module):
    """The network: x_B4HW of `preprocess.network_input` in, alpha_B1HW out."""

    def __init__(self, config: DIMConfig) -> None:
        super().__init__()
        if config.refine and config.output == "linear":
            raise ValueError("the refinement needs a logit; the output is linear")
        self.config = config
        norm, relu = config.norm, config.decoder_relu
        encoder, inputs = [], 4
        for widths in ENCODER_WIDTHS:
            scaled = tuple(config.channels(w) for w in widths)
            encoder.append(EncoderStage(inputs, scaled, norm))
            inputs = scaled[-1]
        self.encoder = nn.ModuleList(encoder)
        wide = config.channels(config.conv6_channels)
        self.conv6 = ConvUnit(inputs, wide, config.conv6_kernel, norm)
        self.deconv6 = ConvUnit(wide, inputs, 1, norm, relu=relu)
        decoder = []
        for width in map(config.channels, DECODER_WIDTHS):
            decoder.append(DecoderStage(ConvUnit(inputs, width, 5, norm, relu=relu)))
            inputs = width
        if not config.deconv1:
            # The stage before it is as wide.
            decoder[-1] = DecoderStage(None)
        self.decoder = nn.ModuleList(decoder)
        self.alpha = nn.Conv2d(inputs, 1, 5, padding=2)
        self.refinement = Refinement(config) if config.refine else None

    @property
    def encoder_stages(self) -> list[EncoderStage]:
        """The encoder's stages by their type, from full resolution down."""
        return [cast(EncoderStage, stage) for stage in self.encoder]

    @property
    def decoder_stages(self) -> list[DecoderStage]:
        """The decoder's stages by their type, up to full resolution."""
        return [cast(DecoderStage, stage) for stage in self.decoder]

    def forward(self, x_B4HW: Tensor) -> Tensor:
        """Return the final alpha, B1HW in [0, 1]."""
        return self.both(x_B4HW).alpha

    def both(self, x_B4HW: Tensor) -> DIMOutput:
        """Return the alphas of both stages; training's losses need the coarse one too."""
        logit_B1HW = self._coarse_logit(x_B4HW)
        if self.refinement is None:
            alpha = self.activate(logit_B1HW)
            return DIMOutput(alpha, alpha)
        refined = self.refinement(x_B4HW[:, :3], logit_B1HW)
        return DIMOutput(self.activate(refined), torch.sigmoid(logit_B1HW))

    def activate(self, value_B1HW: Tensor) -> Tensor:
        """Return alpha, in [0, 1], from the values that the last layer gives.

        Args:
            value_B1HW: Of the refinement; of the convolution `alpha` if there is no refinement.
        """
        config = self.config
        linear = config.residual == "alpha" if config.refine else config.output == "linear"
        return value_B1HW.clamp(0, 1) if linear else torch.sigmoid(value_B1HW)

    def _coarse_logit(self, x_BCHW: Tensor) -> Tensor:
        kept: list[tuple[Tensor, Tensor | None]] = []
        for encode in self.encoder_stages:
            skip_BCHW, x_BCHW, indices = encode(x_BCHW)
            kept.append((indices, skip_BCHW if self.config.skip else None))
        x_BCHW = self.deconv6(self.conv6(x_BCHW))
        for decode in self.decoder_stages:
            # No name is given to what is popped: it is freed before the convolution, which is
            # when most memory is needed.
            x_BCHW = decode.unpool(x_BCHW, *kept.pop())
            x_BCHW = decode(x_BCHW)
        return single(self.alpha(x_BCHW))
