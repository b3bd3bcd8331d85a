"""Evaluation: cases found and faults named, numbers as the metrics give them, and the command."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from rich.console import Console
from typer.testing import CliRunner

from mattegui.core.arrays import UNKNOWN
from mattegui.core.metrics import METRICS
from mattegui.engine.classical import classical
from tests.samples import disc
from train.__main__ import app
from train.evaluate import Result, compare, find_cases, load, measure, table, write_json
from train.sources import SourceError

CLASSICAL = {
    "closed-form": {"SAD": 4.27, "MSE": 0.0158, "Grad": 6.78, "Conn": 3.80},
    "knn": {"SAD": 4.82, "MSE": 0.0184, "Grad": 5.80, "Conn": 4.30},
}
"""Means over the nine development images with their first trimaps."""


BARE = 32.14
"""SAD of ½ in all of the unknown, the same mean."""

SHARE_OF_BARE = 0.9
"""Two minutes of the `debug` preset leave no more; .72 to .80 were seen after 121 to 380 steps."""


def quiet(_: str) -> None:
    """Take a sentence for the user."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, size in enumerate((48, 64)):
        image, trimap, alpha = disc(size, size)
        parts = {"image": image[..., ::-1], "trimap1": trimap, "alpha": np.rint(alpha * 255)}
        for part, pixels in parts.items():
            (tmp_path / part).mkdir(exist_ok=True)
            cv2.imwrite(str(tmp_path / part / f"{number}.png"), pixels.astype(np.uint8))
    return tmp_path


def test_numbers_are_the_metrics_own(folder: Path) -> None:
    (result,) = compare(folder, ["closed-form"], trimaps="trimap1", device="cpu", tell=quiet)
    case = find_cases(folder, "trimap1")[1]
    image, trimap, truth = case.read()
    alpha = classical("closed-form").estimate(image, trimap)
    assert result.rows["1"] == {name: m(alpha, truth, trimap) for name, m in METRICS.items()}
    assert result.mean["SAD"] == pytest.approx(
        (result.rows["0"]["SAD"] + result.rows["1"]["SAD"]) / 2
    )


def test_the_table_and_the_file_hold_every_number(folder: Path, tmp_path: Path) -> None:
    results = [Result("knn", {"a": dict.fromkeys(METRICS, 0.5)})]
    console = Console(width=100, record=True, file=(tmp_path / "out").open("w"))
    console.print(table(results))
    text = console.export_text()
    assert "0.5000" in text
    assert text.count("knn") == 2
    write_json(tmp_path / "out.json", results)
    numbers = json.loads((tmp_path / "out.json").read_text())
    assert numbers["knn"]["mean"]["Conn"] == 0.5
    console.file.close()


def test_the_command_measures_several_models(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "numbers.json"
    arguments = [
        "evaluate", str(folder), "--model", "closed-form", "--model", "knn", "--json", str(out),
    ]  # fmt: skip
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 0, ran.output
    assert set(json.loads(out.read_text())) == {"closed-form", "knn"}
    assert "closed-form" in ran.output


def test_missing_partners_are_named(folder: Path) -> None:
    (folder / "alpha" / "1.png").unlink()
    with pytest.raises(SourceError, match="alpha has no file for 1"):
        find_cases(folder, "trimap1")
    with pytest.raises(SourceError, match="no folder"):
        find_cases(folder, "trimap7")


def test_partners_of_another_size_are_named(folder: Path) -> None:
    cv2.imwrite(str(folder / "alpha" / "0.png"), np.zeros((9, 9), np.uint8))
    with pytest.raises(SourceError, match="differ in size"):
        find_cases(folder, "trimap1")[0].read()


def test_unknown_models_are_named() -> None:
    with pytest.raises(ValueError, match="there is no model 'magic'"):
        load("magic", "cpu", quiet)
    with pytest.raises(ValueError, match="there is no weights file"):
        load("nowhere.safetensors", "cpu", quiet)


@pytest.mark.slow
@pytest.mark.parametrize("model", CLASSICAL)
def test_the_classical_table_is_reproduced(model: str, shared_data: Path) -> None:
    cases = find_cases(shared_data / "dev_eval" / "alphamatting", "trimap1")
    mean = measure(load(model, "cpu", quiet), model, cases).mean
    assert mean == pytest.approx(CLASSICAL[model], rel=0.02)


@pytest.mark.slow
def test_two_minutes_from_nothing_beat_the_bare_trimap(tmp_path: Path, shared_data: Path) -> None:
    # A process of its own: the budget is wall time, with all of the machine's threads.
    command = [sys.executable, "-m", "train", "debug", "--device", "cpu", "--minutes", "2"]
    subprocess.run([*command, "--out", str(tmp_path / "run")], check=True, timeout=600)
    cases = find_cases(shared_data / "dev_eval" / "alphamatting", "trimap1")
    model = str(tmp_path / "run" / "dim.safetensors")
    trained = measure(load(model, "cpu", quiet), model, cases).mean["SAD"]
    bare = []
    for case in cases:
        _, trimap, truth = case.read()
        half = np.where(trimap == UNKNOWN, 0.5, trimap / 255).astype(np.float32)
        bare.append(METRICS["SAD"](half, truth, trimap))
    assert float(np.mean(bare)) == pytest.approx(BARE, rel=0.01)
    assert trained < SHARE_OF_BARE * BARE
