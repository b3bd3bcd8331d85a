"""The catalogue of generators, and the draw among them."""

import numpy as np

from train.foregrounds import fur, hair, nets, smoke, solids
from train.foregrounds.foreground import Foreground, Generator, Textures

GENERATORS: dict[str, Generator] = {
    "hair": hair.generate,
    "fur": fur.generate,
    "nets": nets.generate,
    "smoke": smoke.generate,
    "solids": solids.generate,
}

WEIGHTS: dict[str, float] = {
    "hair": 0.3,
    "fur": 0.2,
    "nets": 0.1,
    "smoke": 0.06,
    "solids": 0.12,
}
"""How often each kind is drawn, relative to the others."""


def sample(
    rng: np.random.Generator, size: int = 640, textures: Textures | None = None
) -> Foreground:
    """Draw one foreground of a random kind.

    Args:
        rng: source of randomness; the same state gives the same foreground.
        size: side in pixels.
        textures: photos (H,W,3 RGB `uint8`) that surfaces may be painted with.
    """
    kinds = list(GENERATORS)
    shares = np.array([WEIGHTS[kind] for kind in kinds])
    kind = kinds[int(rng.choice(len(kinds), p=shares / shares.sum()))]
    return GENERATORS[kind](rng, size, textures or ())
