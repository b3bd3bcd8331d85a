"""Toys: figures put together from solid parts, fur, hair, straps, wires, brooms and feathers."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from train.foregrounds import curves, fur, hair, layers, lens, noise, palettes, shapes, yarn
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.feathers import draw_feather, random_feather
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.strands import random_style
from train.foregrounds.tubes import tube


@dataclass(frozen=True)
class Figure:
    """Where the parts of a figure are; points (x, y) and lengths in pixels."""

    head: Floats
    head_radius: float
    trunk: Floats
    trunk_radii: Floats
    hands: Floats
    feet: Floats


def place_figure(rng: np.random.Generator, size: int) -> Figure:
    """Place a standing or sitting figure, as tall as the frame or taller."""
    trunk_radius = size * rng.uniform(0.12, 0.26)
    trunk = size * np.array([rng.normal(0.5, 0.1), rng.uniform(0.5, 0.75)])
    radii = trunk_radius * np.array([rng.uniform(0.7, 1.1), 1.0])
    head_radius = trunk_radius * rng.uniform(0.5, 0.95)
    lean = rng.normal(0, 0.15)
    head = trunk + np.array([lean, -1.0]) * (radii[1] + 0.75 * head_radius)
    sides = np.array([-1.0, 1.0])
    out = radii[0] * rng.uniform(1.1, 1.9, 2)
    hands = np.stack([trunk[0] + sides * out, trunk[1] + radii[1] * rng.normal(0.2, 0.5, 2)], 1)
    apart = radii[0] * rng.uniform(0.2, 0.7)
    drop = trunk[1] + radii[1] * rng.uniform(1.3, 2.0)
    feet = np.stack([trunk[0] + sides * apart, np.full(2, drop)], 1)
    return Figure(
        floats(head), head_radius, floats(trunk), floats(radii), floats(hands), floats(feet)
    )


def _limb(start: Floats, end: Floats, thick: float) -> Floats:
    """Return the outline of a rounded limb between two points."""
    ahead = end - start
    length = max(float(np.hypot(*ahead)), 1.0)
    t = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    stretched = np.stack(
        [np.cos(t) * thick + np.sign(np.cos(t)) * length / 2, np.sin(t) * thick], 1
    )
    angle = float(np.arctan2(ahead[1], ahead[0]))
    return shapes.turned(floats(stretched), floats((start + end) / 2), 1.0, angle)


def _limbs(rng: np.random.Generator, figure: Figure) -> list[Floats]:
    """Return the outlines of arms and legs."""
    thick = float(figure.trunk_radii[0]) * rng.uniform(0.14, 0.34)
    shoulders = figure.trunk + floats([[-0.6, -0.5], [0.6, -0.5]]) * figure.trunk_radii
    hips = figure.trunk + floats([[-0.4, 0.6], [0.4, 0.6]]) * figure.trunk_radii
    arms = [_limb(a, b, thick) for a, b in zip(shoulders, figure.hands, strict=True)]
    legs = [_limb(a, b, 1.2 * thick) for a, b in zip(hips, figure.feet, strict=True)]
    return arms + legs


def _round(rng: np.random.Generator, centre: Floats, radii: Floats) -> Floats:
    return shapes.turned(shapes.blob(rng, 0.08), centre, radii, 0)


def _doll(rng: np.random.Generator, size: int, figure: Figure, photos: Textures) -> Floats:
    """Draw a hard or cloth figure with a face."""
    head = _round(rng, figure.head, floats([figure.head_radius] * 2))
    trunk = _round(rng, figure.trunk, figure.trunk_radii)
    skin = str(rng.choice(["skin", "plush", "fabric"]))
    limbs = fur.union(size, _limbs(rng, figure))
    limb_colour = palettes.pick(rng, skin) * (0.6 + 0.5 * noise.fbm(rng, size, 3, 3))[..., None]
    face = hair.features(rng, size, hair.Head(figure.head, floats([figure.head_radius] * 2)))
    return layers.stack(
        [
            layers.paint(limbs, floats(np.clip(limb_colour, 0, 1))),
            shapes.solid(rng, size, [trunk], photos, "fabric"),
            shapes.solid(rng, size, [head], (), skin),
            face,
        ]
    )


def _plush(rng: np.random.Generator, size: int, figure: Figure, photos: Textures) -> Floats:
    """Draw a furry figure, sometimes dressed."""
    outlines = [_round(rng, figure.trunk, figure.trunk_radii), *_limbs(rng, figure)]
    outlines.append(_round(rng, figure.head, floats([figure.head_radius] * 2)))
    for side in (-0.75, 0.75):
        spot = figure.head + floats([side, -0.85]) * figure.head_radius
        outlines.append(_round(rng, spot, figure.head_radius * floats(rng.uniform(0.25, 0.6, 2))))
    body = fur.furry(rng, size, outlines, photos, str(rng.choice(["fur", "plush"])))
    if rng.uniform() < 0.5:
        shirt = figure.trunk + floats([0, 0.1]) * figure.trunk_radii
        dress = _round(rng, shirt, figure.trunk_radii * rng.uniform(0.7, 1.05))
        body = layers.over(shapes.solid(rng, size, [dress], photos, "fabric"), body)
    return body


def _add_hair(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    crown = figure.head - floats([0, 0.75 * figure.head_radius])
    spread = figure.head_radius * floats([rng.uniform(0.1, 0.5), 0.1])
    style = random_style(rng, canvas.size / 640)
    hair.burst(rng, canvas, style, crown, floats(spread), -np.pi / 2 + rng.normal(0, 0.3))


def _add_hat(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    radius, colour = figure.head_radius, palettes.pick(rng, "fabric")
    base = figure.head - floats([0, 0.6 * radius])
    tip = base + floats([rng.normal(0, 0.4), -rng.uniform(0.6, 1.6)]) * radius
    wide, flat = radius * rng.uniform(0.7, 0.95), radius * rng.uniform(0.05, 0.5)
    sides = floats([[wide, 0], [flat, 0]])
    cone = floats([base - sides[0], tip - sides[1], tip + sides[1], base + sides[0]])
    canvas.polygons([cone], colour)
    brim = shapes.turned(
        shapes.blob(rng, 0.05), base, radius * floats([rng.uniform(1, 1.6), 0.18]), 0
    )
    canvas.polygons([brim], floats(colour * 0.7))
    if rng.uniform() < 0.5:
        look = random_feather(rng, radius * rng.uniform(1, 2.5))
        draw_feather(rng, canvas, look, base + floats([wide, 0]), -np.pi / 2 + rng.normal(0, 0.7))


def _add_broom(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    hand = figure.hands[int(rng.integers(2))]
    foot = hand + floats([0, figure.trunk_radii[1] * rng.uniform(0.3, 1)])
    length = canvas.size * rng.uniform(0.12, 0.3)
    yarn.broom(rng, canvas, foot, np.pi / 2 + rng.normal(0, 0.3), length)


def _add_lantern(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    hand = figure.hands[int(rng.integers(2))]
    radius = canvas.size * rng.uniform(0.04, 0.1)
    below = hand + floats([rng.normal(0, 0.2), rng.uniform(1.3, 2.5)]) * radius
    t = np.linspace(np.pi, 2 * np.pi, 16)
    rise = (below[1] - hand[1]) * np.sin(t)
    bow = floats(np.stack([below[0] + radius * np.cos(t), below[1] + rise], 1))
    tube(rng, canvas, bow[None], floats([rng.uniform(0.6, 3)]), palettes.wild(rng))
    for share, light in ((1.0, 0.7), (0.8, 1.0), (0.35, 1.3)):
        shell = _round(
            rng, below - floats([0.1, 0.15]) * radius * (1 - share), floats([radius * share] * 2)
        )
        canvas.polygons([shell], floats([0.85, 0.42, 0.08]) * light)


def _add_straps(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    """Draw wires, strings and straps that leave the body and cross the background."""
    count = int(rng.integers(1, 9))
    ends = figure.trunk + floats(rng.normal(0, 1, (count, 2))) * figure.trunk_radii * 0.7
    angles = floats(rng.uniform(0, 2 * np.pi, count))
    lengths = floats(canvas.size * rng.uniform(0.2, 0.8, count))
    lines = curves.grow(
        rng, floats(ends), angles, lengths, 30, pull=rng.uniform(0, 3), wander=rng.uniform(0.3, 1.5)
    )
    yarn.cords(rng, canvas, lines, canvas.size / 640 * np.exp(rng.uniform(-0.7, 2.2)))


def _add_fringe(rng: np.random.Generator, canvas: Canvas, figure: Figure) -> None:
    """Draw a fringe around the waist or neck, thin enough to see between."""
    count = int(rng.integers(15, 120))
    across = rng.uniform(-1, 1, count)
    height = rng.choice([-0.8, 0.5, 0.9])
    unit = np.stack([across * np.sqrt(max(1 - height * height, 0.2)), np.full(count, height)], 1)
    roots = floats(figure.trunk + unit * figure.trunk_radii)
    angles = floats(np.pi / 2 - across * rng.uniform(0, 0.9) + rng.normal(0, 0.1, count))
    lengths = floats(figure.trunk_radii[1] * rng.uniform(0.3, 1.1) * rng.uniform(0.7, 1.2, count))
    lines = curves.grow(rng, roots, angles, lengths, 14, pull=rng.uniform(0, 2), wander=0.3)
    yarn.cords(rng, canvas, lines, canvas.size / 640 * np.exp(rng.uniform(-0.6, 1.8)))


Addition = Callable[[np.random.Generator, Canvas, Figure], None]

ADDITIONS: dict[str, Addition] = {
    "hair": _add_hair,
    "hat": _add_hat,
    "broom": _add_broom,
    "lantern": _add_lantern,
    "straps": _add_straps,
    "fringe": _add_fringe,
}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a doll or a plush animal with one to four things added behind and before it."""
    figure = place_figure(rng, size)
    back, front = Canvas(size), Canvas(size)
    names = rng.permutation(list(ADDITIONS))[: int(rng.integers(1, 5))]
    for name in names.tolist():
        ADDITIONS[name](rng, front if rng.uniform() < 0.7 else back, figure)
    body = (_plush if rng.uniform() < 0.5 else _doll)(rng, size, figure, textures)
    light = floats(0.7 + 0.6 * noise.fbm(rng, size, rng.uniform(1.5, 6), 3))
    parts = [layers.shade(back.layer(), light * 0.8), body, layers.shade(front.layer(), light)]
    return finish(lens.expose(rng, layers.stack(parts)), "toys")
