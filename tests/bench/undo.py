"""Undo at 24 megapixels with the whole image in view: from the key to the last repaint."""

import statistics
import time
from typing import Final

import numpy as np

from mattegui.core.arrays import FOREGROUND
from tests.app.fakes import FakeSession, stroke
from tests.bench.desk import Painted, application, open_made
from tests.bench.row import Row

HEIGHT, WIDTH = 4000, 6000
RADII: Final = (20, 100, 500)
REPEATS: Final = 7
TARGET: Final = 30.0
POINTS: Final = 60


def run() -> list[Row]:
    """Undo strokes of several sizes that wind through the whole image."""
    _application = application()
    rig = open_made(FakeSession(), HEIGHT, WIDTH, live=False)
    painted = Painted(rig.canvas)
    rows = []
    for view in ("trimap", "checkerboard"):
        rig.window.views.choose(view)
        rig.canvas.fit()
        painted.rest()
        for radius in RADII:
            stroke(rig.document, FOREGROUND, radius, *_winding())
            painted.rest()
            seconds, worked = [], []
            for _ in range(REPEATS):
                start, work = time.perf_counter(), time.thread_time()
                rig.document.undo()
                painted.rest()
                seconds.append(time.perf_counter() - start)
                worked.append(time.thread_time() - work)
                rig.document.redo()
                painted.rest()
            rig.document.undo()
            name = f"undo, {view}, radius {radius}"
            rows += [
                Row(f"{name}: median", 1000 * statistics.median(seconds), "ms"),
                Row(f"{name}: fastest", 1000 * min(seconds), "ms"),
                Row(
                    f"{name}: the processor's time, median",
                    1000 * statistics.median(worked),
                    "ms",
                    TARGET,
                ),
            ]
    rig.close()
    return rows


def _winding() -> list[tuple[float, float]]:
    shares = np.linspace(0, 1, POINTS)
    ys = HEIGHT / 2 + 0.35 * HEIGHT * np.sin(6 * np.pi * shares)
    xs = WIDTH * (0.08 + 0.84 * shares)
    return list(zip(xs.tolist(), ys.tolist(), strict=True))
