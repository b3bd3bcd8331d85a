"""Surface textures: the strong inner edges that a network must not take for the outline."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from train.foregrounds import noise, palettes
from train.foregrounds.arrays import Floats, floats, mix, resize, smoothstep

PHOTO_SHARE = 0.45
"""Share of surfaces painted from the caller's photos, where there are any."""

Painter = Callable[[np.random.Generator, int, str | None], Floats]


def colour_of(rng: np.random.Generator, family: str | None) -> Floats:
    """Draw a colour of a palette family, or any colour."""
    return palettes.wild(rng) if family is None else palettes.pick(rng, family)


def mottled(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Blend two colours by cloudy noise."""
    first, second = colour_of(rng, family), colour_of(rng, family)
    second = mix(first, second, float(rng.uniform(0.2, 1)))
    weight = noise.fbm(rng, size, rng.uniform(1, 12), gain=rng.uniform(0.4, 0.75))
    return mix(first, second, weight[..., None])


def patched(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Lay sharp-edged patches over each other, as cow hide or camouflage."""
    colour = np.broadcast_to(colour_of(rng, family), (size, size, 3))
    for _ in range(int(rng.integers(1, 4))):
        field = noise.fbm(rng, size, rng.uniform(2, 14), 3)
        edge, soft = rng.uniform(0.4, 0.65), rng.uniform(0.004, 0.05)
        patch = smoothstep(field, edge - soft, edge + soft)
        colour = mix(floats(colour), colour_of(rng, family), patch[..., None])
    return floats(colour)


def _grid(rng: np.random.Generator, size: int) -> tuple[Floats, Floats]:
    """Return warped, turned coordinates in pixels."""
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    angle, bend = rng.uniform(0, np.pi), rng.uniform(0, 0.08) * size
    x += bend * noise.smooth(rng, size, 3)
    y += bend * noise.smooth(rng, size, 3)
    return (
        floats(x * np.cos(angle) + y * np.sin(angle)),
        floats(y * np.cos(angle) - x * np.sin(angle)),
    )


def striped(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Paint bent stripes of two or three colours."""
    along, _ = _grid(rng, size)
    period = size * rng.uniform(0.012, 0.2)
    position = (along / period) % 1
    soft = max(1.0 / period, rng.uniform(0, 0.1))
    colour = np.broadcast_to(colour_of(rng, family), (size, size, 3))
    for _ in range(int(rng.integers(1, 3))):
        start, width = rng.uniform(0, 0.5), rng.uniform(0.15, 0.45)
        band = smoothstep(position, start, start + soft)
        band = band * (1 - smoothstep(position, start + width, start + width + soft))
        colour = mix(floats(colour), colour_of(rng, family), band[..., None])
    return floats(colour)


def plaid(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Cross two sets of see-through stripes: checks, gingham, tartan."""
    first, second = _grid(rng, size)
    period = size * rng.uniform(0.02, 0.15)
    colour = np.broadcast_to(colour_of(rng, family), (size, size, 3))
    for along in (first, second):
        band = smoothstep(floats(np.sin(along / period * 2 * np.pi)), -0.1, 0.1)
        weight = rng.uniform(0.3, 0.9)
        colour = mix(floats(colour), colour_of(rng, family), weight * band[..., None])
    return floats(colour)


def dotted(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Scatter dots on a bent lattice."""
    first, second = _grid(rng, size)
    period = size * rng.uniform(0.02, 0.12)
    u, v = (first / period) % 1 - 0.5, (second / period) % 1 - 0.5
    radius = rng.uniform(0.15, 0.42)
    dot = 1 - smoothstep(floats(np.hypot(u, v)), radius - 0.6 / period, radius + 0.6 / period)
    return mix(colour_of(rng, family), colour_of(rng, family), dot[..., None])


def woven(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Weave or knit: fine relief of alternating threads over a mottled ground."""
    first, second = _grid(rng, size)
    period = size * rng.uniform(0.006, 0.05)
    u, v = first / period, second / period
    slant = rng.choice([0.0, 1.0])
    relief = np.abs(np.sin(np.pi * u + slant * np.abs((v % 1) - 0.5) * 4)) ** 0.7
    relief = relief * (0.6 + 0.4 * np.abs(np.cos(np.pi * v)))
    return floats(mottled(rng, size, family) * (0.35 + 0.75 * relief)[..., None])


def grained(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Stretch noise along one direction: wood, brushed metal, combed fibre."""
    field = noise.fbm(rng, size, rng.uniform(8, 30), 4, 0.7)
    rows = max(4, int(size / rng.uniform(5, 25)))
    squeezed = resize(field, (rows, size), cv2.INTER_AREA)
    stretched = resize(squeezed, (size, size), cv2.INTER_CUBIC)
    bent = noise.warp(stretched, *(rng.uniform(5, 40) * noise.smooth(rng, size, 2) for _ in "xy"))
    bent = bent if rng.uniform() < 0.5 else floats(bent.T)
    low, high = float(bent.min()), float(bent.max())
    weight = (bent - low) / max(high - low, 1e-6)
    return mix(colour_of(rng, family), colour_of(rng, family), weight[..., None])


def graded(rng: np.random.Generator, size: int, family: str | None) -> Floats:
    """Paint a plain colour that changes slowly: plastic, skin, porcelain."""
    first = colour_of(rng, family)
    weight = noise.fbm(rng, size, rng.uniform(0.7, 2), 2)
    grain = 1 + rng.uniform(0, 0.08) * noise.smooth(rng, size, size / rng.uniform(1.5, 6))
    second = np.clip(first * rng.uniform(0.6, 1.3), 0, 1)
    return floats(mix(first, floats(second), weight[..., None]) * grain[..., None])


def photographed(
    rng: np.random.Generator, size: int, photos: Sequence[NDArray[np.uint8]]
) -> Floats:
    """Crop a surface from one of the caller's photos, with its colours moved a little.

    Raises:
        ValueError: if the photo is not H,W,3 `uint8` of at least 16 pixels a side.
    """
    photo = photos[int(rng.integers(len(photos)))]
    if photo.ndim != 3 or photo.shape[2] != 3 or min(photo.shape[:2]) < 16:
        raise ValueError(f"A texture must be H,W,3 and at least 16 pixels, not {photo.shape}.")
    side = int(min(photo.shape[:2]) * rng.uniform(0.4, 1))
    side = max(16, min(side, 2 * size))
    top = int(rng.integers(photo.shape[0] - side + 1))
    left = int(rng.integers(photo.shape[1] - side + 1))
    crop = floats(photo[top : top + side, left : left + side]) / np.float32(255)
    if rng.uniform() < 0.5:
        crop = crop[:, ::-1]
    surface = resize(floats(np.ascontiguousarray(crop)), (size, size), cv2.INTER_LINEAR)
    gain, gamma = rng.normal(1, 0.1, 3), np.exp(rng.normal(0, 0.25))
    return floats(np.clip(surface, 0, 1) ** gamma * gain)


PAINTERS: dict[str, Painter] = {
    "mottled": mottled,
    "patched": patched,
    "striped": striped,
    "plaid": plaid,
    "dotted": dotted,
    "woven": woven,
    "grained": grained,
    "graded": graded,
}


def paint(
    rng: np.random.Generator,
    size: int,
    photos: Sequence[NDArray[np.uint8]] = (),
    family: str | None = None,
) -> Floats:
    """Paint a random surface.

    Args:
        rng: source of randomness.
        size: side in pixels.
        photos: pictures to crop from, may be empty.
        family: palette family to stay in; None mixes any colours.

    Returns:
        size,size,3 RGB in [0, 1].
    """
    if len(photos) and rng.uniform() < PHOTO_SHARE:
        surface = photographed(rng, size, photos)
    else:
        names = ["graded", "graded", "mottled"] if family == "skin" else list(PAINTERS)
        surface = PAINTERS[names[int(rng.integers(len(names)))]](rng, size, family)
    return floats(np.clip(surface, 0.004, 1))
