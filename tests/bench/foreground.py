"""Foreground colours: how true they are on subjects drawn from nothing, how fast, and the memory.

The error is the mean squared difference to the true colours, in [0, 1], over pixels with alpha
between 0 and 1, each weighted by its alpha: it is that share of the error which is seen.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core import foreground
from mattegui.core.arrays import Alpha, AnyArray, Image, as_float
from mattegui.core.foreground import estimate_foreground, fast_foreground
from mattegui.core.io import read_image
from tests.bench.row import Row
from train.foregrounds import GENERATORS

SIDE: Final = 512
BACKGROUNDS: Final = Path(__file__).parents[3] / "shared" / "data" / "backgrounds"
GIGABYTE: Final = 2**30
PATIENCE: Final = 900
"""Seconds for 100 megapixels; half a minute is enough where nothing else runs."""

CHILD: Final = """
import json, resource, sys, time
import cv2, numpy as np
from mattegui.core.foreground import estimate_foreground
side = int(sys.argv[1])
image = np.zeros((side, side, 3), np.uint8)
cv2.randu(image, 40, 200)
alpha = np.zeros((side, side), np.float32)
cv2.ellipse(alpha, (side // 2, side // 2), (side // 4, side // 3), 0, 0, 360, 1.0, -1)
alpha = cv2.blur(alpha, (61, 61)).clip(0, 1)
# What the libraries take themselves is there before and after.
estimate_foreground(image[:64, :64], np.full((64, 64), 0.5, np.float32))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, worked = time.perf_counter(), time.process_time()
estimate_foreground(image, alpha)
seconds, worked = time.perf_counter() - start, time.process_time() - worked
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "worked": worked, "kilobytes": after - before}))
"""


class Example(NamedTuple):
    image: Image
    colours: AnyArray
    alpha: Alpha


def run() -> list[Row]:
    """Measure the methods beside doing nothing, tiles beside the whole, and 100 megapixels.

    Closed form, which the program does without for colours, is the mark to be measured by.
    """
    examples = list(draw_examples())
    rows = []
    errors = [error(each.image, each) for each in examples]
    rows += _rows("the image's own colours", errors)
    for name, estimate in METHODS.items():
        # The first call compiles or loads what the method is made of.
        estimate(examples[0].image, examples[0].alpha)
        start = time.process_time()
        made = [estimate(each.image, each.alpha) for each in examples]
        seconds = time.process_time() - start
        rows += _rows(name, [error(f, each) for f, each in zip(made, examples, strict=True)])
        megapixels = len(examples) * SIDE**2 / 1e6
        rows.append(Row(f"{name}: processor time for a megapixel", seconds / megapixels, "s"))
    return [*rows, *tiling(examples[0]), *large(10_000)]


def closed_form(image: Image, alpha: Alpha) -> AnyArray:
    """Return the foreground colours of closed form (Levin et al. 2008), H,W,3 from 0 to 255."""
    from pymatting import estimate_foreground_cf

    # Its equations lose too much in single precision to converge.
    solved = estimate_foreground_cf(as_float(image).astype(np.float64), alpha.astype(np.float64))
    colours: AnyArray = np.rint(solved * 255).astype(np.uint8)
    return colours


METHODS: Final[dict[str, Callable[[Image, Alpha], AnyArray]]] = {
    "multilevel": estimate_foreground,
    "closed form": closed_form,
    "blur fusion": fast_foreground,
}


def draw_examples() -> Iterator[Example]:
    """Yield one subject of each kind over a photograph, or over noise where there is none."""
    photographs = sorted(BACKGROUNDS.rglob("*.jpg"))
    for index, generate in enumerate(GENERATORS.values()):
        drawn = generate(np.random.default_rng(index), SIDE)
        alpha: Alpha = (drawn.alpha / 255).astype(np.float32)
        back = _background(photographs, index)
        image = drawn.colour * alpha[..., None] + back * (1 - alpha[..., None])
        yield Example(np.rint(image).astype(np.uint8), drawn.colour, alpha)


def error(colours: AnyArray, example: Example) -> float:
    """Return the mean squared error, weighted by alpha."""
    weight = example.alpha * ((example.alpha > 0) & (example.alpha < 1))
    apart = (colours.astype(np.float64) - example.colours) / 255
    return float((np.square(apart).mean(axis=2) * weight).sum() / weight.sum())


def tiling(example: Example) -> list[Row]:
    """Compare small tiles with the whole, in steps of 8 bits where the subject shows."""
    whole = estimate_foreground(example.image, example.alpha)
    with patch.object(foreground, "_TILE", 128):
        tiled = estimate_foreground(example.image, example.alpha)
    apart = np.abs(tiled.astype(np.float64) - whole).max(axis=2) * example.alpha
    seen = apart[(example.alpha > 0) & (example.alpha < 1)]
    label = "multilevel: in tiles and whole apart"
    return [
        Row(f"{label}, mean", float(seen.mean()), "/255", 0.5),
        Row(f"{label}, p99", float(np.quantile(seen, 0.99)), "/255", 4.0),
    ]


def large(side: int) -> list[Row]:
    """Measure time and memory of the export's method on a large image, in a process of its own."""
    process = subprocess.run(
        [sys.executable, "-c", CHILD, str(side)],
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    report: dict[str, Any] = json.loads(process.stdout)
    name = f"multilevel, {side * side // 1_000_000} MP"
    return [
        Row(f"{name}: time", report["seconds"], "s"),
        Row(f"{name}: processor time", report["worked"], "s"),
        Row(
            f"{name}: peak beyond image and alpha", report["kilobytes"] * 1024 / GIGABYTE, "GB", 1.0
        ),
    ]


def _rows(name: str, errors: list[float]) -> list[Row]:
    return [
        Row(f"{name}: error, mean of {len(errors)}", 1000 * statistics.fmean(errors), "e-3"),
        Row(f"{name}: error, median", 1000 * statistics.median(errors), "e-3"),
    ]


def _background(photographs: list[Path], index: int) -> NDArray[np.float32]:
    if photographs:
        found: AnyArray = read_image(photographs[index * 7 % len(photographs)]).image
    else:
        found = np.random.default_rng(index).integers(0, 256, (9, 9, 3)).astype(np.uint8)
    scaled = cv2.resize(found, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(scaled, np.float32)
