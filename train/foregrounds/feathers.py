"""Feathers: barbs along a shaft, with splits, down and plumes."""

from dataclasses import dataclass

import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.tubes import tube


@dataclass(frozen=True, kw_only=True)
class Feather:
    """How one feather looks; lengths in pixels, angles in radians.

    Attributes:
        length: of the shaft.
        width: of one vane where it is widest.
        spread: angle between shaft and barbs.
        gaps: 0 for a closed vane; above, barbs gather and leave slits.
        down: share of the shaft, from the root, with loose barbs.
        loose: wandering of the barbs; a plume has much.
        barbs: number per side.
        colours: three RGB colours: inner, outer, and of the bands.
        bands: how many cross the feather.
    """

    length: float
    width: float
    spread: float
    gaps: float
    down: float
    loose: float
    barbs: int
    colours: tuple[Floats, Floats, Floats]
    bands: float


def random_feather(rng: np.random.Generator, length: float) -> Feather:
    """Draw a feather of a given length: flight feather, contour feather, down or plume."""
    plume = rng.uniform() < 0.3
    inner = palettes.pick(rng, "plumage") if rng.uniform() < 0.8 else palettes.wild(rng)
    second = palettes.pick(rng, "plumage")
    outer = floats(inner + (second - inner) * rng.uniform(0, 1))
    return Feather(
        length=length,
        width=length * (rng.uniform(0.12, 0.4) if plume else rng.uniform(0.07, 0.2)),
        spread=rng.uniform(0.5, 1.2) if plume else rng.uniform(0.35, 0.8),
        gaps=rng.uniform(0.03, 0.5),
        down=rng.uniform(0.05, 0.35),
        loose=rng.uniform(0.4, 1.3) if plume else rng.uniform(0.02, 0.15),
        barbs=int(np.clip(length * (rng.uniform(0.3, 0.8) if plume else 1.0), 60, 420)),
        colours=(inner, outer, palettes.pick(rng, "plumage")),
        bands=float(rng.choice([0, 0, rng.uniform(2, 14)])),
    )


def _slits(rng: np.random.Generator, look: Feather, along: Floats) -> Floats:
    """Return how each barb of one side is turned, so that neighbours gather between slits."""
    count = int(rng.integers(2, 14) * (1 + 2 * look.gaps))
    cuts = np.sort(rng.uniform(0, 1, count))
    group = np.searchsorted(cuts, along)
    middle = np.concatenate([[0], (cuts[1:] + cuts[:-1]) / 2, [1, 1]])[group]
    lean = rng.normal(0, 0.12, count + 2)[group]
    return floats(look.gaps * (lean + 2.2 * (middle - along)))


def _side(
    rng: np.random.Generator, canvas: Canvas, look: Feather, shaft: Floats, side: float
) -> None:
    """Draw the barbs on one side of the shaft, from tip to root."""
    along = floats(np.sort(rng.uniform(0.02, 1, look.barbs))[::-1])
    roots, tangents = curves.resample(shaft, 256)
    at = (along * 255).astype(int)
    heading = np.arctan2(tangents[at, 1], tangents[at, 0])
    envelope = np.minimum((along / 0.3) ** 0.6, 1) * np.minimum((1.02 - along) * 3.2, 1) ** 0.6
    downy = along < look.down
    spread = look.spread * (0.55 + 0.6 * (1 - along)) + np.where(downy, 0.3, 0)
    angles = heading + side * (spread + _slits(rng, look, along))
    lengths = look.width / np.sin(look.spread) * envelope * rng.uniform(0.93, 1.04, look.barbs)
    wander = np.where(downy, look.loose + 0.6, look.loose)
    barbs = np.concatenate(
        [
            curves.grow(
                rng,
                roots[at[chosen]],
                floats(angles[chosen]),
                floats(lengths[chosen]),
                9,
                pull=1.0,
                target=floats(heading[chosen]),
                wander=float(wander[chosen].mean()) if chosen.any() else 0.0,
            )
            for chosen in (~downy, downy)
        ]
    )
    along = np.concatenate([along[~downy], along[downy]])
    pitch = look.length / look.barbs
    thick = np.where(along < look.down, 0.35, 1.9 if look.loose < 0.3 else 0.5)
    widths = floats(np.clip(pitch * np.sin(look.spread) * thick, 0.3, 5))
    canvas.ribbons(barbs, curves.taper(widths, 9, 0.3), _colours(rng, look, along), 3)


def _colours(rng: np.random.Generator, look: Feather, along: Floats) -> Floats:
    """Return N,3,3 RGB along each barb: from the inner to the outer colour, crossed by bands."""
    inner, outer, band = look.colours
    out = np.array([0.0, 0.5, 1.0])[None, :, None]
    colour = inner + (outer - inner) * out * np.ones((len(along), 1, 1))
    if look.bands:
        wave = np.sin(2 * np.pi * look.bands * along[:, None] - out[..., 0] * 1.5)
        colour = colour + (band - colour) * np.clip(2 * wave, 0, 1)[..., None]
    return floats(colour * np.exp(rng.normal(0, 0.09, (len(along), 1, 1))))


def draw_feather(
    rng: np.random.Generator, canvas: Canvas, look: Feather, root: Floats, angle: float
) -> None:
    """Draw one feather growing from `root` in direction `angle`."""
    shaft = curves.grow(
        rng,
        root[None],
        floats([angle]),
        floats([look.length]),
        24,
        pull=rng.normal(0, 0.5),
        target=angle + np.pi / 2,
        wander=0.15,
    )
    for side in (-1.0, 1.0):
        _side(rng, canvas, look, shaft[0], side)
    thick = max(0.5, look.length * rng.uniform(0.006, 0.016))
    quill = floats(np.clip(look.colours[0] * 1.2 + 0.15, 0, 1))
    tube(rng, canvas, shaft, curves.taper(floats([thick]), 24, 0.2), quill[None])


def _arrange(rng: np.random.Generator, size: int) -> list[tuple[Feather, Floats, float]]:
    """Choose feathers, roots and directions: one, a fan, a wing row or a scatter."""
    form = rng.choice(["one", "fan", "row", "scatter"])
    count = {"one": 1, "fan": 9, "row": 14, "scatter": 6}[str(form)]
    count = max(1, int(count * rng.uniform(0.5, 1.5)))
    length = size * (rng.uniform(0.5, 0.95) if form == "one" else rng.uniform(0.3, 0.75))
    look, facing = random_feather(rng, length), rng.uniform(-np.pi, np.pi)
    middle = size * rng.normal(0.5, 0.08, 2)
    ahead = np.array([np.cos(facing), np.sin(facing)])
    across = np.array([-ahead[1], ahead[0]])
    placed = []
    for i in range(count):
        place = (i + 0.5) / count - 0.5
        if form in ("fan", "one"):
            root, angle = middle - 0.5 * length * ahead, facing + 2.0 * place
        elif form == "row":
            root, angle = middle - 0.5 * length * ahead + place * size * across, facing + place
        else:
            root, angle = size * rng.uniform(0.1, 0.9, 2), rng.uniform(-np.pi, np.pi)
            look = random_feather(rng, length * rng.uniform(0.6, 1.2))
        placed.append((look, floats(root), float(angle + rng.normal(0, 0.06))))
    return placed


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw one or several feathers."""
    canvas = Canvas(size)
    for look, root, angle in _arrange(rng, size):
        draw_feather(rng, canvas, look, root, angle)
    light = floats(0.7 + 0.6 * noise.fbm(rng, size, rng.uniform(1.5, 6), 3))
    layer = layers.shade(canvas.layer(), light)
    return finish(lens.expose(rng, layer), "feathers")
