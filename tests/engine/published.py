"""What the authors of public weights published: how they name tensors, and what they compute.

Written from their descriptions with plain torch functions, without the code under test. Each
layout has a function that makes random tensors and one that runs them on an image.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from mattegui.core.arrays import Alpha, Image, Trimap

State = dict[str, Tensor]
VGG = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
LETTERS = ((1, 2), (1, 2), (1, 2, 3), (1, 2, 3), (1, 2, 3))
DECODER = ((512, 512), (512, 256), (256, 128), (128, 64), (64, 64))
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)


class Maker:
    """Makes random tensors through which a signal neither fades nor grows."""

    def __init__(self, width: float, seed: int = 0) -> None:
        self.state: State = {}
        self._width = width
        self._random = torch.Generator().manual_seed(seed)

    def wide(self, full: int) -> int:
        return full if full in (1, 4) else int(full * self._width)

    def conv(self, name: str, inputs: int, outputs: int, side: int) -> None:
        inputs, outputs = self.wide(inputs), self.wide(outputs)
        spread = (2 / (inputs * side * side)) ** 0.5
        shape = (outputs, inputs, side, side)
        self.state[f"{name}.weight"] = torch.randn(shape, generator=self._random) * spread
        self.state[f"{name}.bias"] = torch.randn(outputs, generator=self._random) * 0.02

    def norm(self, name: str, count: int) -> None:
        count = self.wide(count)
        self.state[f"{name}.weight"] = 0.8 + 0.4 * torch.rand(count, generator=self._random)
        self.state[f"{name}.bias"] = 0.05 * torch.randn(count, generator=self._random)
        self.state[f"{name}.running_mean"] = 0.05 * torch.randn(count, generator=self._random)
        self.state[f"{name}.running_var"] = 0.7 + 0.6 * torch.rand(count, generator=self._random)
        self.state[f"{name}.num_batches_tracked"] = torch.tensor(1000)


def classic(width: float, side: int, *, refine: bool, seed: int = 0) -> State:
    """Return tensors named as huochaitiantang does."""
    make, inputs = Maker(width, seed), 4
    for k, widths in enumerate(VGG, start=1):
        for j, outputs in enumerate(widths, start=1):
            make.conv(f"conv{k}_{j}", inputs, outputs, 3)
            inputs = outputs
    make.conv("conv6_1", 512, 512, side)
    make.conv("deconv6_1", 512, 512, 1)
    for k, (inputs, outputs) in zip((5, 4, 3, 2, 1), DECODER, strict=True):
        make.conv(f"deconv{k}_1", inputs, outputs, 5)
    make.conv("deconv1", 64, 1, 5)
    if refine:
        make.conv("refine_conv1", 4, 64, 3)
        make.conv("refine_conv2", 64, 64, 3)
        make.conv("refine_conv3", 64, 64, 3)
        make.conv("refine_pred", 64, 1, 3)
    return make.state


def mmagic(width: float, *, refine: bool, seed: int = 0) -> State:
    """Return tensors named as mmagic does."""
    named = {}
    for name, value in classic(width, 1, refine=refine, seed=seed).items():
        conv, part = name.rsplit(".", 1)
        if conv.startswith("refine"):
            conv = f"refiner.{conv}"
        elif conv.startswith("deconv"):
            conv = f"backbone.decoder.{conv}"
        elif conv == "conv6_1":
            conv = "backbone.encoder.conv6"
        else:
            conv = f"backbone.encoder.layer{conv[4]}.{(int(conv[6]) - 1) * 2}"
        named[f"{conv}.{part}"] = value
    return named


def foamliu(width: float, seed: int = 0) -> State:
    """Return tensors named as foamliu does, without the `module.` of its wrapper."""
    make, inputs = Maker(width, seed), 4
    for k, widths in enumerate(VGG, start=1):
        for j, outputs in enumerate(widths, start=1):
            make.conv(f"down{k}.conv{j}.cbr_unit.0", inputs, outputs, 3)
            make.norm(f"down{k}.conv{j}.cbr_unit.1", outputs)
            inputs = outputs
    for k, (inputs, outputs) in zip((5, 4, 3, 2, 1), (*DECODER[:4], (64, 1)), strict=True):
        make.conv(f"up{k}.conv.cbr_unit.0", inputs, outputs, 5)
        make.norm(f"up{k}.conv.cbr_unit.1", outputs)
    return make.state


def indexnet(width: float, seed: int = 0) -> State:
    """Return tensors named as IndexNet's DeepMatting does."""
    make, inputs = Maker(width, seed), 4
    for k, widths in enumerate(VGG, start=1):
        for j, outputs in enumerate(widths, start=1):
            make.conv(f"conv{k}{j}", inputs, outputs, 3)
            make.norm(f"bn{k}{j}", outputs)
            inputs = outputs
    make.conv("conv6", 512, 4096, 7)
    make.conv("dconv6", 4096, 512, 1)
    for k, (inputs, outputs) in zip((5, 4, 3, 2, 1), DECODER, strict=True):
        make.conv(f"dconv{k}", inputs, outputs, 5)
    make.conv("alpha_pred", 64, 1, 5)
    return make.state


@dataclass(frozen=True)
class Net:
    """Runs convolutions of a state by their names."""

    state: State

    def conv(self, x: Tensor, name: str) -> Tensor:
        weight = self.state[f"{name}.weight"]
        return F.conv2d(x, weight, self.state[f"{name}.bias"], padding=weight.shape[-1] // 2)

    def norm(self, x: Tensor, name: str) -> Tensor:
        mean, variance = self.state[f"{name}.running_mean"], self.state[f"{name}.running_var"]
        weight, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        return F.batch_norm(x, mean, variance, weight, bias, training=False, eps=1e-5)


def run_classic(state: State, x: Tensor, *, skip: bool, refine_scale: float = 1) -> Tensor:
    """Run what huochaitiantang published; with `skip` as since its version 1.5."""
    net, scene, maps, places = Net(state), x, [], []
    for k, letters in enumerate(LETTERS, start=1):
        for j in letters:
            x = F.relu(net.conv(x, f"conv{k}_{j}"))
        maps.append(x)
        x, place = F.max_pool2d(x, 2, 2, return_indices=True)
        places.append(place)
    x = F.relu(net.conv(F.relu(net.conv(x, "conv6_1")), "deconv6_1"))
    for k in (5, 4, 3, 2, 1):
        x = F.max_unpool2d(x, places[k - 1], (2, 2))
        if skip:
            x = x + maps[k - 1]
        x = F.relu(net.conv(x, f"deconv{k}_1"))
    raw = net.conv(x, "deconv1")
    if "refine_pred.weight" not in state:
        return torch.sigmoid(raw)
    x = torch.cat([scene[:, :3], torch.sigmoid(raw) * refine_scale], 1)
    for j in (1, 2, 3):
        x = F.relu(net.conv(x, f"refine_conv{j}"))
    return torch.sigmoid(raw + net.conv(x, "refine_pred"))


def run_mmagic(state: State, x: Tensor) -> Tensor:
    """Run what mmagic published: the same by other names, without skips."""
    net, scene, places = Net(state), x, []
    for k, letters in enumerate(LETTERS, start=1):
        for j in letters:
            x = F.relu(net.conv(x, f"backbone.encoder.layer{k}.{2 * (j - 1)}"))
        x, place = F.max_pool2d(x, 2, 2, return_indices=True)
        places.append(place)
    x = F.relu(net.conv(x, "backbone.encoder.conv6"))
    x = F.relu(net.conv(x, "backbone.decoder.deconv6_1"))
    for k in (5, 4, 3, 2, 1):
        x = F.max_unpool2d(x, places[k - 1], (2, 2))
        x = F.relu(net.conv(x, f"backbone.decoder.deconv{k}_1"))
    raw = net.conv(x, "backbone.decoder.deconv1")
    if "refiner.refine_pred.weight" not in state:
        return torch.sigmoid(raw)
    x = torch.cat([scene[:, :3], torch.sigmoid(raw)], 1)
    for j in (1, 2, 3):
        x = F.relu(net.conv(x, f"refiner.refine_conv{j}"))
    return torch.sigmoid(raw + net.conv(x, "refiner.refine_pred"))


def run_foamliu(state: State, x: Tensor) -> Tensor:
    """Run what foamliu published: batch norm everywhere, no ReLU in the decoder."""
    net, places = Net(state), []

    def unit(x: Tensor, name: str) -> Tensor:
        return net.norm(net.conv(x, f"{name}.cbr_unit.0"), f"{name}.cbr_unit.1")

    for k, letters in enumerate(LETTERS, start=1):
        for j in letters:
            x = F.relu(unit(x, f"down{k}.conv{j}"))
        x, place = F.max_pool2d(x, 2, 2, return_indices=True)
        places.append(place)
    for k in (5, 4, 3, 2, 1):
        x = unit(F.max_unpool2d(x, places[k - 1], (2, 2)), f"up{k}.conv")
    return torch.sigmoid(x)


def run_indexnet(state: State, x: Tensor) -> Tensor:
    """Run IndexNet's DeepMatting: batch norm in the encoder, no sigmoid at the end."""
    net, places = Net(state), []
    for k, letters in enumerate(LETTERS, start=1):
        for j in letters:
            x = F.relu(net.norm(net.conv(x, f"conv{k}{j}"), f"bn{k}{j}"))
        x, place = F.max_pool2d(x, 2, 2, return_indices=True)
        places.append(place)
    x = F.relu(net.conv(F.relu(net.conv(x, "conv6")), "dconv6"))
    for k in (5, 4, 3, 2, 1):
        x = F.relu(net.conv(F.max_unpool2d(x, places[k - 1], (2, 2)), f"dconv{k}"))
    return net.conv(x, "alpha_pred").clamp(0, 1)


def matte(
    run: Callable[[State, Tensor], Tensor],
    state: State,
    image: Image,
    trimap: Trimap,
    *,
    raw_bgr: bool = False,
) -> Alpha:
    """Return the alpha that a published network gives for a whole image.

    It is reflected to a multiple of 32, as mmagic does; known pixels are the trimap's.
    """
    height, width = trimap.shape
    below, right = -height % 32, -width % 32
    pixels = np.pad(image, ((0, below), (0, right), (0, 0)), mode="reflect").astype(np.float32)
    labels = np.pad(trimap, ((0, below), (0, right)), mode="reflect").astype(np.float32)
    if raw_bgr:
        planes = np.dstack([pixels[..., ::-1], labels])
    else:
        planes = np.dstack([(pixels / 255 - MEAN) / STD, labels / 255])
    x = torch.from_numpy(np.ascontiguousarray(planes.transpose(2, 0, 1))[None])
    with torch.inference_mode():
        alpha = run(state, x)[0, 0, :height, :width].numpy()
    return np.where(trimap == 255, 1, np.where(trimap == 0, 0, alpha)).astype(np.float32)
