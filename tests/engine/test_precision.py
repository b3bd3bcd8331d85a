import numpy as np
import pytest
import torch
from torch import Tensor, nn

from mattegui.core.arrays import UNKNOWN
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.networks.dim import DIM, DIMConfig, single
from mattegui.engine.precision import best_precision
from tests.engine.networks import TINY, random_network, widen_first_maps
from tests.samples import disc

CPU = torch.device("cpu")
HALVES = [torch.float16, torch.bfloat16]


def estimator(
    precision: torch.dtype | None, told: list[str], network: DIM | None = None
) -> NetworkEstimator:
    made = network or random_network(DIMConfig(width=TINY))
    return NetworkEstimator("tiny", made, CPU, told.append, precision=precision)


@pytest.mark.parametrize(
    ("capability", "expected"),
    [
        ((6, 1), torch.float32),
        ((7, 0), torch.float16),
        ((7, 5), torch.float16),
        ((9, 0), torch.float16),
    ],
)
def test_cards_that_are_fast_in_half_precision_get_it(
    capability: tuple[int, int], expected: torch.dtype, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: capability)
    assert best_precision(torch.device("cuda")) == expected


@pytest.mark.parametrize("kind", ["cpu", "mps"])
def test_other_devices_compute_in_single_precision(kind: str) -> None:
    assert best_precision(torch.device(kind)) == torch.float32


def test_on_a_processor_nothing_is_cast() -> None:
    image, trimap, _ = disc(90, 120)
    network = random_network(DIMConfig(width=TINY))
    kinds: set[torch.dtype] = set()
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(lambda _, __, out: kinds.add(out.dtype))
    assert estimator(None, [], network).precision == torch.float32
    estimator(None, [], network).estimate(image, trimap)
    assert kinds == {torch.float32}


@pytest.mark.parametrize("precision", HALVES)
def test_half_precision_stays_near_single(precision: torch.dtype) -> None:
    image, trimap, _ = disc(90, 120)
    told: list[str] = []
    expected = estimator(torch.float32, told).estimate(image, trimap)
    alpha = estimator(precision, told).estimate(image, trimap)
    unknown = trimap == UNKNOWN
    difference = np.abs(alpha - expected)[unknown]
    # Random weights let an error grow as trained ones do not.
    assert 0 < difference.mean() < 0.03
    assert alpha.dtype == np.float32
    assert (alpha[~unknown] == expected[~unknown]).all()
    assert told == []


@pytest.mark.parametrize("precision", HALVES)
def test_convolutions_are_cast_and_the_last_sums_are_not(precision: torch.dtype) -> None:
    network = random_network(DIMConfig(width=TINY))
    kinds: dict[str, torch.dtype] = {}
    for name, module in network.named_modules():
        if isinstance(module, nn.Conv2d):
            module.register_forward_hook(
                lambda _, __, out, name=name: kinds.update({name: out.dtype})
            )
    assert network.refinement is not None
    summed: list[Tensor] = []
    network.refinement.register_forward_hook(lambda _, __, out: summed.append(out))
    image, trimap, _ = disc(60, 60)
    estimator(precision, [], network).estimate(image, trimap)
    assert set(kinds.values()) == {precision}
    assert summed[0].dtype == torch.float32


def test_single_touches_half_precision_alone() -> None:
    for dtype in HALVES:
        assert single(torch.ones(1, dtype=dtype)).dtype == torch.float32
    for dtype in (torch.float32, torch.float64):
        values = torch.ones(1, dtype=dtype)
        assert single(values) is values


def test_values_too_large_for_half_precision_are_computed_in_single_and_told() -> None:
    image, trimap, _ = disc(90, 120)
    network = random_network(DIMConfig(width=TINY))
    # Beyond 65504, the largest half.
    widen_first_maps(network)
    told: list[str] = []
    expected = estimator(torch.float32, told, network).estimate(image, trimap)
    half = estimator(torch.float16, told, network)
    alpha = half.estimate(image, trimap)
    assert np.abs(alpha - expected).max() <= 1e-6
    assert half.precision == torch.float32
    assert len(told) == 1
    assert "going on with single precision" in told[0]
    half.estimate(image, trimap)
    assert len(told) == 1
