"""Solids: hard bodies whose soft edge comes from the lens: sharp, defocused or in motion."""

import numpy as np

from train.foregrounds import layers, noise, shapes
from train.foregrounds.arrays import Floats, floats, smoothstep
from train.foregrounds.foreground import Foreground, Textures, finish


def _outlines(rng: np.random.Generator, size: int) -> list[Floats]:
    """Draw one body's outlines: the outside, and often holes cut out of it."""
    centre = floats(size * rng.normal(0.5, 0.14, 2))
    radius = size * rng.uniform(0.2, 0.5)
    outlines = [shapes.outline(rng, centre, radius)]
    for _ in range(int(rng.choice([0, 0, 0, 1, 2, 5, 9]))):
        place = centre + floats(radius * rng.normal(0, 0.4, 2))
        outlines.append(shapes.outline(rng, place, radius * rng.uniform(0.04, 0.35)))
    return outlines


def _soften(rng: np.random.Generator, layer: Floats) -> Floats:
    """Let the lens act: nothing, a disc of confusion, a movement, or focus that falls off."""
    size = layer.shape[0]
    scale = size / 640
    effect = rng.choice(
        ["none", "disc", "motion", "falloff", "both"], p=[0.3, 0.3, 0.2, 0.12, 0.08]
    )
    if effect in ("disc", "both"):
        layer = layers.defocus(layer, scale * np.exp(rng.uniform(-0.4, 2.3)))
    if effect in ("motion", "both"):
        layer = layers.smear(layer, scale * np.exp(rng.uniform(1, 3.6)), rng.uniform(0, np.pi))
    if effect == "falloff":
        ramp = noise.fbm(rng, size, rng.uniform(0.6, 1.5), 1)
        soft = layers.defocus(layer, scale * rng.uniform(2, 9))
        weight = smoothstep(ramp, 0.2, 0.8)[..., None]
        layer = floats(layer * weight + soft * (1 - weight))
    return layer


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw one to four textured bodies, each with its own focus."""
    bodies = []
    for _ in range(int(rng.choice([1, 1, 2, 3, 4]))):
        family = rng.choice(["", "fabric", "plush", "skin", "petal", "wood"])
        body = shapes.solid(rng, size, _outlines(rng, size), textures, str(family) or None)
        bodies.append(_soften(rng, body))
    return finish(layers.stack(bodies), "solids")
