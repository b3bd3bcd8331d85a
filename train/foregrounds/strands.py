"""Bundles of hair: strands that share a style, ready to be drawn."""

from dataclasses import dataclass

import numpy as np

from train.foregrounds import curves, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a bundle of hair looks; lengths in pixels, angles in radians.

    Attributes:
        colour: RGB in [0, 1].
        width: of a strand at its root.
        length: typical length.
        pull: turning towards the target direction over the whole length.
        wander: each strand's own smooth turning.
        wave: amplitude of waves or curls.
        wavelength: of waves or curls.
        depth: 0 for flat waves, towards 1 for loops.
        clumps: number of locks the strands gather in.
        clumping: how far they gather at the tip, in [0, 1].
        contrast: spread of brightness between strands.
    """

    colour: Floats
    width: float
    length: float
    pull: float
    wander: float
    wave: float
    wavelength: float
    depth: float
    clumps: int
    clumping: float
    contrast: float


def random_style(rng: np.random.Generator, scale: float) -> Style:
    """Draw a style: straight, wavy, curly, frizzy or wind-blown.

    Args:
        rng: source of randomness.
        scale: size of the picture relative to 640 pixels.
    """
    form = rng.choice(
        ["straight", "wavy", "curly", "frizzy", "blown"], p=[0.3, 0.25, 0.2, 0.1, 0.15]
    )
    wavelength = {"wavy": 120.0, "curly": 38.0, "frizzy": 16.0}.get(str(form), 200.0)
    wavelength *= rng.uniform(0.6, 1.6)
    steep = {"wavy": 0.09, "curly": 0.2, "frizzy": 0.16}.get(str(form), 0.02)
    return Style(
        colour=palettes.pick(rng, "dyed" if rng.uniform() < 0.15 else "hair"),
        width=scale * np.exp(rng.uniform(-1.0, 0.75)),
        length=scale * np.exp(rng.uniform(4.2, 6.1)),
        pull={"blown": 1.0, "frizzy": 1.0}.get(str(form), 3.0) * rng.uniform(0.2, 2.2),
        wander=rng.uniform(0.05, 0.35) * (2 if form in ("frizzy", "blown") else 1),
        wave=scale * wavelength * steep * rng.uniform(0.5, 1.4),
        wavelength=scale * wavelength,
        depth=rng.uniform(0.3, 1.0) if form == "curly" else 0.0,
        clumps=int(np.exp(rng.uniform(2.7, 5.2))),
        clumping=rng.beta(1.6, 1.4),
        contrast=rng.uniform(0.12, 0.4),
    )


def bundle(
    rng: np.random.Generator,
    style: Style,
    roots: Floats,
    angles: Floats,
    *,
    target: float = np.pi / 2,
    looseness: float = 1.0,
    stretch: float = 1.0,
) -> Floats:
    """Grow strands that gather in locks and wave together.

    Args:
        rng: source of randomness.
        style: how they look.
        roots: N,2 points.
        angles: N directions at the root.
        target: direction they turn towards; down by default.
        looseness: multiplies wandering and divides clumping; above 1 for flyaways.
        stretch: multiplies the length.

    Returns:
        N,K,2 points.
    """
    count = len(roots)
    lengths = floats(style.length * stretch * rng.uniform(0.55, 1.15, count))
    points = int(np.clip(14 + 9 * stretch * style.length / style.wavelength, 16, 72))
    wander, pull = style.wander * looseness, style.pull
    strands = curves.grow(
        rng, roots, angles, lengths, points, pull=pull, target=target, wander=wander
    )
    chosen = rng.choice(count, min(style.clumps, count), replace=False)
    owners = curves.nearest(roots, roots[chosen])
    strength = floats(np.clip(style.clumping / looseness * rng.uniform(0.7, 1.1, count), 0, 0.97))
    strands = curves.clump(strands, strands[chosen], owners, strength, rng.uniform(0.7, 1.6))
    return _wind(rng, style, strands, owners, looseness)


def _wind(
    rng: np.random.Generator, style: Style, strands: Floats, owners: np.ndarray, looseness: float
) -> Floats:
    """Wave or curl strands, those of one lock (the same owner) in step."""
    count = len(strands)
    together = rng.uniform(0, 2 * np.pi, int(owners.max()) + 1)[owners]
    phases = floats(together + rng.normal(0, 0.35 * looseness, count))
    amplitudes = floats(style.wave * rng.uniform(0.6, 1.3, count))
    wavelengths = floats(style.wavelength * rng.normal(1, 0.06 * looseness, count).clip(0.6, 1.5))
    return curves.coil(strands, amplitudes, wavelengths, phases, style.depth)


def draw(
    rng: np.random.Generator,
    canvas: Canvas,
    strands: Floats,
    style: Style,
    *,
    thickness: float = 1.0,
    brightness: float = 1.0,
) -> None:
    """Draw a bundle with a shade of its own for each strand.

    Args:
        rng: source of randomness.
        canvas: where to.
        strands: N,K,2 points.
        style: colour, width and contrast.
        thickness: multiplies the width.
        brightness: multiplies the colour.
    """
    count, points = strands.shape[:2]
    colours = palettes.vary(rng, floats(style.colour * brightness), count, style.contrast)
    widths = floats(style.width * thickness * rng.uniform(0.6, 1.25, count))
    if float(widths.max()) * canvas.supersampling <= 1.3:
        canvas.hairlines(strands, colours)
        return
    pieces = max(1, points // 7) if style.depth > 0.3 else 1
    tip = 0.2 if thickness <= 1 else 0.02
    canvas.ribbons(strands, curves.taper(widths, points, tip), colours, pieces)
