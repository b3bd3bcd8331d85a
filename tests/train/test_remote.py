import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from mattegui.core.arrays import UNKNOWN
from tests.train.tiny import disc, quiet, tiny_with, write_sources
from train import checkpoint
from train.config import Config
from train.parcel import MIB, pack
from train.presets import PRESETS
from train.remote import app, chosen
from train.run import EXPORTED
from train.stay import FIGURES, Visit, visit


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    """Return a parcel with a photo, and beside it nothing else that a stay needs."""
    photos = tmp_path / "photos"
    for kind in ("image", "trimap1", "alpha"):
        (photos / kind).mkdir(parents=True)
    rgba = disc(64, 3)
    trimap = np.full((64, 64), UNKNOWN, np.uint8)
    for kind, array in (("image", rgba[..., :3]), ("trimap1", trimap), ("alpha", rgba[..., 3])):
        cv2.imwrite(str(photos / kind / "a.png"), array)
    source = write_sources(tmp_path / "sources")
    pack(source, tmp_path / "parcel", most=MIB, tell=quiet, photos=photos)
    return tmp_path / "parcel"


@pytest.fixture
def preset(tmp_path: Path, parcel: Path) -> Callable[[], Config]:
    """Return a preset whose own folders are not there."""
    source = replace(
        write_sources(tmp_path / "elsewhere"), foregrounds=("nowhere",), backgrounds=("nowhere",)
    )
    return lambda: tiny_with(source)


def stay(tmp_path: Path, parcel: Path, name: str, earlier: Path | None = None) -> Visit:
    return Visit(
        parcel=parcel,
        out=tmp_path / name,
        minutes=0.03,
        planned=10.0,
        earlier=earlier,
        work=tmp_path / f"work-{name}",
        device="cpu",
    )


def test_a_stay_brings_home_weights_and_figures_and_the_next_goes_on(
    tmp_path: Path, parcel: Path, preset: Callable[[], Config]
) -> None:
    first = visit(preset(), stay(tmp_path, parcel, "first"), quiet)
    assert first.step > 0
    assert first.crops_per_second > 0
    assert set(first.mean) == {"SAD", "MSE", "Grad", "Conn"}
    assert first.photos == {"a": first.mean}
    home = tmp_path / "first"
    assert json.loads((home / FIGURES).read_text())["step"] == first.step
    assert (home / f"{EXPORTED}.0").is_file()
    # On another machine, from the weights: of half as long a plan nothing is left.
    over = replace(stay(tmp_path, parcel, "second", home), planned=first.seconds / 120)
    second = visit(preset(), over, quiet)
    assert (second.step, second.seconds) == (0, first.seconds), "the schedule goes on"
    # On the same machine, from its checkpoint.
    kept = checkpoint.read(tmp_path / "work-second" / "tiny" / checkpoint.NAME).progress
    again = replace(stay(tmp_path, parcel, "second"), out=tmp_path / "third")
    third = visit(preset(), again, quiet)
    assert third.step > kept.step
    assert third.seconds > kept.seconds


def test_the_commands_do_the_same(
    tmp_path: Path,
    parcel: Path,
    preset: Callable[[], Config],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(PRESETS, "tiny", preset)
    home = tmp_path / "home"

    def run(*arguments: str | Path) -> str:
        ran = CliRunner().invoke(app, [str(each) for each in arguments])
        assert ran.exit_code == 0, ran.output
        return ran.output

    sources = tmp_path / "sources"
    folders = ("--foregrounds", sources / "foregrounds", "--backgrounds", sources / "backgrounds")
    assert "5 of 5 backgrounds" in run("pack", "tiny", "--out", tmp_path / "packed", *folders)
    options = ("--minutes", "0.02", "--planned", "1", "--device", "cpu")
    told = run(
        "run", "tiny", "--parcel", parcel, "--out", home, "--work", tmp_path / "work", *options
    )
    assert "crops_per_second" in told
    assert "SAD" in told
    assert "whole" in run("join", home, "--out", tmp_path / "a.safetensors")


def test_a_preset_that_is_not_there_is_said() -> None:
    with pytest.raises(ValueError, match="no preset 'dym'"):
        chosen("dym")
