"""Networks with random weights, small enough for tests."""

import torch
from torch import nn

from mattegui.engine.networks.dim import DIM, DIMConfig

TINY = 1 / 16


def random_network(config: DIMConfig, dtype: torch.dtype = torch.float32) -> DIM:
    """Return a network in evaluation mode whose signal does not fade on the way through.

    With torch's own initialisation the alpha is nearly one value everywhere, and a fault at a
    tile's edge would hide below the tolerance.
    """
    torch.manual_seed(5)
    network = DIM(config)
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.normal_(module.bias, std=0.02)
    return network.to(dtype).eval()


def widen_first_maps(network: DIM, factor: float = 1e6) -> None:
    """Make the first convolution's maps larger by `factor`, and alpha what it was."""
    convs = [module for module in network.modules() if isinstance(module, nn.Conv2d)]
    first, second = convs[:2]
    with torch.no_grad():
        first.weight.mul_(factor)
        if first.bias is not None:
            first.bias.mul_(factor)
        second.weight.div_(factor)
