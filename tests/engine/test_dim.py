import subprocess
import sys

import pytest
import torch

from mattegui.engine.networks.dim import DIM, DIMConfig
from tests.engine.networks import TINY, random_network


@pytest.mark.parametrize(
    ("config", "count"),
    [
        (DIMConfig(), 28_373_954),
        # The count of mmagic's published stage 2 and 3 network, written independently.
        (DIMConfig(conv6_kernel=1, skip=False), 26_276_802),
        (DIMConfig(width=0.25), 1_775_858),
    ],
)
def test_parameter_counts(config: DIMConfig, count: int) -> None:
    with torch.device("meta"):
        network = DIM(config)
    assert sum(parameter.numel() for parameter in network.parameters()) == count


CONFIGS = [
    DIMConfig(width=TINY),
    DIMConfig(width=TINY, conv6_kernel=1, skip=False),
    DIMConfig(width=TINY, conv6_kernel=7, refine=False),
    DIMConfig(width=TINY, norm="batch"),
]


@pytest.mark.parametrize("config", CONFIGS)
def test_alpha_has_the_size_of_the_input_and_lies_in_0_to_1(config: DIMConfig) -> None:
    x_B4HW = torch.randn(2, 4, 64, 96)
    output = random_network(config).both(x_B4HW)
    for alpha_B1HW in output:
        assert alpha_B1HW.shape == (2, 1, 64, 96)
        assert alpha_B1HW.min() >= 0
        assert alpha_B1HW.max() <= 1
        assert alpha_B1HW.std() > 0.01, "the test's network says the same everywhere"


def test_without_refinement_both_alphas_are_one() -> None:
    output = random_network(DIMConfig(width=TINY, refine=False)).both(torch.randn(1, 4, 32, 32))
    assert output.alpha is output.coarse


def test_skips_carry_the_encoder_maps_to_the_decoder() -> None:
    x_B4HW = torch.randn(1, 4, 32, 32)
    with_skips = random_network(DIMConfig(width=TINY))
    without = random_network(DIMConfig(width=TINY, skip=False))
    without.load_state_dict(with_skips.state_dict())
    assert not torch.allclose(with_skips(x_B4HW), without(x_B4HW))


def test_every_parameter_learns() -> None:
    network = random_network(DIMConfig(width=TINY)).train()
    output = network.both(torch.randn(2, 4, 64, 64))
    torch.autograd.backward(output.alpha.sum() + output.coarse.sum())
    idle = [name for name, p in network.named_parameters() if p.grad is None or not p.grad.any()]
    assert idle == []


def test_the_first_answer_does_not_wait_for_sympy() -> None:
    code = (
        "import sys, torch; from mattegui.engine.networks.dim import DIM, DIMConfig;"
        "DIM(DIMConfig(width=1 / 16)).eval()(torch.zeros(1, 4, 32, 32));"
        "assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
