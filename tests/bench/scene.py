"""The same synthetic work for every measurement of the engine: a blob with a ring of unknown."""

import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
import torch

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Image, Trimap
from mattegui.core.trimap import blank
from mattegui.engine.networks.dim import DIM, DIMConfig

LITE = DIMConfig(width=0.25)
FULL = DIMConfig()
"""Speed does not depend on the weights, so random ones are measured."""


def network(config: DIMConfig) -> DIM:
    """Return a network with random weights, as the engine serves it on a processor."""
    torch.manual_seed(0)
    made = DIM(config).eval()
    made.to(memory_format=torch.channels_last)
    return made


def picture(height: int, width: int) -> Image:
    """Return a smooth random image with noise, so that neither colours nor edges are degenerate."""
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 256, (height // 40, width // 40, 3)).astype(np.uint8)
    smooth = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    noise = rng.integers(0, 12, (height, width, 3)).astype(np.uint8)
    return cv2.add(smooth, noise).astype(np.uint8)


def ring(height: int, width: int, thickness: int) -> Trimap:
    """Return an ellipse of foreground with an unknown border of `thickness` pixels."""
    trimap = blank((height, width))
    trimap[:] = BACKGROUND
    centre, axes = (width // 2, height // 2), (width // 5, height // 3)
    cv2.ellipse(trimap, centre, axes, 0, 0, 360, FOREGROUND, -1)
    cv2.ellipse(trimap, centre, axes, 0, 0, 360, UNKNOWN, thickness)
    return trimap


def median_seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """Return the median time of `work` after one run to warm up."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
