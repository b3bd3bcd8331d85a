"""`mattegui models import` and `mattegui models export`."""

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from mattegui.cli.main import run
from mattegui.engine import models
from mattegui.engine.cards import models_folder
from tests.engine import published
from tests.engine.test_checkpoints_bad import Hostile
from tests.samples import disc, read_back, write

NARROW = 1 / 8


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the program models of its own, none."""
    monkeypatch.setattr(models, "resource", lambda *parts: tmp_path.joinpath("none", *parts))


@pytest.fixture
def checkpoint(tmp_path: Path) -> Path:
    path = tmp_path / "dim_stage3_SAD-50.6.pth"
    torch.save({"meta": {"epoch": 1}, "state_dict": published.mmagic(NARROW, refine=True)}, path)
    return path


def test_a_checkpoint_becomes_a_model_that_cuts_out(
    checkpoint: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", "import", str(checkpoint)]) == 0
    said = capfd.readouterr().err
    assert "dim_stage3_SAD-50.6.pth is the model 'dim_stage3_sad-50.6' now: read as m" in said
    assert "non-commercial use only" in said

    assert run(["models"]) == 0
    printed = capfd.readouterr().out
    assert "dim_stage3_sad-50.6" in printed
    assert "On a processor, auto takes closed-form." in printed

    image, trimap, _ = disc(70, 90)
    files = [str(write(tmp_path / f"{name}.png", x)) for name, x in (("i", image), ("t", trimap))]
    out = tmp_path / "out.png"
    arguments = ["matte", files[0], "--trimap", files[1], "--out", str(out)]
    assert run([*arguments, "--model", "dim_stage3_sad-50.6", "--output", "alpha"]) == 0
    alpha, _ = read_back(out)
    expected = published.matte(
        published.run_mmagic, published.mmagic(NARROW, refine=True), image, trimap
    )
    assert np.abs(alpha[..., 0] / 255 - expected).max() <= 0.5 / 255 + 1e-5


def test_an_imported_model_shows_its_card(
    checkpoint: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", "import", str(checkpoint), "--name", "theirs"]) == 0
    capfd.readouterr()
    assert run(["models", "card", "theirs"]) == 0
    printed = capfd.readouterr().out
    assert "Imported from dim_stage3_SAD-50.6.pth" in printed
    assert "non-commercial use only" in printed


def test_name_and_layout_can_be_given(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.pth"
    torch.save(published.classic(NARROW, 3, refine=False), path)
    assert run(["models", "import", str(path), "--name", "mine", "--layout", "h-v1.5"]) == 0
    assert "the model 'mine' now: read as h-v1.5" in capfd.readouterr().err
    assert (models_folder() / "mine.safetensors").is_file()


def test_the_doctor_looks_at_imported_models_too(
    checkpoint: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["models", "import", str(checkpoint), "--name", "stage3"])
    assert run(["doctor"]) == 0
    assert "Weights of stage3" in capfd.readouterr().out
    (models_folder() / "stage3.json").write_text("{", "utf-8")
    assert run(["doctor"]) == 1
    assert "stage3.json cannot be read" in capfd.readouterr().out
    assert run(["models"]) == 0
    assert "stage3.json cannot be read" in capfd.readouterr().err


def hostile(path: Path) -> Any:
    torch.save({"state_dict": Hostile(os.system, f"touch {path.parent / 'marker'}")}, path)


def damaged(path: Path) -> Any:
    path.write_bytes(b"\x80\x02nothing")


def foreign(path: Path) -> Any:
    torch.save({"fc.weight": torch.zeros(3)}, path)


@pytest.mark.parametrize(
    ("make", "arguments", "words"),
    [
        (hostile, [], "names posix.system, which could run code; nothing of it was run"),
        (damaged, [], "bad.pth cannot be used: its pickle is damaged or cut short"),
        (foreign, [], "no Deep Image Matting network that is known here"),
        (foreign, ["--layout", "x"], "there is no layout 'x'; there are m, h"),
        (foreign, ["--name", "dim"], "there is a model 'dim' already; choose another name"),
        (lambda path: None, [], "bad.pth: No such file or directory"),
    ],
)
def test_bad_files_are_refused_in_one_line(
    make: Any, arguments: list[str], words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "bad.pth")
    assert run(["models", "import", str(tmp_path / "bad.pth"), *arguments]) == 2
    said = capfd.readouterr().err
    assert said.startswith("mattegui: ")
    assert said.count("\n") == 1
    assert words in said
    assert not models_folder().exists()
    assert not (tmp_path / "marker").exists()


def test_a_network_is_exported(
    checkpoint: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["models", "import", str(checkpoint), "--name", "stage3"])
    out = tmp_path / "stage3.onnx"
    assert run(["models", "export", "stage3", "--format", "onnx", "--out", str(out)]) == 0
    assert f"Wrote {out}." in capfd.readouterr().err
    assert b"MaxUnpool" in out.read_bytes()


@pytest.mark.parametrize(
    ("name", "out", "words"),
    [
        ("knn", "a.onnx", "the model 'knn' is no network"),
        ("dim", "a.onnx", "the model 'dim' has no weights here"),
        ("stage3", "a.png", "does not end in .onnx"),
        ("stage3", "gone/a.onnx", "there is no folder"),
        ("stage4", "a.onnx", "there is no model 'stage4'; there are auto, dim"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    name: str,
    out: str,
    words: str,
    checkpoint: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    run(["models", "import", str(checkpoint), "--name", "stage3"])
    capfd.readouterr()
    assert run(["models", "export", name, "--out", str(tmp_path / out)]) == 2
    assert words in capfd.readouterr().err
    assert not (tmp_path / out).exists()
