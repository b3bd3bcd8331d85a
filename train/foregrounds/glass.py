"""Glass: things seen through: bubbles, vessels, splashes and sheer cloth."""

import numpy as np

from train.foregrounds import layers, lens, noise, palettes, shapes
from train.foregrounds.arrays import Floats, blur, erode, floats, smoothstep
from train.foregrounds.canvas import coverage
from train.foregrounds.foreground import Foreground, Textures, finish


def _disc(size: int, centre: Floats, radius: float) -> Floats:
    """Return the H,W distance from a centre, in radii."""
    y, x = np.indices((size, size), dtype=np.float32)
    return floats(np.hypot(x + 0.5 - centre[0], y + 0.5 - centre[1]) / radius)


def _bubble(rng: np.random.Generator, size: int, centre: Floats, radius: float) -> Floats:
    """Draw a soap bubble or drop: clear inside, opaque towards the rim, with reflections."""
    reach = _disc(size, centre, radius)
    inside = np.clip((1 - reach) * radius + 0.5, 0, 1)
    rim = rng.uniform(0.5, 1) * np.clip(reach, 0, 1) ** rng.uniform(3, 14)
    alpha = inside * np.clip(rng.uniform(0, 0.25) + rim, 0, 1)
    film = noise.fbm(rng, size, rng.uniform(2, 6), 2)
    tint = palettes.wild(rng)
    hue = np.stack([film, np.roll(film, size // 7, 0), np.roll(film, size // 5, 1)], axis=-1)
    colour = 0.45 + 0.55 * hue * rng.uniform(0.3, 1) + 0.25 * (tint - 0.5)
    body = layers.paint(floats(alpha), floats(np.clip(colour, 0, 1)))
    shine = [body]
    for _ in range(int(rng.integers(1, 4))):
        offset, spot = floats(rng.uniform(-0.55, 0.55, 2)) * radius, rng.uniform(0.05, 0.25)
        near = _disc(size, centre + offset, radius * spot)
        glint = (1 - smoothstep(near, rng.uniform(0.2, 0.9), 1.05)) * inside
        shine.append(layers.paint(floats(glint * rng.uniform(0.5, 1)), np.ones(3, np.float32)))
    return layers.stack(shine)


def _bubbles(rng: np.random.Generator, size: int) -> Floats:
    drawn = []
    for _ in range(int(rng.integers(1, 7))):
        centre = floats(size * rng.normal(0.5, 0.2, 2))
        drawn.append(_bubble(rng, size, centre, size * np.exp(rng.uniform(-2.6, -0.9))))
    return layers.stack(drawn)


def _profile(rng: np.random.Generator, size: int) -> Floats:
    """Return the outline of a vessel: a random profile mirrored about an axis."""
    heights = np.linspace(0.08, 0.95, 120)
    knots = np.sort(rng.uniform(0.08, 0.95, 7))
    knots[0], knots[-1] = 0.08, 0.95
    radius = np.interp(heights, knots, rng.uniform(0.04, 0.28, 7))
    radius = blur(floats(radius[None]), rng.uniform(0.5, 9))[0]
    axis = rng.normal(0.5, 0.08)
    left = np.stack([axis - radius, heights], axis=1)
    right = np.stack([axis + radius, heights], axis=1)[::-1]
    return floats(size * np.concatenate([left, right]))


def _vessel(rng: np.random.Generator, size: int) -> Floats:
    """Draw a bottle or goblet: faint walls, dark or bright edges, long highlights, a filling."""
    outline = _profile(rng, size)
    body = coverage(size, [outline])
    inside = (body > 0.5).astype(np.uint8)
    depth = _depth(inside)
    wall = size * np.exp(rng.uniform(-5, -3.2))
    alpha = rng.uniform(0.05, 0.35) + rng.uniform(0.3, 0.8) * np.exp(-depth / wall)
    tint = palettes.wild(rng) if rng.uniform() < 0.5 else floats(rng.uniform(0.4, 0.95, 3))
    surface = floats(tint * (0.6 + 0.6 * noise.fbm(rng, size, 3, 3))[..., None])
    glass = layers.paint(floats(np.clip(alpha, 0, 1) * body), floats(np.clip(surface, 0, 1)))
    level = np.arange(size, dtype=np.float32)[:, None] / size
    parts = [glass]
    if rng.uniform() < 0.5:
        surface_at = rng.uniform(0.3, 0.7)
        filled = smoothstep(floats(level), surface_at, surface_at + 2 / size)
        drink = filled * smoothstep(depth, wall * 0.5, wall * 0.5 + 2) * rng.uniform(0.3, 0.95)
        parts.append(layers.paint(floats(drink * body), palettes.wild(rng)))
    shine = _shine(rng, size, depth) * body
    parts.append(layers.paint(floats(shine), np.ones(3, np.float32)))
    return layers.stack(parts)


def _depth(inside: np.ndarray) -> Floats:
    """Return a smooth H,W depth below the outline in pixels, by repeated erosion of a mask."""
    total = np.zeros(inside.shape, np.float32)
    mask = floats(inside).astype(np.uint8)
    for _ in range(24):
        total += mask
        mask = erode(mask, 3)
    return blur(total, 1.2)


def _shine(rng: np.random.Generator, size: int, depth: Floats) -> Floats:
    """Return H,W highlights that follow the outline at some depths."""
    x = np.arange(size, dtype=np.float32)[None] / size
    total = np.zeros((size, size), np.float32)
    for _ in range(int(rng.integers(1, 4))):
        at, thick = rng.uniform(3, 20), rng.uniform(1, 4)
        band = np.exp(-(((depth - at) / thick) ** 2))
        side = smoothstep(x * rng.choice([-1, 1]) + rng.uniform(0, 0.5), -0.1, 0.2)
        total = np.maximum(total, floats(band * side * rng.uniform(0.3, 1)))
    patch = noise.fbm(rng, size, rng.uniform(3, 8), 2)
    return floats(total * smoothstep(patch, 0.3, 0.6))


def _splash(rng: np.random.Generator, size: int) -> Floats:
    """Draw water: joined blobs and flying drops, clear but for rims and glints."""
    field = np.zeros((size, size), np.float32)
    heart = size * rng.normal(0.5, 0.1, 2)
    for _ in range(int(rng.integers(15, 60))):
        away = size * np.abs(rng.normal(0, 0.2)) * _unit(rng.uniform(0, 2 * np.pi))
        radius = size * np.exp(rng.uniform(-5, -2.4))
        field += np.exp(-(_disc(size, floats(heart + away), radius) ** 2))
    field = noise.curl(rng, field, rng.uniform(3, 8), size * rng.uniform(0.02, 0.08))
    soft = max(float(np.abs(np.gradient(field)[0]).max()), 1e-3)
    body = smoothstep(field, 0.5 - soft / 2, 0.5 + soft / 2)
    rim = np.exp(-(((field - 0.55) / rng.uniform(0.08, 0.3)) ** 2))
    alpha = body * np.clip(rng.uniform(0.05, 0.3) + rng.uniform(0.5, 0.9) * rim, 0, 1)
    ripple = noise.fbm(rng, size, rng.uniform(8, 20), 3, ridged=True) ** 3
    tint = floats([0.55, 0.68, 0.75]) * rng.uniform(0.5, 1.2)
    water = layers.paint(floats(alpha), floats(np.clip(tint + 0.5 * ripple[..., None], 0, 1)))
    glint = smoothstep(floats(ripple), 0.55, 0.75) * body
    return layers.over(layers.paint(floats(glint), np.ones(3, np.float32)), water)


def _unit(angle: float) -> Floats:
    return floats([np.cos(angle), np.sin(angle)])


def _veil(rng: np.random.Generator, size: int) -> Floats:
    """Draw sheer cloth: thin where it lies flat, denser in its folds and along its hem."""
    outline = shapes.turned(
        shapes.blob(rng), floats(size * rng.normal(0.5, 0.08, 2)), size * rng.uniform(0.3, 0.55), 0
    )
    body = coverage(size, [outline])
    y, x = np.indices((size, size), dtype=np.float32) / np.float32(size)
    hang = rng.normal(0, 0.4)
    across = x * np.cos(hang) + y * np.sin(hang)
    bend = noise.fbm(rng, size, rng.uniform(1, 2.5), 2) * rng.uniform(0.05, 0.5)
    phase = (across + bend) * rng.uniform(8, 45)
    pleat = np.abs(np.sin(phase)) ** rng.uniform(1, 5)
    thin = rng.uniform(0.15, 0.55)
    density = thin + (1 - thin) * rng.uniform(0.3, 0.9) * pleat
    depth = _depth((body > 0.5).astype(np.uint8))
    hem = np.exp(-((depth / (size * rng.uniform(0.002, 0.01))) ** 2)) * rng.uniform(0, 1)
    alpha = np.clip(np.maximum(density, hem), 0, 1) * body
    colour = palettes.pick(rng, "fabric")
    light = 0.65 + 0.5 * np.cos(phase * 2 + 1)
    lit = np.clip(colour * (0.5 + 0.6 * light)[..., None], 0, 1)
    return layers.paint(floats(alpha), floats(lit))


FORMS = {"bubbles": _bubbles, "vessel": _vessel, "splash": _splash, "veil": _veil}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw something transparent."""
    form = str(rng.choice(list(FORMS)))
    return finish(lens.expose(rng, FORMS[form](rng, size)), "glass")
