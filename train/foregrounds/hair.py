"""Hair: heads, wigs, curtains and tufts of strands, with flyaways and gaps."""

from dataclasses import dataclass, replace

import numpy as np

from train.foregrounds import layers, lens, noise, shapes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.strands import Style, bundle, draw, random_style


@dataclass(frozen=True)
class Head:
    """An ellipse that hair grows on; lengths in pixels."""

    centre: Floats
    radii: Floats


def place_head(rng: np.random.Generator, size: int) -> Head:
    """Place a head somewhere in the frame, often cut off by it."""
    radius = size * rng.uniform(0.13, 0.33)
    centre = size * np.array([rng.normal(0.5, 0.12), rng.uniform(0.28, 0.6)])
    return Head(floats(centre), floats(radius * np.array([rng.uniform(0.75, 0.95), 1.0])))


def scalp_roots(
    rng: np.random.Generator, head: Head, count: int, low: float, high: float, inner: float
) -> tuple[Floats, Floats]:
    """Scatter roots over a sector of the head, and the directions out of it.

    Args:
        rng: source of randomness.
        head: the ellipse.
        count: how many.
        low: start of the sector in radians (y points down, so up is -pi/2).
        high: end of the sector.
        inner: smallest distance from the centre, relative to the radius.
    """
    around = rng.uniform(low, high, count)
    out = np.sqrt(rng.uniform(inner * inner, 1, count))
    unit = np.stack([np.cos(around), np.sin(around)], axis=1)
    roots = head.centre + unit * out[:, None] * head.radii
    return floats(roots), floats(around + rng.normal(0, 0.25, count))


def sheen(rng: np.random.Generator, size: int, centre: Floats) -> Floats:
    """Return H,W light on hair: a soft band around the crown, and uneven brightness."""
    x, y = np.meshgrid(np.arange(size, dtype=np.float32), np.arange(size, dtype=np.float32))
    distance = np.hypot(x - centre[0], y - centre[1]) / size
    bend = 0.12 * noise.fbm(rng, size, rng.uniform(2, 6), 3)
    band = np.cos((distance + bend) * rng.uniform(6, 18) + rng.uniform(0, 6.28))
    cloud = noise.fbm(rng, size, rng.uniform(2, 8), 3) - 0.5
    side = (x * rng.normal(0, 0.5) + y * rng.normal(0, 0.5)) / size
    light = 1 + rng.uniform(0, 0.25) * band + rng.uniform(0.2, 0.9) * cloud + side - side.mean()
    return floats(np.clip(light, 0.25, 1.9))


def face(rng: np.random.Generator, size: int, head: Head, textures: Textures) -> Floats:
    """Draw the bare head with eyes and mouth, and the neck and shoulders below it."""
    outline = shapes.turned(shapes.blob(rng, 0.06), head.centre, head.radii, 0)
    width = head.radii[0] * rng.uniform(1.2, 2.6)
    fall = rng.uniform(2.2, 3.2)
    under = head.centre + floats([0, head.radii[1] * fall])
    shoulders = shapes.turned(
        shapes.blob(rng, 0.05), under, floats([width, head.radii[1] * (fall - 1.15)]), 0
    )
    neck_width = head.radii[0] * rng.uniform(0.35, 0.55)
    neck = floats(
        [[head.centre[0] + neck_width * side, head.centre[1]] for side in (-1, 1)]
        + [[under[0] + neck_width * 1.2 * side, under[1]] for side in (1, -1)]
    )
    skin = "skin" if rng.uniform() < 0.8 else "plush"
    parts = [
        shapes.solid(rng, size, [neck], (), skin),
        shapes.solid(rng, size, [shoulders], textures, "fabric"),
        shapes.solid(rng, size, [outline], (), skin),
        features(rng, size, head),
    ]
    return layers.stack(parts)


def features(rng: np.random.Generator, size: int, head: Head) -> Floats:
    """Draw eyes, brows and a mouth: strong edges inside the subject."""
    canvas = Canvas(size, 2)
    rx, ry = head.radii
    gaze = head.centre + floats([rx * rng.normal(0, 0.15), ry * rng.uniform(-0.1, 0.25)])
    dark, lips = floats(rng.uniform(0.02, 0.2, 3)), floats([0.6, 0.15, 0.15])
    white, iris = floats([0.93, 0.92, 0.9]), floats(rng.uniform(0.1, 0.7, 3))
    eye = rx * rng.uniform(0.1, 0.2)
    for side in (-1, 1):
        spot = gaze + floats([side * rx * rng.uniform(0.35, 0.45), 0])
        ring = shapes.turned(shapes.blob(rng, 0.05), spot, floats([eye, eye * 0.6]), 0)
        canvas.polygons([ring], white)
        canvas.discs(floats([spot, spot]), floats([eye * 0.5, eye * 0.25]), floats([iris, dark]))
        arch = np.linspace(-1, 1, 9)
        brow = spot + floats(eye * np.stack([arch, 0.5 * arch * arch - 1.5], axis=1))
        canvas.ribbons(brow[None], floats([[eye * 0.2] * 9]), dark[None])
    t = np.linspace(-1, 1, 9)
    smile = ry * rng.uniform(-0.03, 0.14) * (1 - t * t)
    mouth = gaze + floats(np.stack([0.3 * rx * t, 0.5 * ry + smile], axis=1))
    lip = floats(np.maximum(ry * rng.uniform(0.04, 0.1) * (1 - t * t), 0.5))
    canvas.ribbons(mouth[None], lip[None], lips[None])
    return canvas.layer()


def _mass(
    rng: np.random.Generator,
    canvas: Canvas,
    style: Style,
    roots: Floats,
    angles: Floats,
    share: float,
) -> None:
    """Draw the opaque body of the hair as wide dark locks, then strands over it."""
    locks = max(20, int(len(roots) * share))
    strands = bundle(rng, style, roots[:locks], angles[:locks], stretch=rng.uniform(0.55, 0.85))
    widest = 14 if style.depth < 0.3 else 5
    width = float(np.clip(style.length * 0.06 / style.width, 2, widest))
    for thickness, brightness in ((width, 0.5), (width / 2, 0.72)):
        draw(rng, canvas, strands, style, thickness=thickness, brightness=brightness)
    draw(rng, canvas, bundle(rng, style, roots, angles), style)


def _flyaways(
    rng: np.random.Generator, canvas: Canvas, style: Style, roots: Floats, angles: Floats
) -> None:
    """Draw a few thin strands that leave the rest and cross the open background."""
    count = min(int(np.exp(rng.uniform(2, 5.5))), len(roots))
    loose = bundle(
        rng,
        style,
        roots[:count],
        angles[:count] + floats(rng.normal(0, 0.5, count)),
        target=float(rng.uniform(-np.pi, np.pi)),
        looseness=rng.uniform(2, 5),
        stretch=rng.uniform(0.7, 1.3),
    )
    draw(rng, canvas, loose, style, thickness=rng.uniform(0.3, 0.7), brightness=1.15)


def _headed(rng: np.random.Generator, size: int, textures: Textures) -> Floats:
    """Draw a head with hair behind it, over it, and flying off it."""
    scale = size / 640
    head, style = place_head(rng, size), random_style(rng, scale)
    count = int(rng.uniform(500, 1900))
    back = Canvas(size)
    _mass(rng, back, style, *scalp_roots(rng, head, count, -np.pi * 1.12, np.pi * 0.12, 0.5), 0.2)
    bare = face(rng, size, head, textures)
    front = Canvas(size)
    part, spread = -np.pi / 2 + rng.normal(0, 0.35), rng.uniform(0.9, 1.6)
    inner = rng.uniform(0.0, 0.8)
    roots, angles = scalp_roots(rng, head, count, part - spread, part + spread, inner)
    _mass(rng, front, style, roots, angles, 0.2)
    rim = scalp_roots(rng, head, 300, -np.pi * 1.1, np.pi * 0.1, 0.8)
    _flyaways(rng, front, style, *rim)
    light = sheen(rng, size, head.centre)
    return layers.stack(
        [
            layers.shade(back.layer(), light * rng.uniform(0.5, 0.9)),
            bare,
            layers.shade(front.layer(), light),
        ]
    )


def _curtain(rng: np.random.Generator, size: int, textures: Textures) -> Floats:
    """Hang hair from a line near the edge of the frame, thin enough to see between."""
    style = random_style(rng, size / 640)
    count = int(np.exp(rng.uniform(3.5, 7.2)))
    line = rng.uniform(0, 1, count)
    left, right = np.sort(rng.uniform(-0.1, 1.1, 2))
    height = rng.uniform(-0.05, 0.25)
    sag = rng.uniform(-0.15, 0.15)
    x = left + line * max(right - left, 0.3)
    y = height + sag * 4 * line * (1 - line) + rng.normal(0, 0.02, count)
    roots = floats(size * np.stack([x, y], axis=1))
    angles = floats(np.pi / 2 + rng.normal(0, 0.25) + rng.normal(0, 0.2, count))
    canvas = Canvas(size)
    if rng.uniform() < 0.5:
        _mass(rng, canvas, style, roots, angles, 0.08)
    stretch = max(1.0, size * rng.uniform(0.3, 0.9) / style.length)
    draw(rng, canvas, bundle(rng, style, roots, angles, stretch=stretch), style)
    _flyaways(rng, canvas, style, roots, angles)
    return layers.shade(canvas.layer(), sheen(rng, size, roots.mean(axis=0)))


def burst(
    rng: np.random.Generator,
    canvas: Canvas,
    style: Style,
    middle: Floats,
    spread: Floats,
    facing: float,
) -> None:
    """Draw a tuft of hair that bursts from one place: a mane, a brush, lashes.

    Args:
        rng: source of randomness.
        canvas: where to.
        style: how the hair looks.
        middle: centre of the roots (x, y).
        spread: standard deviation of the roots in x and y.
        facing: direction of the tuft in radians.
    """
    count = int(np.exp(rng.uniform(4, 6.8)))
    roots = floats(middle + rng.normal(0, 1, (count, 2)) * spread)
    fan = rng.choice([0.2, 0.5, 1.0, np.pi])
    outward = np.arctan2(roots[:, 1] - middle[1], roots[:, 0] - middle[0])
    fanned = facing + rng.uniform(-fan, fan, count)
    angles = floats(np.where(fan > 3, outward, fanned))
    _mass(rng, canvas, style, roots, angles, 0.05)
    _flyaways(rng, canvas, style, roots, angles)


def _tuft(rng: np.random.Generator, size: int, textures: Textures) -> Floats:
    """Draw one or several tufts in the open."""
    style = random_style(rng, size / 640)
    style = replace(style, length=max(style.length, size * rng.uniform(0.2, 0.5)))
    canvas = Canvas(size)
    middles = floats(size * rng.normal(0.5, 0.15, (int(rng.choice([1, 1, 2, 4])), 2)))
    for middle in middles:
        spread = floats(size * np.array([rng.uniform(0.01, 0.15), rng.uniform(0.01, 0.06)]))
        burst(rng, canvas, style, middle, spread, rng.uniform(-np.pi, np.pi))
    return layers.shade(canvas.layer(), sheen(rng, size, middles[0]))


FORMS = {"headed": _headed, "curtain": _curtain, "tuft": _tuft}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a head of hair, a curtain of it, or tufts."""
    form = str(rng.choice(list(FORMS), p=[0.55, 0.25, 0.2]))
    return finish(lens.expose(rng, FORMS[form](rng, size, textures)), "hair")
