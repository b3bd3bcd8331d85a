"""Batch norm put back behind folded convolutions changes nothing."""

from pathlib import Path

import pytest
import torch

from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.preprocess import network_input
from mattegui.engine.weights import WeightsError, save_network
from tests.train.tiny import start, tiny
from train.losses import Batch
from train.network import build, folded
from train.unfold import unfolded

CONFIG = DIMConfig(width=1 / 16)


def batch(seed: int) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    rgb = torch.rand(4, 3, 64, 64, generator=generator)
    alpha = torch.rand(4, 1, 64, 64, generator=generator)
    trimap = torch.full((4, 1, 64, 64), 128, dtype=torch.uint8)
    return Batch(rgb, trimap, alpha, rgb, rgb, torch.arange(4))


def network_input_of(example: Batch) -> torch.Tensor:
    return network_input(example.rgb_B3HW, example.trimap_B1HW)


def test_unfolding_changes_nothing_in_evaluation() -> None:
    plain = build(CONFIG, 1).eval()
    restored = unfolded(plain, [batch(0), batch(1)]).eval()
    assert restored.config.norm == "batch"
    x_B4HW = network_input_of(batch(2))
    with torch.no_grad():
        torch.testing.assert_close(restored(x_B4HW), plain(x_B4HW), atol=1e-5, rtol=0)


def test_unfolding_then_folding_gives_the_weights_back() -> None:
    plain = build(CONFIG, 1).eval()
    again = folded(unfolded(plain, [batch(0)]))
    for name, value in plain.state_dict().items():
        torch.testing.assert_close(again.state_dict()[name], value, atol=1e-5, rtol=1e-4)


def test_training_mode_stays_close_on_what_was_measured() -> None:
    plain = build(CONFIG, 1).eval()
    with torch.no_grad():
        torch.nn.init.kaiming_normal_(plain.alpha.weight)
    restored = unfolded(plain, [batch(0)]).train()
    x_B4HW = network_input_of(batch(0))
    with torch.no_grad():
        # The statistics of this very batch were measured, so its own normalisation is theirs.
        torch.testing.assert_close(restored(x_B4HW), plain(x_B4HW), atol=1e-3, rtol=0)


def test_a_network_with_norm_is_refused() -> None:
    with pytest.raises(ValueError, match="batch norm already"):
        unfolded(build(DIMConfig(width=1 / 16, norm="batch"), 0), [batch(0)])


def test_a_run_begins_with_given_weights(tmp_path: Path) -> None:
    run = start(tiny(tmp_path), tmp_path / "run")
    plain = folded(build(run.config.network, 7))
    path = tmp_path / "given.safetensors"
    save_network(path, plain, dtype=torch.float32)
    run.start_from(path)
    x_B4HW = network_input_of(batch(3))
    with torch.no_grad():
        for network in (run.network.eval(), run.average.eval()):
            torch.testing.assert_close(network(x_B4HW), plain(x_B4HW), atol=1e-4, rtol=0)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "given.safetensors"
    save_network(path, build(DIMConfig(width=1 / 4), 0), dtype=torch.float32)
    run = start(tiny(tmp_path), tmp_path / "run")
    with pytest.raises(WeightsError, match="another network"):
        run.start_from(path)
