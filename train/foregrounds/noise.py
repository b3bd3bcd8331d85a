"""Noise: smooth random fields, the raw material of textures, smoke and focus."""

import cv2
import numpy as np

from train.foregrounds.arrays import Floats, floats, resize


def smooth(rng: np.random.Generator, size: int, cells: float) -> Floats:
    """Draw one octave of value noise.

    Args:
        rng: source of randomness.
        size: side in pixels.
        cells: random values per side; the field varies over size / cells pixels.

    Returns:
        size,size values, mean 0, roughly in [-1, 1].
    """
    nodes = max(2, int(np.ceil(cells)) + 3)
    grid = floats(rng.uniform(-1, 1, (nodes, nodes)))
    # A smooth field needs few samples: a dozen per cell, enlarged afterwards.
    side = min(size, max(48, int(12 * cells)))
    step = max(cells, 0.5) / side
    shift = rng.uniform(0.5, 1.5, 2)
    warp = np.array([[step, 0, shift[0]], [0, step, shift[1]]], np.float32)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    field = floats(cv2.warpAffine(grid, warp, (side, side), flags=flags))
    return field if side == size else resize(field, (size, size), cv2.INTER_CUBIC)


def fbm(
    rng: np.random.Generator,
    size: int,
    cells: float,
    octaves: int = 5,
    gain: float = 0.5,
    *,
    ridged: bool = False,
) -> Floats:
    """Sum octaves of noise (fractal Brownian motion), scaled to [0, 1].

    Args:
        rng: source of randomness.
        size: side in pixels.
        cells: cells per side of the coarsest octave; each next one has twice as many.
        octaves: how many; those finer than a pixel are left out.
        gain: amplitude of an octave relative to the one before.
        ridged: fold each octave at zero, which gives creases and filaments.
    """
    total = np.zeros((size, size), np.float32)
    amplitude = 1.0
    for octave in range(octaves):
        frequency = cells * 2**octave
        if octave and frequency > size / 2:
            break
        layer = smooth(rng, size, frequency)
        total += amplitude * (1 - 2 * np.abs(layer) if ridged else layer)
        amplitude *= gain
    low, high = float(total.min()), float(total.max())
    return floats((total - low) / max(high - low, 1e-6))


def warp(field: Floats, along_x: Floats, along_y: Floats) -> Floats:
    """Look `field` up at positions moved by two H,W maps of pixels."""
    height, width = field.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        field, x + along_x, y + along_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return floats(moved)


def curl(rng: np.random.Generator, field: Floats, cells: float, strength: float) -> Floats:
    """Stir `field` with a divergence-free flow (Bridson et al., *Curl-noise*, 2007).

    Args:
        rng: source of randomness.
        field: H,H or H,H,C.
        cells: whirls per side.
        strength: largest move in pixels.
    """
    size = field.shape[0]
    coarse = min(size, 160)
    potential = fbm(rng, coarse, cells, 3)
    along_x = floats(cv2.Sobel(potential, cv2.CV_32F, 0, 1))
    along_y = floats(-cv2.Sobel(potential, cv2.CV_32F, 1, 0))
    scale = strength / max(float(np.hypot(along_x, along_y).max()), 1e-6)
    big = (size, size)
    return warp(
        field,
        resize(along_x * scale, big, cv2.INTER_CUBIC),
        resize(along_y * scale, big, cv2.INTER_CUBIC),
    )
