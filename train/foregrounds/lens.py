"""The lens: what a camera does to a sharp, exactly covered picture."""

import numpy as np

from train.foregrounds import layers, noise
from train.foregrounds.arrays import Floats, blur, smoothstep


def expose(rng: np.random.Generator, layer: Floats) -> Floats:
    """Blur a layer slightly, as real pictures are: evenly, or more in some places.

    Colour and alpha are blurred together, premultiplied, so alpha stays exact.
    """
    size = layer.shape[0]
    scale = size / 640
    layer = blur(layer, float(rng.choice([0, 0.35, 0.5, 0.7], p=[0.3, 0.3, 0.25, 0.15])))
    if rng.uniform() < 0.3:
        sharpness = smoothstep(noise.fbm(rng, size, rng.uniform(0.8, 2.5), 2), 0.25, 0.6)
        layer = layers.focus_unevenly(layer, sharpness, scale * rng.uniform(0.8, 3))
    if rng.uniform() < 0.05:
        layer = layers.smear(layer, scale * rng.uniform(2, 8), rng.uniform(0, np.pi))
    return layer
