"""Batches at work: with processes that only copy, with events made up, and once for real."""

import csv
import json
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mattegui.app.batch_picture import SIDE, picture_of_row
from mattegui.app.batch_plan import Plan, Row, rows_of
from mattegui.app.batching import Batching
from mattegui.app.throughput import Throughput
from mattegui.app.worker import Worker
from mattegui.core.io import read_image
from mattegui.engine.batch import BatchEvent, Finished, Started, run_batch
from mattegui.engine.batch_items import BatchError, Item
from mattegui.engine.batch_member import BatchRecipe
from mattegui.engine.batch_report import Outcome, Report
from mattegui.engine.batch_reviews import Reviews
from tests.app.conftest import batch_folders
from tests.engine import batch_servers
from tests.samples import photo, write

COPYING = partial(run_batch, target=batch_servers.copying)
LONG = 60_000


@dataclass
class Script:
    """Stands for the engine: does as it is told, and remembers what it was asked for.

    Attributes:
        failing: Names of images, with the sentences that they fail with.
        clock: Tells the time.
        asked: The images of each run.
        recipes: What each run was to do to them.
    """

    failing: dict[str, str] = field(default_factory=dict)
    clock: float = 0.0
    asked: list[list[str]] = field(default_factory=list)
    recipes: list[BatchRecipe] = field(default_factory=list)

    def run(
        self, items: Sequence[Item], recipe: BatchRecipe, report: Report, **how: Any
    ) -> Generator[BatchEvent, None, None]:
        self.asked.append([item.image.name for item in items])
        self.recipes.append(recipe)
        try:
            for item in items:
                if how["cancelled"]():
                    return
                name = item.image.name
                yield Started(item)
                self.clock += 10
                error = self.failing.get(name, item.problem)
                if not error:
                    item.out.write_bytes(item.image.read_bytes())
                mark = f"{how['description']} {len(self.asked)}"
                outcome = Outcome(name, "done", 1.5, out=item.out.name, fingerprint=mark)
                if error:
                    outcome = Outcome(name, "failed", error=error)
                report.add(outcome)
                yield Finished(item, outcome)
        finally:
            report.close(items)


def states(batching: Batching) -> dict[str, str]:
    return {Path(row.name).stem: row.state for row in batching.rows}


def finish(qtbot: QtBot, batching: Batching, plan: Plan) -> None:
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        batching.start(plan)


def lines(plan: Plan) -> dict[str, str]:
    with (plan.out / "report.csv").open(encoding="utf-8") as file:
        return {Path(row["file"]).stem: row["status"] for row in csv.DictReader(file)}


Make = Callable[..., Batching]


@pytest.fixture
def make(worker: Worker, looks: Worker) -> Make:
    return partial(Batching, worker, looks)


def test_one_bad_file_stops_none_of_the_others(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    plan = batch_folders(tmp_path, ["a", "crash", "b", "c"])
    (plan.trimaps / "b.png").unlink()
    batching = make(COPYING)
    finish(qtbot, batching, plan)
    expected = {"a": "done", "b": "failed", "c": "done", "crash": "failed"}
    assert states(batching) == expected
    assert lines(plan) == expected
    errors = {row.name: row.outcome.error for row in batching.rows if row.outcome}
    assert errors["b.png"] == "there is no trimap for b.png"
    assert errors["crash.png"] == "the process ended with exit code 7"
    assert batching.left == 0


def test_what_is_missing_is_listed_before_anything_is_done(
    make: Make, qtbot: QtBot, plan: Plan
) -> None:
    (plan.trimaps / "b.png").unlink()
    batching = make(COPYING)
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        batching.look(plan)
    assert states(batching) == {"a": "waiting", "b": "failed", "c": "waiting"}
    assert not plan.out.exists()


def test_a_batch_that_was_stopped_is_resumed(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    plan = batch_folders(tmp_path, ["a", "b", "slow", "z"])
    batching = make(COPYING)
    batching.start(plan)
    qtbot.waitUntil(lambda: states(batching).get("slow") == "working", timeout=LONG)
    with qtbot.waitSignal(batching.finished, timeout=LONG) as finished:
        assert batching.stop()
        assert batching.stopping
    assert finished.args == [False]
    assert states(batching) == {"a": "done", "b": "done", "slow": "waiting", "z": "waiting"}
    (plan.images / "slow.png").rename(plan.images / "y.png")
    (plan.trimaps / "slow.png").rename(plan.trimaps / "y.png")
    finish(qtbot, batching, plan)
    assert states(batching) == {"a": "skipped", "b": "skipped", "y": "done", "z": "done"}


def test_a_second_start_and_a_stop_without_a_batch_do_nothing(
    make: Make, qtbot: QtBot, plan: Plan
) -> None:
    script = Script()
    batching = make(script.run)
    assert not batching.stop()

    def insist(_: int) -> None:
        batching.start(plan)
        batching.look(plan)

    batching.row_changed.connect(insist)
    finish(qtbot, batching, plan)
    assert len(script.asked) == 1


def test_only_the_one_image_is_done_again(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(COPYING)
    (plan.trimaps / "c.png").unlink()
    finish(qtbot, batching, plan)
    before = {path.name: path.stat().st_mtime_ns for path in plan.out.glob("*.png")}
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        batching.redo("a.png")
        assert states(batching)["a"] == "waiting"
    after = {path.name: path.stat().st_mtime_ns for path in plan.out.glob("*.png")}
    assert after["a_cutout.png"] > before["a_cutout.png"]
    assert after["b_cutout.png"] == before["b_cutout.png"]
    expected = {"a": "done", "b": "done", "c": "failed"}
    assert states(batching) == lines(plan) == expected
    batching.redo("c.png")
    assert not batching.running, "without a trimap it would only fail again"


def test_redo_while_the_batch_runs_comes_after_it(make: Make, qtbot: QtBot, plan: Plan) -> None:
    script = Script()
    batching = make(script.run)

    def again(place: int) -> None:
        if batching.rows[place].name == "a.png" and batching.rows[place].state == "done":
            batching.row_changed.disconnect(again)
            batching.redo("a.png")

    batching.row_changed.connect(again)
    finish(qtbot, batching, plan)
    assert script.asked == [["a.png", "b.png", "c.png"], ["a.png"]]
    assert states(batching) == {"a": "done", "b": "done", "c": "done"}


def test_what_was_accepted_is_known_after_a_restart(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(Script(failing={"b.png": "it is odd"}).run)
    finish(qtbot, batching, plan)
    for name in ("a.png", "b.png"):
        batching.accept(name)
    rows, _ = rows_of(plan)
    assert [row.accepted for row in rows] == [True, True, False]
    assert [row.awaits_review for row in rows] == [False, False, True]


def test_what_is_made_anew_is_to_be_looked_at_again(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(COPYING)
    finish(qtbot, batching, plan)
    for name in ("a.png", "b.png"):
        batching.accept(name)
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        batching.redo("a.png")
    assert [row.accepted for row in batching.rows] == [False, True, False]
    rows, _ = rows_of(plan)
    assert [row.accepted for row in rows] == [False, True, False]
    finish(qtbot, batching, plan)
    assert [row.accepted for row in batching.rows] == [False, True, False], "skipped stays seen"


def test_an_export_that_was_accepted_is_left_alone(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(COPYING)
    finish(qtbot, batching, plan)
    batching.accept("a.png")
    by_hand = plan.out / "a_cutout.png"
    for name in ("a", "b"):
        (plan.out / f"{name}_cutout.png").write_bytes(b"retouched in another program")
    finish(qtbot, batching, plan)
    assert by_hand.read_bytes() == b"retouched in another program"
    assert states(batching) == {"a": "done", "b": "done", "c": "skipped"}
    assert set(lines(plan)) == {"a", "b", "c"}
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        batching.redo("a.png")
    assert by_hand.read_bytes() != b"retouched in another program"


def test_a_review_that_cannot_be_kept_is_told(
    make: Make, qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    batching = make(Script().run)
    finish(qtbot, batching, plan)

    def refuse(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(Reviews, "accept", refuse)
    with qtbot.waitSignal(batching.failed) as failed:
        batching.accept("a.png")
    assert failed.args == ["the disk is full"]
    assert not batching.rows[0].accepted


@pytest.mark.parametrize("content", ["", "[]", '{"accepted": [1]}', '{"accepted": {"a": 1}}'])
def test_a_damaged_review_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "review.json").write_text(content)
    with pytest.raises(BatchError, match=r"review\.json is damaged; move it away"):
        Reviews.open(tmp_path)


def test_an_outcome_counts_as_accepted_and_no_other(tmp_path: Path) -> None:
    reviews = Reviews.open(tmp_path)
    first, other = Outcome("a", "done", fingerprint="1"), Outcome("a", "done", fingerprint="2")
    reviews.accept(first)
    assert reviews.accepted(first)
    assert not reviews.accepted(other)
    assert Reviews.open(tmp_path).accepted(first)
    reviews.forget("a")
    assert not Reviews.open(tmp_path).accepted(first)
    assert json.loads((tmp_path / "review.json").read_text()) == {"accepted": {}}


def test_the_time_left_follows_from_what_was_done(make: Make, qtbot: QtBot, plan: Plan) -> None:
    script = Script()
    batching = make(script.run, lambda: 10.0 * len(told))
    told: list[float | None] = []
    batching.row_changed.connect(lambda _: told.append(batching.seconds_left))
    finish(qtbot, batching, plan)
    assert told[0] is None, "nothing was finished yet"
    left = [seconds for seconds in told if seconds is not None]
    assert left
    assert left[-1] <= left[0]
    assert batching.seconds_left is None


def test_pace_tells_how_long_the_rest_will_take() -> None:
    now = [0.0]
    throughput = Throughput(lambda: now[0])
    throughput.finish()
    now[0] = 100.0
    throughput.begin()
    assert throughput.seconds_for(4) is None, "none was done but at a glance"
    now[0] = 110.0
    throughput.finish()
    assert throughput.seconds_for(4) == 40
    throughput.begin()
    now[0] = 130.0
    throughput.finish()
    assert throughput.seconds_for(4) == 60
    throughput.reset()
    assert throughput.seconds_for(4) is None


def test_what_stops_all_of_it_is_told(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(partial(run_batch, target=batch_servers.refusing))
    complaints: list[str] = []
    batching.failed.connect(complaints.append)
    finish(qtbot, batching, plan)
    assert complaints == ["there is no model 'closed-form'"]
    assert not batching.running
    assert set(states(batching).values()) == {"waiting"}


def test_folders_that_are_not_there_are_told(make: Make, qtbot: QtBot, tmp_path: Path) -> None:
    batching = make(COPYING)
    nowhere = tmp_path / "nowhere"
    with qtbot.waitSignal(batching.failed, timeout=LONG) as failed:
        batching.look(Plan(nowhere, nowhere, nowhere))
    assert failed.args == [f"there is no folder {nowhere}"]
    assert batching.rows == []


def test_a_picture_shows_the_cutout_in_full_size_too(tmp_path: Path) -> None:
    image, out = tmp_path / "a.png", tmp_path / "a_cutout.png"
    pixels = photo(60, 2 * SIDE)
    write(image, pixels)
    cutout = pixels.copy().repeat(2, axis=2)[..., :4].copy()
    cutout[..., 3] = 0
    write(out, cutout, names="RGBA")
    item = Item(image, None, out)
    picture = picture_of_row(Row(item, Outcome("a.png", "done")))
    assert (picture.small.width(), picture.small.height()) == (SIDE, 30)
    assert (picture.whole.width(), picture.whole.height()) == (2 * SIDE, 60)
    for seen in (picture.small, picture.whole):
        assert {seen.pixelColor(x, 3).alpha() for x in range(seen.width())} == {0}
    picture = picture_of_row(Row(item, Outcome("a.png", "failed", error="odd")))
    assert not picture.whole.hasAlphaChannel()
    assert len({picture.small.pixelColor(x, 3).name() for x in range(SIDE)}) > 50


def test_an_export_that_cannot_be_read_is_told(make: Make, qtbot: QtBot, plan: Plan) -> None:
    batching = make(Script().run)
    finish(qtbot, batching, plan)
    batching.rows[0].item.out.write_bytes(b"nothing")
    with qtbot.waitSignals([batching.pictures.made, batching.failed], timeout=LONG):
        batching.pictures.make(batching.rows[0])


def test_an_image_that_failed_is_not_complained_of_twice(
    make: Make, qtbot: QtBot, plan: Plan
) -> None:
    batching = make(Script(failing={"a.png": "it is damaged"}).run)
    finish(qtbot, batching, plan)
    batching.rows[0].item.image.write_bytes(b"nothing")
    complaints: list[str] = []
    batching.failed.connect(complaints.append)
    with qtbot.waitSignal(batching.pictures.made, timeout=LONG) as pictured:
        batching.pictures.make(batching.rows[0])
    assert pictured.args is not None
    assert pictured.args[1].whole.isNull()
    assert complaints == []


def test_three_images_for_real(make: Make, qtbot: QtBot, plan: Plan) -> None:
    (plan.images / "b.png").write_bytes(b"no image")
    batching = make()
    finish(qtbot, batching, plan)
    assert states(batching) == {"a": "done", "b": "failed", "c": "done"}
    cutout = read_image(plan.out / "a_cutout.png")
    assert cutout.alpha is not None
    assert cutout.alpha.min() == 0
    assert cutout.alpha.max() == 1
