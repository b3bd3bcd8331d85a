"""What a batch's report remembers, and that it makes a batch replace its own exports only."""

import csv
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from mattegui.engine.batch import Started, _outcome, run_batch
from mattegui.engine.batch_crew import Assignment
from mattegui.engine.batch_items import BatchError
from mattegui.engine.batch_member import Answer
from mattegui.engine.batch_report import Outcome, Report, merge_reports, read_report
from tests.engine import batch_servers
from tests.engine.test_batch import RECIPE, Folders
from tests.samples import disc, write

BY_HAND = b"painted by hand"


def two_days(folder: Path) -> tuple[Folders, Folders]:
    """Return two folders of images that share one name, and the folder of the exports."""
    days = []
    for day, names in (("day1", ["1", "2"]), ("day2", ["2", "3"])):
        (folder / day).mkdir()
        days.append(Folders(folder / day, names))
    write(days[1].images / "2.png", disc(26, 30)[0])
    days[1].out = days[0].out
    return days[0], days[1]


def lines(folders: Folders) -> list[tuple[str, str, str]]:
    rows = read_report(folders.out / "report.csv")
    return [(row.folder, row.file, row.status) for row in rows]


def test_an_image_without_a_trimap_lays_no_claim_to_a_file(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    trimap, theirs = folders.trimaps / "a.png", folders.out / "a_cutout.png"
    trimap.rename(tmp_path / "t.png")
    theirs.write_bytes(BY_HAND)
    assert folders.statuses() == {"a": "failed"}
    (tmp_path / "t.png").rename(trimap)
    assert "is there already and of no batch" in folders.run()["a.png"].error
    assert theirs.read_bytes() == BY_HAND


def test_an_image_that_could_not_be_done_lays_no_claim_to_a_file(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["crash"])
    assert folders.statuses() == {"crash": "failed"}
    theirs = folders.out / "crash_cutout.png"
    theirs.write_bytes(BY_HAND)
    assert "is there already and of no batch" in folders.run()["crash.png"].error
    assert theirs.read_bytes() == BY_HAND


def stopped_at_once(folders: Folders) -> None:
    report, target = Report.open(folders.out), batch_servers.copying
    for event in run_batch(folders.items(), RECIPE, report, target=target):
        if isinstance(event, Started):
            break


def test_an_image_that_was_given_up_lays_no_claim_to_a_file(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["slow"])
    stopped_at_once(folders)
    assert lines(folders) == [("../in", "slow.png", "started")]
    theirs = folders.out / "slow_cutout.png"
    theirs.write_bytes(BY_HAND)
    assert folders.statuses() == {"slow": "failed"}
    assert theirs.read_bytes() == BY_HAND


def test_an_image_that_was_done_just_when_the_batch_was_stopped_is_done(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["late"])
    stopped_at_once(folders)
    assert lines(folders) == [("../in", "late.png", "done")]
    assert folders.statuses() == {"late": "skipped"}


def test_an_export_stays_the_batchs_own_through_a_failure(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    folders.run()
    trimap = folders.trimaps / "a.png"
    trimap.rename(tmp_path / "t.png")
    assert folders.statuses() == {"a": "failed"}
    (tmp_path / "t.png").rename(trimap)
    assert folders.statuses() == {"a": "done"}


def test_an_image_of_the_same_name_in_another_folder_replaces_nothing(tmp_path: Path) -> None:
    first, second = two_days(tmp_path)
    first.run()
    made = (first.out / "2_cutout.png").read_bytes()
    found = second.run()
    assert found["2.png"].error.endswith("is there already, of another image: ../in/2.png")
    assert found["3.png"].status == "done"
    assert (first.out / "2_cutout.png").read_bytes() == made
    assert second.statuses(overwrite=True) == {"2": "done", "3": "skipped"}
    assert (first.out / "2_cutout.png").read_bytes() == (second.images / "2.png").read_bytes()
    # Also if it were of the same size, this one is not the first's any more.
    assert first.statuses() == {"1": "skipped", "2": "failed"}


def test_a_batch_of_another_folder_is_not_forgotten(tmp_path: Path) -> None:
    first, second = two_days(tmp_path)
    first.run()
    second.run()
    assert lines(first) == [
        ("../../day2/in", "2.png", "failed"),
        ("../../day2/in", "3.png", "done"),
        ("../in", "1.png", "done"),
        ("../in", "2.png", "done"),
    ]
    assert first.statuses() == {"1": "skipped", "2": "skipped"}
    assert [file for _, file, _ in lines(first)] == ["1.png", "2.png", "2.png", "3.png"]


def test_of_images_that_are_gone_only_those_with_an_export_are_kept(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b", "crash"])
    folders.run()
    for name in ("b", "crash"):
        (folders.images / f"{name}.png").unlink()
    folders.run()
    assert [file for _, file, _ in lines(folders)] == ["a.png", "b.png"]


def test_what_was_done_is_current_wherever_its_folders_are_moved_to(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    folders = Folders(tmp_path / "here", ["a", "b"])
    folders.run()
    (tmp_path / "here").rename(tmp_path / "there")
    for name in ("images", "trimaps", "out"):
        setattr(folders, name, tmp_path / "there" / getattr(folders, name).name)
    assert folders.statuses() == {"a": "skipped", "b": "skipped"}
    os.utime(folders.images / "a.png", (1, 1))
    assert folders.statuses() == {"a": "done", "b": "skipped"}
    folders.images = folders.images.rename(tmp_path / "elsewhere")
    assert folders.statuses() == {"a": "skipped", "b": "skipped"}
    os.utime(folders.images / "a.png", (2, 2))
    assert folders.statuses() == {"a": "done", "b": "skipped"}, "they are of this folder now"


def as_before(report: Path) -> None:
    """Rewrite a report as it was before it told folders apart."""
    with report.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    with report.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(row[:-1] for row in rows)


def test_reports_without_folders_are_read_and_claim_nothing(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b", "c"])
    folders.run()
    report = folders.out / "report.csv"
    as_before(report)
    os.utime(folders.images / "b.png", (1, 1))
    (folders.trimaps / "c.png").unlink()
    found = folders.run()
    assert [found[f"{name}.png"].status for name in "abc"] == ["skipped", "failed", "failed"]
    assert "of an image in a folder that its batch did not note" in found["b.png"].error
    assert lines(folders)[:3] == [
        ("../in", "a.png", "skipped"),
        ("../in", "b.png", "failed"),
        ("../in", "c.png", "failed"),
    ]


def test_an_old_report_named_the_place_also_of_what_had_failed(tmp_path: Path) -> None:
    row = Outcome("a.png", "failed", error="no trimap", out="a_cutout.png")
    folders = Folders(tmp_path, ["a"])
    report = Report.open(folders.out)
    report.add(row)
    report.close([])
    as_before(report.path)
    assert read_report(report.path) == [replace(row, out="")]


def test_a_run_that_is_cut_short_leaves_an_old_report_readable(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b"])
    folders.run()
    report = folders.out / "report.csv"
    as_before(report)
    unfinished = Report.open(folders.out)
    unfinished.add(Outcome("b.png", "started", folder="../in"))
    assert [row.status for row in read_report(report)] == ["done", "done", "started"]
    unfinished.close(folders.items())


def test_reports_of_ranks_become_one_with_what_was_there(tmp_path: Path) -> None:
    first, second = two_days(tmp_path)
    first.run()
    items = second.items()
    for rank, item in enumerate(items):
        report = Report.open(second.out, rank, 2)
        report.add(Outcome(item.image.name, "failed", folder="../../day2/in"))
        report.close([item])
        assert len(read_report(report.path)) == 1, "of its own share"
    merge_reports(second.out, items, 2)
    assert [file for _, file, _ in lines(second)] == ["2.png", "3.png", "1.png", "2.png"]


def test_two_batches_at_once_do_not_write_one_report(tmp_path: Path) -> None:
    first, second = two_days(tmp_path)
    report = Report.open(first.out)
    with pytest.raises(BatchError, match=r"report\.csv is being written by another batch"):
        Report.open(second.out)
    # Ranks have one each, the first that of all as well.
    Report.open(first.out, 1, 2).close([])
    with pytest.raises(BatchError, match=r"report\.csv is being written by another batch"):
        Report.open(first.out, 0, 2)
    report.close([])
    ranked = Report.open(first.out, 0, 2)
    with pytest.raises(BatchError, match=r"report\.csv is being written by another batch"):
        Report.open(second.out)
    ranked.close([])
    (first.out / "report-0.csv").unlink()
    (first.out / "report-1.csv").unlink()
    assert list(first.out.iterdir()) == [report.path], "no lock is left"
    second.run()
    assert {row.file for row in read_report(report.path)} == {"2.png", "3.png"}


def test_a_line_that_was_cut_off_within_quotes_swallows_none_of_the_next(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "b", "c", "d"])
    report = Report.open(folders.out)
    notes = 'it says "sRGB", and more'
    report.add(Outcome("a.png", "done", notes=notes, out="a_cutout.png", folder="in"))
    report.add(Outcome("b.png", "done", notes=notes, out="b_cutout.png", folder="in"))
    report._file.close()
    for lock in report._locks:
        lock.release()
    content = report.path.read_bytes()
    report.path.write_bytes(content[: content.rindex(b"and more")])
    # Killed as well: it does not come to write all of it anew.
    cut = Report.open(folders.out)
    cut.add(Outcome("c.png", "done", out="c_cutout.png", folder="in"))
    cut._file.close()
    for lock in cut._locks:
        lock.release()
    assert [row.file for row in read_report(report.path)] == ["a.png", "c.png"]


def test_an_export_that_is_moved_away_at_once_is_told(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a"])
    (item,) = folders.items()
    gone = _outcome(Assignment(item, "mark", ours=True), Answer("done"))
    assert (gone.status, gone.out, gone.fingerprint) == ("failed", "", "")
    assert gone.error == f"{item.out}: No such file or directory"


def test_a_name_that_is_no_text_ends_no_batch(tmp_path: Path) -> None:
    folders = Folders(tmp_path, ["a", "z"])
    stem = os.fsdecode(b"caf\xe9")
    odd = f"{stem}.png"
    try:
        for folder in (folders.images, folders.trimaps):
            shutil.copy(folder / "a.png", folder / odd)
    except OSError:
        pytest.skip("names are text on this disk")
    assert folders.statuses() == {"a": "done", "z": "done", stem: "failed"}
    errors = {row.file: row.error for row in read_report(folders.out / "report.csv")}
    assert errors[odd].endswith("its name, or that of its folder, is not UTF-8")
    assert folders.statuses() == {"a": "skipped", "z": "skipped", stem: "failed"}
