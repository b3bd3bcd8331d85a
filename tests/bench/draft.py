"""The draft: how soon there is a first picture of the whole alpha, whatever the image's size."""

import torch

from mattegui.core.rect import Rect
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.solve import solve
from mattegui.engine.tiles import TILE
from tests.bench.row import Row
from tests.bench.scene import LITE, median_seconds, network, picture, ring

SIZES = ((1024, 1024), (3008, 4000), (6000, 8000))


def run() -> list[Row]:
    """Measure dim-lite's draft of three sizes."""
    keep_freed_memory()
    return [
        Row(
            f"dim-lite, draft at {height * width / 1e6:.0f} MP, median",
            seconds(height, width),
            "s",
            0.25,
        )
        for height, width in SIZES
    ]


def seconds(height: int, width: int) -> float:
    """Return how long the first patch of an image takes."""
    image, trimap = picture(height, width), ring(height, width, 120)
    estimator = NetworkEstimator("x", network(LITE), torch.device("cpu"), lambda _: None)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    return median_seconds(lambda: next(solve(image, trimap, tiles, estimator, lambda: False)))
