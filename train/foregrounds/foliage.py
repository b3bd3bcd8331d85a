"""Foliage: leafy and flowering plants, ferns, and sprays of small leaves."""

import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.leaves import PROFILES, draw_flower, draw_leaves
from train.foregrounds.tubes import tube


def _profile(rng: np.random.Generator) -> Floats:
    names = list(PROFILES)
    t = np.linspace(0, 1, 24, dtype=np.float32)
    return PROFILES[names[int(rng.integers(len(names)))]](rng, t)


def _stems(rng: np.random.Generator, size: int, count: int) -> Floats:
    """Grow stems upwards from a pot-sized spot, or from a side of the frame."""
    foot = size * np.array([rng.normal(0.5, 0.12), rng.uniform(0.8, 1.02)])
    spread = size * np.array([rng.uniform(0.02, 0.3), 0.03])
    roots = floats(foot + rng.normal(0, 1, (count, 2)) * spread)
    angles = floats(-np.pi / 2 + rng.normal(0, rng.uniform(0.2, 0.8), count))
    lengths = floats(size * rng.uniform(0.45, 0.95) * rng.uniform(0.5, 1.1, count))
    return curves.grow(rng, roots, angles, lengths, 28, pull=rng.uniform(0, 1.2), wander=0.4)


def _plant(rng: np.random.Generator, size: int) -> Floats:
    """Draw stems with leaves along them and flowers at some ends."""
    canvas = Canvas(size)
    stems = _stems(rng, size, int(np.exp(rng.uniform(0.7, 3.2))))
    green = palettes.pick(rng, "leaf")
    blossom = palettes.pick(rng, "petal")
    profile, bloom = _profile(rng), rng.choice([0.0, 0.0, 0.4, 0.9])
    leaf = size * np.exp(rng.uniform(-3.6, -1.6))
    for stem in stems:
        thick = size * rng.uniform(0.002, 0.012)
        tube(rng, canvas, stem[None], curves.taper(floats([thick]), 28, 0.3), green * 0.8)
        count = int(np.clip(np.exp(rng.uniform(1.2, 3.4)), 2, 40))
        at = np.sort(rng.integers(3, 28, count))
        tangent = np.gradient(stem, axis=0)[at]
        heading = np.arctan2(tangent[:, 1], tangent[:, 0])
        sides = np.where(np.arange(count) % 2, 1, -1) * rng.uniform(0.3, 1.4, count)
        lengths = floats(leaf * rng.uniform(0.5, 1.2, count))
        shades = palettes.vary(rng, green, count, 0.25, 0.08)
        draw_leaves(rng, canvas, profile, stem[at], floats(heading + sides), lengths, shades)
        if rng.uniform() < bloom:
            draw_flower(rng, canvas, stem[-1], size * rng.uniform(0.03, 0.12), blossom)
    return canvas.layer()


def _fern(rng: np.random.Generator, size: int) -> Floats:
    """Draw fronds: leaflets in two rows, shrinking to the tip."""
    canvas = Canvas(size)
    fronds = _stems(rng, size, int(rng.integers(1, 10)))
    green, profile = palettes.pick(rng, "leaf"), _profile(rng) * rng.uniform(0.3, 0.8)
    opening = rng.uniform(0.7, 1.5)
    for frond in fronds:
        count = int(rng.integers(16, 70))
        points, tangents = curves.resample(frond, count)
        heading = np.arctan2(tangents[:, 1], tangents[:, 0])
        t = np.linspace(0, 1, count)
        shape = np.sin(np.pi * np.clip(t * 0.9 + 0.1, 0, 0.99)) ** 0.8
        shade = float(np.exp(rng.normal(0, 0.2)))
        reach = size * rng.uniform(0.06, 0.2)
        for side in (-1, 1):
            colours = palettes.vary(rng, floats(green * shade), count, 0.12)
            angles = floats(heading + side * opening + rng.normal(0, 0.06, count))
            lengths = floats(reach * shape * rng.uniform(0.9, 1.05, count) + 1)
            draw_leaves(rng, canvas, profile, points, angles, lengths, colours, bend=0.2, veins=3)
        tube(rng, canvas, frond[None], curves.taper(floats([size * 0.006]), 28, 0.2), green * 0.7)
    return canvas.layer()


def _crown(rng: np.random.Generator, size: int) -> Floats:
    """Draw a bush or tree crown: thousands of small leaves in cloudy groups."""
    canvas = Canvas(size)
    count = int(np.exp(rng.uniform(5.5, 7.3)))
    groups = size * rng.normal(0.5, 0.17, (int(rng.integers(3, 22)), 2))
    owner = rng.integers(0, len(groups), count)
    roots = floats(groups[owner] + size * rng.uniform(0.03, 0.1) * rng.normal(0, 1, (count, 2)))
    lengths = floats(size * np.exp(rng.uniform(-4.6, -2.8)) * rng.uniform(0.6, 1.2, count))
    height = groups[owner, 1] - roots[:, 1]
    light = np.exp(2.5 * height / size + rng.normal(0, 0.2, count))
    colours = floats(palettes.vary(rng, palettes.pick(rng, "leaf"), count) * light[:, None])
    angles = floats(rng.uniform(0, 2 * np.pi, count))
    foot = size * np.array([rng.normal(0.5, 0.1), 1.05])
    t = np.linspace(0, 1, 12)[None, :, None]
    sway = size * rng.normal(0, 0.04, (len(groups), 1, 2)) * np.sin(np.pi * t)
    stems = floats(foot + (groups[:, None] - foot) * t + sway)
    thick = floats(np.full(len(groups), size * rng.uniform(0.004, 0.015)))
    tube(rng, canvas, stems, curves.taper(thick, 12, 0.3), palettes.pick(rng, "wood"))
    draw_leaves(rng, canvas, _profile(rng)[::2], roots, angles, lengths, colours, veins=2)
    return canvas.layer()


FORMS = {"plant": _plant, "fern": _fern, "crown": _crown}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a plant."""
    form = str(rng.choice(list(FORMS), p=[0.5, 0.25, 0.25]))
    light = floats(0.6 + 0.8 * noise.fbm(rng, size, rng.uniform(2, 10), 3))
    layer = layers.shade(FORMS[form](rng, size), light)
    return finish(lens.expose(rng, layer), "foliage")
