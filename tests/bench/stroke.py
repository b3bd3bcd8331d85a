"""One stroke of 60×200 pixels at twelve megapixels: from its release to the final alpha.

Also the draft of a whole image, which a person sees first.
"""

import statistics
import time

import cv2
import torch

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Trimap
from mattegui.core.rect import Rect
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.live import LiveSolver
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.solve import solve
from mattegui.engine.tiles import TILE
from tests.bench.row import Row
from tests.bench.scene import FULL, LITE, median_seconds, network, picture, ring
from tests.bench.solve import flops

HEIGHT, WIDTH = 3008, 4000
PLACES = ((1203, 1500), (2795, 1500), (2000, 500), (1450, 800), (2550, 2200))
"""Where strokes cross the unknown ring, x and y."""


def run() -> list[Row]:
    """Measure dim-lite's and dim's strokes and dim-lite's draft."""
    keep_freed_memory()
    return [
        *stroke_rows("dim-lite", LITE, 0.4),
        *stroke_rows("dim", FULL, 2.5),
        Row("dim-lite draft at 12 MP, median", draft_seconds(), "s", 0.25),
    ]


def stroke_rows(name: str, config: DIMConfig, target: float) -> list[Row]:
    """Return the times of a region's first solve and of strokes on it."""
    trimap = ring(HEIGHT, WIDTH, 120)
    solver = LiveSolver(network(config), picture(HEIGHT, WIDTH))
    first = solve_all(solver, trimap)
    region_flops = solver.flops
    times = []
    for index, (x, y) in enumerate(PLACES):
        label = (FOREGROUND, UNKNOWN)[index % 2]
        cv2.line(trimap, (x - 70, y), (x + 70, y), label, 60)
        times.append(solve_all(solver, trimap))
    stroke_flops = (solver.flops - region_flops) / len(PLACES)
    everything = flops(config, HEIGHT * WIDTH)
    return [
        Row(f"{name}, first solve of the unknown ring at 12 MP", first, "s"),
        Row(f"{name}, one stroke at 12 MP, median", statistics.median(times), "s", target),
        Row(f"{name}, a stroke's share of that time", 100 * statistics.median(times) / first, "%"),
        Row(
            f"{name}, a stroke's share of a whole run's work",
            100 * stroke_flops / everything,
            "%",
            4,
        ),
    ]


def solve_all(solver: LiveSolver, trimap: Trimap) -> float:
    """Bring the solver up to date; return the seconds it took."""
    start = time.perf_counter()
    solver.set_trimap(trimap)
    for rect in Rect.whole(trimap.shape).split(TILE):
        solver.alpha(rect)
    return time.perf_counter() - start


def draft_seconds() -> float:
    """Return how long the first picture of a twelve-megapixel image takes."""
    image, trimap = picture(HEIGHT, WIDTH), ring(HEIGHT, WIDTH, 120)
    estimator = NetworkEstimator("x", network(LITE), torch.device("cpu"), lambda _: None)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    return median_seconds(lambda: next(solve(image, trimap, tiles, estimator, lambda: False)))
