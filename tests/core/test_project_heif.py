"""Projects of HEIC files where nothing is installed that reads them."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow

from mattegui.core import heif, project_original
from mattegui.core.io import read_image
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from tests.core.projects import parts_of, same
from tests.samples import photo

pillow_heif = pytest.importorskip("pillow_heif")

NOTE = (
    "{name} is a HEIC file; to read these, install the extra heif (pillow-heif). "
    "Its pixels were taken from the project, without what else the file said."
)


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Project]:
    """A project of a HEIC file, and what it was."""
    pillow_heif.from_pillow(Pillow.fromarray(photo(64, 96))).save(tmp_path / "a.heic")
    whole = Project(read_image(tmp_path / "a.heic"), np.zeros((64, 96), np.uint8))
    save_project(tmp_path / "work.ora", whole)
    return tmp_path / "work.ora", whole


def test_it_opens_by_its_layer_and_keeps_the_file(
    saved: tuple[Path, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = saved
    before = whole.file.path.read_bytes()
    whole.file.path.unlink()
    monkeypatch.setattr(heif, "is_available", lambda: False)
    opened = load_project(path)
    assert same(opened.file.image, whole.file.image)
    assert opened.file.notes == (NOTE.format(name="a.heic"),)
    assert save_project(path, opened) == ()
    assert parts_of(path)["mattegui/original.heic"] == before
    monkeypatch.undo()
    again = load_project(path)
    assert again.file.notes == ()
    assert same(again.file.image, whole.file.image)


def test_a_large_one_stays_referred_to(
    saved: tuple[Path, Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = saved
    monkeypatch.setattr(project_original, "MAX_EMBEDDED", 100)
    save_project(path, whole)
    monkeypatch.setattr(heif, "is_available", lambda: False)
    opened = load_project(path)
    assert same(opened.file.image, whole.file.image)
    assert opened.file.notes == (NOTE.format(name=str(whole.file.path)),)
    save_project(path, opened)
    monkeypatch.setattr(heif, "is_available", lambda: True)
    assert load_project(path).file.notes == ()
