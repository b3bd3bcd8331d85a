"""Strands: bundles of curves, N,K,2 points (x, y) from root to tip."""

import numpy as np

from train.foregrounds.arrays import Floats, floats


def _wandering(rng: np.random.Generator, count: int, points: int, wander: float) -> Floats:
    """Return how far each strand has turned by itself at each point: N,K radians, 0 at the root."""
    t = np.linspace(0, 1, points, dtype=np.float32)
    turns = np.zeros((count, points), np.float32)
    for cycles in (0.5, 1.0, 2.0):
        phase = rng.uniform(0, 2 * np.pi, (count, 1))
        weight = rng.normal(0, wander / cycles, (count, 1))
        turns += floats(weight * (np.sin(np.pi * cycles * t + phase) - np.sin(phase)))
    return turns


def grow(
    rng: np.random.Generator,
    roots: Floats,
    angles: Floats,
    lengths: Floats,
    points: int,
    *,
    pull: float = 0.0,
    target: Floats | float = np.pi / 2,
    wander: float = 0.3,
) -> Floats:
    """Grow strands by following a turning direction.

    Args:
        rng: source of randomness.
        roots: N,2 starting points.
        angles: N directions at the root in radians (y points down).
        lengths: N in pixels.
        points: K, points per strand.
        pull: how strongly directions turn towards `target` over the whole length (0: not).
        target: direction(s) to turn towards; the default is down, as by gravity.
        wander: standard deviation in radians of each strand's own smooth turning.

    Returns:
        N,K,2 points.
    """
    turns = _wandering(rng, len(roots), points, wander)
    step = (lengths / (points - 1))[:, None]
    heading = floats(angles).copy()
    position = floats(roots).copy()
    strands = np.empty((len(roots), points, 2), np.float32)
    for k in range(points):
        strands[:, k] = position
        direction = heading + turns[:, k]
        position = position + step * np.stack([np.cos(direction), np.sin(direction)], axis=1)
        heading = heading + pull / points * np.sin(target - heading)
    return strands


def normals(strands: Floats) -> Floats:
    """Return unit normals N,K,2."""
    tangents = np.gradient(strands, axis=1)
    length = np.maximum(np.hypot(tangents[..., 0], tangents[..., 1]), 1e-6)
    return floats(np.stack([-tangents[..., 1], tangents[..., 0]], axis=-1) / length[..., None])


def arclengths(strands: Floats) -> Floats:
    """Return the length from the root to each point: N,K."""
    steps = np.diff(strands, axis=1)
    travelled = np.cumsum(np.hypot(steps[..., 0], steps[..., 1]), axis=1)
    return floats(np.concatenate([np.zeros((len(strands), 1)), travelled], axis=1))


def coil(
    strands: Floats,
    amplitudes: Floats,
    wavelengths: Floats,
    phases: Floats,
    depth: float = 0.0,
) -> Floats:
    """Wind strands around their own line: a wave seen from the side, or a curl.

    Args:
        strands: N,K,2.
        amplitudes: N in pixels, reached within the first quarter of the length.
        wavelengths: N in pixels.
        phases: N in radians.
        depth: 0 gives a flat wave; towards 1 a helix seen at a slant, with loops.

    Returns:
        N,K,2 points.
    """
    t = np.linspace(0, 1, strands.shape[1], dtype=np.float32)
    growth = amplitudes[:, None] * np.minimum(t * 4, 1)
    turn = 2 * np.pi * arclengths(strands) / wavelengths[:, None] + phases[:, None]
    across = normals(strands)
    along = np.stack([across[..., 1], -across[..., 0]], axis=-1)
    wave = growth * (np.sin(turn) - np.sin(phases)[:, None] * (1 - t) ** 4)
    slant = depth * growth * np.cos(turn)
    return floats(strands + across * wave[..., None] + along * slant[..., None])


def clump(
    strands: Floats, guides: Floats, owners: np.ndarray, strength: Floats | float, power: float
) -> Floats:
    """Draw strands towards guides, more so towards the tip.

    Args:
        strands: N,K,2.
        guides: M,K,2.
        owners: N indices into the guides.
        strength: share of the way at the tip, in [0, 1]; a number or N.
        power: how late along the strand it happens; 1 is linear.
    """
    t = np.linspace(0, 1, strands.shape[1], dtype=np.float32) ** power
    weight = np.broadcast_to(np.asarray(strength, np.float32), len(strands))[:, None] * t
    return floats(strands + (guides[owners] - strands) * weight[..., None])


def nearest(points: Floats, guides: Floats) -> np.ndarray:
    """Return for each of N,2 points the index of the closest of M,2 guides."""
    gaps = points[:, None, :] - guides[None, :, :]
    return np.asarray(np.argmin((gaps * gaps).sum(axis=2), axis=1))


def taper(widths: Floats, points: int, tip: float = 0.15, belly: float = 0.0) -> Floats:
    """Return N,K widths that fall from `widths` (N) at the root to the share `tip` at the end.

    Args:
        widths: N in pixels.
        points: K.
        tip: share left at the tip.
        belly: 0 keeps the root widest; 1 starts at the tip's share and is widest in the middle.
    """
    t = np.linspace(0, 1, points, dtype=np.float32)
    profile = tip + (1 - tip) * (1 - t**1.7)
    if belly:
        profile = profile * (1 - belly * (1 - np.minimum(t * 3, 1)) ** 2)
    return floats(widths[:, None] * profile)


def resample(path: Floats, count: int) -> tuple[Floats, Floats]:
    """Spread `count` points evenly over an open K,2 path; return points and unit tangents."""
    travelled = arclengths(path[None])[0]
    at = np.linspace(0, travelled[-1], count)
    points = np.stack([np.interp(at, travelled, path[:, i]) for i in (0, 1)], axis=1)
    tangents = np.gradient(points, axis=0)
    length = np.maximum(np.hypot(tangents[:, 0], tangents[:, 1]), 1e-6)[:, None]
    return floats(points), floats(tangents / length)
