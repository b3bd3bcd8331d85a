import csv
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import Alpha, Image, Trimap
from mattegui.core.cancelling import CancelledError
from mattegui.core.curve import Curve
from mattegui.core.export import ExportOptions
from mattegui.core.io import read_image
from mattegui.core.rect import Rect
from mattegui.engine import batch_crew
from mattegui.engine.batch import Finished, Started, describe_recipe, run_batch
from mattegui.engine.batch_crew import Serve
from mattegui.engine.batch_items import BatchError, Item, find_items, fingerprint, share_of
from mattegui.engine.batch_member import BatchRecipe, answer
from mattegui.engine.batch_report import Outcome, Report, read_report
from mattegui.engine.tiles import OneByOne, Part
from mattegui.engine.whole import estimate_whole
from tests.engine import batch_servers
from tests.samples import disc, write

OPTIONS = ExportOptions()
RECIPE = BatchRecipe("closed-form", "cpu", OPTIONS)


class Folders:
    """Images and trimaps of some names, and a folder for the exports."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.images, self.trimaps, self.out = (folder / name for name in ("in", "tri", "out"))
        for each in (self.images, self.trimaps, self.out):
            each.mkdir()
        for name in names:
            image, trimap, _ = disc(24, 32, band=4)
            write(self.images / f"{name}.png", image)
            write(self.trimaps / f"{name}.png", trimap)

    def items(self) -> list[Item]:
        return find_items(self.images, self.trimaps, self.out, OPTIONS)

    def run(self, target: Serve = batch_servers.copying, **how: Any) -> dict[str, Outcome]:
        events = run_batch(self.items(), RECIPE, Report.open(self.out), target=target, **how)
        return {e.outcome.file: e.outcome for e in events if isinstance(e, Finished)}

    def statuses(self, **how: Any) -> dict[str, str]:
        return {Path(name).stem: row.status for name, row in self.run(**how).items()}


def test_one_bad_file_stops_none_of_the_others(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "crash", "b", "killed", "c"])
    (folders.trimaps / "b.png").unlink()
    found = folders.run(jobs=2)
    assert {Path(name).stem: row.status for name, row in found.items()} == {
        "a": "done",
        "b": "failed",
        "c": "done",
        "crash": "failed",
        "killed": "failed",
    }
    assert found["crash.png"].error == "the process ended with exit code 7"
    assert found["killed.png"].error.startswith("the process died of signal 9")
    assert found["b.png"].error == "there is no trimap for b.png"
    with (folders.out / "report.csv").open(encoding="utf-8") as report:
        rows = list(csv.DictReader(report))
    assert [row["file"] for row in rows] == ["a.png", "b.png", "c.png", "crash.png", "killed.png"]
    assert [row["status"] for row in rows] == ["done", "failed", "done", "failed", "failed"]
    assert rows[0]["seconds"] == "0.50"


def test_what_is_finished_and_current_is_skipped(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b", "c", "d"])
    assert set(folders.statuses().values()) == {"done"}
    assert set(folders.statuses().values()) == {"skipped"}
    assert set(folders.statuses().values()) == {"skipped"}, "also what was skipped before"
    os.utime(folders.images / "a.png", (1, 1))
    (folders.out / "b_cutout.png").write_bytes(b"cut off")
    (folders.out / "c_cutout.png").unlink()
    assert folders.statuses() == {"a": "done", "b": "done", "c": "done", "d": "skipped"}
    assert set(folders.statuses(description="another model").values()) == {"done"}


def test_a_batch_goes_on_where_it_was_left(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b", "c", "slow"])
    events = run_batch(folders.items(), RECIPE, Report.open(folders.out), target=SERVER)
    finished = 0
    for event in events:
        finished += isinstance(event, Finished)
        if finished == 2:
            break
    events.close()
    assert sorted(path.name for path in folders.out.iterdir()) == [
        "a_cutout.png",
        "b_cutout.png",
        "report.csv",
    ]
    (folders.images / "slow.png").rename(folders.images / "d.png")
    (folders.trimaps / "slow.png").rename(folders.trimaps / "d.png")
    assert folders.statuses() == {"a": "skipped", "b": "skipped", "c": "done", "d": "done"}


SERVER = batch_servers.copying


def test_a_kill_in_the_middle_of_a_line_loses_that_line_only(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b"])
    folders.run()
    report = folders.out / "report.csv"
    report.write_bytes(report.read_bytes()[:-20])
    # The export is there, and its line was begun: it is the batch's own.
    assert folders.statuses(overwrite=True) == {"a": "skipped", "b": "done"}


def test_a_batch_can_be_cancelled(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "slow"])
    seen: list[object] = []

    def cancelled() -> bool:
        return any(isinstance(e, Started) and e.item.image.stem == "slow" for e in seen)

    report = Report.open(folders.out)
    for event in run_batch(folders.items(), RECIPE, report, target=SERVER, cancelled=cancelled):
        seen.append(event)
    assert len(seen) == 3
    assert {row.file: row.status for row in read_report(report.path)} == {
        "a.png": "done",
        "slow.png": "started",
    }


def test_processes_that_do_not_stop_are_waited_for_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_crew, "PATIENCE", 2.0)
    folders = Folders(tmp_path, ["a", "b", "c"])
    report, target = Report.open(folders.out), batch_servers.deaf
    events = run_batch(folders.items(), RECIPE, report, jobs=3, target=target)
    for _ in range(3):
        assert isinstance(next(events), Started)
    begun = time.monotonic()
    events.close()
    assert time.monotonic() - begun < 5


def test_files_of_others_are_not_replaced(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    theirs = folders.out / "a_cutout.png"
    theirs.write_bytes(b"painted by hand")
    found = folders.run()["a.png"]
    assert (found.status, theirs.read_bytes()) == ("failed", b"painted by hand")
    assert "is there already and of no batch" in found.error
    assert folders.statuses(overwrite=True) == {"a": "done"}


def test_a_missing_model_ends_the_batch(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    with pytest.raises(BatchError, match="there is no model 'closed-form'"):
        folders.run(target=batch_servers.refusing)
    with pytest.raises(BatchError, match=r"could not begin; .* exit code 3"):
        folders.run(target=batch_servers.dying)


def test_each_process_has_its_share_of_the_processors_and_one_card(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    environment = {"LOCAL_RANK": "1", "CUDA_VISIBLE_DEVICES": "4,6"}
    found = folders.run(environment=environment)["a.png"]
    assert found.notes == f"{os.cpu_count()} 6"


def test_trimaps_are_found_by_name(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b.c"])
    (folders.trimaps / "a.png").rename(folders.trimaps / "a_trimap.png")
    write(folders.images / "d.jpg", disc(24, 32)[0])
    (folders.images / ".hidden.png").write_bytes(b"")
    (folders.images / "notes.txt").write_text("no image")
    found = {item.image.name: item.trimap for item in folders.items()}
    assert found == {
        "a.png": folders.trimaps / "a_trimap.png",
        "b.c.png": folders.trimaps / "b.c.png",
        "d.jpg": None,
    }


def test_one_folder_can_hold_all(tmp_path: Path) -> None:
    image, trimap, _ = disc(24, 32, band=4)
    for name, pixels in (("a", image), ("a_trimap", trimap), ("a_cutout", image), ("b", image)):
        write(tmp_path / f"{name}.png", pixels)
    found = find_items(tmp_path, tmp_path, tmp_path, OPTIONS)
    assert [(item.image.stem, bool(item.trimap)) for item in found] == [("a", True), ("b", False)]


def test_one_trimap_can_serve_all(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b"])
    one = folders.trimaps / "a.png"
    found = find_items(folders.images, one, folders.out, OPTIONS)
    assert [item.trimap for item in found] == [one, one]


def test_two_images_are_not_written_to_one_file(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    write(folders.images / "a.tif", disc(24, 32)[0])
    first, second = folders.items()
    assert first.problem == ""
    assert second.problem == "a.png and a.tif would both be written to a_cutout.png"


def test_on_disks_that_do_not_tell_capitals_apart_two_names_are_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = Folders(tmp_path, ["IMG", "\u00e9"])
    for old, new in (("IMG.png", "img.bmp"), ("\u00e9.png", "e\u0301.bmp")):
        write(folders.images / new, read_image(folders.images / old).image)
        (folders.trimaps / new.replace("bmp", "png")).write_bytes(
            (folders.trimaps / old).read_bytes()
        )
    assert not any(item.problem for item in folders.items())
    monkeypatch.setattr(sys, "platform", "darwin")
    assert sum("would both be written to" in item.problem for item in folders.items()) == 2


def test_folders_must_be_there(tmp_path: Path) -> None:
    folders = Folders(tmp_path, [])
    with pytest.raises(BatchError, match="there is no image in"):
        folders.items()
    with pytest.raises(BatchError, match="there is no folder"):
        find_items(tmp_path / "no", folders.trimaps, folders.out, OPTIONS)
    with pytest.raises(BatchError, match="there is no folder or file"):
        find_items(folders.images, tmp_path / "no", folders.out, OPTIONS)


def test_ranks_share_the_items_without_overlap(tmp_path: Path) -> None:
    items = Folders(tmp_path, list("abcde")).items()
    assert share_of(items, {}) == (items, 0, 1)
    shares = [share_of(items, {"RANK": str(r), "WORLD_SIZE": "3"})[0] for r in range(3)]
    assert sorted(item.image.name for share in shares for item in share) == [
        item.image.name for item in items
    ]
    for wrong in ({"RANK": "3", "WORLD_SIZE": "3"}, {"RANK": "x"}):
        with pytest.raises(BatchError):
            share_of(items, wrong)


def test_ranks_have_reports_of_their_own_and_know_the_others(tmp_path: Path) -> None:
    items = Folders(tmp_path, ["a", "b"]).items()
    folder = tmp_path / "out"
    for rank, item in enumerate(items):
        item.out.write_bytes(b"1234")
        report = Report.open(folder, rank, 2)
        mark = fingerprint(item, "")
        report.add(Outcome(item.image.name, "done", out=item.out.name, bytes=4, fingerprint=mark))
        report.close([item])
    assert sorted(path.name for path in folder.glob("*.csv")) == ["report-0.csv", "report-1.csv"]
    alone = Report.open(folder)
    assert all(alone.is_current(item, fingerprint(item, "")) for item in items)
    alone.close(items)


def test_a_file_that_is_no_report_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "report.csv").write_text("name,price\nbread,3\n")
    with pytest.raises(BatchError, match="is no report of a batch"):
        Report.open(tmp_path)


class Halves(OneByOne):
    """An estimator that says 0.25 wherever it is asked."""

    name, halo = "halves", 0

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        raise AssertionError("parts only")

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> list[Part]:
        return [Part(tile, tile, trimap[tile.slices]) for tile in tiles]

    def solve_part(self, image: Image, part: Part) -> Alpha:
        known = np.where(part.trimap == 255, 1, 0).astype(np.float32)
        return np.where(part.trimap == 128, np.float32(0.25), known)


def item_in(folder: Path) -> Item:
    image, trimap, _ = disc(24, 32, band=4)
    return Item(
        write(folder / "a.png", image), write(folder / "t.png", trimap), folder / "a_cutout.png"
    )


def test_an_item_is_matted(tmp_path: Path) -> None:
    item = item_in(tmp_path)
    found = answer(item, RECIPE, Halves(), lambda: False)  # type: ignore[arg-type]
    assert (found.status, found.error) == ("done", "")
    alpha = read_image(item.out).alpha
    assert alpha is not None
    assert set(np.unique(np.rint(alpha * 255))) == {0, 64, 255}


def test_what_is_wrong_with_an_item_is_its_answer(tmp_path: Path) -> None:
    item = item_in(tmp_path)
    stopped = answer(item, RECIPE, Halves(), lambda: True)  # type: ignore[arg-type]
    assert (stopped.status, stopped.error) == ("failed", "it was stopped before it was finished")
    item.image.write_bytes(b"hello")
    broken = answer(item, RECIPE, Halves(), lambda: False)  # type: ignore[arg-type]
    assert "a.png cannot be read as an image" in broken.error
    assert not item.out.exists()


def test_the_whole_alpha_is_told_and_stopped_part_by_part() -> None:
    image, trimap, _ = disc(24, 32, band=4)
    shares: list[float] = []
    estimate_whole(image, trimap, Halves(), progress=shares.append)  # type: ignore[arg-type]
    assert shares == [1]
    with pytest.raises(CancelledError):
        estimate_whole(image, trimap, Halves(), cancelled=lambda: True)  # type: ignore[arg-type]


def test_a_description_changes_with_what_is_done() -> None:
    cropped = BatchRecipe("closed-form", "cpu", ExportOptions(crop=True))
    knn = BatchRecipe("knn", "cpu", OPTIONS)
    clipped = replace(RECIPE, curve=Curve(0.1, 0.9))
    faint = replace(RECIPE, amount=0.5)
    recipes = RECIPE, cropped, knn, clipped, faint
    assert len({describe_recipe(recipe, "cpu") for recipe in recipes}) == len(recipes)
    # Exports of before there were a curve and an amount are still current.
    assert describe_recipe(RECIPE, "cpu") == f"closed-form  {OPTIONS!r}"


def test_a_batch_takes_as_much_of_the_background_out_as_it_is_told(tmp_path: Path) -> None:
    item = item_in(tmp_path)
    colours = []
    for amount in (0.0, 1.0):
        recipe = replace(RECIPE, amount=amount)
        assert answer(item, recipe, Halves(), lambda: False).status == "done"  # type: ignore[arg-type]
        file = read_image(item.out)
        assert file.alpha is not None
        soft = np.abs(file.alpha - 0.25) < 0.01
        colours.append(file.image[soft])
    image = read_image(item.image).image[soft]
    assert np.array_equal(colours[0], image)
    assert not np.array_equal(colours[1], image)


def test_the_alpha_of_a_batch_is_stretched(tmp_path: Path) -> None:
    item = item_in(tmp_path)
    recipe = replace(RECIPE, curve=Curve(0.2, 0.3))
    assert answer(item, recipe, Halves(), lambda: False).status == "done"  # type: ignore[arg-type]
    alpha = read_image(item.out).alpha
    assert alpha is not None
    assert set(np.unique(np.rint(alpha * 255))) == {0, 128, 255}
