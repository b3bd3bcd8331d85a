"""Samples from projects: the right pixels, read by training's own reader; nothing unfinished."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from mattegui.core.arrays import UNKNOWN
from mattegui.core.io import read_image
from mattegui.core.openraster import OpenRasterError
from mattegui.core.project import Project
from mattegui.core.project_writer import save_project
from mattegui.core.retouch import no_corrections
from tests.samples import disc, write
from train.__main__ import app
from train.samples import add_sample
from train.sources import SourceError, find_foregrounds, read_foreground

BLUE = np.array([0.1, 0.2, 0.7]) * 255
RED = np.array([0.8, 0.15, 0.1]) * 255


@pytest.fixture
def finished(tmp_path: Path) -> Project:
    image, trimap, alpha = disc(90, 120)
    file = read_image(write(tmp_path / "photo.png", image))
    return Project(file, trimap, alpha=alpha, finished=True)


def saved(folder: Path, project: Project, name: str = "cat.ora") -> Path:
    save_project(folder / name, project)
    return folder / name


def test_a_project_becomes_a_foreground_that_training_reads(
    finished: Project, tmp_path: Path
) -> None:
    retouch = no_corrections(finished.trimap.shape)
    # A wisp that the estimator missed, painted in beside the disc.
    retouch[40:50, 95:100] = (255, 255)
    trimap = finished.trimap.copy()
    trimap[38:52, 93:102] = UNKNOWN
    project = replace(finished, trimap=trimap, retouch=retouch)
    sample = add_sample(saved(tmp_path, project), tmp_path / "own")
    (item,) = find_foregrounds(tmp_path / "own")
    assert item.image == sample.path
    assert item.group == "cat"
    rgba = read_foreground(item)
    final = project.final_alpha()
    assert final is not None
    rows, columns = np.nonzero(np.rint(final * 255))
    y, x = rows.min(), columns.min()
    assert rgba.shape == (rows.max() - y + 1, columns.max() - x + 1, 4)
    assert (
        np.abs(rgba[..., 3] / 255 - final[y : rows.max() + 1, x : columns.max() + 1]).max() < 0.01
    )
    assert (rgba[40 - y : 50 - y, 95 - x : 100 - x, 3] == 255).all()
    unknown = trimap == UNKNOWN
    assert sample.corrected == pytest.approx(50 / unknown.sum())


def test_its_edge_has_the_subject_s_colours_not_the_background_s(
    finished: Project, tmp_path: Path
) -> None:
    add_sample(saved(tmp_path, finished), tmp_path / "own")
    rgba = read_foreground(find_foregrounds(tmp_path / "own")[0])
    soft = (rgba[..., 3] > 60) & (rgba[..., 3] < 200)
    colours = rgba[..., :3][soft].astype(float)
    assert np.abs(colours - RED).mean() < np.abs(colours - BLUE).mean() / 4


def test_added_again_it_takes_its_own_place(finished: Project, tmp_path: Path) -> None:
    path = saved(tmp_path, finished)
    first = add_sample(path, tmp_path / "own").path.read_bytes()
    retouch = no_corrections(finished.trimap.shape)
    retouch[:, 60:] = (0, 255)
    second = add_sample(saved(tmp_path, replace(finished, retouch=retouch)), tmp_path / "own")
    assert second.path.read_bytes() != first
    assert len(find_foregrounds(tmp_path / "own")) == 1


def test_projects_of_one_name_are_two_samples(finished: Project, tmp_path: Path) -> None:
    for day in ("monday", "tuesday"):
        (tmp_path / day).mkdir()
        add_sample(saved(tmp_path / day, finished), tmp_path / "own")
    assert len(find_foregrounds(tmp_path / "own")) == 2


def test_what_is_not_finished_is_refused(finished: Project, tmp_path: Path) -> None:
    known = np.where(finished.trimap == UNKNOWN, 0, finished.trimap).astype(np.uint8)
    assert finished.alpha is not None
    refused = {
        "is not finished": replace(finished, finished=False),
        "has no alpha": replace(finished, alpha=None),
        "has no unknown area": replace(finished, trimap=known),
        "is empty": replace(finished, alpha=np.zeros_like(finished.alpha)),
    }
    for words, project in refused.items():
        with pytest.raises(SourceError, match=rf"cat\.ora .*{words}|{words}"):
            add_sample(saved(tmp_path, project), tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_a_folder_of_pairs_is_refused(finished: Project, tmp_path: Path) -> None:
    (tmp_path / "own" / "fg").mkdir(parents=True)
    with pytest.raises(SourceError, match="choose another folder"):
        add_sample(saved(tmp_path, finished), tmp_path / "own")


def test_no_project_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpenRasterError, match="is not there"):
        add_sample(tmp_path / "none.ora", tmp_path / "own")


def test_the_command_says_what_it_did(finished: Project, tmp_path: Path) -> None:
    paths = [str(saved(tmp_path, finished, name)) for name in ("a.ora", "b.ora")]
    ran = CliRunner().invoke(app, ["add-sample", *paths, "--out", str(tmp_path / "own")])
    assert ran.exit_code == 0, ran.output
    assert "holds 2" in " ".join(ran.output.split())
    assert len(find_foregrounds(tmp_path / "own")) == 2
