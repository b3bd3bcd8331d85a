"""Names that a project's parts cannot hold as they are: nothing is lost for their sake."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mattegui.core.openraster_reader import OpenRaster
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from tests.core.projects import HEIGHT, WIDTH, parts_of, project, same, stack, write_parts

ODD = ["a\x0bb", "a\x0cb", "a\x00b", "a\ufffdb", "\ufffe", "\ud800", "\x1b[0m", "é\x85\n<&\"'>😀"]
"""Pasted from terminals and word processors; some are the same when they are written."""


def with_snapshots(folder: Path, names: list[str]) -> Project:
    """Return a project with a snapshot of each name, no two of them alike."""
    trimaps = [np.zeros((HEIGHT, WIDTH), np.uint8) for _ in names]
    for number, trimap in enumerate(trimaps):
        trimap[number] = 255
    return replace(project(folder), snapshots=dict(zip(names, trimaps, strict=True)))


@pytest.mark.parametrize("names", [*([name] for name in ODD), ODD])
def test_snapshots_of_any_name_come_back_under_it(names: list[str], tmp_path: Path) -> None:
    whole = replace(with_snapshots(tmp_path, names), settings={name: name for name in names})
    assert save_project(tmp_path / "work.ora", whole) == ()
    opened = load_project(tmp_path / "work.ora")
    assert list(opened.snapshots) == names
    assert all(same(opened.snapshots[name], whole.snapshots[name]) for name in names)
    assert opened.settings == whole.settings
    assert opened.file.notes == ()


def test_other_programs_read_a_replacement_character(tmp_path: Path) -> None:
    save_project(tmp_path / "work.ora", with_snapshots(tmp_path, ["a\x0bb", "\ud800"]))
    with OpenRaster(tmp_path / "work.ora") as container:
        names = [entry.name for entry in container.entries if entry.name.startswith("Snapshot")]
    assert names == ["Snapshot: a\ufffdb", "Snapshot: \ufffd"]


def test_names_that_became_the_same_elsewhere_lose_no_snapshot(tmp_path: Path) -> None:
    path, whole = tmp_path / "work.ora", with_snapshots(tmp_path, ["a\x0b", "a\x0c", "plain"])
    save_project(path, whole)
    parts = parts_of(path)
    del parts["mattegui.json"]
    opened = load_project(write_parts(path, parts))
    assert list(opened.snapshots) == ["a\ufffd", "a\ufffd (2)", "plain"]
    assert all(map(same, opened.snapshots.values(), whole.snapshots.values()))


def test_a_name_that_was_given_elsewhere_counts(tmp_path: Path) -> None:
    path = tmp_path / "work.ora"
    save_project(path, with_snapshots(tmp_path, ["a\x0b"]))
    layers = [
        f'<layer name="{name}" src="{part}"/>'
        for name, part in (
            *(("Trimap", "data/trimap.png"), ("Image", "data/image.png")),
            ("Snapshot: b", "data/snapshot0.png"),
        )
    ]
    write_parts(path, parts_of(path) | {"stack.xml": stack(*layers)})
    assert list(load_project(path).snapshots) == ["b"]
