"""Twigs: branches that fork down to hair-thin ends, bare, needled or with small leaves."""

import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.leaves import PROFILES, draw_leaves
from train.foregrounds.tubes import tube

POINTS = 14


def fork(
    rng: np.random.Generator, parents: Floats, widths: Floats, count: int, share: float
) -> tuple[Floats, Floats]:
    """Grow `count` side branches from each parent.

    Args:
        rng: source of randomness.
        parents: N,K,2 points.
        widths: N widths at the parents' roots.
        count: branches per parent.
        share: length of a branch relative to its parent.

    Returns:
        N*count,K,2 points and N*count widths.
    """
    owner = np.repeat(np.arange(len(parents)), count)
    at = rng.integers(POINTS // 5, POINTS - 1, len(owner))
    roots = parents[owner, at]
    ahead = roots - parents[owner, at - 1]
    side = np.where(rng.uniform(size=len(owner)) < 0.5, 1, -1) * rng.uniform(0.3, 1.1, len(owner))
    angles = floats(np.arctan2(ahead[:, 1], ahead[:, 0]) + side)
    reach = curves.arclengths(parents)[owner, -1] * (1.1 - 0.5 * at / POINTS)
    lengths = floats(reach * share * rng.uniform(0.5, 1.2, len(owner)))
    grown = curves.grow(
        rng, roots, angles, lengths, POINTS, pull=rng.normal(0, 0.5), target=-np.pi / 2, wander=0.5
    )
    thin = widths[owner] * (1 - 0.75 * at / POINTS) * rng.uniform(0.45, 0.75, len(owner))
    return grown, floats(thin)


def _trunks(rng: np.random.Generator, size: int) -> tuple[Floats, Floats]:
    """Start one to five branches: from below, from a side or from above."""
    count = int(rng.choice([1, 1, 2, 3, 5]))
    facing = rng.choice([-np.pi / 2, -np.pi / 2, 0, np.pi, np.pi / 2]) + rng.normal(0, 0.3)
    start = size * (0.5 - 0.5 * np.array([np.cos(facing), np.sin(facing)]))
    roots = floats(start + rng.normal(0, 0.12 * size, (count, 2)))
    angles = floats(facing + rng.normal(0, 0.3, count))
    lengths = floats(size * rng.uniform(0.6, 1.1, count))
    widths = floats(size * np.exp(rng.uniform(-5.2, -3.2)) * rng.uniform(0.6, 1, count))
    return curves.grow(rng, roots, angles, lengths, POINTS, wander=0.5), widths


def branches(rng: np.random.Generator, size: int) -> list[tuple[Floats, Floats]]:
    """Grow branches level by level, the thickest first."""
    levels = [_trunks(rng, size)]
    share = rng.uniform(0.35, 0.65)
    for _ in range(int(rng.integers(2, 5))):
        parents, widths = levels[-1]
        room = 1500 // max(len(parents), 1)
        if room < 2:
            break
        levels.append(fork(rng, parents, widths, min(int(rng.integers(3, 11)), room), share))
    return levels


def _needles(rng: np.random.Generator, canvas: Canvas, twigs: Floats, size: int) -> None:
    """Draw pine needles or thorns along twigs."""
    each = int(np.clip(5000 / len(twigs), 4, 40))
    owner = np.repeat(np.arange(len(twigs)), each)
    at = rng.integers(1, POINTS, len(owner))
    ahead = twigs[owner, at] - twigs[owner, at - 1]
    side = rng.choice([-1, 1], len(owner)) * rng.uniform(0.3, 1.0)
    angles = np.arctan2(ahead[:, 1], ahead[:, 0]) + side + rng.normal(0, 0.15, len(owner))
    lengths = floats(size * rng.uniform(0.01, 0.06) * rng.uniform(0.7, 1.2, len(owner)))
    needles = curves.grow(rng, twigs[owner, at], floats(angles), lengths, 4, wander=0.15)
    widths = floats(np.full(len(owner), size / 640 * rng.uniform(0.4, 1.6)))
    colours = palettes.vary(rng, palettes.pick(rng, "leaf"), len(owner), 0.25)
    canvas.ribbons(needles, curves.taper(widths, 4, 0.4), colours)


def _buds(rng: np.random.Generator, canvas: Canvas, twigs: Floats, size: int) -> None:
    """Draw small leaves or blossom at twig ends."""
    count = min(len(twigs) * 2, 900)
    owner = rng.integers(0, len(twigs), count)
    at = rng.integers(POINTS // 2, POINTS, count)
    family = "petal" if rng.uniform() < 0.3 else "leaf"
    colours = palettes.vary(rng, palettes.pick(rng, family), count, 0.2)
    lengths = floats(size * rng.uniform(0.01, 0.05) * rng.uniform(0.5, 1.2, count))
    names = list(PROFILES)
    profile = PROFILES[names[int(rng.integers(len(names)))]](
        rng, np.linspace(0, 1, 12, dtype=np.float32)
    )
    angles = floats(rng.uniform(0, 2 * np.pi, count))
    draw_leaves(rng, canvas, profile, twigs[owner, at], angles, lengths, colours, veins=2)


def draw_branches(rng: np.random.Generator, size: int) -> Floats:
    """Draw a bare, needled or budding branch: an H,W,4 layer."""
    canvas = Canvas(size)
    wood = palettes.pick(rng, "wood")
    levels = branches(rng, size)
    for lines, widths in reversed(levels):
        tube(rng, canvas, lines, curves.taper(widths, POINTS, 0.25), wood)
    dress = rng.choice(["bare", "needles", "buds"], p=[0.45, 0.25, 0.3])
    if dress == "needles":
        _needles(rng, canvas, levels[-1][0], size)
    if dress == "buds":
        _buds(rng, canvas, levels[-1][0], size)
    return canvas.layer()


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw branches."""
    light = floats(0.65 + 0.7 * noise.fbm(rng, size, rng.uniform(2, 10), 3))
    layer = layers.shade(draw_branches(rng, size), light)
    return finish(lens.expose(rng, layer), "twigs")
