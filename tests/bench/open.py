"""Opening: from the wish to the image on the screen, and what a large document takes when idle.

Visible is the image that is still being loaded, reduced, as soon as it is painted; ready is the
image itself on the canvas, to be painted on.
"""

import gc
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import cv2

from tests.app.conftest import Rig
from tests.app.fakes import FakeSession
from tests.bench.desk import Painted, application, smooth_image, wait
from tests.bench.row import Row

SHAPES: Final = {"24 MP": (4000, 6000, 1.0), "100 MP": (8160, 12240, 3.0)}
IDLE_GB: Final = 1.6


def run() -> list[Row]:
    """Open a JPEG of each size in a fresh window."""
    _application = application()
    rows = []
    with TemporaryDirectory() as folder:
        for name, (height, width, target) in SHAPES.items():
            path = Path(folder) / f"{height}.jpg"
            if not cv2.imwrite(str(path), smooth_image(height, width)):
                raise OSError(f"{path} could not be written")
            rows += _opened(name, path, target)
    return rows


def _opened(name: str, path: Path, target: float) -> list[Row]:
    rig = Rig(FakeSession())
    rig.window.show()
    painted, glimpsed = Painted(rig.canvas), Painted(rig.window.glimpse)
    painted.rest()
    gc.collect()
    before = resident()
    start = time.perf_counter()
    rig.file_service.open(path)
    wait(lambda: glimpsed.count > 0 or painted.count > 0)
    seen = time.perf_counter() - start
    wait(lambda: rig.document.matte is not None and painted.count > 0)
    ready = time.perf_counter() - start
    painted.rest()
    sharp = time.perf_counter() - start
    wait(lambda: rig.analysis.idle_monitor.resting)
    gc.collect()
    idle = (resident() - before) / 1e9
    rig.close()
    return [
        Row(f"open {name}: visible", seen, "s", target),
        Row(f"open {name}: ready to paint on", ready, "s"),
        Row(f"open {name}: all of it sharp", sharp, "s"),
        Row(f"open {name}: memory when idle", idle, "GB", IDLE_GB),
    ]


def resident() -> int:
    """Return the bytes of this process that are in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096
