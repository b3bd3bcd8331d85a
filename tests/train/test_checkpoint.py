"""Checkpoints: everything comes back; nothing damaged is believed."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from tests.train.tiny import sources_in, tiny, tiny_with
from train import checkpoint
from train.checkpoint import Progress, RunStateError
from train.config import from_json, to_json
from train.presets import PRESETS


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "checkpoint.safetensors"
    parts = {"model": {"a.weight": torch.arange(6.0)}, "optimiser": {"0.step": torch.tensor(3.0)}}
    progress = Progress(step=3, seconds=1.5, examples=12, generated=4, best=0.25)
    checkpoint.write(path, tiny(tmp_path / "sources"), progress, parts)
    return path


def test_everything_comes_back(written: Path, tmp_path: Path) -> None:
    kept = checkpoint.read(written)
    assert kept.progress == Progress(step=3, seconds=1.5, examples=12, generated=4, best=0.25)
    assert kept.config == tiny_with(sources_in(tmp_path / "sources"))
    assert torch.equal(kept.tensors["model"]["a.weight"], torch.arange(6.0))
    assert kept.tensors["optimiser"]["0.step"] == 3


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_survives_json(name: str) -> None:
    config = PRESETS[name]()
    assert from_json(to_json(config)) == config
    assert config.name == name


def test_a_new_run_has_no_best(tmp_path: Path) -> None:
    path = tmp_path / "checkpoint.safetensors"
    checkpoint.write(path, tiny(tmp_path / "sources"), Progress(), {"model": {}})
    assert checkpoint.read(path).progress.best == float("inf")


@pytest.mark.parametrize("where", [20, 0.5, 0.999])
def test_a_changed_byte_is_noticed(written: Path, where: float) -> None:
    data = bytearray(written.read_bytes())
    at = int(where) if where >= 1 else int(where * len(data))
    data[at] ^= 0x40
    written.write_bytes(bytes(data))
    with pytest.raises(RunStateError, match=r"checkpoint\.safetensors"):
        checkpoint.read(written)


@pytest.mark.parametrize("length", [0, 7, 400, -1])
def test_a_cut_file_is_noticed(written: Path, length: int) -> None:
    written.write_bytes(written.read_bytes()[:length])
    with pytest.raises(RunStateError, match="damaged"):
        checkpoint.read(written)


def test_other_files_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    save_file({"x": torch.zeros(1)}, path)
    with pytest.raises(RunStateError, match="no format mark"):
        checkpoint.read(path)
    with pytest.raises(RunStateError, match="there is no checkpoint"):
        checkpoint.read(tmp_path / "missing.safetensors")


def test_a_failed_write_keeps_the_old_one(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("train.checkpoint.save_file", fail)
    with pytest.raises(OSError, match="disk full"):
        checkpoint.write(written, tiny(tmp_path / "more"), Progress(), {"model": {}})
    assert checkpoint.read(written).progress.step == 3
