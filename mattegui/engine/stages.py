"""Deep Image Matting as stages that can be computed piece by piece, each piece exactly.

A stage reads the maps of earlier stages a few pixels beyond the piece it computes, at its own
resolution; that is far less than the 224 pixels that the whole network reaches. Level k is 2^k
times smaller than the image.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, cast

from torch import Tensor, nn
from torch.nn import functional as F

from mattegui.core.rect import Rect
from mattegui.engine.networks.dim import DIM, DecoderStage, EncoderStage, unpool
from mattegui.engine.stage import Feed, Stage
from mattegui.engine.store import MapSpec, StageStore

DEPTH: Final = 5

InputReader = Callable[[Rect], Tensor]
"""Returns the network's input x_14HW for a rect of the padded image."""


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
        self.stages = {stage.name: stage for stage in self._listed()}

    def compute(self, name: str, rect: Rect, stores: dict[str, StageStore]) -> None:
        """Compute a stage for `rect` of its level and write its maps.

        The result is right where all that it reads is valid.
        """
        stage = self.stages[name]
        base, crop = stage.crop(rect, stores[name].shape)
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
        yield from self._listed_encoder()
        bridge = [*_convolutions(network.conv6), *_convolutions(network.deconv6)]
        maps = {"map": MapSpec(bridge[-1].out_channels, real)}
        feeds = (Feed(f"e{DEPTH}", 0),)
        yield Stage("mid", DEPTH, DEPTH, _reach(bridge), feeds, maps, _weights(bridge))
        yield from self._listed_decoder()
        convs = _convolutions(network.refinement) if network.refinement is not None else []
        alpha = {"alpha": MapSpec(1, real)}
        yield Stage("refine", 0, 0, _reach(convs), (Feed("d1", 0),), alpha, _weights(convs))

    def _listed_encoder(self) -> Iterator[Stage]:
        for k, stage in enumerate(self._encoders(), start=1):
            convs = _convolutions(stage.convs)
            pool = MapSpec(convs[-1].out_channels, self._dtype)
            costs = k, k - 1, _reach(convs)
            if k == 1:
                # At full resolution, its map before pooling is as large as all others together
                # and the cheapest to compute: it is computed again where the decoder reads it.
                yield Stage("e1", *costs, (), {"pool": pool}, _weights(convs), input_reach=0)
                continue
            maps = {"pool": pool, "map": MapSpec(pool.channels, self._dtype, finer=1)}
            yield Stage(f"e{k}", *costs, (Feed(f"e{k - 1}", 0),), maps, _weights(convs))

    def _listed_decoder(self) -> Iterator[Stage]:
        for k in range(DEPTH, 0, -1):
            convs = self._decoder_convolutions(k)
            before = Feed(f"d{k + 1}" if k < DEPTH else "mid", 1)
            maps = {"map": MapSpec(convs[-1].out_channels, self._dtype)}
            made = Stage(f"d{k}", k - 1, k - 1, _reach(convs), (before,), maps, _weights(convs))
            if k > 1:
                yield replace(made, feeds=(before, Feed(f"e{k}", 1)))
                continue
            first = _convolutions(self._encoders()[0].convs)
            yield replace(made, again=_weights(first), input_reach=_reach(first))

    def _encode(
        self, k: int, rect: Rect, base: Rect, crop: Rect, stores: dict[str, StageStore]
    ) -> None:
        store = stores[f"e{k}"]
        x_BCHW = self._read_input(crop) if k == 1 else stores[f"e{k - 1}"].read("pool", crop)
        y_BCHW = _inner(self._encoders()[k - 1].convs(x_BCHW), base, crop)
        store.write("pool", rect, F.max_pool2d(y_BCHW, 2))
        if k > 1:
            store.write("map", base, y_BCHW)

    def _bridge(self, rect: Rect, crop: Rect, stores: dict[str, StageStore]) -> None:
        x_BCHW = stores[f"e{DEPTH}"].read("pool", crop)
        x_BCHW = self._network.deconv6(self._network.conv6(x_BCHW))
        stores["mid"].write("map", rect, _inner(x_BCHW, rect, crop))

    def _decode(self, k: int, rect: Rect, crop: Rect, stores: dict[str, StageStore]) -> None:
        half = Rect(crop.y0 // 2, crop.x0 // 2, crop.y1 // 2, crop.x1 // 2)
        before = stores[f"d{k + 1}"] if k < DEPTH else stores["mid"]
        kept = stores[f"e{k}"].read("map", crop) if k > 1 else self._first_map(crop, stores)
        # Finding the maxima again takes a tenth of the time of storing where they were.
        _, indices = F.max_pool2d(kept, 2, return_indices=True)
        x_BCHW = unpool(before.read("map", half), indices)
        if self._network.config.skip:
            x_BCHW += kept
        x_BCHW = self._decoders()[DEPTH - k].conv(x_BCHW)
        if k == 1:
            x_BCHW = self._network.alpha(x_BCHW)
        stores[f"d{k}"].write("map", rect, _inner(x_BCHW, rect, crop))

    def _first_map(self, crop: Rect, stores: dict[str, StageStore]) -> Tensor:
        """Return what the first stage pools, which is not stored."""
        around = crop.grown(self.stages["e1"].halo).clipped(stores["d1"].shape)
        return _inner(self._encoders()[0].convs(self._read_input(around)), crop, around)

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


def _inner(x_BCHW: Tensor, rect: Rect, crop: Rect) -> Tensor:
    """Return the part `rect` of a map of `crop`."""
    y, x = rect.y0 - crop.y0, rect.x0 - crop.x0
    return x_BCHW.narrow(2, y, rect.height).narrow(3, x, rect.width)
