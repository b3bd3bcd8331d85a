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
from train.packed import Arrays, key_of, stored
from train.pool import LEVELS, Pool, pack
from train.sources import (
    Item,
    SourceError,
    find_foregrounds,
    images_in,
    is_held_back,
    lot,
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
    if len(paths) > source.backgrounds_most:
        # In the folders' order still, which the key of what is packed depends on.
        last = sorted(map(lot, paths))[source.backgrounds_most]
        paths = [path for path in paths if lot(path) < last]
    paths = [p for p in paths if is_held_back(p.stem, source.held_back) == validation]
    if not paths and not source.painted:
        raise SourceError(f"there are no backgrounds for {_side(validation)}")

    def make() -> Arrays:
        photos = [read_background(path, source.longest) for path in paths]
        photos += painted(source.painted, source.generated_size, validation=validation)
        return pack(photos)

    key = key_of(paths, source.longest, source.painted, source.generated_size, LEVELS)
    packed = stored(cache, f"backgrounds-{_side(validation)}", key, make)
    foregrounds = load_foregrounds(source, cache, device, validation=validation, most=most)
    return Dataset(foregrounds, Pool(packed, device))


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
    """Return one side's foregrounds; arguments and errors as in `load`.

    Raises:
        SourceError: Also where all of a folder is held back, so that it would not be trained on.
    """
    items: list[Item] = []
    for folder in source.foregrounds:
        sides: dict[bool, list[Item]] = {False: [], True: []}
        for item in find_foregrounds(Path(folder)):
            sides[is_held_back(item.group, source.held_back)].append(item)
        if not sides[False]:
            raise SourceError(
                f"all {len(sides[True])} foregrounds of {folder} are held back for validation, "
                "numbered ones as one series: rename them, or call their category photo in a "
                "manifest.csv"
            )
        items += sides[validation]
    items += generated(cache, source, most, validation=validation)
    if not items:
        raise SourceError(f"there are no foregrounds for {_side(validation)}")
    files = [path for item in items for path in (item.image, item.alpha) if path is not None]
    key = key_of(files, source.longest, ANCHORS, LEVELS)
    packed = stored(
        cache, f"foregrounds-{_side(validation)}", key, lambda: _pack(items, source.longest)
    )
    owners_N = packed["owners"]
    weights = np.array([weight_of(item.kind, source.kind_weights) for item in items], np.float32)
    weights_N = (weights / np.bincount(owners_N, minlength=len(items)))[owners_N]
    return Foregrounds(
        Pool(packed, device),
        torch.from_numpy(packed["anchors"]).to(device),
        torch.from_numpy(weights_N.astype(np.float32)).to(device),
    )


def _side(validation: bool) -> str:
    return "validation" if validation else "training"


def _pack(items: Sequence[Item], longest: int) -> Arrays:
    """Return all views of all items as `pool.pack` does, with `anchors` and whose views they are.

    `owners` is N, the number of each view's item.
    """
    images: list[Pixels] = []
    owners: list[int] = []
    rng = np.random.default_rng(0)
    for number, item in enumerate(items):
        shown = list(views(read_foreground(item), longest, rng))
        images += shown
        owners += [number] * len(shown)
    anchors = np.stack([find_anchors(image, rng) for image in images])
    return {**pack(images), "anchors": anchors, "owners": np.array(owners)}


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
