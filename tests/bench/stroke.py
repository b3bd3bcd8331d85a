"""One stroke of 60×200 pixels at twelve megapixels: from its release to the final alpha.

Beside it the same network over the whole image, in the same run.
"""

import statistics
import time

import cv2
import numpy as np
import torch

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Image, Trimap
from mattegui.core.rect import Rect
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.live import LiveSolver
from mattegui.engine.memory import LEAST_STORE
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.tiles import TILE
from tests.bench.row import Row
from tests.bench.scene import FULL, LITE, network, picture, ring
from tests.bench.solve import flops
from tests.engine.counting import CountingSolver

HEIGHT, WIDTH = 3008, 4000
PLACES = ((1203, 1500), (2795, 1500), (2000, 500), (1450, 800), (2550, 2200))
"""Where strokes cross the unknown ring, x and y."""


def run() -> list[Row]:
    """Measure dim-lite's and dim's strokes, each beside its own run over the whole image."""
    keep_freed_memory()
    return [*stroke_rows("dim-lite", LITE, 0.4), *stroke_rows("dim", FULL, 2.5)]


def stroke_rows(name: str, config: DIMConfig, target: float) -> list[Row]:
    """Return the times of the whole image, a region's first solve and strokes on it."""
    trimap, image, made = ring(HEIGHT, WIDTH, 120), picture(HEIGHT, WIDTH), network(config)
    solver = CountingSolver(made, image)
    first = solve_all(solver, trimap)
    region_flops = solver.flops
    times = []
    for index, (x, y) in enumerate(PLACES):
        label = (FOREGROUND, UNKNOWN)[index % 2]
        cv2.line(trimap, (x - 70, y), (x + 70, y), label, 60)
        times.append(solve_all(solver, trimap))
    stroke_flops = (solver.flops - region_flops) / len(PLACES)
    stroke, whole = statistics.median(times), whole_seconds(made, image)
    work = 100 * stroke_flops / flops(config, HEIGHT * WIDTH)
    return [
        Row(f"{name}, whole image of 12 MP, once", whole, "s"),
        Row(f"{name}, first solve of the unknown ring at 12 MP", first, "s"),
        Row(f"{name}, one stroke at 12 MP, median", stroke, "s", target),
        Row(f"{name}, a stroke's share of the whole image's time", 100 * stroke / whole, "%", 5),
        Row(f"{name}, a stroke's share of the whole image's work", work, "%", 4),
        Row(f"{name}, what the store holds", solver.nbytes / 1e9, "GB", LEAST_STORE / 1e9),
    ]


def whole_seconds(made: DIM, image: Image) -> float:
    """Return how long the network takes for the whole image, in bands without any halo.

    That is the least it can take: all of it at once needs nine gigabytes and is no faster.
    """
    estimator = NetworkEstimator("x", made, torch.device("cpu"), lambda _: None)
    start = time.perf_counter()
    for rect in Rect.whole(image.shape).split(1024):
        pixels = image[rect.slices]
        estimator.estimate(pixels, np.full(pixels.shape[:2], UNKNOWN, np.uint8))
    return time.perf_counter() - start


def solve_all(solver: LiveSolver, trimap: Trimap) -> float:
    """Bring the solver up to date; return the seconds it took."""
    start = time.perf_counter()
    solver.set_trimap(trimap)
    for rect in Rect.whole(trimap.shape).split(TILE):
        solver.alpha(rect)
    return time.perf_counter() - start
