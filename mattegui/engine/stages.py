"""Deep Image Matting as stages that can be computed piece by piece, each piece exactly.

A stage reads the maps of earlier stages a few pixels beyond the piece it computes, at its own
resolution; that is far less than the 224 pixels that the whole network reaches. Level k is 2^k
times smaller than the image.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mattegui.core.rect import Rect
from mattegui.engine.networks.dim import DIM, DecoderStage, EncoderStage
from mattegui.engine.store import MapSpec, StageStore

DEPTH: Final = 5

InputReader = Callable[[Rect], Tensor]
"""Returns the network's input x_14HW for a rect of the padded image."""


@dataclass(frozen=True, slots=True)
class Feed:
    """What a stage reads of an earlier one: where it is read depends on what is computed.

    Attributes:
        source: Name of the earlier stage.
        down: How many levels coarser the source's validity is than the pixels that are read.
    """

    source: str
    down: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Attributes:
        name: Unique.
        level: Of its validity mask and tiles.
        base: Level at which its convolutions run; one finer than `level` where it pools.
        halo: Pixels of `base` that it reads beyond what it computes.
        feeds: The earlier stages that it reads.
        maps: What it writes.
        weights: Of all its convolutions together.
        reads_trimap: Its input is the network's input itself.
    """

    name: str
    level: int
    base: int
    halo: int
    feeds: tuple[Feed, ...]
    maps: dict[str, MapSpec]
    weights: int
    reads_trimap: bool = False

    def crop(self, rect: Rect, shape: tuple[int, int]) -> tuple[Rect, Rect]:
        """Return (what is computed, what is read for it), both in pixels of `base`.

        Args:
            rect: What is asked for, in pixels of `level`.
            shape: (height, width) of `level`.
        """
        finer = self.level - self.base
        base = Rect(rect.y0 << finer, rect.x0 << finer, rect.y1 << finer, rect.x1 << finer)
        # Even edges, because what is unpooled comes in cells of two by two.
        reads = base.grown(self.halo).snapped(2)
        return base, reads.clipped((shape[0] << finer, shape[1] << finer))


class StagedNetwork:
    """A network's stages, in the order in which they are computed, and how to compute each.

    Args:
        network: In evaluation mode, without batch norm, on the CPU.
        read_input: Gives the network's input.
    """

    def __init__(self, network: DIM, read_input: InputReader) -> None:
        self._network = network
        self._read_input = read_input
        self._dtype = next(network.parameters()).dtype
        self.flops = 0
        """Floating-point operations of all convolutions so far, two for a multiply-add."""
        self.stages = {stage.name: stage for stage in self._listed()}

    def compute(self, name: str, rect: Rect, stores: dict[str, StageStore]) -> None:
        """Compute a stage for `rect` of its level and write its maps.

        The result is right where all that it reads is valid.
        """
        stage = self.stages[name]
        base, crop = stage.crop(rect, stores[name].shape)
        self.flops += 2 * stage.weights * crop.area
        if name.startswith("e"):
            self._encode(int(name[1:]), rect, base, crop, stores)
        elif name == "mid":
            self._bridge(rect, crop, stores)
        elif name == "refine":
            self._refine(rect, crop, stores)
        else:
            self._decode(int(name[1:]), rect, crop, stores)

    def _listed(self) -> Iterator[Stage]:
        """Yield the stages, encoder first; the numbers come from the layers themselves."""
        real, network = self._dtype, self._network
        for k, stage in enumerate(self._encoders(), start=1):
            convs = _convolutions(stage.convs)
            width = convs[-1].out_channels
            maps = {"pool": MapSpec(width, real), "offset": MapSpec(width, torch.uint8)}
            if network.config.skip:
                maps["skip"] = MapSpec(width, real, finer=1)
            feeds: tuple[Feed, ...] = (Feed(f"e{k - 1}", 0),) if k > 1 else ()
            yield Stage(f"e{k}", k, k - 1, _reach(convs), feeds, maps, _weights(convs), k == 1)
        bridge = [*_convolutions(network.conv6), *_convolutions(network.deconv6)]
        maps = {"map": MapSpec(bridge[-1].out_channels, real)}
        yield Stage(
            "mid", DEPTH, DEPTH, _reach(bridge), (Feed(f"e{DEPTH}", 0),), maps, _weights(bridge)
        )
        for k in range(DEPTH, 0, -1):
            convs = self._decoder_convolutions(k)
            before = f"d{k + 1}" if k < DEPTH else "mid"
            feeds = (Feed(before, 1), Feed(f"e{k}", 1))
            maps = {"map": MapSpec(convs[-1].out_channels, real)}
            yield Stage(f"d{k}", k - 1, k - 1, _reach(convs), feeds, maps, _weights(convs))
        convs = _convolutions(network.refinement) if network.refinement is not None else []
        alpha = {"alpha": MapSpec(1, real)}
        yield Stage("refine", 0, 0, _reach(convs), (Feed("d1", 0),), alpha, _weights(convs))

    def _encode(
        self, k: int, rect: Rect, base: Rect, crop: Rect, stores: dict[str, StageStore]
    ) -> None:
        store = stores[f"e{k}"]
        x_BCHW = self._read_input(crop) if k == 1 else stores[f"e{k - 1}"].read("pool", crop)
        y_BCHW = _inner(self._encoders()[k - 1].convs(x_BCHW), base, crop)
        pooled, indices = F.max_pool2d(y_BCHW, 2, return_indices=True)
        # Which of the four: 0 and 1 in the upper row, 2 and 3 in the lower.
        offsets = (indices // base.width % 2 * 2 + indices % 2).to(torch.uint8)
        store.write("pool", rect, pooled)
        store.write("offset", rect, offsets)
        if self._network.config.skip:
            store.write("skip", base, y_BCHW)

    def _bridge(self, rect: Rect, crop: Rect, stores: dict[str, StageStore]) -> None:
        x_BCHW = stores[f"e{DEPTH}"].read("pool", crop)
        x_BCHW = self._network.deconv6(self._network.conv6(x_BCHW))
        stores["mid"].write("map", rect, _inner(x_BCHW, rect, crop))

    def _decode(self, k: int, rect: Rect, crop: Rect, stores: dict[str, StageStore]) -> None:
        half = Rect(crop.y0 // 2, crop.x0 // 2, crop.y1 // 2, crop.x1 // 2)
        before = stores[f"d{k + 1}"] if k < DEPTH else stores["mid"]
        x_BCHW = _unpool(before.read("map", half), stores[f"e{k}"].read("offset", half))
        if self._network.config.skip:
            x_BCHW += stores[f"e{k}"].read("skip", crop)
        x_BCHW = self._decoders()[DEPTH - k].conv(x_BCHW)
        if k == 1:
            x_BCHW = self._network.alpha(x_BCHW)
        stores[f"d{k}"].write("map", rect, _inner(x_BCHW, rect, crop))

    def _refine(self, rect: Rect, crop: Rect, stores: dict[str, StageStore]) -> None:
        value_B1HW = stores["d1"].read("map", crop)
        if self._network.refinement is not None:
            rgb_B3HW = self._read_input(crop)[:, :3]
            value_B1HW = self._network.refinement(rgb_B3HW, value_B1HW)
        alpha_B1HW = self._network.activate(value_B1HW)
        stores["refine"].write("alpha", rect, _inner(alpha_B1HW, rect, crop))

    def _encoders(self) -> list[EncoderStage]:
        return [cast(EncoderStage, stage) for stage in self._network.encoder]

    def _decoders(self) -> list[DecoderStage]:
        return [cast(DecoderStage, stage) for stage in self._network.decoder]

    def _decoder_convolutions(self, k: int) -> list[nn.Conv2d]:
        convs = _convolutions(self._decoders()[DEPTH - k].conv)
        return [*convs, self._network.alpha] if k == 1 else convs


def _convolutions(module: nn.Module) -> list[nn.Conv2d]:
    return [each for each in module.modules() if isinstance(each, nn.Conv2d)]


def _reach(convs: list[nn.Conv2d]) -> int:
    """Return how far a chain of convolutions looks, in its own pixels."""
    return sum(conv.kernel_size[0] // 2 for conv in convs)


def _weights(convs: list[nn.Conv2d]) -> int:
    return sum(conv.weight.numel() for conv in convs)


def _unpool(x_BCHW: Tensor, offsets: Tensor) -> Tensor:
    """Undo a 2×2 max-pooling: each value goes back to where the maximum was, zero elsewhere."""
    batch, channels, height, width = x_BCHW.shape
    size = (batch, channels, 2 * height, 2 * width)
    out = torch.empty(size, dtype=x_BCHW.dtype, memory_format=torch.channels_last)
    zero = x_BCHW.new_zeros(())
    for place in range(4):
        part = torch.where(offsets == place, x_BCHW, zero)
        out[..., place // 2 :: 2, place % 2 :: 2] = part
    return out


def _inner(x_BCHW: Tensor, rect: Rect, crop: Rect) -> Tensor:
    """Return the part `rect` of a map of `crop`."""
    y, x = rect.y0 - crop.y0, rect.x0 - crop.x0
    return x_BCHW.narrow(2, y, rect.height).narrow(3, x, rect.width)
