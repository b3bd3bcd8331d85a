"""Building, averaging and folding the trained network."""

import copy
from collections import OrderedDict

import pytest
import torch
from torch import nn

from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.preprocess import network_input
from train.network import build, choose_trained, folded, update_average
from train.vgg import copy_encoder, start_from_vgg

TINY = DIMConfig(width=1 / 16, norm="batch")


def example() -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    trimap = torch.full((2, 1, 64, 64), 128, dtype=torch.uint8)
    return network_input(torch.rand(2, 3, 64, 64, generator=generator), trimap)


def shaken(network: DIM) -> DIM:
    """Return the network with norms that are not the identity."""
    generator = torch.Generator().manual_seed(1)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            for values in (module.weight.data, module.bias.data, module.running_mean):
                assert values is not None
                values.copy_(torch.rand(values.shape, generator=generator) + 0.3)
            assert module.running_var is not None
            module.running_var.copy_(torch.rand(module.running_var.shape) + 0.2)
    return network


@pytest.mark.parametrize("refine", [True, False])
def test_folding_changes_nothing_but_the_topology(refine: bool) -> None:
    network = shaken(build(DIMConfig(width=1 / 16, norm="batch", refine=refine), 0)).eval()
    plain = folded(network)
    assert plain.config.norm == "none"
    assert not any(isinstance(module, nn.BatchNorm2d) for module in plain.modules())
    with torch.no_grad():
        for before, after in zip(network.both(example()), plain.both(example()), strict=True):
            torch.testing.assert_close(after, before, atol=2e-5, rtol=1e-4)


def test_folding_a_plain_network_copies_it() -> None:
    network = build(DIMConfig(width=1 / 16), 0)
    plain = folded(network)
    assert plain is not network
    torch.testing.assert_close(plain(example()), network.eval()(example()))


def test_a_seed_builds_one_network_and_leaves_the_generator_alone() -> None:
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    first, second, other = build(TINY, 5), build(TINY, 5), build(TINY, 6)
    torch.testing.assert_close(torch.rand(2), expected)
    assert torch.equal(first.alpha.weight, second.alpha.weight)
    assert not torch.equal(first.alpha.weight, other.alpha.weight)


def test_alpha_begins_at_a_half() -> None:
    with torch.no_grad():
        out = build(TINY, 0).eval().both(example())
    assert float((out.alpha - 0.5).abs().max()) < 0.2


@pytest.mark.parametrize(
    ("trains", "coarse", "refinement"),
    [("all", True, True), ("coarse", True, False), ("refinement", False, True)],
)
def test_stages_train_their_part(trains: str, coarse: bool, refinement: bool) -> None:
    network = build(TINY, 0)
    choose_trained(network, trains)  # type: ignore[arg-type]
    assert network.refinement is not None
    assert {p.requires_grad for p in network.refinement.parameters()} == {refinement}
    assert {p.requires_grad for p in network.encoder.parameters()} == {coarse}


def test_the_average_moves_by_what_is_left_of_its_decay() -> None:
    network, average = build(TINY, 0), build(TINY, 1)
    before, target = average.alpha.weight.clone(), network.alpha.weight
    update_average(average, network, 0.75)
    torch.testing.assert_close(average.alpha.weight, 0.75 * before + 0.25 * target)


def vgg_state() -> "OrderedDict[str, torch.Tensor]":
    """Return random tensors in the layout of torchvision's VGG-16."""
    stages = [(64, 64), (128, 128), (256,) * 3, (512,) * 3, (512,) * 3]
    state: OrderedDict[str, torch.Tensor] = OrderedDict()
    number, inputs = 0, 3
    for widths in stages:
        for width in widths:
            state[f"features.{number}.weight"] = torch.randn(width, inputs, 3, 3)
            state[f"features.{number}.bias"] = torch.randn(width)
            number, inputs = number + 2, width
        number += 1
    state["classifier.0.weight"] = torch.zeros(1)
    return state


def test_vgg_fills_the_encoder_and_zeroes_the_trimap_channel() -> None:
    network, state = DIM(DIMConfig(refine=False)), vgg_state()
    conv6 = copy.deepcopy(network.conv6.state_dict())
    copy_encoder(network, state)
    convs = [m for m in network.encoder.modules() if isinstance(m, nn.Conv2d)]
    torch.testing.assert_close(convs[0].weight[:, :3], state["features.0.weight"])
    assert not bool(convs[0].weight[:, 3].any())
    torch.testing.assert_close(convs[12].weight, state["features.28.weight"])
    assert convs[12].bias is not None
    torch.testing.assert_close(convs[12].bias, state["features.28.bias"])
    torch.testing.assert_close(dict(network.conv6.state_dict()), dict(conv6))


def test_without_vgg_the_start_is_random_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Weights:
        class IMAGENET1K_V1:  # noqa: N801 - torchvision's name
            @staticmethod
            def get_state_dict(**_: object) -> None:
                raise OSError("no network")

    class Models:
        VGG16_Weights = Weights

    monkeypatch.setattr("train.vgg.importlib.import_module", lambda _: Models)
    told: list[str] = []
    assert not start_from_vgg(DIM(DIMConfig(refine=False)), told.append)
    assert "random" in told[0]
    with pytest.raises(ValueError, match="width 1"):
        start_from_vgg(DIM(TINY), told.append)
