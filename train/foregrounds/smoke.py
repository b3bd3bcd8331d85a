"""Smoke, clouds, mist and fire: areas of partial alpha without any edge."""

import numpy as np

from train.foregrounds import layers, noise, palettes
from train.foregrounds.arrays import Floats, blur, floats, mix, smoothstep
from train.foregrounds.foreground import Foreground, Textures, finish

FIRE = floats([[0.35, 0.02, 0.01], [0.85, 0.22, 0.02], [1.0, 0.62, 0.1], [1.0, 0.95, 0.7]])
"""Colours of a flame from its cool rim to its core."""


def _puffs(rng: np.random.Generator, size: int) -> Floats:
    """Return the H,W density of a few round clouds."""
    x, y = np.meshgrid(np.linspace(0, 1, size), np.linspace(0, 1, size))
    total = np.zeros((size, size))
    for _ in range(int(rng.integers(1, 9))):
        centre, radius = rng.normal(0.5, 0.2, 2), rng.uniform(0.06, 0.3)
        total += np.exp(-((x - centre[0]) ** 2 + (y - centre[1]) ** 2) / (2 * radius**2))
    return floats(total)


def _plume(rng: np.random.Generator, size: int) -> Floats:
    """Return the H,W density of columns that rise, sway and widen."""
    x, y = np.meshgrid(np.linspace(0, 1, size), np.linspace(0, 1, size))
    total = np.zeros((size, size))
    for _ in range(int(rng.integers(1, 4))):
        foot, sway, phase = rng.uniform(0.25, 0.75), rng.uniform(0, 0.15), rng.uniform(0, 6.28)
        rise = 1 - y
        middle = foot + sway * rise * np.sin(rng.uniform(2, 9) * rise + phase)
        width = rng.uniform(0.008, 0.05) + rng.uniform(0.02, 0.25) * rise
        top = rng.uniform(0.6, 1.3)
        total += np.exp(-(((x - middle) / width) ** 2)) * np.clip((top - rise) * 3, 0, 1)
    return floats(total)


def _density(rng: np.random.Generator, size: int) -> Floats:
    """Return H,W smoke density in [0, 1], turbulent at every scale."""
    body = _puffs(rng, size) if rng.uniform() < 0.5 else _plume(rng, size)
    ridged = bool(rng.uniform() < 0.4)
    turbulence = noise.fbm(rng, size, rng.uniform(2, 7), 6, rng.uniform(0.4, 0.65), ridged=ridged)
    body = body * _frame(size) ** rng.uniform(0.5, 1.5)
    field = body * (0.25 + 1.5 * turbulence) - rng.uniform(0.15, 0.6) * (1.1 - turbulence)
    field = noise.curl(rng, floats(field), rng.uniform(2, 6), size * rng.uniform(0.02, 0.12))
    field = noise.curl(rng, field, rng.uniform(6, 14), size * rng.uniform(0.005, 0.03))
    thick = rng.uniform(0.5, 3.5)
    return floats(1 - np.exp(-thick * np.maximum(field, 0)))


def _frame(size: int) -> Floats:
    """Return an H,W window that fades to 0 at the top and the sides."""
    t = np.linspace(0, 1, size, dtype=np.float32)
    side = smoothstep(np.minimum(t, 1 - t), 0.06, 0.4)
    return floats(side[None, :] * smoothstep(t, 0.05, 0.35)[:, None])


def _smoke(rng: np.random.Generator, size: int) -> Floats:
    alpha = _density(rng, size) * rng.uniform(0.6, 1)
    bright, dark = palettes.pick(rng, "smoke"), palettes.pick(rng, "smoke")
    shifted = np.roll(blur(alpha, size / 60), (size // 40, size // 60), (0, 1))
    lit = np.clip(0.5 + 1.6 * (alpha - shifted), 0, 1)
    return layers.paint(floats(alpha), mix(dark, bright, lit[..., None]))


def _fire(rng: np.random.Generator, size: int) -> Floats:
    flicker = noise.fbm(rng, size, rng.uniform(3, 8), 5, ridged=True)
    heat = _plume(rng, size) * _frame(size) * (0.2 + flicker)
    heat = noise.curl(rng, floats(heat), rng.uniform(4, 9), size * rng.uniform(0.03, 0.1))
    heat = floats(np.clip(heat * rng.uniform(0.6, 1.1), 0, 1))
    level = np.clip(heat * 3, 0, 2.999)
    low = level.astype(np.int32)
    colour = mix(FIRE[low], FIRE[low + 1], floats(level - low)[..., None])
    return layers.paint(smoothstep(heat, 0.02, rng.uniform(0.3, 0.9)), colour)


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw smoke or fire, now and then one over the other."""
    form = rng.choice(["smoke", "fire", "both"], p=[0.7, 0.18, 0.12])
    drawn = []
    if form != "fire":
        drawn.append(_smoke(rng, size))
    if form != "smoke":
        drawn.append(_fire(rng, size))
    layer = layers.stack(drawn)
    if float(layer[..., 3].max()) < 0.2:
        mist = floats(_puffs(rng, size).clip(0, 0.7) * _frame(size))
        layer = layers.over(layer, layers.paint(mist, palettes.pick(rng, "smoke")))
    return finish(layer, "smoke")
