"""Deep Image Matting as stages that can be computed piece by piece, each piece exactly.

A stage reads the maps of earlier stages a few pixels beyond the piece it computes, at its own
resolution; that is far less than the 224 pixels that the whole network reaches. Level k is 2^k
times smaller than the image.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from torch import Tensor, nn
from torch.nn import functional as F

from mattegui.core.rect import Rect
from mattegui.engine.networks.dim import DIM, unpool
from mattegui.engine.stage import Feed, Stage
from mattegui.engine.store import MapSpec, StageStore

DEPTH: Final = 5
BRIDGE: Final = "bridge"
ALPHA: Final = "alpha"
"""Names of the stage between encoder and decoder, and of the last one."""

InputReader = Callable[[Rect], Tensor]
"""Returns the network's input x_14HW for a rect of the padded image."""
Stores = dict[str, StageStore]
Run = Callable[[Rect, Rect, Rect, Stores], None]
"""Computes a stage: for a rect of its level, in which place of its base, from what it reads."""


def encoder_name(k: int) -> str:
    """Return the name of the encoder's stage k, from 1 at full resolution to `DEPTH`."""
    return f"encoder {k}"


def decoder_name(k: int) -> str:
    """Return the name of the decoder's stage that unpools what the encoder's stage k pooled."""
    return f"decoder {k}"


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
        listed = list(self._listed())
        self.stages = {stage.name: stage for stage, _ in listed}
        self._runs = {stage.name: run for stage, run in listed}

    def compute(self, name: str, rect: Rect, stores: Stores) -> None:
        """Compute a stage for `rect` of its level and write its maps.

        The result is right where all that it reads is valid.
        """
        base, crop = self.stages[name].crop(rect, stores[name].shape)
        self._runs[name](rect, base, crop, stores)

    def _listed(self) -> Iterator[tuple[Stage, Run]]:
        """Yield the stages, encoder first; the numbers come from the layers themselves."""
        real, network = self._dtype, self._network
        yield from self._listed_encoder()
        bridge = [*_convolutions(network.conv6), *_convolutions(network.deconv6)]
        maps = {"map": MapSpec(bridge[-1].out_channels, real)}
        feeds = (Feed(encoder_name(DEPTH), 0),)
        made = Stage(BRIDGE, DEPTH, DEPTH, _reach(bridge), feeds, maps, _weights(bridge))
        yield made, self._bridge
        yield from self._listed_decoder()
        convs = _convolutions(network.refinement) if network.refinement is not None else []
        alpha, feeds = {"alpha": MapSpec(1, real)}, (Feed(decoder_name(1), 0),)
        yield Stage(ALPHA, 0, 0, _reach(convs), feeds, alpha, _weights(convs)), self._refine

    def _listed_encoder(self) -> Iterator[tuple[Stage, Run]]:
        for k, stage in enumerate(self._network.encoder_stages, start=1):
            name, run = encoder_name(k), partial(self._encode, k)
            convs = _convolutions(stage.convs)
            pool = MapSpec(convs[-1].out_channels, self._dtype)
            costs = k, k - 1, _reach(convs)
            if k == 1:
                # At full resolution, its map before pooling is as large as all others together
                # and the cheapest to compute: it is computed again where the decoder reads it.
                yield Stage(name, *costs, (), {"pool": pool}, _weights(convs), input_reach=0), run
                continue
            maps = {"pool": pool, "map": MapSpec(pool.channels, self._dtype, finer=1)}
            yield Stage(name, *costs, (Feed(encoder_name(k - 1), 0),), maps, _weights(convs)), run

    def _listed_decoder(self) -> Iterator[tuple[Stage, Run]]:
        for k in range(DEPTH, 0, -1):
            name, run = decoder_name(k), partial(self._decode, k)
            convs = self._decoder_convolutions(k)
            before = Feed(_before(k), 1)
            maps = {"map": MapSpec(convs[-1].out_channels, self._dtype)}
            made = Stage(name, k - 1, k - 1, _reach(convs), (before,), maps, _weights(convs))
            if k > 1:
                yield replace(made, feeds=(before, Feed(encoder_name(k), 1))), run
                continue
            first = _convolutions(self._network.encoder_stages[0].convs)
            yield replace(made, again=_weights(first), input_reach=_reach(first)), run

    def _encode(self, k: int, rect: Rect, base: Rect, crop: Rect, stores: Stores) -> None:
        store = stores[encoder_name(k)]
        if k == 1:
            x_BCHW = self._read_input(crop)
        else:
            x_BCHW = stores[encoder_name(k - 1)].read("pool", crop)
        y_BCHW = _inner(self._network.encoder_stages[k - 1].convs(x_BCHW), base, crop)
        store.write("pool", rect, F.max_pool2d(y_BCHW, 2))
        if k > 1:
            store.write("map", base, y_BCHW)

    def _bridge(self, rect: Rect, _: Rect, crop: Rect, stores: Stores) -> None:
        x_BCHW = stores[encoder_name(DEPTH)].read("pool", crop)
        x_BCHW = self._network.deconv6(self._network.conv6(x_BCHW))
        stores[BRIDGE].write("map", rect, _inner(x_BCHW, rect, crop))

    def _decode(self, k: int, rect: Rect, _: Rect, crop: Rect, stores: Stores) -> None:
        half = Rect(crop.y0 // 2, crop.x0 // 2, crop.y1 // 2, crop.x1 // 2)
        kept = self._kept(k, crop, stores)
        # Finding the maxima again takes a tenth of the time of storing where they were.
        indices = F.max_pool2d(kept, 2, return_indices=True)[1]
        x_BCHW = unpool(stores[_before(k)].read("map", half), indices)
        if self._network.config.skip:
            x_BCHW += kept
        x_BCHW = self._network.decoder_stages[DEPTH - k].conv(x_BCHW)
        if k == 1:
            x_BCHW = self._network.alpha(x_BCHW)
        stores[decoder_name(k)].write("map", rect, _inner(x_BCHW, rect, crop))

    def _kept(self, k: int, crop: Rect, stores: Stores) -> Tensor:
        """Return what the encoder's stage k pools; what the first does is not stored."""
        if k > 1:
            return stores[encoder_name(k)].read("map", crop)
        halo, shape = self.stages[encoder_name(1)].halo, stores[decoder_name(1)].shape
        around = crop.grown(halo).clipped(shape)
        convs = self._network.encoder_stages[0].convs
        return _inner(convs(self._read_input(around)), crop, around)

    def _refine(self, rect: Rect, _: Rect, crop: Rect, stores: Stores) -> None:
        value_B1HW = stores[decoder_name(1)].read("map", crop)
        if self._network.refinement is not None:
            rgb_B3HW = self._read_input(crop)[:, :3]
            value_B1HW = self._network.refinement(rgb_B3HW, value_B1HW)
        alpha_B1HW = self._network.activate(value_B1HW)
        stores[ALPHA].write("alpha", rect, _inner(alpha_B1HW, rect, crop))

    def _decoder_convolutions(self, k: int) -> list[nn.Conv2d]:
        convs = _convolutions(self._network.decoder_stages[DEPTH - k].conv)
        return [*convs, self._network.alpha] if k == 1 else convs


def _before(k: int) -> str:
    """Return the name of the stage that the decoder's stage k unpools."""
    return decoder_name(k + 1) if k < DEPTH else BRIDGE


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
