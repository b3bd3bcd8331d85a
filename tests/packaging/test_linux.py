"""What the installers say of the program, without building it."""

import importlib
import os
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
import typer

from mattegui.cli.main import build
from tests.packaging.machine import ROOT, need

PACKAGING = ROOT / "resources" / "packaging"


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the script, which belongs to no package."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("linux")


@pytest.fixture
def packages(linux: ModuleType, tmp_path: Path) -> dict[str, Path]:
    """Return the package of each flavour, of a program that is a single file."""
    need("dpkg-deb")
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "mattegui").write_text("#!/bin/sh\n")
    return {
        f"mattegui{suffix}": linux.make_deb(tmp_path / "program", tmp_path, suffix=suffix, level=0)
        for suffix in linux.SUFFIXES
    }


def test_flavours_of_the_package_exclude_each_other(packages: dict[str, Path]) -> None:
    def fields(name: str) -> dict[str, str]:
        command = ["dpkg-deb", "--field", str(packages[name])]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return dict(re.findall(r"^([A-Z]\S+): (.*)$", lines, re.MULTILINE))

    plain, cuda = fields("mattegui"), fields("mattegui-cuda")
    assert plain["Conflicts"] == plain["Replaces"] == "mattegui-cuda"
    assert cuda["Conflicts"] == cuda["Replaces"] == cuda["Provides"] == "mattegui"
    assert plain["Depends"] == cuda["Depends"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root installs packages")
def test_one_flavour_takes_the_place_of_the_other(
    packages: dict[str, Path], tmp_path: Path
) -> None:
    need("dpkg")
    root = tmp_path / "root"
    for folder in ("updates", "info"):
        (root / "var/lib/dpkg" / folder).mkdir(parents=True)
    for file in ("status", "available"):
        (root / "var/lib/dpkg" / file).touch()
    dpkg = ["dpkg", f"--root={root}", "--force-depends", "--force-script-chrootless"]
    dpkg += ["--log=/dev/null"]
    for name in ("mattegui", "mattegui-cuda", "mattegui"):
        subprocess.run([*dpkg, "--install", str(packages[name])], check=True, capture_output=True)
        query = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Package}\n"]
        there = subprocess.run(query, check=True, capture_output=True, text=True).stdout
        assert there.split() == [name]


def test_the_manual_names_every_command() -> None:
    text = (PACKAGING / "linux" / "manual.1.in").read_text(encoding="utf-8")
    program = typer.main.get_command(build())
    assert isinstance(program, typer.core.TyperGroup)
    models = program.commands["models"]
    assert isinstance(models, typer.core.TyperGroup)
    for name in (*program.commands, *(f"models {each}" for each in models.commands)):
        assert re.search(rf"^\.B @COMMAND@ {name}$", text, re.MULTILINE), name
        assert re.search(rf"^\.B {name}$", text, re.MULTILINE), name


def test_macos_is_promised_what_it_is_built_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))
    oldest = importlib.import_module("texts").bundle_facts()["LSMinimumSystemVersion"]
    assert oldest == "14.0", "torch's wheels are for 14"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"macOS {oldest.removesuffix('.0')} and newer" in readme
