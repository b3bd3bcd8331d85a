"""Going on from weights that were served: putting batch norm back behind the convolutions.

Folding throws the running statistics away. They are measured again on training examples, and the
norms' weights and biases are set so that the network computes what it did: exactly in evaluation,
and in training as nearly as a batch's statistics are those of the sample.

Axes: B batch, C channel, H height, W width.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace

import torch
from torch import Tensor, nn

from mattegui.engine.networks.dim import DIM
from mattegui.engine.preprocess import network_input
from train.losses import Batch
from train.network import units


def unfolded(plain: DIM, batches: Iterable[Batch]) -> DIM:
    """Return a network with batch norm that computes what `plain` does.

    With measured mean μ and variance v of a convolution's output W∗x + b, the norm behind W∗x gets
    running mean μ − b and variance v, weight √(v+ε) and bias μ.

    Args:
        plain: Without batch norm, in evaluation mode.
        batches: Training examples, one or more; the more, the nearer in training mode.

    Raises:
        ValueError: `plain` has batch norm already.
    """
    if plain.config.norm != "none":
        raise ValueError("the network has batch norm already")
    network = DIM(replace(plain.config, norm="batch"))
    statistics = _output_statistics(plain, batches)
    with torch.no_grad():
        for (conv, norm), (source, _) in zip(units(network), units(plain), strict=True):
            conv.weight.copy_(source.weight)
            if source.bias is None:
                raise ValueError("a convolution without norm has no bias")
            if norm is None:
                if conv.bias is not None:
                    conv.bias.copy_(source.bias)
                continue
            mean, variance = statistics[source]
            if norm.running_mean is None or norm.running_var is None:
                raise ValueError("a batch norm without running statistics cannot be set")
            norm.running_mean.copy_(mean - source.bias)
            norm.running_var.copy_(variance)
            norm.weight.copy_(torch.sqrt(variance + norm.eps))
            norm.bias.copy_(mean)
    return network


def _output_statistics(
    network: DIM, batches: Iterable[Batch]
) -> dict[nn.Conv2d, tuple[Tensor, Tensor]]:
    """Return mean and variance of each convolution's output channels over `batches`."""
    sums: dict[nn.Conv2d, tuple[float, Tensor, Tensor]] = {}

    def watch(conv: nn.Conv2d) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
        def add(_: nn.Module, __: tuple[Tensor, ...], output: Tensor) -> None:
            values = output.double()
            count = float(values.numel() / values.shape[1])
            first, second = values.sum((0, 2, 3)), values.square().sum((0, 2, 3))
            if conv in sums:
                before = sums[conv]
                count, first, second = count + before[0], first + before[1], second + before[2]
            sums[conv] = count, first, second

        return add

    with ExitStack() as watching, torch.inference_mode():
        for conv, _ in units(network):
            watching.callback(conv.register_forward_hook(watch(conv)).remove)
        for batch in batches:
            network.both(network_input(batch.rgb_B3HW, batch.trimap_B1HW))
    means = {conv: (first / n, second / n) for conv, (n, first, second) in sums.items()}
    return {
        conv: (mean, (square - mean.square()).clamp(min=0))
        for conv, (mean, square) in means.items()
    }
