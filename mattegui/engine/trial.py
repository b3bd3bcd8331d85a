"""Trying a network on a composite whose alpha is known.

Two public networks can have the same tensors and still compute different things with them. Run as
the wrong one, trained weights give noise; a single image tells them apart.
"""

from typing import Final

import numpy as np
import torch

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Image, Trimap
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.networks.dim import DIM

SIDE: Final = 192


def trial_error(network: DIM) -> float:
    """Return the network's mean absolute error on the composite, where its trimap is unknown."""
    image, trimap, alpha = composite()
    estimator = NetworkEstimator("trial", network, torch.device("cpu"), lambda _: None)
    unknown = trimap == UNKNOWN
    return float(np.abs(estimator.estimate(image, trimap) - alpha)[unknown].mean())


def composite() -> tuple[Image, Trimap, Alpha]:
    """Return a subject with a rim of strands on a smooth background, always the same."""
    y, x = np.mgrid[:SIDE, :SIDE] / SIDE - 0.5
    radius, angle = np.hypot(y, x), np.arctan2(y, x)
    # Two combs of strands, of which each ends at a length of its own.
    reach = 0.28 + 0.06 * np.cos(31 * angle + 40 * radius) + 0.04 * np.cos(53 * angle - 25 * radius)
    alpha = np.clip((reach - radius) * 40 + 0.5, 0, 1)
    trimap = np.where(radius < 0.15, FOREGROUND, np.where(radius > 0.42, BACKGROUND, UNKNOWN))
    rng = np.random.default_rng(11)
    grain = rng.normal(0, 0.02, (SIDE, SIDE, 3))
    subject = np.array([0.45, 0.28, 0.15]) + 0.08 * np.sin(90 * angle)[..., None] + grain
    behind = np.stack([0.45 + 0.3 * x, 0.65 - 0.2 * y, 0.8 + 0.2 * x * y], axis=-1)
    colours = alpha[..., None] * subject + (1 - alpha[..., None]) * behind
    image = np.rint(np.clip(colours, 0, 1) * 255).astype(np.uint8)
    return image, trimap.astype(np.uint8), alpha.astype(np.float32)
