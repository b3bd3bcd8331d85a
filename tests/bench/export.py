"""Exports of 100 megapixels, each in a process of its own: its peak memory and its time.

The colours at soft edges are given: what is measured is the export, not their estimation. The
image with 8 bits and its alpha take 700 MB before anything begins.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from mattegui.core.arrays import Image
from mattegui.core.export import ExportOptions, write_export
from mattegui.core.imagefile import ImageFile
from tests.bench.row import Row

HEIGHT, WIDTH = 8400, 12000
KINDS: Final = {
    "PNG, 8 bits": (".png", ExportOptions(compression=1)),
    "TIFF, 16 bits": (".tif", ExportOptions(depth="16", compression=1)),
    "EXR, half": (".exr", ExportOptions(compression=1)),
    "JPEG, composite": (".jpg", ExportOptions(content="composite")),
}
MOST_MB: Final = 1600.0
"""What a document of 100 megapixels may take in all."""


def run() -> list[Row]:
    """Measure every kind."""
    rows = []
    for name in KINDS:
        child = subprocess.run(
            [sys.executable, "-m", "tests.bench.export", name],
            capture_output=True,
            text=True,
            check=True,
        )
        found = json.loads(child.stdout)
        # Pillow takes a whole image, so JPEG is no strip by strip affair.
        target = None if "JPEG" in name else MOST_MB
        rows.append(Row(f"{name}, 100 MP, peak memory", found["peak"], "MB", target))
        rows.append(
            Row(f"{name}, 100 MP, more than its sources", found["peak"] - found["before"], "MB")
        )
        rows.append(Row(f"{name}, 100 MP, time", found["seconds"], "s"))
        rows.append(Row(f"{name}, 100 MP, size", found["size"], "MB"))
    return rows


def _tile() -> Image:
    """Return an eighth of the image each way: smooth colours with noise, as cameras make it."""
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 240, (HEIGHT // 320, WIDTH // 320, 3)).astype(np.uint8)
    size = (WIDTH // 8, HEIGHT // 8)
    smooth = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    noise = rng.integers(0, 12, (*size[::-1], 3)).astype(np.uint8)
    noisy: Image = cv2.add(smooth, noise).astype(np.uint8)
    return noisy


def measure(name: str) -> dict[str, float]:
    """Return the peak of this process in MB, the seconds and the MB of one export."""
    import resource

    image, alpha = np.tile(_tile(), (8, 8, 1)), np.empty((HEIGHT, WIDTH), np.float32)
    # Row by row, so that making it is not what takes the most memory.
    for y, row in enumerate(alpha):
        distance = np.hypot(y - HEIGHT / 2, np.arange(WIDTH) - WIDTH / 2)
        row[:] = np.clip((HEIGHT / 3 - distance) / 60 + 0.5, 0, 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    suffix, options = KINDS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        start = time.perf_counter()
        source = ImageFile(Path("source.png"), image)
        write_export(path, source, alpha, options, foreground=image)
        seconds = time.perf_counter() - start
        size = path.stat().st_size / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return {"peak": peak, "before": before, "seconds": seconds, "size": size}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1])))
