"""Fur: soft animals and plush, short strands standing off a blobby body."""

import cv2
import numpy as np

from train.foregrounds import curves, layers, lens, noise, palettes, shapes, textures
from train.foregrounds.arrays import Bytes, Floats, blur, erode, floats
from train.foregrounds.canvas import Canvas
from train.foregrounds.foreground import Foreground, Textures, finish


def body_outlines(rng: np.random.Generator, size: int) -> list[Floats]:
    """Draw the outlines of an animal: a trunk with head, limbs and ears grown onto it."""
    centre = size * np.array([rng.normal(0.5, 0.12), rng.uniform(0.45, 0.8)])
    radius = size * rng.uniform(0.2, 0.36)
    outlines = [_lump(rng, centre, radius)]
    head = centre + radius * np.array([rng.normal(0, 0.5), -rng.uniform(0.9, 1.3)])
    head_radius = radius * rng.uniform(0.45, 0.8)
    if rng.uniform() < 0.8:
        outlines.append(_lump(rng, head, head_radius))
        for side in (-1, 1):
            tilt = -np.pi / 2 + side * rng.uniform(0.2, 0.9)
            reach = np.array([np.cos(tilt), np.sin(tilt)]) * head_radius
            long = rng.uniform(0.25, 0.9)
            ear = shapes.turned(
                shapes.blob(rng, 0.1),
                floats(head + reach * (0.8 + 0.5 * long)),
                floats(head_radius * np.array([long, rng.uniform(0.2, 0.4)])),
                tilt,
            )
            outlines.append(ear)
    for _ in range(int(rng.integers(0, 5))):
        out = rng.uniform(0, 2 * np.pi)
        place = centre + radius * np.array([np.cos(out), np.sin(out)])
        outlines.append(_lump(rng, place, radius * rng.uniform(0.25, 0.5)))
    return outlines


def _lump(rng: np.random.Generator, centre: np.ndarray, radius: float) -> Floats:
    stretch = floats(radius * np.exp(rng.normal(0, 0.15, 2)))
    return shapes.turned(shapes.blob(rng, 0.15), floats(centre), stretch, rng.uniform(0, 6.28))


def union(size: int, outlines: list[Floats]) -> Floats:
    """Return the H,W coverage of several bodies together."""
    canvas = Canvas(size, 3)
    white = np.ones(3, np.float32)
    for outline in outlines:
        canvas.polygons([outline], white)
    return floats(canvas.layer()[..., 3])


def scatter(rng: np.random.Generator, inside: Bytes, count: int) -> Floats:
    """Scatter about `count` points over the non-zero part of an H,W mask: N,2 (x, y)."""
    share = max(float(inside.mean()), 0.01)
    height, width = inside.shape
    points = rng.uniform(0, 1, (int(count / share), 2)) * [width, height]
    column, row = points.astype(int).T
    return floats(points[inside[row, column] > 0])


def lay(
    rng: np.random.Generator, size: int, inside: Bytes, roots: Floats, outwards: float
) -> Floats:
    """Return the direction the fur lies in at each root: combed, and outwards near the rim.

    Args:
        rng: source of randomness.
        size: side of the picture.
        inside: H,W mask of the body.
        roots: N,2 points.
        outwards: weight of the outward direction against the comb's, at the rim.
    """
    distance = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    field = blur(floats(distance), size / 50)
    slope_x, slope_y = cv2.Sobel(field, cv2.CV_32F, 1, 0), cv2.Sobel(field, cv2.CV_32F, 0, 1)
    column, row = np.clip(roots, 0, size - 1).astype(int).T
    comb = rng.uniform(0, 2 * np.pi) if rng.uniform() < 0.4 else np.pi / 2
    bend = 4 * noise.fbm(rng, size, rng.uniform(1, 6), 2) - 2
    combed = comb + bend[row, column]
    rim = outwards * np.exp(-distance[row, column] / (0.06 * size))
    x = np.cos(combed) - rim * slope_x[row, column] / 4
    y = np.sin(combed) - rim * slope_y[row, column] / 4
    return floats(np.arctan2(y, x))


def root(rng: np.random.Generator, size: int, inside: Bytes, length: float, count: int) -> Floats:
    """Scatter roots over a body, denser towards its rim; the lowest in the picture come last.

    Args:
        rng: source of randomness.
        size: side of the picture.
        inside: H,W mask of the body.
        length: of the fur in pixels.
        count: roots before the rim gets its own.
    """
    rim = inside - erode(inside, max(5, size // 50))
    band = inside - erode(inside, max(5, round(min(length, size / 16))))
    placed = [scatter(rng, inside, count)]
    for part, densest in ((band, 0.15), (rim, 0.3)):
        wanted = float(part.mean()) * 640 * 640 * rng.uniform(0.05, densest)
        placed.append(scatter(rng, part, min(int(wanted), 5000)))
    roots = np.concatenate(placed)
    return floats(roots[np.argsort(roots[:, 1] + rng.normal(0, length, len(roots)))])


def gather(rng: np.random.Generator, strands: Floats, length: float) -> Floats:
    """Draw strands together in small tufts around some of them."""
    count = len(strands)
    roots = strands[:, 0]
    tufts = rng.choice(count, max(8, count // int(rng.integers(8, 40))), replace=False)
    near = tufted(roots, roots[tufts], 1.2 * length)
    strength = floats(np.where(near >= 0, rng.uniform(0, 0.8), 0))
    shift = roots - roots[tufts][near]
    guides = strands[tufts][near] + 0.25 * shift[:, None, :]
    return curves.clump(strands, floats(guides), np.arange(count), strength, 1.3)


def coat(
    rng: np.random.Generator, inside: Bytes, surface: Floats, length: float, count: int
) -> Floats:
    """Cover a body with fur.

    Args:
        rng: source of randomness.
        inside: H,W mask of the body.
        surface: H,W,3 colours at the roots.
        length: of the fur in pixels.
        count: number of strands, before the rim gets its own.

    Returns:
        H,W,4 layer of the strands alone.
    """
    size = inside.shape[0]
    roots = root(rng, size, inside, length, count)
    spread = floats(rng.normal(0, rng.uniform(0.1, 0.45), len(roots)))
    angles = lay(rng, size, inside, roots, rng.uniform(2, 6)) + spread
    lengths = floats(length * rng.uniform(0.5, 1.25, len(roots)))
    points = 6 if length < 0.05 * size else 9
    pull, wander = rng.uniform(0, 1.2), rng.uniform(0.05, 0.4)
    strands = curves.grow(rng, roots, angles, lengths, points, pull=pull, wander=wander)
    column, row = np.clip(roots, 0, size - 1).astype(int).T
    contrast = rng.uniform(0.08, 0.3)
    colours = surface[row, column] * np.exp(rng.normal(0, contrast, (len(roots), 1)))
    shades = np.stack([colours * rng.uniform(0.55, 0.9), colours * 1.05], axis=1)
    width = size / 640 * np.exp(rng.uniform(-0.6, 0.9))
    widths = curves.taper(floats(width * rng.uniform(0.6, 1.3, len(roots))), points, 0.15)
    canvas = Canvas(size)
    canvas.ribbons(gather(rng, strands, length), widths, floats(shades), 2)
    return canvas.layer()


def hide(rng: np.random.Generator, size: int, inside: Bytes, length: float) -> Floats:
    """Return H,W coverage of the skin below the fur: smaller than the body, with a ragged rim.

    A smooth rim would show through the fur as a line that no real animal has.
    """
    distance = floats(cv2.distanceTransform(inside, cv2.DIST_L2, 5))
    ragged = noise.fbm(rng, size, size / (2 + length), 3) + noise.fbm(rng, size, 6, 2)
    inset = np.minimum(length, size / 20) * rng.uniform(0.0, 0.14)
    return floats(np.clip(distance - inset * ragged, 0, 1))


def tufted(roots: Floats, centres: Floats, reach: float) -> np.ndarray:
    """Return for each of N roots the index of a close tuft centre, or -1 if none is in reach.

    Close is decided on a grid of cells `reach` wide, which keeps the cost linear.
    """
    cells = np.floor(centres / reach).astype(int)
    slots = np.full(tuple(np.maximum(cells.max(axis=0), 0) + 2), -1)
    kept = (cells >= 0).all(axis=1)
    slots[cells[kept, 0], cells[kept, 1]] = np.flatnonzero(kept)
    wanted = np.floor(roots / reach).astype(int).clip(0, np.array(slots.shape) - 1)
    return np.asarray(slots[wanted[:, 0], wanted[:, 1]])


def eyes(rng: np.random.Generator, size: int, inside: Bytes) -> Floats:
    """Draw button eyes and a nose with highlights somewhere on the body."""
    spots = scatter(rng, erode(inside, size // 16), 12)
    canvas = Canvas(size)
    for spot in spots[: int(rng.integers(0, 4))]:
        radius = size * rng.uniform(0.01, 0.035)
        pupil = palettes.pick(rng, "eye")
        shine = spot + floats(radius * rng.uniform(-0.4, 0.2, 2))
        canvas.discs(
            floats([spot, shine]),
            floats([radius, radius * 0.22]),
            floats([pupil, np.ones(3)]),
        )
    return canvas.layer()


def furry(
    rng: np.random.Generator, size: int, outlines: list[Floats], photos: Textures, family: str
) -> Floats:
    """Draw a body of the given outlines with a coat of fur over it."""
    alpha = union(size, outlines)
    inside = (alpha > 0.5).astype(np.uint8)
    share = rng.uniform()
    pattern = textures.paint(rng, size, photos if share < 0.2 else (), family)
    plain = palettes.pick(rng, family)
    surface = floats(plain + (pattern - plain) * rng.uniform(0, 1))
    surface = surface * shapes.light(rng, inside, size * rng.uniform(0.1, 0.3))[..., None]
    length = size / 640 * np.exp(rng.uniform(2.2, 4.3))
    area = float(inside.mean()) * 640 * 640
    count = int(np.clip(area * rng.uniform(0.02, 0.06), 800, 9000))
    skin = hide(rng, size, inside, length)
    base = layers.paint(skin, floats(surface * rng.uniform(0.5, 0.85)))
    fur = coat(rng, inside, surface, length, count)
    return layers.stack([base, fur, eyes(rng, size, inside)])


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a furry body."""
    family = "fur" if rng.uniform() < 0.75 else "plush"
    layer = furry(rng, size, body_outlines(rng, size), textures, family)
    return finish(lens.expose(rng, layer), "fur")
