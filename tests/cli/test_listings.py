"""`mattegui models`, `mattegui doctor`, and the way in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch
import typer

from mattegui import __main__ as way_in
from mattegui import __version__
from mattegui.cli.main import build, run
from mattegui.engine import model_card, models
from mattegui.engine.models import MODELS
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.weights import save_network
from tests.engine.networks import TINY, random_network
from tests.engine.test_model_card import values as card_of


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program models of its own, none."""
    monkeypatch.setattr(models, "resource", lambda *parts: tmp_path.joinpath(*parts))
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def test_models_lists_all_and_says_what_auto_takes(
    shipped: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (shipped / "dim.safetensors").touch()
    assert run(["models"]) == 0
    printed = capfd.readouterr().out
    assert all(name in printed and spec.title in printed for name, spec in MODELS.items())
    assert "On a processor, auto takes closed-form." in printed
    assert "On an NVIDIA card, auto takes dim." in printed
    assert str(shipped / "dim.safetensors") in printed.replace("\n", "")
    assert "dim-lite.safetensors, not found" in printed


def test_a_network_of_ours_shows_its_card(
    shipped: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(model_card, "resource", lambda *parts: shipped.parent.joinpath(*parts))
    (shipped / "dim.safetensors").touch()
    (shipped / "dim.json").write_text(json.dumps(card_of()), "utf-8")
    assert run(["models", "card", "dim"]) == 0
    printed = capfd.readouterr().out
    for words in ("12 parameters, SHA-256 00", "In an hour.", "none needed", "closed-form"):
        assert words in printed
    assert "Not good at anything." in printed


def test_weights_of_somebody_and_methods_have_no_card(
    data_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (data_folder / "models").mkdir(parents=True)
    (data_folder / "models" / "dim.safetensors").touch()
    assert run(["models", "card", "dim"]) == 2
    assert "was put there by somebody: it has no card" in capfd.readouterr().err
    assert run(["models", "card", "knn"]) == 2
    assert "the model 'knn' is no network" in capfd.readouterr().err


def test_models_does_not_import_torch() -> None:
    code = (
        "import sys; sys.argv = ['mattegui', 'models'];"
        "from mattegui.__main__ import main; code = main();"
        "assert 'torch' not in sys.modules and 'PySide6' not in sys.modules; sys.exit(code)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_doctor_shows_versions_device_and_weights(
    shipped: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    network = random_network(DIMConfig(width=TINY))
    save_network(shipped / "dim.safetensors", network, dtype=torch.float16)
    assert run(["doctor"]) == 0
    printed = capfd.readouterr().out
    for word in (__version__, torch.__version__, "PySide6-Essentials", "Device", "Data folder"):
        assert word in printed
    assert "0.1 million parameters" in printed
    assert "not found" in printed


def test_doctor_fails_on_damaged_weights(shipped: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (shipped / "dim.safetensors").write_bytes(b"nothing")
    assert run(["doctor"]) == 1
    assert "is damaged" in capfd.readouterr().out


def test_doctor_fails_on_a_missing_package(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("mattegui.cli.doctor.PACKAGES", ("torch", "no-such-package"))
    assert run(["doctor"]) == 1
    assert "missing" in capfd.readouterr().out


def test_version_and_help(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capfd.readouterr().out == f"mattegui {__version__}\n"
    assert run(["--help"]) == 0
    printed = capfd.readouterr().out
    assert all(command in printed for command in way_in.COMMANDS)


def test_the_way_in_knows_every_command() -> None:
    command_line = typer.main.get_command(build())
    assert isinstance(command_line, typer.core.TyperGroup)
    assert set(command_line.commands) == set(way_in.COMMANDS)


def enter(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["mattegui", *arguments])
    return way_in.main()


def test_a_mistyped_command_opens_no_window(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert enter(monkeypatch, "mate") == 2
    assert capfd.readouterr().err == (
        "mattegui: there is no file mate; the commands are matte, batch, trimap, models, doctor\n"
    )


@pytest.mark.parametrize("names", [[], ["a.png"], ["a.png", "b.png"]])
def test_anything_else_opens_the_window(
    names: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[list[Path]] = []

    def take(paths: list[Path]) -> int:
        opened.append(paths)
        return 0

    monkeypatch.setattr("mattegui.app.main.run", take)
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.touch()
    assert enter(monkeypatch, *map(str, paths)) == 0
    assert opened == [paths]


def test_a_command_goes_to_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert enter(monkeypatch, "--version") == 0
    assert __version__ in capfd.readouterr().out
    assert enter(monkeypatch, "matte") == 2
