"""Outlines of simple bodies (K,2 points), and the light on them."""

from collections.abc import Callable

import cv2
import numpy as np

from train.foregrounds import layers, noise, textures
from train.foregrounds.arrays import Bytes, Floats, blur, floats, resize
from train.foregrounds.canvas import coverage
from train.foregrounds.foreground import Textures

Outliner = Callable[[np.random.Generator], Floats]


def turned(points: Floats, centre: Floats, scale: Floats | float, angle: float) -> Floats:
    """Scale, turn and move unit points (K,2)."""
    cos, sin = np.cos(angle), np.sin(angle)
    return floats((points * scale) @ np.array([[cos, sin], [-sin, cos]]) + centre)


def blob(rng: np.random.Generator, wobble: float | None = None, points: int = 200) -> Floats:
    """Draw a smooth closed curve about the unit circle: a circle with a few random harmonics."""
    amount = rng.uniform(0.0, 0.35) if wobble is None else wobble
    t = np.linspace(0, 2 * np.pi, points, endpoint=False)
    radius = np.ones(points)
    for harmonic in range(2, 8):
        phase = rng.uniform(0, 2 * np.pi)
        radius += amount * rng.normal() / harmonic * np.cos(harmonic * t + phase)
    radius = np.maximum(radius, 0.25)
    return floats(np.stack([np.cos(t), np.sin(t)], axis=1) * radius[:, None])


def polygon(rng: np.random.Generator) -> Floats:
    """Draw a straight-sided polygon of three to nine corners."""
    corners = int(rng.integers(3, 10))
    t = 2 * np.pi * (np.arange(corners) + rng.uniform(0, 0.8, corners)) / corners
    radius = rng.uniform(0.5, 1.1, corners)
    return floats(np.stack([np.cos(t), np.sin(t)], axis=1) * radius[:, None])


def star(rng: np.random.Generator) -> Floats:
    """Draw a star, gear or flower outline."""
    arms, depth = int(rng.integers(3, 14)), rng.uniform(0.15, 0.6)
    t = np.linspace(0, 2 * np.pi, 60 * arms, endpoint=False)
    edge = np.clip(np.sin(arms * t) * rng.uniform(0.8, 6), -1, 1)
    radius = 1 - depth * (0.5 + 0.5 * edge)
    return floats(np.stack([np.cos(t), np.sin(t)], axis=1) * radius[:, None])


def superellipse(rng: np.random.Generator) -> Floats:
    """Draw anything from a diamond over an ellipse to a rounded box."""
    power = np.exp(rng.uniform(-1.6, 0.5))
    t = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    x = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** power
    y = np.sign(np.sin(t)) * np.abs(np.sin(t)) ** power
    return floats(np.stack([x, y * rng.uniform(0.4, 1)], axis=1))


OUTLINERS: dict[str, Outliner] = {
    "blob": blob,
    "polygon": polygon,
    "star": star,
    "superellipse": superellipse,
}


def outline(rng: np.random.Generator, centre: Floats, radius: float) -> Floats:
    """Draw a random closed outline of about `radius` pixels around `centre`."""
    names = list(OUTLINERS)
    unit = OUTLINERS[names[int(rng.integers(len(names)))]](rng)
    stretch = floats(np.exp(rng.normal(0, 0.25, 2)))
    return turned(unit, centre, radius * stretch, rng.uniform(0, 2 * np.pi))


def light(rng: np.random.Generator, inside: Bytes, roundness: float | None = None) -> Floats:
    """Light a silhouette as if it were inflated.

    Args:
        rng: source of randomness: where the light stands and how hard it is.
        inside: H,W `uint8`, non-zero inside.
        roundness: width of the rounded rim in pixels; random if None.

    Returns:
        H,W factors, about 1 on average inside.
    """
    size = inside.shape[0]
    small = (size // 2, size // 2)
    half = cv2.resize(inside, small, interpolation=cv2.INTER_NEAREST)
    distance = floats(cv2.distanceTransform(half, cv2.DIST_L2, 3))
    rim = max(roundness or size * np.exp(rng.uniform(-4, -1.2)), 4.0) / 2
    depth = 1 - np.minimum(distance / rim, 1)
    height = blur(floats(rim * np.sqrt(1 - depth * depth)), 0.3 * rim + 1)
    bumps = rng.choice([0, 0, 0.01]) * size * noise.fbm(rng, small[0], rng.uniform(3, 10), 3)
    height = floats(height + bumps)
    slope_x = floats(cv2.Sobel(height, cv2.CV_32F, 1, 0, scale=0.25))
    slope_y = floats(cv2.Sobel(height, cv2.CV_32F, 0, 1, scale=0.25))
    angle, tilt = rng.uniform(-np.pi, 0), rng.uniform(0.3, 0.9)
    towards = np.array([np.cos(angle) * tilt, np.sin(angle) * tilt, np.sqrt(1 - tilt * tilt)])
    norm = np.sqrt(slope_x**2 + slope_y**2 + 1)
    lit = (towards[2] - towards[0] * slope_x - towards[1] * slope_y) / norm
    ambient = rng.uniform(0.25, 0.7)
    factor = (ambient + (1 - ambient) * np.maximum(lit, 0) / towards[2]).clip(0, 1.6)
    return resize(floats(factor), inside.shape[:2], cv2.INTER_LINEAR)


def solid(
    rng: np.random.Generator,
    size: int,
    outlines: list[Floats],
    photos: Textures = (),
    family: str | None = None,
) -> Floats:
    """Draw a lit, textured body with anti-aliased edges; where outlines overlap it has a hole.

    Returns:
        size,size,4 premultiplied layer.
    """
    alpha = coverage(size, outlines)
    surface = textures.paint(rng, size, photos, family)
    inside = (alpha > 0.5).astype(np.uint8)
    lit = surface * light(rng, inside)[..., None]
    if rng.uniform() < 0.3:
        spot = noise.fbm(rng, size, rng.uniform(2, 5), 2) ** 12
        lit = lit + rng.uniform(0.2, 0.8) * spot[..., None]
    return layers.paint(alpha, floats(np.clip(lit, 0, 1)))
