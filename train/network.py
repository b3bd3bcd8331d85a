"""Building the network that is trained, and turning it into the one that is served."""

import copy
from dataclasses import replace

import torch
from torch import Tensor, nn

from mattegui.engine.networks.dim import DIM, DIMConfig, DIMOutput
from mattegui.engine.networks.folding import NormValues, fold
from mattegui.engine.preprocess import network_input
from train.config import Trains
from train.guide import Guide
from train.losses import Batch


class Trainee(nn.Module):
    """The network behind the face that training needs: a batch in, both stages' alphas out."""

    def __init__(self, network: DIM, guide: Guide | None = None) -> None:
        super().__init__()
        self.network = network
        self.guide = guide

    def forward(self, rgb_B3HW: Tensor, trimap_B1HW: Tensor) -> tuple[DIMOutput, list[Tensor]]:
        """Return the alphas of both stages, B1HW, and what the guide's heads say."""
        x_B4HW = network_input(rgb_B3HW, trimap_B1HW)
        if self.guide is None:
            return self.network.both(x_B4HW), []
        with self.guide.listening(self.network) as said:
            return self.network.both(x_B4HW), said


def build(config: DIMConfig, seed: int) -> DIM:
    """Return a network with He's initialisation (2015, for ReLU) from `seed`.

    The last layers start near zero: alpha begins at ½ everywhere and the refinement at nothing.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = DIM(config)
        for module in network.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        heads = [network.alpha, network.refinement.convs[-1] if network.refinement else None]
        for head in heads:
            if isinstance(head, nn.Conv2d):
                nn.init.normal_(head.weight, std=0.01)
    return network


def choose_trained(network: DIM, trains: Trains) -> None:
    """Let gradients reach the parts that a stage trains, and keep the others as they are."""
    for name, parameter in network.named_parameters():
        is_refinement = name.startswith("refinement.")
        parameter.requires_grad_(trains == "all" or is_refinement == (trains == "refinement"))


def folded(network: DIM) -> DIM:
    """Return a copy whose batch norms are folded into the convolutions before them."""
    if network.config.norm == "none":
        return copy.deepcopy(network).eval()
    plain = DIM(replace(network.config, norm="none"))
    pairs = zip(units(network), units(plain), strict=True)
    with torch.no_grad():
        for (conv, norm), (target, _) in pairs:
            weight, bias = conv.weight, conv.bias
            if norm is not None:
                if norm.running_mean is None or norm.running_var is None:
                    raise ValueError("a batch norm without running statistics cannot be folded")
                counted = norm.running_mean, norm.running_var
                values = NormValues(norm.weight, norm.bias, *counted, norm.eps)
                weight, bias = fold(weight, bias, values)
            target.weight.copy_(weight)
            if target.bias is not None and bias is not None:
                target.bias.copy_(bias)
    return plain.eval()


def update_average(average: DIM, network: DIM, decay: float) -> None:
    """Move `average` towards `network` by 1 − `decay`; running statistics with it."""
    with torch.no_grad():
        for kept, new in zip(
            average.state_dict().values(), network.state_dict().values(), strict=True
        ):
            if kept.dtype.is_floating_point:
                kept.lerp_(new, 1 - decay)
            else:
                kept.copy_(new)


def predict(network: DIM, batch: Batch) -> Tensor:
    """Return the final alpha of a batch, merged with what its trimap says, B1HW."""
    alpha = network(network_input(batch.rgb_B3HW, batch.trimap_B1HW))
    return torch.where(batch.unknown_B1HW > 0, alpha.float(), batch.trimap_B1HW.float() / 255)


def units(network: DIM) -> list[tuple[nn.Conv2d, nn.BatchNorm2d | None]]:
    """Return the convolutions in order, each with the norm behind it."""
    found: list[tuple[nn.Conv2d, nn.BatchNorm2d | None]] = []
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            found.append((module, None))
        elif isinstance(module, nn.BatchNorm2d):
            found[-1] = (found[-1][0], module)
    return found
