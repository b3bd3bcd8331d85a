"""The command line: every preset is a command, and faults are one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest
from torch.distributed.run import get_args_parser
from typer.testing import CliRunner

from tests.train.test_loop import trained
from tests.train.tiny import tiny
from train.__main__ import app, main
from train.config import Config
from train.presets import PRESETS


def run(*arguments: str) -> str:
    ran = CliRunner().invoke(app, list(arguments))
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_help_lists_every_preset() -> None:
    text = run("--help")
    assert all(name in text for name in PRESETS)
    assert "--minutes" in run("dim_lite", "--help")


def test_torchrun_leaves_the_options_of_a_run_alone() -> None:
    options = [
        "dim_lite_further",
        "--device",
        "cpu",
        "--minutes",
        "5",
        "--weights",
        "w",
        "--out",
        "o",
        "--foregrounds",
        "f",
        "--backgrounds",
        "b",
    ]
    taken = get_args_parser().parse_args(["--nproc-per-node", "2", "-m", "train", *options])
    assert taken.training_script_args == options
    text = run("dim_lite_further", "--help")
    assert all(option in text for option in options if option.startswith("--"))


def test_folders_of_data_are_given_by_options(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Config] = []
    monkeypatch.setattr("train.session.train", lambda config, *_, **__: taken.append(config))
    run("dim_lite_further")
    run("dim_lite_further", *("--foregrounds", "../a", "--foregrounds", "b", "--backgrounds", "c"))
    plain, given = (config.source for config in taken)
    assert (given.foregrounds, given.backgrounds) == (("../a", "b"), ("c",))
    assert plain == replace(given, foregrounds=(), backgrounds=())


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_begins_without_any_files(name: str) -> None:
    source = PRESETS[name]().source
    assert (source.foregrounds, source.backgrounds) == ((), ())
    assert source.painted
    assert source.generated_first


def test_a_contact_sheet_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    run("foregrounds", "--sheet", str(out), "--size", "64", "--per-kind", "1")
    assert out.stat().st_size > 1000


def test_a_run_is_exported(tmp_path: Path) -> None:
    trained(tiny(tmp_path, steps=1), tmp_path / "run")
    run("export", str(tmp_path / "run"), "--out", str(tmp_path / "weights.safetensors"))
    assert (tmp_path / "weights.safetensors").exists()


def test_a_fault_is_told_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["train", "export", str(tmp_path), "--out", str(tmp_path / "w.safetensors")]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit, match="1"):
        main()
    assert "there is no checkpoint" in " ".join(capsys.readouterr().err.split())
