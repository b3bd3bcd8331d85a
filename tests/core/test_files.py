import os
from pathlib import Path

import numpy as np
import pytest

from mattegui.core.export import check_destination, write_export
from mattegui.core.files import atomic_path
from mattegui.core.glimpse import read_glimpse
from mattegui.core.io import ImageFileError, read_image, read_trimap, write_image
from mattegui.core.openraster import backup_path
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from tests.core.exports import source_of
from tests.samples import photo, write

LONGEST = 255
"""Bytes of a file's name."""


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_path(target) as draft:
        assert draft.parent == tmp_path
        assert draft.suffix == ".txt"
        draft.write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert names(tmp_path) == ["a.txt"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")
    with atomic_path(target) as draft:
        draft.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_error_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old")

    def write_half() -> None:
        with atomic_path(target) as draft:
            draft.write_text("half")
            raise error

    with pytest.raises(error):
        write_half()
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_nothing_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_path(tmp_path / "a.txt"):
        pass
    assert names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(FileNotFoundError, match="there is no folder"),
        atomic_path(tmp_path / "no" / "a.txt"),
    ):
        pass


@pytest.mark.parametrize("name", ["y" * 251 + ".png", "画" * 80 + ".png", "a." + "s" * 253])
def test_a_name_may_be_as_long_as_the_folder_takes(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    with atomic_path(target) as draft:
        draft.write_text("new")
    assert names(tmp_path) == [name]
    assert len(os.fsencode(name)) > LONGEST - 12


def test_an_export_has_any_name_that_the_folder_takes(tmp_path: Path) -> None:
    # With EXIF data, which is put in by way of a further file.
    source = source_of(photo(6, 8))
    target = tmp_path / ("y" * (LONGEST - 4) + ".png")
    write_export(target, source, np.ones((6, 8), np.float32))
    assert np.array_equal(read_image(target).image, source.image)


def test_too_long_a_name_is_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="File name too long"):
        check_destination(tmp_path / ("y" * LONGEST + ".png"), [])
    image = read_image(write(tmp_path / "a.png", photo(6, 8)))
    project = Project(image, np.zeros((6, 8), np.uint8))
    longest = tmp_path / ("y" * (LONGEST - 5) + ".ora")
    # Twice: the second time there is something to keep as a backup.
    save_project(longest, project)
    save_project(longest, project)
    assert np.array_equal(load_project(backup_path(longest)).file.image, image.image)
    asked: list[float] = []
    with pytest.raises(OSError, match="File name too long"):
        save_project(tmp_path / ("y" * (LONGEST - 4) + ".ora"), project, progress=asked.append)
    assert asked == []


def test_a_name_that_is_no_text_is_said_in_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    path.write_bytes(write(tmp_path / "a.png", photo(6, 8)).read_bytes())
    shown, reason = f"{tmp_path}/caf\ufffd.png", "its name, or that of its folder, is not UTF-8"
    with pytest.raises(ImageFileError) as raised:
        read_image(path)
    assert str(raised.value) == f"{shown} cannot be read: {reason}"
    with pytest.raises(ImageFileError, match=reason):
        read_trimap(path, (6, 8))
    with pytest.raises(ImageFileError) as raised:
        write_image(path, photo(6, 8))
    assert str(raised.value) == f"cannot write {shown}: {reason}"
    with pytest.raises(ImageFileError, match=reason):
        check_destination(path, [])


def test_no_glimpse_of_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jpg"))
    path.write_bytes(write(tmp_path / "a.jpg", photo(6, 8)).read_bytes())
    assert read_glimpse(path) is None
