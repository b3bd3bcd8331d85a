"""The house rules that no other tool checks."""

import importlib
import pkgutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import mattegui.core

ROOT = Path(__file__).parents[1]
LONGEST = 400
WORDS = (
    *("Image", "Trimap", "Alpha", "Retouch", "Foreground", "Cutout"),
    *("Rect", "Edit", "Stale tile", "Estimator"),
)
BLOCKER = """
import sys
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocker())
import importlib
for name in {names!r}:
    importlib.import_module(name)
"""


def sources() -> list[Path]:
    folders = ("mattegui", "train", "tests", "resources")
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py")]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_too_long(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, f"{path} has {length} lines; split it"


def import_without(blocked: set[str], names: list[str]) -> None:
    """Import modules in a new process in which some packages cannot be imported."""
    code = BLOCKER.format(blocked=blocked, names=names)
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert child.returncode == 0, child.stderr


def modules(package: Any) -> list[str]:
    found = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    return [package.__name__, *(module.name for module in found)]


def test_the_core_needs_neither_torch_nor_qt_nor_numba_to_be_imported() -> None:
    import_without({"torch", "PySide6", "pymatting", "numba"}, modules(mattegui.core))


def test_the_app_is_imported_without_torch() -> None:
    app = importlib.import_module("mattegui.app")
    import_without({"torch", "safetensors", "pymatting", "numba", "typer"}, modules(app))


def test_the_command_line_is_imported_without_torch_and_qt() -> None:
    cli = importlib.import_module("mattegui.cli")
    names = [*modules(cli), "mattegui.__main__"]
    import_without({"torch", "PySide6", "pymatting", "numba"}, names)


def test_what_the_window_needs_of_the_engine_does_not_import_torch() -> None:
    names = ["mattegui.engine.models", "mattegui.engine.session", "mattegui.engine.tiles"]
    import_without({"torch", "PySide6"}, names)


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_has_every_word_with_those_to_avoid(word: str) -> None:
    glossary = (ROOT / "CONTEXT.md").read_text(encoding="utf-8")
    entry = glossary.partition(f"\n**{word}**")[2].partition("\n\n")[0]
    assert entry, f"CONTEXT.md does not explain {word!r}"
    assert "_Avoid_:" in entry, f"CONTEXT.md does not say what not to call {word!r}"


def test_qt_keeps_its_references_to_none(qtbot: QtBot) -> None:
    # PySide6 6.12.0 on Python 3.11 drops one at every call that returns nothing, and the
    # program aborts within minutes: that is why the dependency ends before 6.12.
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert before - sys.getrefcount(None) < 100


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def direct_dependencies() -> list[Requirement]:
    table = project()["project"]
    lists = [table["dependencies"], *table["optional-dependencies"].values()]
    lists.append(project()["dependency-groups"]["dev"])
    found = [Requirement(line) for lines in lists for line in lines]
    return [requirement for requirement in found if requirement.name != table["name"]]


def constraints() -> dict[str, Requirement]:
    lines = project()["tool"]["uv"]["constraint-dependencies"]
    return {canonicalize_name(r.name): r for r in map(Requirement, lines)}


@pytest.mark.parametrize("requirement", direct_dependencies(), ids=lambda r: r.name)
def test_direct_dependencies_are_pinned_to_what_is_installed(requirement: Requirement) -> None:
    installed = version(requirement.name)
    # Wheels for one kind of device carry it behind a plus sign.
    public = installed.partition("+")[0]
    assert requirement.specifier.contains(public)
    pin = constraints().get(canonicalize_name(requirement.name))
    assert pin is not None, f"{requirement.name} has no exact version in [tool.uv]"
    assert str(pin.specifier) == f"=={public}"
