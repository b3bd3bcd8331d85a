"""The encoder's start from VGG-16 as torchvision has it, trained on ImageNet.

Xu et al. 2017, section 4.3: the first 13 convolutions take VGG-16's weights, and the first one's
fourth input channel, for the trimap, starts at zero.
"""

import importlib
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn

from mattegui.core.cancelling import Tell
from mattegui.engine.networks.dim import DIM


def start_from_vgg(network: DIM, tell: Tell) -> bool:
    """Give the encoder VGG-16's weights from torchvision's cache or the network.

    Where neither has them the encoder stays random, which is told. The three colour channels see
    what VGG-16 saw: `preprocess.MEAN` and `STD` are ImageNet's.

    Args:
        network: Of width 1 and without batch norm.
        tell: Takes a sentence for the user.

    Returns:
        Whether the weights were there.

    Raises:
        ValueError: The network's encoder is not VGG-16's.
    """
    if network.config.width != 1 or network.config.norm != "none":
        raise ValueError("VGG-16's weights fit width 1 without batch norm only")
    # By name: torchvision ships no types, and only this preset needs it.
    models: Any = importlib.import_module("torchvision.models")
    try:
        state = models.VGG16_Weights.IMAGENET1K_V1.get_state_dict(progress=False, check_hash=True)
    except OSError as error:
        tell(f"VGG-16's weights cannot be had ({error}); the encoder starts from random ones.")
        return False
    copy_encoder(network, state)
    return True


def copy_encoder(network: DIM, state: Mapping[str, Tensor]) -> None:
    """Copy `features.N.weight` and `.bias` of VGG-16 into the encoder, in order."""
    numbers = sorted({int(k.split(".")[1]) for k in state if k.startswith("features.")})
    convs = [m for m in network.encoder.modules() if isinstance(m, nn.Conv2d)]
    with torch.no_grad():
        for conv, number in zip(convs, numbers, strict=True):
            weight = state[f"features.{number}.weight"]
            conv.weight.zero_()
            conv.weight[:, : weight.shape[1]].copy_(weight)
            if conv.bias is not None:
                conv.bias.copy_(state[f"features.{number}.bias"])
