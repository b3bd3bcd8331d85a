import sys
from pathlib import Path

import pytest

from mattegui.core.resources import data_folder, resource


def test_resources_are_found_beside_the_package() -> None:
    assert resource("models").is_dir()
    assert resource("no", "such") == resource("no") / "such"


def test_the_environment_names_the_data_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATTEGUI_DATA", "/somewhere")
    assert data_folder() == Path("/somewhere")


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "XDG_DATA_HOME", "place/mattegui"),
        ("win32", "LOCALAPPDATA", "place/MatteGUI"),
    ],
)
def test_each_system_has_its_place(
    platform: str, variable: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MATTEGUI_DATA")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, "place")
    assert data_folder() == Path(expected)


def test_on_macos_it_is_in_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MATTEGUI_DATA")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder().parts[-3:] == ("Library", "Application Support", "MatteGUI")
