"""Yarn: hanging cords, fringes, tassels, brooms and wires; thick and thin with gaps between."""

import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes, shapes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.tubes import tube


def twist(
    rng: np.random.Generator, canvas: Canvas, lines: Floats, widths: Floats, colours: Floats
) -> None:
    """Draw twisted cords: a dark core with slanting stitches of lighter ply across it."""
    for line, width, colour in zip(lines, widths.tolist(), colours, strict=True):
        even = floats(np.full((1, len(line)), width))
        canvas.ribbons(line[None], even, floats(colour[None] * 0.55))
        length = float(curves.arclengths(line[None])[0, -1])
        count = int(np.clip(length / (0.75 * width), 3, 200))
        points, tangents = curves.resample(line, count)
        slant = tangents + 1.1 * np.stack([-tangents[:, 1], tangents[:, 0]], axis=1)
        slant = 0.36 * width * slant / np.hypot(slant[:, :1], slant[:, 1:])
        stitches = floats(np.stack([points - slant, points, points + slant], axis=1))
        shades = palettes.vary(rng, colour, count, 0.14)
        stitch = np.array([0.3, 0.62, 0.3]) * width
        canvas.ribbons(stitches, floats(np.broadcast_to(stitch, (count, 3))), shades)


def fuzz(
    rng: np.random.Generator, canvas: Canvas, lines: Floats, width: float, colours: Floats
) -> None:
    """Draw loose fibres standing off cords."""
    each = int(rng.integers(4, 40))
    owner = np.repeat(np.arange(len(lines)), each)
    at = rng.integers(0, lines.shape[1], len(owner))
    roots = lines[owner, at] + floats(rng.normal(0, 0.3 * width, (len(owner), 2)))
    lengths = floats(width * rng.uniform(0.5, 2.2, len(owner)))
    angles = floats(rng.uniform(0, 2 * np.pi, len(owner)))
    canvas.hairlines(curves.grow(rng, roots, angles, lengths, 6, wander=0.8), colours[owner])


def _palette(rng: np.random.Generator, count: int) -> Floats:
    """Return N,3 colours: one colour varied, or a mix of several."""
    bases = floats([palettes.pick(rng, "fabric") for _ in range(int(rng.choice([1, 2, 6])))])
    chosen = bases[rng.integers(0, len(bases), count)]
    return floats(np.clip(chosen * np.exp(rng.normal(0, 0.15, (count, 1))), 0, 1))


def cords(rng: np.random.Generator, canvas: Canvas, lines: Floats, width: float) -> None:
    """Draw cords of one make: round, twisted or thin, with or without fuzz."""
    count = len(lines)
    colours = _palette(rng, count)
    widths = floats(width * rng.uniform(0.8, 1.15, count))
    if width > 4 and rng.uniform() < 0.6:
        twist(rng, canvas, lines, widths, colours)
    else:
        tube(rng, canvas, lines, widths, colours)
    if rng.uniform() < 0.5:
        fuzz(rng, canvas, lines, max(width, 3), colours)


def _fringe(rng: np.random.Generator, size: int, photos: Textures) -> Floats:
    """Hang cords from a bar or a piece of cloth."""
    width = size / 640 * np.exp(rng.uniform(-0.3, 2.6))
    span = np.sort(rng.uniform(-0.1, 1.1, 2)) * size
    span[1] = max(span[1], span[0] + 0.3 * size)
    count = int(np.clip((span[1] - span[0]) / width * rng.uniform(0.25, 2), 6, 260))
    top = size * rng.uniform(-0.1, 0.4)
    roots = floats(
        np.stack([rng.uniform(span[0], span[1], count), top + rng.normal(0, 3, count)], axis=1)
    )
    angles = floats(np.pi / 2 + rng.normal(0, rng.uniform(0.05, 0.5), count))
    lengths = floats(size * rng.uniform(0.3, 0.8) * rng.uniform(0.5, 1.2, count))
    lines = curves.grow(rng, roots, angles, lengths, 26, pull=rng.uniform(0, 4), wander=0.3)
    canvas = Canvas(size)
    cords(rng, canvas, lines, width)
    corners = [[span[0] - 9, top - size], [span[1] + 9, top - size], [span[1] + 9, top + 6]]
    cloth = floats([*corners, [span[0] - 9, top + 6]])
    return layers.over(shapes.solid(rng, size, [cloth], photos, "fabric"), canvas.layer())


def _tangle(rng: np.random.Generator, size: int, photos: Textures) -> Floats:
    """Throw wires, cables or threads over each other in loose curves."""
    count = int(np.exp(rng.uniform(1.4, 4.2)))
    width = size / 640 * np.exp(rng.uniform(-0.8, 2.2))
    roots = floats(size * rng.uniform(-0.1, 1.1, (count, 2)))
    angles = floats(rng.uniform(0, 2 * np.pi, count))
    lengths = floats(size * rng.uniform(0.4, 1.8, count))
    lines = curves.grow(rng, roots, angles, lengths, 160, wander=rng.uniform(0.3, 2.5))
    if rng.uniform() < 0.3:
        turns = floats(size * rng.uniform(0.01, 0.05, (2, count)))
        lines = curves.coil(lines, turns[0], turns[1] * 4, floats(np.zeros(count)), 0.8)
    canvas = Canvas(size)
    cords(rng, canvas, lines, width)
    return canvas.layer()


def broom(
    rng: np.random.Generator, canvas: Canvas, foot: Floats, angle: float, length: float
) -> None:
    """Draw a broom, brush or tassel: a handle, a binding and a flare of straw.

    Args:
        rng: source of randomness.
        canvas: where to.
        foot: the binding, (x, y).
        angle: direction of the straw in radians.
        length: of the straw in pixels.
    """
    ahead = floats([np.cos(angle), np.sin(angle)])
    handle = floats([foot + 0.2 * length * ahead, foot - length * rng.uniform(0.5, 2.5) * ahead])
    path = floats(np.linspace(handle[0], handle[1], 4))
    tube(rng, canvas, path[None], floats([0.08 * length]), palettes.pick(rng, "wood"))
    count = int(rng.uniform(80, 420))
    roots = floats(foot + rng.normal(0, 0.06 * length, (count, 2)))
    fan = rng.normal(0, rng.uniform(0.1, 0.3), count)
    lengths = floats(length * rng.uniform(0.55, 1.1, count))
    straw = curves.grow(rng, roots, floats(angle + fan), lengths, 8, wander=rng.uniform(0.05, 0.35))
    family = "straw" if rng.uniform() < 0.6 else "fabric"
    colours = palettes.vary(rng, palettes.pick(rng, family), count, 0.3)
    widths = floats(length * 0.012 * rng.uniform(0.4, 1.4, count))
    canvas.ribbons(straw, curves.taper(widths, 8, 0.5), colours)
    across = floats([-ahead[1], ahead[0]]) * 0.1 * length
    for turn in (0.05, 0.13, 0.21):
        band = floats([foot + turn * length * ahead + s * across * (1 + turn) for s in (-1, 0, 1)])
        tube(rng, canvas, band[None], floats([0.06 * length]), palettes.pick(rng, "fabric"))


def _brooms(rng: np.random.Generator, size: int, photos: Textures) -> Floats:
    canvas = Canvas(size)
    for _ in range(int(rng.integers(1, 5))):
        foot = floats(size * rng.normal(0.5, 0.18, 2))
        broom(rng, canvas, foot, np.pi / 2 + rng.normal(0, 0.8), size * rng.uniform(0.15, 0.5))
    return canvas.layer()


FORMS = {"fringe": _fringe, "tangle": _tangle, "brooms": _brooms}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw cords, wires or brooms."""
    form = str(rng.choice(list(FORMS), p=[0.45, 0.35, 0.2]))
    light = floats(0.7 + 0.6 * noise.fbm(rng, size, rng.uniform(1.5, 6), 3))
    layer = layers.shade(FORMS[form](rng, size, textures), light)
    return finish(lens.expose(rng, layer), "yarn")
