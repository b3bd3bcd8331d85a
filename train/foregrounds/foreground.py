"""A generated foreground: straight colour, exact alpha, and the kind of thing it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from train.foregrounds import layers
from train.foregrounds.arrays import Bytes, Floats

Textures = Sequence[NDArray[np.uint8]]
"""Photos (H,W,3 RGB `uint8`, at least 16 pixels a side) that surfaces may be painted with."""


@dataclass(frozen=True)
class Foreground:
    """One subject cut out of nothing.

    Attributes:
        colour: H,W,3 RGB `uint8`, straight (not premultiplied) and defined everywhere: where alpha
            is 0 it continues the colours nearby.
        alpha: H,W `uint8`; 255 is opaque. The true pixel coverage, rounded.
        kind: the name of the generator that made it.
    """

    colour: Bytes
    alpha: Bytes
    kind: str


class Generator(Protocol):
    """A function that draws one foreground; the same state of `rng` gives the same bytes."""

    def __call__(self, rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
        """Draw a foreground of size x size pixels."""
        ...


def finish(layer: Floats, kind: str) -> Foreground:
    """Turn a premultiplied layer into a foreground.

    Args:
        layer: H,W,4 premultiplied `float32` in [0, 1].
        kind: the name of the generator.

    Raises:
        EmptyLayerError: if the layer has no alpha.
    """
    alpha = np.rint(np.clip(layer[..., 3], 0, 1) * 255).astype(np.uint8)
    colour = np.rint(np.clip(layers.straighten(layer), 0, 1) * 255).astype(np.uint8)
    return Foreground(colour, alpha, kind)
