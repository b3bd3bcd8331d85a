import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.weights import FORMAT, WeightsError, read_network, save_network
from tests.engine.networks import TINY, random_network

CONFIG = DIMConfig(width=TINY, conv6_kernel=1, skip=False)


def header(**changes: Any) -> dict[str, str]:
    return {"format": FORMAT, "config": json.dumps(asdict(CONFIG))} | changes


def test_weights_come_back_with_their_configuration(tmp_path: Path) -> None:
    network, path = random_network(CONFIG), tmp_path / "a.safetensors"
    save_network(path, network, note="for a test", dtype=torch.float32)
    read = read_network(path)
    assert read.config == CONFIG
    assert not read.training
    for name, value in network.state_dict().items():
        assert torch.equal(read.state_dict()[name], value)


def test_half_precision_halves_the_file_and_reads_as_float32(tmp_path: Path) -> None:
    network = random_network(CONFIG)
    save_network(tmp_path / "full.safetensors", network, dtype=torch.float32)
    save_network(tmp_path / "half.safetensors", network, dtype=torch.float16)
    full, half = ((tmp_path / f"{n}.safetensors").stat().st_size for n in ("full", "half"))
    assert half < 0.6 * full
    x_B4HW = torch.randn(1, 4, 32, 32)
    read = read_network(tmp_path / "half.safetensors")
    assert next(read.parameters()).dtype == torch.float32
    assert torch.allclose(read(x_B4HW), network(x_B4HW), atol=0.02)


def test_batch_norm_must_be_folded_first(tmp_path: Path) -> None:
    network = random_network(DIMConfig(width=TINY, norm="batch"))
    with pytest.raises(WeightsError, match="fold the batch norm"):
        save_network(tmp_path / "a.safetensors", network, dtype=torch.float32)
    assert list(tmp_path.iterdir()) == []


def state() -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in random_network(CONFIG).state_dict().items()}


def with_nan() -> dict[str, torch.Tensor]:
    values = state()
    values["conv6.0.weight"].view(-1)[3] = torch.nan
    return values


@pytest.mark.parametrize(
    ("tensors", "metadata", "words"),
    [
        (state(), None, "no weights file of this program: no format mark"),
        (state(), header(format="other.1"), "no weights file of this program: other.1"),
        (state(), {"format": FORMAT}, "does not fit its own description"),
        (state(), header(config="{"), "does not fit its own description"),
        (state(), header(config='{"depth": 3}'), "does not fit its own description"),
        (state(), header(config='{"width": 0.25}'), "does not fit its own description"),
        # Terabytes, and more than any number says.
        (state(), header(config='{"width": 9000}'), "does not fit its own description"),
        (state(), header(config='{"width": 1e300}'), "does not fit its own description"),
        (state(), header(config='{"width": Infinity}'), "does not fit its own description"),
        ({"a": torch.zeros(2)}, header(), "does not fit its own description"),
        (with_nan(), header(), "conv6.0.weight holds values that are not finite"),
    ],
)
def test_foreign_files_are_refused(
    tensors: dict[str, torch.Tensor], metadata: dict[str, str] | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.safetensors"
    save_file(tensors, path, metadata)
    with pytest.raises(WeightsError, match=words) as caught:
        read_network(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("cut", [0, 5, 100, -7])
def test_damaged_files_are_refused(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    save_network(path, random_network(CONFIG), dtype=torch.float16)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(WeightsError, match="is damaged or no safetensors file"):
        read_network(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"there is no weights file .*gone\.safetensors"):
        read_network(tmp_path / "gone.safetensors")


def test_a_pickle_runs_no_code(tmp_path: Path) -> None:
    path = tmp_path / "a.safetensors"
    torch.save({"weights": torch.zeros(2)}, path)
    with pytest.raises(WeightsError, match="damaged or no safetensors"):
        read_network(path)
