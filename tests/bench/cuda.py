"""What a graphics card makes of inference: whole images, strokes, and what could be switched on.

Without a card it runs at tiny sizes on the processor, which measures nothing and shows that all of
it works; every row says so. On a card it takes minutes, most of them for compiling.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Final, NamedTuple

import numpy as np
import torch
from torch.profiler import profile

from mattegui.core.arrays import UNKNOWN, Image
from mattegui.core.rect import Rect
from mattegui.engine.device import describe_device
from mattegui.engine.estimator import MIN_TILE, WHOLE_TILE, NetworkEstimator
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.precision import best_precision
from mattegui.engine.preprocess import STRIDE
from mattegui.engine.tiles import TILE
from mattegui.engine.whole import estimate_whole
from tests.bench.cuda_variants import VARIANTS
from tests.bench.row import Row
from tests.bench.scene import FULL, LITE, network, picture
from tests.bench.solve import flops

REPEATS: Final = 5
CONFIGS: Final = {"dim": FULL, "dim-lite": LITE}
"""Speed does not depend on the weights."""
REHEARSED: Final = {name: DIMConfig(width=each.width / 8) for name, each in CONFIGS.items()}


class Sizes(NamedTuple):
    """What is measured, in megapixels and pixels.

    Attributes:
        wholes: Images.
        wider: An image, and the side of other tiles to solve it with: larger ones read less halo.
        stroke: The image under the stroke.
        tile: What the network runs on by itself.
        product: Side of the matrices that are multiplied.
    """

    wholes: tuple[float, ...]
    wider: tuple[float, int]
    stroke: float
    tile: int
    product: int


CARD: Final = Sizes((1, 12, 50, 100), (50, 2 * WHOLE_TILE), 12, 1024, 8192)
REHEARSAL: Final = Sizes((0.01, 0.02), (0.02, MIN_TILE), 0.05, 64, 256)
KERNELS: Final = 15
"""Lines that are shown of what takes the time."""
SLOW_ABOVE: Final = 8.0
"""Seconds: what takes longer is run once."""
ENOUGH: Final = 170.0
"""Seconds after which no further variant is begun: compiling one takes up to a minute."""


def run() -> list[Row]:
    """Measure both networks on the card; rehearse on the processor where there is none."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    deadline = time.perf_counter() + ENOUGH
    sizes = CARD if device.type == "cuda" else REHEARSAL
    precision = torch.float16 if device.type == "cpu" else best_precision(device)
    print(describe_device(device), f"torch {torch.__version__}", precision)
    peak = matmul_rate(device, sizes.product)
    rows = [Row("matrix product in bfloat16", peak / 1e12, "TFLOP/s")]
    configs = CONFIGS if device.type == "cuda" else REHEARSED
    for name, config in configs.items():
        rows += whole_rows(name, config, device, precision, sizes, peak)
        rows += [stroke_row(name, config, device, precision, sizes)]
        show_kernels(name, config, device, precision, sizes.tile)
    for name, config in configs.items():
        rows += variant_rows(name, config, device, precision, sizes.tile, peak, deadline)
    if device.type == "cuda":
        return rows
    return [Row(f"REHEARSAL on the processor: {row.name}", row.value, row.unit) for row in rows]


def whole_rows(
    name: str,
    config: DIMConfig,
    device: torch.device,
    precision: torch.dtype,
    sizes: Sizes,
    peak: float,
) -> Iterator[Row]:
    """Yield seconds a megapixel, share of the peak and memory of whole images, all unknown."""
    estimator = made(config, device, precision)
    for megapixels, side in [*((each, WHOLE_TILE) for each in sizes.wholes), sizes.wider]:
        estimator.tile = side
        height, width = shape_of(megapixels)
        image, trimap = scenery(height, width), np.full((height, width), UNKNOWN, np.uint8)
        if device.type == "cuda":
            torch.cuda.reset_peak_memory_stats(device)
        taken = seconds(partial(estimate_whole, image, trimap, estimator), device)
        what = f"{name}, {megapixels:g} MP whole in tiles of {side}"
        yield Row(what, taken / (height * width / 1e6), "s/MP")
        share = 100 * flops(config, height * width) / peak / taken
        yield Row(f"{what}, share of the matrix product without counting halos", share, "%")
        if device.type == "cuda":
            used = torch.cuda.max_memory_allocated(device) / 1e9
            yield Row(f"{what}, peak memory of tensors", used, "GB")


def stroke_row(
    name: str, config: DIMConfig, device: torch.device, precision: torch.dtype, sizes: Sizes
) -> Row:
    """Return the seconds from a stroke of 60×200 pixels to the last final alpha of it."""
    estimator = made(config, device, precision)
    height, width = shape_of(sizes.stroke)
    image = scenery(height, width)
    trimap = np.zeros((height, width), np.uint8)
    middle = Rect(height // 2 - 30, width // 2 - 100, height // 2 + 30, width // 2 + 100)
    band = middle.grown(TILE // 2).clipped(trimap.shape)
    trimap[band.slices] = UNKNOWN
    near = middle.grown(estimator.halo)
    tiles = [tile for tile in Rect.whole(trimap.shape).split(TILE) if tile & near]

    def solve() -> None:
        parts = list(estimator.parts(trimap, tiles))
        for _ in estimator.solve_parts(image, parts):
            pass

    return Row(f"{name}, a stroke at {sizes.stroke:g} MP to final", seconds(solve, device), "s")


def variant_rows(
    name: str,
    config: DIMConfig,
    device: torch.device,
    precision: torch.dtype,
    tile: int,
    peak: float,
    deadline: float,
) -> Iterator[Row]:
    """Yield seconds a megapixel of one tile's network alone, with this and that switched on."""
    ready = network(config).to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    x_B4HW = torch.rand(1, 4, tile, tile, device=device)
    x_B4HW = x_B4HW.contiguous(memory_format=torch.channels_last)
    for what, variant in VARIANTS.items():
        if time.perf_counter() > deadline:
            print(f"{name}, {what}: left out, for the time is up")
            continue
        try:
            with torch.inference_mode(), variant(ready, x_B4HW, precision) as call:
                taken = seconds(call, device)
        except Exception as error:  # noqa: BLE001
            # A variant that does not work on this machine is a finding, and no reason to lose
            # the others.
            print(f"{name}, {what}: {type(error).__name__}: {str(error)[:200]}")
            continue
        yield Row(f"{name}, tile of {tile}, {what}", taken / (tile * tile / 1e6), "s/MP")
        share = 100 * flops(config, tile * tile) / peak / taken
        yield Row(f"{name}, tile of {tile}, {what}, share of the matrix product", share, "%")


def show_kernels(
    name: str, config: DIMConfig, device: torch.device, precision: torch.dtype, tile: int
) -> None:
    """Print what takes the time of one tile: convolutions, unpooling, changes of layout."""
    estimator = made(config, device, precision)
    rgb_B3HW = torch.rand(1, 3, tile, tile, device=device)
    trimap_B1HW = torch.full((1, 1, tile, tile), UNKNOWN, dtype=torch.uint8, device=device)
    run = partial(estimator._alpha, rgb_B3HW, trimap_B1HW)
    seconds(run, device)
    with profile() as profiled:
        run().cpu()
    order = "self_device_time_total" if device.type == "cuda" else "self_cpu_time_total"
    try:
        print(name, profiled.key_averages().table(sort_by=order, row_limit=KERNELS), sep="\n")
    except (AttributeError, RuntimeError) as error:
        # Other versions of torch call the column otherwise: no reason to lose the numbers.
        print(f"{name}: no table of kernels: {error}")


def made(config: DIMConfig, device: torch.device, precision: torch.dtype) -> NetworkEstimator:
    """Return an estimator with random weights, whose overflow would be told."""
    return NetworkEstimator("x", network(config), device, print, precision=precision)


def shape_of(megapixels: float) -> tuple[int, int]:
    """Return height and width, 3:4, multiples of the stride."""
    height = round((megapixels * 1e6 * 3 / 4) ** 0.5 / STRIDE) * STRIDE
    return height, round(megapixels * 1e6 / height / STRIDE) * STRIDE


@cache
def scenery(height: int, width: int) -> Image:
    """Return the picture of that size; a hundred megapixels take seconds to make."""
    return picture(height, width)


def matmul_rate(device: torch.device, side: int) -> float:
    """Return operations a second of a large matrix product in `bfloat16`."""
    a, b = (torch.randn(side, side, device=device).bfloat16() for _ in range(2))
    return 2 * side**3 / seconds(lambda: a @ b, device)


def seconds(work: Callable[[], object], device: torch.device) -> float:
    """Return the median time of `work` after one run to warm up; of that one where it is long."""

    def once() -> float:
        start = time.perf_counter()
        work()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        return time.perf_counter() - start

    first = once()
    return first if first > SLOW_ABOVE else statistics.median([once() for _ in range(REPEATS)])
