"""A process of a batch, in this one: what it answers, and what it has to tell."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import cast

import pytest

from mattegui.core.arrays import Alpha, Image
from mattegui.core.cancelling import Cancelled, never
from mattegui.core.child import Child
from mattegui.core.export import ExportOptions
from mattegui.engine import batch_crew, batch_member
from mattegui.engine.batch import Started, run_batch
from mattegui.engine.batch_items import Item
from mattegui.engine.batch_member import Answer, BatchRecipe, serve
from mattegui.engine.batch_report import Report, read_report
from mattegui.engine.tiles import Part
from tests.engine import batch_servers
from tests.engine.test_batch import RECIPE, Folders, Halves, item_in


class Talkative(Halves):
    """Tells a sentence with the first part, and when it was loaded."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self.cancelled: Cancelled = never
        self._tell: Callable[[str], None] | None = tell
        tell("It runs on the CPU.")

    def solve_part(self, image: Image, part: Part) -> Alpha:
        if self._tell is not None:
            self._tell("The graphics memory ran out.")
            self._tell = None
        return super().solve_part(image, part)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[Answer], Talkative]]:
    """Return what serves items in this process, and leaves its environment alone."""
    monkeypatch.setattr(batch_member, "_limit", lambda *_: None)

    def run(*items: Item) -> tuple[list[Answer], Talkative]:
        made: list[Talkative] = []

        def load(recipe: BatchRecipe, threads: int, tell: Callable[[str], None]) -> Talkative:
            made.append(Talkative(tell))
            return made[0]

        monkeypatch.setattr(batch_member, "_load", load)
        ours, theirs = Pipe()
        for item in (*items, None):
            ours.send(item)
        stop = threading.Event()
        serve(theirs, cast(Event, stop), BatchRecipe("talkative", "cpu", ExportOptions()), 1, None)
        assert not made[0].cancelled()
        stop.set()
        return [ours.recv() for _ in (None, *items)], made[0]

    return run


def test_what_an_estimator_tells_is_a_note_of_the_image_that_it_told_it_of(
    tmp_path: Path, served: Callable[..., tuple[list[Answer], Talkative]]
) -> None:
    item = item_in(tmp_path)
    (_, first, second), _ = served(item, item)
    assert first.notes == "It runs on the CPU. The graphics memory ran out."
    assert (first.status, second.status, second.notes) == ("done", "done", "")


def test_what_an_estimator_told_before_it_failed_is_known_too(
    tmp_path: Path, served: Callable[..., tuple[list[Answer], Talkative]]
) -> None:
    item = item_in(tmp_path)
    (item.out).mkdir()
    (_, found), _ = served(item)
    assert found.status == "failed"
    assert found.notes == "It runs on the CPU. The graphics memory ran out."


def test_an_estimator_that_can_give_up_within_a_part_does_so_when_the_batch_is_stopped(
    tmp_path: Path, served: Callable[..., tuple[list[Answer], Talkative]]
) -> None:
    _, estimator = served(item_in(tmp_path))
    assert estimator.cancelled()


def test_processes_at_work_end_by_themselves_when_the_batch_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = Folders(tmp_path, ["a", "b", "c"])
    ended: list[Child] = []
    monkeypatch.setattr(Child, "terminate", lambda child: ended.append(child))
    report, target = Report.open(folders.out), batch_servers.patient
    events = run_batch(folders.items(), RECIPE, report, jobs=2, target=target)
    for _ in range(2):
        assert isinstance(next(events), Started)
    events.close()
    assert ended == []
    assert [row.status for row in read_report(report.path)] == ["started", "started"]


def test_no_more_processes_are_begun_than_can_be_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_crew, "MOST", 2)
    crew = batch_crew.Crew(RECIPE, 5, None, batch_servers.copying)
    try:
        assert len(crew._members) == 2
    finally:
        crew.dismiss()


def test_a_name_that_is_no_text_costs_that_image_only(
    tmp_path: Path, served: Callable[..., tuple[list[Answer], Talkative]]
) -> None:
    item = item_in(tmp_path)
    odd = replace(item, image=tmp_path / os.fsdecode(b"caf\xe9.png"))
    (_, first, second), _ = served(odd, item)
    assert first.error.endswith("its name, or that of its folder, is not UTF-8")
    assert (first.status, second.status) == ("failed", "done")
