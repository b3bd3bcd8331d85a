"""Palettes: the colours things have."""

import colorsys

import numpy as np

from train.foregrounds.arrays import Floats, floats

ANCHORS: dict[str, tuple[str, ...]] = {
    "hair": (
        "0c0908",
        "1a100b",
        "2c1a10",
        "3f2617",
        "5a3a22",
        "7b5431",
        "9a7448",
        "b8935c",
        "d8bd86",
        "eadcb4",
        "8a3414",
        "b5511f",
        "d26a2a",
        "6d6a66",
        "a9a6a2",
        "dedbd6",
    ),
    "dyed": ("d43a6a", "7a3fb0", "2b6fd0", "1e9a8a", "e2541a", "c81e24", "e8d24a", "3a3f5a"),
    "skin": ("f1cdb0", "e3b28f", "cf9470", "b3754e", "8c5636", "5f3822", "f6dcc8", "3f2416"),
    "fur": (
        "f2ead8",
        "d9c49a",
        "b98f52",
        "8a5f30",
        "5b3a1e",
        "3a2718",
        "1b1512",
        "8c8a88",
        "c9c6c2",
        "c77a35",
        "f7f4ee",
        "6f5a48",
    ),
    "plush": ("e8a0b4", "8f8fd0", "e9d37a", "a9b7e0", "d84a3c", "7fb8a0", "f0e8dc", "b08a60"),
    "fabric": (
        "c22a2a",
        "1f3f8a",
        "f0efe8",
        "202226",
        "2f7a46",
        "e2b23a",
        "6d4a86",
        "d97b3a",
        "7a8794",
        "c8b79a",
        "e5a6b8",
        "3b8fb5",
    ),
    "leaf": ("1f3d14", "31591d", "4b7a2a", "6d9a3a", "95b554", "27472c", "7a7a2c", "a8913c"),
    "petal": ("e33b24", "f2702c", "f5c531", "f7f2ea", "e86aa6", "a23bb0", "5a55c8", "c41d3c"),
    "wood": ("2b1d14", "4a3524", "6b5038", "8e7556", "b59a74", "5a5149", "8c857b"),
    "straw": ("b98d45", "d4ad62", "8f6a2f", "e2c787", "a87b3a"),
    "plumage": (
        "f4f1ea",
        "d9d2c4",
        "8b7a66",
        "4a3c30",
        "1b1a1d",
        "2f5aa8",
        "1f8a6a",
        "c9302c",
        "e6b52e",
        "7d8d9c",
    ),
    "web": ("e8e8e6", "cfd2d4", "f6f6f4", "b5b8ba"),
    "smoke": ("f2f2f0", "d5d6d8", "a5a6a8", "6a6a6c", "3a3a3c", "c9c0b4"),
    "eye": ("0a0806", "16100c", "2a1a10"),
}
"""Typical colours of each family as RGB hexadecimal; samples lie between two of them."""


def _anchor(code: str) -> Floats:
    return floats([int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)])


def pick(rng: np.random.Generator, family: str, jitter: float = 0.06) -> Floats:
    """Draw one RGB colour in [0, 1] of a family of `ANCHORS`."""
    codes = ANCHORS[family]
    index = int(rng.integers(len(codes)))
    other = codes[(index + 1) % len(codes)]
    colour = _anchor(codes[index]) + rng.uniform(0, 0.5) * (_anchor(other) - _anchor(codes[index]))
    return floats(np.clip(colour * rng.normal(1, jitter) + rng.normal(0, jitter / 3, 3), 0.01, 1))


def wild(rng: np.random.Generator) -> Floats:
    """Draw any RGB colour in [0, 1], from grey to vivid."""
    saturation, value = rng.beta(1.3, 1.5), rng.beta(2, 1.4)
    return floats(colorsys.hsv_to_rgb(rng.uniform(), saturation, 0.05 + 0.95 * value))


def vary(
    rng: np.random.Generator, colour: Floats, count: int, light: float = 0.18, hue: float = 0.03
) -> Floats:
    """Draw `count` shades of a colour: N,3.

    Args:
        rng: source of randomness.
        colour: RGB in [0, 1].
        count: how many.
        light: standard deviation of the (log-normal) brightness.
        hue: standard deviation added per channel, relative to the brightness.
    """
    gain = np.exp(rng.normal(-light * light / 2, light, (count, 1)))
    cast = 1 + rng.normal(0, hue, (count, 3))
    return floats(np.clip(colour * gain * cast, 0, 1))
