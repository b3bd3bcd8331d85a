"""A whole image of one megapixel: the network beside the classical methods and the machine's peak.

`conv peak` is what the machine would need for the network's convolutions if each ran as fast as it
does by itself on a large map: nothing but convolutions, no pooling, no copies.
"""

from functools import partial

import torch
from torch import nn

from mattegui.core.arrays import UNKNOWN
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.classical import classical
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.stages import StagedNetwork
from tests.bench.row import Row
from tests.bench.scene import FULL, LITE, median_seconds, network, picture, ring

SIDE = 1024
PEAK_SIDE = 512
MATMUL = 2048


def run() -> list[Row]:
    """Measure everything in one process, the rivals between our own runs."""
    keep_freed_memory()
    image, trimap = picture(SIDE, SIDE), ring(SIDE, SIDE, 90)
    # So that the network has to read all of the image, as the counts below assume.
    trimap[0, 0] = trimap[-1, -1] = UNKNOWN
    cpu = torch.device("cpu")
    lite, full = (NetworkEstimator("x", network(c), cpu, _ignore) for c in (LITE, FULL))
    seconds = {
        "dim-lite": median_seconds(lambda: lite.estimate(image, trimap)),
        "closed-form": median_seconds(lambda: classical("closed-form").estimate(image, trimap)),
        "knn": median_seconds(lambda: classical("knn").estimate(image, trimap)),
        "dim": median_seconds(lambda: full.estimate(image, trimap), repeats=3),
    }
    rows = [Row(f"{name}, 1 MP, median", value, "s") for name, value in seconds.items()]
    alone = conv_seconds(lite.network)
    limit = flops(FULL, SIDE * SIDE) / matmul_rate()
    times_faster = seconds["closed-form"] / seconds["dim-lite"]
    return [
        *rows,
        Row("dim-lite, its convolutions alone at their best", alone, "s"),
        Row("dim, its operations at the rate of a matrix product", limit, "s"),
        Row("dim-lite faster than knn", seconds["knn"] / seconds["dim-lite"], "×"),
        Row("dim-lite faster than closed-form", times_faster, "×", 5.0, at_least=True),
        Row(
            "dim-lite, share of conv peak",
            100 * alone / seconds["dim-lite"],
            "%",
            80.0,
            at_least=True,
        ),
        Row("dim, share of matmul peak", 100 * limit / seconds["dim"], "%", 85.0, at_least=True),
    ]


def flops(config: DIMConfig, pixels: int) -> int:
    """Return the floating-point operations of one run over an image of `pixels`."""
    stages = StagedNetwork(DIM(config), lambda rect: torch.empty(0)).stages.values()
    return sum([2 * stage.weights * (pixels >> 2 * stage.base) for stage in stages])


@torch.inference_mode()
def conv_seconds(made: DIM) -> float:
    """Return how long all convolutions take, each at the speed it has on a large map."""
    total = 0.0
    for level, conv in _leveled(made):
        x_BCHW = torch.randn(1, conv.in_channels, PEAK_SIDE, PEAK_SIDE)
        x_BCHW = x_BCHW.contiguous(memory_format=torch.channels_last)
        seconds = median_seconds(partial(conv, x_BCHW))
        total += seconds * (SIDE / PEAK_SIDE) ** 2 / 4**level
    return total


def matmul_rate() -> float:
    """Return floating-point operations a second of a large matrix product."""
    a, b = torch.randn(MATMUL, MATMUL), torch.randn(MATMUL, MATMUL)
    return 2 * MATMUL**3 / median_seconds(lambda: a @ b)


def _leveled(made: DIM) -> list[tuple[int, nn.Conv2d]]:
    """Return each convolution with the level it runs at."""
    found: list[tuple[int, nn.Conv2d]] = []
    places = [
        *((level, stage) for level, stage in enumerate(made.encoder)),
        *((5, part) for part in (made.conv6, made.deconv6)),
        *((4 - index, stage) for index, stage in enumerate(made.decoder)),
        *((0, part) for part in (made.alpha, made.refinement) if part is not None),
    ]
    for level, part in places:
        found += [(level, each) for each in part.modules() if isinstance(each, nn.Conv2d)]
    return found


def _ignore(_: str) -> None:
    """Take what an estimator tells; nothing of it matters to a measurement."""
