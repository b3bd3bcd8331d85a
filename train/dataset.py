"""The training and validation sets: pools of foregrounds and backgrounds on the training device."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from train.cache import generated
from train.config import SourceConfig
from train.foregrounds.textures import paint
from train.pool import Pool
from train.sources import (
    Item,
    SourceError,
    find_foregrounds,
    images_in,
    is_held_back,
    read_background,
    read_foreground,
    views,
)

ANCHORS: Final = 256
"""Fractional pixels kept for each foreground: crops are centred on them."""

Pixels = NDArray[np.uint8]


class Foregrounds(NamedTuple):
    """Foregrounds on the device, with where to look at them and how often.

    Attributes:
        pool: Their pixels.
        anchors_NK2: x, y of fractional pixels.
        weights_N: How often each is drawn.
        files: How many files they were read from.
    """

    pool: Pool
    anchors_NK2: Tensor
    weights_N: Tensor


class Dataset(NamedTuple):
    """What examples are composed from."""

    foregrounds: Foregrounds
    backgrounds: Pool


def load(
    source: SourceConfig, cache: Path, device: torch.device, *, validation: bool, most: int
) -> Dataset:
    """Return one side of the split.

    Args:
        source: Which folders.
        cache: Folder of all generated foregrounds.
        device: Where the pixels shall live.
        validation: The held-back side.
        most: How many generated foregrounds to take at most.

    Raises:
        SourceError: A folder or file cannot be used, or there is nothing at all.
    """
    paths = [path for folder in source.backgrounds for path in images_in(Path(folder))]
    paths = [p for p in paths if is_held_back(p.stem, source.held_back) == validation]
    photos = [read_background(path, source.longest) for path in paths]
    photos += painted(source.painted, source.generated_size, validation=validation)
    if not photos:
        raise SourceError(f"there are no backgrounds for {_side(validation)}")
    return Dataset(
        load_foregrounds(source, cache, device, validation=validation, most=most),
        Pool(photos, device),
    )


def painted(count: int, size: int, *, validation: bool) -> list[Pixels]:
    """Return backgrounds painted from nothing, each size,size,4 RGBA `uint8`."""
    pictures = []
    for number in range(max(1, count // 8) if validation and count else count):
        rgb = paint(np.random.default_rng([int(validation), number]), size)
        opaque = np.ones((size, size, 1), np.float32)
        pictures.append(np.rint(np.dstack([rgb, opaque]) * 255).astype(np.uint8))
    return pictures


def load_foregrounds(
    source: SourceConfig, cache: Path, device: torch.device, *, validation: bool, most: int
) -> Foregrounds:
    """Return one side's foregrounds; arguments and errors as in `load`."""
    items = [item for folder in source.foregrounds for item in find_foregrounds(Path(folder))]
    items = [i for i in items if is_held_back(i.group, source.held_back) == validation]
    items += generated(cache, source, most, validation=validation)
    if not items:
        raise SourceError(f"there are no foregrounds for {_side(validation)}")
    return _foregrounds(items, source, device)


def _side(validation: bool) -> str:
    return "validation" if validation else "training"


def _foregrounds(items: Sequence[Item], source: SourceConfig, device: torch.device) -> Foregrounds:
    images: list[Pixels] = []
    weights: list[float] = []
    rng = np.random.default_rng(0)
    for item in items:
        shown = list(views(read_foreground(item), source.longest, rng))
        images += shown
        weights += [weight_of(item.kind, source.kind_weights) / len(shown)] * len(shown)
    anchors = np.stack([find_anchors(image, rng) for image in images])
    return Foregrounds(
        Pool(images, device),
        torch.from_numpy(anchors).to(device),
        torch.tensor(weights, device=device),
    )


def weight_of(kind: str, weights: Mapping[str, float]) -> float:
    """Return the weight of the longest name that `kind` begins with; 1 where there is none."""
    fits = [name for name in weights if kind.startswith(name)]
    return weights[max(fits, key=len)] if fits else 1.0


def find_anchors(rgba: Pixels, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return x, y of `ANCHORS` fractional pixels, K,2; of any pixels where there are none."""
    alpha = rgba[..., 3]
    y, x = np.nonzero((alpha > 5) & (alpha < 250))
    if y.size == 0:
        y, x = np.nonzero(alpha > 0)
    if y.size == 0:
        y, x = np.nonzero(alpha == 0)
    pick = rng.integers(0, y.size, ANCHORS)
    return np.stack([x[pick], y[pick]], axis=1).astype(np.float32)
