"""Folders are listed while a batch is begun, or while one image is done again: neither is lost."""

import threading
from collections.abc import Generator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from mattegui.app import batching as batching_module
from mattegui.app.batch_plan import Plan, Row, rows_of
from mattegui.app.batching import Batching
from mattegui.app.worker import Worker
from mattegui.engine.batch import BatchEvent
from mattegui.engine.batch_reviews import Reviews
from tests.app.conftest import batch_folders
from tests.app.test_batch import LONG, Make, Script, finish, lines, states


@pytest.fixture
def make(worker: Worker, looks: Worker) -> Make:
    return partial(Batching, worker, looks)


def test_what_is_looked_at_meanwhile_keeps_no_batch_from_starting(
    make: Make, qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = threading.Event()

    def slow(wanted: Plan) -> tuple[list[Row], Reviews]:
        assert held.wait(LONG / 1000)
        return rows_of(wanted)

    monkeypatch.setattr(batching_module, "rows_of", slow)
    batching = make(Script().run)
    batching.start(plan)
    # As a form does a moment after its last change.
    batching.look(plan)
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        held.set()
    assert states(batching) == {"a": "done", "b": "done", "c": "done"}


def test_a_start_that_fails_does_not_begin_with_the_next_look(
    make: Make, qtbot: QtBot, plan: Plan
) -> None:
    batching = make(Script().run)
    with qtbot.waitSignal(batching.failed, timeout=LONG):
        batching.start(replace(plan, images=plan.images / "none"))
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        batching.look(plan)
    assert not batching.running
    assert set(states(batching).values()) == {"waiting"}


def test_a_trimap_that_is_given_while_its_image_waits_is_not_lost(
    make: Make, qtbot: QtBot, plan: Plan, tmp_path: Path
) -> None:
    script, used = Script(), list[tuple[str, str]]()
    begun, given = threading.Event(), threading.Event()

    def run(items: Any, *rest: Any, **how: Any) -> Generator[BatchEvent, None, None]:
        used.extend((item.image.stem, item.trimap.name) for item in items)
        begun.set()
        assert given.wait(LONG / 1000)
        yield from script.run(items, *rest, **how)

    batching = make(run)
    batching.start(plan)
    qtbot.waitUntil(begun.is_set, timeout=LONG)
    corrected = tmp_path / "b_trimap.png"
    corrected.write_bytes((plan.trimaps / "b.png").read_bytes())
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        batching.give_trimap("b.png", corrected)
        given.set()
    assert used == [("a", "a.png"), ("b", "b.png"), ("c", "c.png"), ("b", "b_trimap.png")]
    row = batching.row("b.png")
    assert row is not None
    assert row.item.trimap == corrected


def test_one_that_is_done_again_while_folders_are_listed_keeps_its_place(
    make: Make, qtbot: QtBot, plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    other = batch_folders(tmp_path / "other", ["x"])
    script = Script()
    batching = make(script.run)
    finish(qtbot, batching, plan)
    held = threading.Event()

    def slow(wanted: Plan) -> tuple[list[Row], Reviews]:
        assert held.wait(LONG / 1000)
        return rows_of(wanted)

    def run(*given: Any, **how: Any) -> Generator[BatchEvent, None, None]:
        held.set()
        # Until the listing has come, and was not taken.
        missed.wait(LONG / 1000)
        yield from script.run(*given, **how)

    missed = threading.Event()
    monkeypatch.setattr(batching_module, "rows_of", slow)
    batching._run = run
    batching.look(other)
    batching.redo("b.png")
    qtbot.waitUntil(lambda: batching._later is not None, timeout=LONG)
    assert states(batching)["b"] in {"waiting", "working"}
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        missed.set()
    assert states(batching) == {"x": "waiting"}
    assert lines(plan) == {"a": "done", "b": "done", "c": "done"}
