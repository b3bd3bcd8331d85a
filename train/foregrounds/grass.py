"""Grass: blades, straw, reeds and ears of grain."""

import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish


def _blades(rng: np.random.Generator, size: int, family: str) -> Floats:
    """Grow blades in tufts, the far ones first, with a few bent over; return them drawn."""
    scale = size / 640
    count = int(np.exp(rng.uniform(4.6, 7.2)))
    tufts = size * rng.uniform(-0.1, 1.1, int(rng.integers(1, 30)))
    ground = size * rng.uniform(0.75, 1.0)
    x = tufts[rng.integers(0, len(tufts), count)] + size * rng.normal(0, 0.06, count)
    depth = np.sort(rng.uniform(0, 1, count))
    roots = floats(np.stack([x, ground + depth * size * 0.12], axis=1))
    wind = rng.normal(0, 0.25)
    angles = floats(-np.pi / 2 + wind + rng.normal(0, rng.uniform(0.1, 0.45), count))
    lengths = floats(size * rng.uniform(0.35, 1.1) * rng.uniform(0.4, 1.1, count))
    target = floats(np.where(rng.uniform(size=count) < 0.5, 0.0, np.pi))
    points = 14
    blades = curves.grow(
        rng, roots, angles, lengths, points, pull=rng.uniform(0, 1.6), target=target, wander=0.2
    )
    kinks = rng.uniform(size=count) < 0.06
    at = points // 2
    drop = np.abs(blades[kinks, at:] - blades[kinks, at : at + 1])
    blades[kinks, at:] = blades[kinks, at : at + 1] + drop * np.array([0.8, 0.5])
    widths = floats(scale * np.exp(rng.uniform(-0.4, 1.8)) * rng.uniform(0.5, 1.3, count))
    colours = palettes.vary(rng, palettes.pick(rng, family), count, 0.3, 0.08)
    colours = floats(colours * (0.6 + 0.5 * depth[:, None]))
    canvas = Canvas(size)
    tapered = curves.taper(widths, points, 0.08, belly=0.3)
    canvas.ribbons(blades, tapered, np.stack([colours * 0.75, colours, colours * 1.15], axis=1), 3)
    thick = widths > 2 * scale
    canvas.ribbons(blades[thick], tapered[thick] * 0.2, floats(colours[thick] * 1.25))
    if rng.uniform() < 0.4:
        _ears(rng, canvas, blades[rng.uniform(size=count) < 0.15], scale)
    return canvas.layer()


def _ears(rng: np.random.Generator, canvas: Canvas, stalks: Floats, scale: float) -> None:
    """Draw grains and fine bristles along the ends of stalks."""
    straw = palettes.pick(rng, "straw")
    grains, bristle = int(rng.integers(10, 30)), scale * rng.uniform(0, 45)
    for stalk in stalks[:60]:
        points, tangents = curves.resample(stalk[-4:], grains)
        heading = np.arctan2(tangents[:, 1], tangents[:, 0])
        sides = np.where(np.arange(grains) % 2, 0.5, -0.5) + rng.normal(0, 0.12, grains)
        angles = floats(heading + sides)
        colours = palettes.vary(rng, straw, grains, 0.2)
        grain = floats(np.full(grains, scale * rng.uniform(6, 12)))
        seeds = curves.grow(rng, points, angles, grain, 5, wander=0.1)
        canvas.ribbons(seeds, curves.taper(grain * 0.35, 5, 0.2, belly=0.7), colours)
        if bristle > 8:
            reach = floats(np.full(grains, bristle) * rng.uniform(0.7, 1.2, grains))
            hairs = curves.grow(rng, seeds[:, -1], angles, reach, 5, wander=0.1)
            canvas.hairlines(hairs, colours)


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a stand of grass, green or dry, sometimes hanging or from the side."""
    layer = _blades(rng, size, "leaf" if rng.uniform() < 0.7 else "straw")
    turn = rng.choice([0, 0, 0, 1, 2])
    layer = floats(np.ascontiguousarray(np.rot90(layer, turn)))
    light = floats(0.65 + 0.7 * noise.fbm(rng, size, rng.uniform(2, 8), 3))
    return finish(lens.expose(rng, layers.shade(layer, light)), "grass")
