"""The catalogue of generators, and the draw among them."""

import numpy as np

from train.foregrounds import (
    feathers,
    foliage,
    fur,
    glass,
    grass,
    hair,
    nets,
    smoke,
    solids,
    toys,
    twigs,
    yarn,
)
from train.foregrounds.foreground import Foreground, Generator, Textures
from train.foregrounds.layers import EmptyLayerError

GENERATORS: dict[str, Generator] = {
    "hair": hair.generate,
    "fur": fur.generate,
    "nets": nets.generate,
    "smoke": smoke.generate,
    "solids": solids.generate,
    "feathers": feathers.generate,
    "foliage": foliage.generate,
    "grass": grass.generate,
    "glass": glass.generate,
    "twigs": twigs.generate,
    "yarn": yarn.generate,
    "toys": toys.generate,
}

WEIGHTS: dict[str, float] = {
    "hair": 0.24,
    "fur": 0.16,
    "nets": 0.07,
    "smoke": 0.04,
    "solids": 0.08,
    "feathers": 0.07,
    "foliage": 0.07,
    "grass": 0.05,
    "glass": 0.05,
    "twigs": 0.06,
    "yarn": 0.06,
    "toys": 0.14,
}
"""How often each kind is drawn, relative to the others."""

LEAST_COVERAGE = 0.01
"""Mean alpha below which a draw shows too little to learn from, and is made again."""

ATTEMPTS = 20
"""Draws before giving up; about one in fifty is made again."""


def sample(
    rng: np.random.Generator, size: int = 640, textures: Textures | None = None
) -> Foreground:
    """Draw one foreground of a random kind.

    Args:
        rng: source of randomness; the same state gives the same foreground.
        size: side in pixels.
        textures: photos (H,W,3 RGB `uint8`) that surfaces may be painted with.

    Raises:
        RuntimeError: if every attempt drew next to nothing, which points to a broken generator.
    """
    kinds = list(GENERATORS)
    shares = np.array([WEIGHTS[kind] for kind in kinds])
    kind = kinds[int(rng.choice(len(kinds), p=shares / shares.sum()))]
    for _ in range(ATTEMPTS):
        try:
            foreground = GENERATORS[kind](rng, size, textures or ())
        except EmptyLayerError:
            continue
        if foreground.alpha.mean() >= 255 * LEAST_COVERAGE:
            return foreground
    raise RuntimeError(f"The generator {kind!r} drew next to nothing {ATTEMPTS} times in a row.")
