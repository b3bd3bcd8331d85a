"""Memory that runs out for real: it costs time, and nothing else."""

import numpy as np
import pytest
import torch

from mattegui.core.arrays import UNKNOWN
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.whole import estimate_whole
from tests.bench.scene import picture, ring
from tests.gpu.photos import lite
from tests.gpu.scarcity import Scarcity

pytestmark = pytest.mark.gpu

LARGE = (12256, 16320)
"""Two hundred megapixels."""
LEFT = 350_000_000
"""Bytes: less than a tile of 2048 with its halo takes, and more than one of 512."""


def estimator(device: torch.device, told: list[str]) -> NetworkEstimator:
    made = NetworkEstimator("dim-lite", lite(), device, told.append, precision=torch.float32)
    # What torch and CUDA load when it is first needed is loaded before memory is taken.
    estimate_whole(picture(300, 300), ring(300, 300, 40), made)
    return made


def test_tiles_are_halved_until_they_fit_and_nothing_is_lost(
    device: torch.device, rehearsing: bool, scarcity: Scarcity
) -> None:
    height, width = (1600, 1700) if rehearsing else LARGE
    image, trimap = picture(height, width), ring(height, width, 40 if rehearsing else 300)
    told: list[str] = []
    expected = estimate_whole(image, trimap, estimator(device, told))
    assert told == []
    ours = estimator(device, told)
    scarcity.leave(LEFT)
    alpha = estimate_whole(image, trimap, ours)
    assert told
    assert all("memory ran out; going on with tiles of" in sentence for sentence in told)
    assert ours.device == device
    assert ours.tile < 2048
    assert float(np.abs(alpha - expected)[trimap == UNKNOWN].mean()) <= 1e-5
    assert ((alpha > 0) & (alpha < 1)).any()


def test_where_no_tile_fits_the_processor_takes_over(
    device: torch.device, rehearsing: bool, scarcity: Scarcity
) -> None:
    if rehearsing:
        pytest.skip("the processor has no other device to go on with")
    image, trimap = picture(600, 700), ring(600, 700, 60)
    told: list[str] = []
    expected = estimator(torch.device("cpu"), told).estimate(image, trimap)
    ours = estimator(device, told)
    scarcity.leave(4_000_000)
    alpha = estimate_whole(image, trimap, ours)
    assert "going on with the CPU" in told[-1]
    assert ours.device.type == "cpu"
    assert float(np.abs(alpha - expected)[trimap == UNKNOWN].mean()) <= 1e-5


def test_what_was_held_is_used_again_afterwards(
    device: torch.device, rehearsing: bool, scarcity: Scarcity
) -> None:
    if rehearsing:
        pytest.skip("the processor's memory was not held")
    image, trimap = picture(3000, 4000), ring(3000, 4000, 120)
    told: list[str] = []
    expected = estimate_whole(image, trimap, estimator(device, told))
    scarcity.leave(LEFT)
    estimate_whole(image, trimap, estimator(device, told))
    assert told
    scarcity.end()
    told.clear()
    alpha = estimate_whole(image, trimap, estimator(device, told))
    assert told == []
    assert float(np.abs(alpha - expected).max()) <= 1e-5
