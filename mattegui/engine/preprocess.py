"""The one input preparation: training and serving both call it.

Axes: B batch, C channel, H height, W width.
"""

from typing import Final

import numpy as np
import torch
from torch import Tensor

from mattegui.core.arrays import AnyArray, Image, Trimap, white
from mattegui.engine.networks.dim import DIMConfig

STRIDE: Final = 32
"""Five poolings by two: the network's grid, and the multiple that images are padded to."""

MEAN: Final = (0.485, 0.456, 0.406)
STD: Final = (0.229, 0.224, 0.225)
"""Of ImageNet in RGB, as torchvision's VGG-16 was trained with."""


USUAL: Final = DIMConfig()
"""What our own networks and nearly all others take."""


def network_input(rgb_B3HW: Tensor, trimap_B1HW: Tensor, config: DIMConfig = USUAL) -> Tensor:
    """Return the network's input, x_B4HW: normalised RGB and the trimap over 255.

    Args:
        rgb_B3HW: Floating point in [0, 1], sRGB encoded.
        trimap_B1HW: Any dtype, with values 0, 128 and 255. It becomes 0, .502 and 1, and is not
            shifted to zero mean, as in every public implementation.
        config: Of the network; some of the oldest public weights take BGR from 0 to 255 and the
            trimap likewise.
    """
    trimap_B1HW = trimap_B1HW.to(rgb_B3HW.dtype) / (255 / config.trimap_top)
    if config.colours == "bgr-255":
        return torch.cat([rgb_B3HW.flip(1) * 255, trimap_B1HW], dim=1)
    mean = rgb_B3HW.new_tensor(MEAN).view(1, 3, 1, 1)
    std = rgb_B3HW.new_tensor(STD).view(1, 3, 1, 1)
    return torch.cat([(rgb_B3HW - mean) / std, trimap_B1HW], dim=1)


def tensors(image: Image, trimap: Trimap, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return an image and a trimap as (rgb_B3HW in [0, 1], trimap_B1HW), B = 1, on `device`."""
    sent_HW3, sent_HW = host_tensor(image).to(device), host_tensor(trimap).to(device)
    return in_unit(sent_HW3, sent_HW, white(image))


def in_unit(image_HW3: Tensor, trimap_HW: Tensor, top: int) -> tuple[Tensor, Tensor]:
    """Return both with the axes of a batch of one: rgb_B3HW in [0, 1] and trimap_B1HW.

    Args:
        image_HW3: Integers.
        trimap_HW: Likewise.
        top: The image's value that means full brightness.
    """
    return image_HW3.permute(2, 0, 1)[None].float() / top, trimap_HW[None, None]


def host_tensor(array: AnyArray) -> Tensor:
    """Return `array` as a tensor; 16-bit values as `int32`, which torch can handle."""
    if array.dtype == np.uint16:
        array = array.astype(np.int32)
    # torch warns of arrays that must not be written to, and the image is one.
    array = np.ascontiguousarray(array) if array.flags.writeable else array.copy()
    return torch.from_numpy(array)


def pad_to_stride(image: Image, trimap: Trimap) -> tuple[Image, Trimap]:
    """Return both arrays reflected to the right and below up to a multiple of `STRIDE`.

    The whole image is padded once, before it is cut into tiles: that is what makes tiles agree
    with the whole. Reflection repeats where the image is smaller than the padding.
    """
    return padded(image), padded(trimap)


def padded(array: AnyArray) -> AnyArray:
    """Return H,W or H,W,C reflected up to multiples of `STRIDE`; see `pad_to_stride`."""
    below, right = -array.shape[0] % STRIDE, -array.shape[1] % STRIDE
    if not (below or right):
        return array
    rest = [(0, 0)] * (array.ndim - 2)
    return np.pad(array, [(0, below), (0, right), *rest], mode="reflect")
