"""Memory: the most that a process takes to mat a hundred megapixels, and what a tile takes.

The first is measured in a process of its own, as the system counts it. The second is counted: the
bytes of all tensors that exist at once while the network runs, without running it.
"""

import resource
import subprocess
import sys
import weakref
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from mattegui.core.rect import Rect
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.estimator import NetworkEstimator, halo
from mattegui.engine.incremental import IncrementalEstimator
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.solve import solve
from mattegui.engine.tiles import TILE
from tests.bench.row import Row
from tests.bench.scene import FULL, LITE, network, picture, ring

HEIGHT, WIDTH = 8704, 11520
"""A hundred megapixels."""
BAND = 240
TILES = (2048, 1536, 1024)
CARD = 6.0
"""Gigabytes of the smallest graphics card that is aimed at."""


def run() -> list[Row]:
    """Measure dim-lite at a hundred megapixels; count the tiles of both networks."""
    rows = [Row("dim-lite, 100 MP with a band of unknown, peak of the process", peak(), "GB", 8.0)]
    for name, config in (("dim", FULL), ("dim-lite", LITE)):
        for side in TILES:
            counted = tile_bytes(config, side + 2 * halo(config)) / 1e9
            rows.append(
                Row(f"{name}, a tile of {side} with its halo, counted", counted, "GB", CARD)
            )
    return rows


def peak() -> float:
    """Return the highest resident size, in gigabytes, of a process that mats the image."""
    command = [sys.executable, "-c", "from tests.bench import memory; memory.mat()"]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(ran.stdout)


def mat() -> None:
    """Mat the image as the app does and print the process's highest resident size."""
    keep_freed_memory()
    image, trimap = picture(HEIGHT, WIDTH), ring(HEIGHT, WIDTH, BAND)
    base = NetworkEstimator("x", network(LITE), torch.device("cpu"), lambda _: None)
    estimator = IncrementalEstimator(base, image)
    alpha = np.zeros(trimap.shape, np.float32)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    for patch in solve(image, trimap, tiles, estimator, lambda: False):
        alpha[patch.rect.slices] = patch.alpha
    # In kilobytes on Linux, in bytes on macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9)


def tile_bytes(config: DIMConfig, side: int) -> int:
    """Return the most bytes of maps and weights that exist at once for a square input."""
    with torch.device("meta"):
        made = DIM(config).eval()
        made.to(memory_format=torch.channels_last)
        x_B4HW = torch.empty(1, 4, side, side).contiguous(memory_format=torch.channels_last)
    with torch.inference_mode(), _Counting() as counting:
        made(x_B4HW)
    weights = sum(weight.nbytes for weight in made.parameters())
    return int(counting.peak + x_B4HW.nbytes + weights)


class _Counting(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """Counts the bytes of the tensors that operations make, until they are freed."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.peak = 0
        self._now = 0
        self._known: set[int] = set()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        out = func(*args, **(kwargs or {}))
        for each in out if isinstance(out, tuple | list) else (out,):
            if isinstance(each, Tensor):
                self._count(each)
        return out

    def _count(self, tensor: Tensor) -> None:
        storage = tensor.untyped_storage()
        key, size = storage._cdata, storage.nbytes()
        if key not in self._known:
            self._known.add(key)
            self._now += size
            self.peak = max(self.peak, self._now)
            weakref.finalize(storage, self._forget, key, size)

    def _forget(self, key: int, size: int) -> None:
        self._known.discard(key)
        self._now -= size
