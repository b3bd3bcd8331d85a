"""Leaves and petals: outlines along a midrib, drawn in two halves with veins."""

from collections.abc import Callable

import numpy as np

from train.foregrounds import curves, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas

Profile = Callable[[np.random.Generator, Floats], Floats]


def _arch(t: Floats) -> Floats:
    """Rise from 0 to 1 and back over [0, 1], never below 0."""
    return floats(np.maximum(np.sin(np.pi * t), 0))


def lance(rng: np.random.Generator, t: Floats) -> Floats:
    """Return half widths of a narrow leaf, widest near the root."""
    return floats(rng.uniform(0.08, 0.2) * _arch(t ** rng.uniform(0.5, 0.9)) ** 0.9)


def oval(rng: np.random.Generator, t: Floats) -> Floats:
    """Return half widths of a broad leaf."""
    return floats(rng.uniform(0.22, 0.42) * _arch(t ** rng.uniform(0.6, 1.1)) ** 0.7)


def toothed(rng: np.random.Generator, t: Floats) -> Floats:
    """Return half widths of a leaf with a saw edge."""
    teeth = rng.integers(6, 18)
    return floats(oval(rng, t) * (1 - rng.uniform(0.1, 0.35) * ((t * teeth) % 1)))


def lobed(rng: np.random.Generator, t: Floats) -> Floats:
    """Return half widths of a leaf cut into lobes, as oak or cactus."""
    lobes = rng.integers(2, 6)
    wave = 0.5 + 0.5 * np.sin(2 * np.pi * lobes * t)
    return floats(1.3 * oval(rng, t) * (1 - rng.uniform(0.3, 0.75) * wave))


def petal(rng: np.random.Generator, t: Floats) -> Floats:
    """Return half widths of a petal, widest near the tip."""
    return floats(rng.uniform(0.12, 0.4) * _arch(t ** rng.uniform(1.2, 2.2)) ** 0.8)


PROFILES: dict[str, Profile] = {
    "lance": lance,
    "oval": oval,
    "toothed": toothed,
    "lobed": lobed,
    "petal": petal,
}


def draw_leaves(
    rng: np.random.Generator,
    canvas: Canvas,
    profile: Floats,
    roots: Floats,
    angles: Floats,
    lengths: Floats,
    colours: Floats,
    *,
    bend: float = 0.6,
    veins: int = 5,
) -> None:
    """Draw leaves of one plant, the first at the bottom.

    Args:
        rng: source of randomness.
        canvas: where to.
        profile: K half widths along the midrib for a leaf of length 1.
        roots: N,2 points.
        angles: N directions.
        lengths: N in pixels.
        colours: N,3 RGB.
        bend: standard deviation of the midribs' turning in radians.
        veins: side veins per half; 0 for none.
    """
    count, points = len(roots), len(profile)
    ribs = curves.grow(rng, roots, angles, lengths, points, wander=bend)
    across = curves.normals(ribs) * (profile[None] * lengths[:, None])[..., None]
    tilt = rng.uniform(0.25, 1, (count, 2))
    lights = np.exp(rng.normal(0, 0.16, (count, 2)))
    for i in range(count):
        for half, sign in enumerate((-1, 1)):
            edge = ribs[i] + sign * tilt[i, half] * across[i]
            outline = floats(np.concatenate([ribs[i], edge[::-1]]))
            canvas.polygons([outline], floats(colours[i] * lights[i, half]))
        _draw_veins(canvas, ribs[i], across[i], tilt[i], colours[i], veins)


def _draw_veins(
    canvas: Canvas, rib: Floats, across: Floats, tilt: Floats, colour: Floats, veins: int
) -> None:
    """Draw midrib and side veins of one leaf, lighter than its blade."""
    reach = float(np.hypot(*(rib[-1] - rib[0])))
    if reach < 18 or not veins:
        return
    light = floats(np.clip(colour * 1.25 + 0.06, 0, 1))
    middle = floats(np.full((1, len(rib)), reach * 0.014 + 0.2))
    canvas.ribbons(rib[None], middle, light[None])
    starts = np.linspace(1, len(rib) - 4, veins).astype(int)
    lines = [
        [rib[s], rib[s + 2] + sign * 0.82 * tilt[half] * across[s + 2]]
        for s in starts
        for half, sign in enumerate((-1, 1))
    ]
    canvas.hairlines(floats(lines), floats(np.repeat(light[None] * 0.95, len(lines), axis=0)))


def draw_flower(
    rng: np.random.Generator, canvas: Canvas, centre: Floats, radius: float, colour: Floats
) -> None:
    """Draw one flower: rings of petals, stamens and a heart."""
    t = np.linspace(0, 1, 14, dtype=np.float32)
    squash, facing = rng.uniform(0.35, 1), rng.uniform(0, 2 * np.pi)
    for ring in range(int(rng.integers(1, 4))):
        count = int(rng.integers(4, 16))
        around = 2 * np.pi * (np.arange(count) + rng.uniform()) / count + rng.normal(0, 0.1, count)
        flat = np.arctan2(np.sin(around - facing) * squash, np.cos(around - facing)) + facing
        reach = np.hypot(np.cos(around - facing), np.sin(around - facing) * squash)
        lengths = floats(radius * (1 - 0.25 * ring) * reach * rng.uniform(0.85, 1.1, count))
        shades = palettes.vary(rng, floats(colour * (1 + 0.1 * ring)), count, 0.12)
        profile = petal(rng, t)
        roots = floats(np.repeat(centre[None], count, axis=0))
        draw_leaves(rng, canvas, profile, roots, floats(flat), lengths, shades, bend=0.3, veins=2)
    count = int(rng.integers(3, 24))
    stamens = curves.grow(
        rng,
        floats(np.repeat(centre[None], count, axis=0)),
        floats(rng.uniform(0, 2 * np.pi, count)),
        floats(radius * rng.uniform(0.1, 0.6, count)),
        5,
    )
    gold = floats(np.repeat([[0.9, 0.75, 0.25]], count, axis=0))
    canvas.ribbons(stamens, floats(np.full((count, 5), 0.02 * radius + 0.3)), gold)
    canvas.discs(stamens[:, -1], floats(np.full(count, 0.04 * radius + 0.3)), gold * 0.8)
