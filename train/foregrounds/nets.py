"""Nets: mesh, lace, spider webs, wire fences and loose knit; thin, regular, seen through."""

import numpy as np

from train.foregrounds import layers, lens, noise, palettes, shapes
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas, coverage
from train.foregrounds.foreground import Foreground, Textures, finish
from train.foregrounds.tubes import tube


def _folds(rng: np.random.Generator, size: int) -> tuple[Floats, Floats]:
    """Return two H,W maps of pixels that bend a flat net into cloth."""
    strength = size * rng.uniform(0.0, 0.09)
    cells = rng.uniform(1, 4)
    return (
        floats(strength * noise.fbm(rng, size, cells, 2)),
        floats(strength * noise.fbm(rng, size, cells, 2)),
    )


def _bend(points: Floats, folds: tuple[Floats, Floats]) -> Floats:
    size = folds[0].shape[0]
    column, row = np.clip(np.moveaxis(points, -1, 0), 0, size - 1).astype(int)
    return floats(points + np.stack([fold[row, column] for fold in folds], axis=-1))


def _line_family(
    rng: np.random.Generator, size: int, pitch: float, angle: float, wiggle: float
) -> Floats:
    """Return parallel lines across the frame: N,K,2, waved in alternation."""
    reach = 0.75 * size
    offsets = pitch * np.arange(-int(reach / pitch), int(reach / pitch) + 1)
    t = np.linspace(-reach, reach, int(np.clip(2 * reach / pitch * 4, 40, 240)))
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    sides = np.where(np.arange(len(offsets)) % 2, 1.0, -1.0)
    wave = wiggle * pitch * np.cos(np.pi * t[None] / pitch) * sides[:, None]
    shift = offsets[:, None] + wave + rng.normal(0, 0.03 * pitch, (len(offsets), 1))
    lines = size / 2 + t[None, :, None] * along + shift[..., None] * across
    return floats(lines)


def _mesh(rng: np.random.Generator, size: int) -> Floats:
    """Draw two or three families of threads; waved ones meet as hexagons or rings."""
    scale = size / 640
    pitch = scale * np.exp(rng.uniform(1.7, 4.2))
    thread = float(np.clip(pitch * np.exp(rng.uniform(-2.8, -0.9)), 0.3 * scale, 9 * scale))
    start = rng.uniform(0, np.pi)
    turns = [0, np.pi / 2] if rng.uniform() < 0.6 else [0, np.pi / 3, 2 * np.pi / 3]
    if rng.uniform() < 0.3:
        turns = [0, rng.uniform(0.5, 2)]
    wiggle = float(rng.choice([0, 0, 0.25, 0.5]))
    folds = _folds(rng, size)
    colour = palettes.pick(rng, "web") if rng.uniform() < 0.4 else palettes.wild(rng)
    canvas = Canvas(size)
    for turn in turns:
        lines = _bend(_line_family(rng, size, pitch, start + turn, wiggle), folds)
        tube(rng, canvas, lines, floats(np.full(len(lines), thread)), colour)
    if rng.uniform() < 0.4:
        _knots(rng, canvas, size, pitch, (start, start + turns[1]), folds, thread, colour)
    return canvas.layer()


def _knots(
    rng: np.random.Generator,
    canvas: Canvas,
    size: int,
    pitch: float,
    angles: tuple[float, float],
    folds: tuple[Floats, Floats],
    thread: float,
    colour: Floats,
) -> None:
    """Draw knots or beads where threads of two straight families cross."""
    steps = np.arange(-int(size / pitch), int(size / pitch) + 1) * pitch
    first, second = np.meshgrid(steps, steps)
    first, second = first.ravel(), second.ravel()
    sine = np.sin(angles[1] - angles[0])
    along = [np.array([np.cos(a), np.sin(a)]) for a in angles]
    points = (-first[:, None] * along[1] + second[:, None] * along[0]) / max(abs(sine), 0.2)
    points = _bend(floats(points + size / 2), folds)
    radii = floats(thread * rng.uniform(0.6, 1.4, len(points)))
    canvas.discs(points, radii, palettes.vary(rng, colour, len(points), 0.2))


def _spiral(rng: np.random.Generator, hub: Floats, out: Floats, reach: Floats) -> Floats:
    """Return the sagging threads between a web's spokes: N,5,2, a few of them torn away.

    Args:
        rng: source of randomness.
        hub: middle of the web (x, y).
        out: M,2 unit directions of the spokes.
        reach: M lengths of the spokes in pixels.
    """
    spokes, turns = len(out), int(rng.integers(8, 34))
    ring = np.repeat(np.arange(2, turns), spokes)
    spoke = np.tile(np.arange(spokes), turns - 2)
    after = (spoke + 1) % spokes
    grown = (ring + spoke / spokes + rng.normal(0, 0.06, len(ring))) / turns
    length = (np.minimum(reach[spoke], reach[after]) * grown)[:, None]
    start, end = hub + out[spoke] * length, hub + out[after] * length
    sag = rng.uniform(0.02, 0.12, (len(ring), 1))
    middle = hub + (0.5 * (start + end) - hub) * (1 - sag)
    near, far = (start + 3 * middle) / 4, (end + 3 * middle) / 4
    threads = np.stack([start, near, middle, far, end], axis=1)
    return floats(threads[rng.uniform(size=len(ring)) > 0.04])


def _web(rng: np.random.Generator, size: int) -> Floats:
    """Draw a spider's web: spokes, a spiral, and sometimes dew."""
    scale = size / 640
    spokes = int(rng.integers(9, 30))
    hub = floats(size * rng.normal(0.5, 0.12, 2))
    around = 2 * np.pi * np.arange(spokes) / spokes + rng.normal(0, 0.08, spokes)
    out = floats(np.stack([np.cos(np.sort(around)), np.sin(np.sort(around))], axis=1))
    reach = floats(size * rng.uniform(0.35, 0.75, spokes))
    t = np.linspace(0, 1, 12)[None, :, None]
    radial = floats(hub + out[:, None] * reach[:, None, None] * t)
    spiral = _spiral(rng, hub, out, reach)
    colour = palettes.pick(rng, "web")
    canvas = Canvas(size)
    thread = scale * np.exp(rng.uniform(-1.4, 0.4))
    for lines, share in ((spiral, 0.7), (radial, 1.0)):
        widths = floats(np.full(lines.shape[:2], share * thread))
        canvas.ribbons(lines, widths, palettes.vary(rng, colour, len(lines)))
    if rng.uniform() < 0.4:
        drops = spiral[rng.integers(0, len(spiral), 300)][:, 2]
        canvas.discs(drops, floats(scale * rng.uniform(0.5, 1.6, 300)), floats(np.ones((300, 3))))
    return canvas.layer()


def _knit(rng: np.random.Generator, size: int) -> Floats:
    """Draw loose knitting: rows of interlocking loops of thick or thin yarn."""
    scale = size / 640
    pitch = scale * np.exp(rng.uniform(2.4, 4.0))
    yarn = pitch * rng.uniform(0.07, 0.26)
    rows = np.arange(-1, size / pitch / 0.7 + 1) * pitch * 0.7
    t = np.arange(0, size * 1.2, pitch / 14)
    phase = 2 * np.pi * t / pitch
    x = t + 0.25 * pitch * np.sin(2 * phase) - 0.1 * size
    rise = -0.75 * pitch * np.cos(phase)
    lines = np.stack([np.broadcast_to(x, (len(rows), len(t))), rows[:, None] + rise[None]], axis=-1)
    canvas = Canvas(size)
    colours = palettes.vary(rng, palettes.pick(rng, "fabric"), len(rows), 0.1)
    tube(
        rng,
        canvas,
        _bend(floats(lines), _folds(rng, size)),
        floats(np.full(len(rows), yarn)),
        colours,
    )
    return canvas.layer()


def _lace(rng: np.random.Generator, size: int) -> Floats:
    """Draw lace: cloth with a lattice of holes cut out, finer where the pattern thins."""
    pitch = size * np.exp(rng.uniform(-4.2, -2.4))
    steps = np.arange(-1, size / pitch + 2)
    column, row = np.meshgrid(steps, steps)
    centres = np.stack([column + 0.5 * (row % 2), row * 0.87], axis=-1).reshape(-1, 2) * pitch
    centres = _bend(floats(centres), _folds(rng, size))
    amount = noise.fbm(rng, size, rng.uniform(2, 6), 2)
    unit = shapes.blob(rng, 0.25, 24)
    holes = []
    for centre in centres:
        x, y = np.clip(centre, 0, size - 1).astype(int)
        radius = pitch * (0.12 + 0.36 * float(amount[y, x]))
        holes.append(shapes.turned(unit, centre, radius, rng.uniform(0, 6.28)))
    cloth = shapes.solid(
        rng, size, [floats([[0, 0], [size, 0], [size, size], [0, size]])], (), "fabric"
    )
    return layers.fade(cloth, 1 - coverage(size, holes))


FORMS = {"mesh": _mesh, "web": _web, "knit": _knit, "lace": _lace}


def generate(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
    """Draw a net, over the whole frame or cut to a shape with a hem."""
    form = str(rng.choice(list(FORMS), p=[0.45, 0.15, 0.2, 0.2]))
    layer = FORMS[form](rng, size)
    if form != "web" and rng.uniform() < 0.6:
        outline = shapes.turned(
            shapes.blob(rng),
            floats(size * rng.normal(0.5, 0.1, 2)),
            size * rng.uniform(0.3, 0.5),
            0,
        )
        layer = layers.fade(layer, coverage(size, [outline]))
        if rng.uniform() < 0.7:
            hem = Canvas(size)
            closed = np.concatenate([outline, outline[:2]])[None]
            tube(rng, hem, closed, floats([size * rng.uniform(0.003, 0.02)]), palettes.wild(rng))
            layer = layers.over(hem.layer(), layer)
    return finish(lens.expose(rng, layer), "nets")
