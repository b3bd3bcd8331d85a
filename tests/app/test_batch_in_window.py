"""Batches beside the main window: what is opened from them, painted on and done again."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import (
    QMessageBox,
)
from pytestqt.qtbot import QtBot

from mattegui.app.batch_plan import Plan, keep_plan
from mattegui.core.io import read_trimap
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_batch import COPYING, LONG, Script, finish, states


def test_the_window_is_reached_from_the_menu_and_remembers(rig: Rig, qtbot: QtBot) -> None:
    rig.window.show()
    rig.window.actions_by_name["batch"].trigger()
    shown = rig.window.batches.shown
    assert shown is not None
    assert shown.isVisible()
    assert not shown.start.isEnabled()
    shown.close()
    rig.window.actions_by_name["batch"].trigger()
    assert rig.window.batches.shown is shown
    assert shown.isVisible()


@pytest.fixture
def opened(rig: Rig, qtbot: QtBot, plan: Plan) -> Rig:
    """Return the program with a finished batch, and its image a open and painted on."""
    rig.batching._run = Script().run
    keep_plan(plan, rig.settings)
    rig.window.show()
    finish(qtbot, rig.batching, plan)
    rig.window.batches.show()
    assert rig.window.batches.shown is not None
    item = rig.batching.rows[0].item
    with qtbot.waitSignal(rig.file_service.opened, timeout=LONG):
        rig.window.batches.shown.open_asked.emit(item)
    rig.settle(qtbot)
    stroke(rig.document, 255, 3, (1, 1), (1, 1))
    return rig


Answer = QMessageBox.StandardButton


@pytest.mark.parametrize("answer", [Answer.Save, Answer.Discard, Answer.Cancel])
def test_redo_takes_the_corrected_trimap(
    opened: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answer)
    item = opened.batching.rows[0].item
    assert item.trimap is not None
    before = item.trimap.read_bytes()
    if answer == Answer.Cancel:
        opened.window.batches.redo(item)
        assert not opened.batching.running
        assert item.trimap.read_bytes() == before
        return
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        opened.window.batches.redo(item)
    trimap = read_trimap(item.trimap, (24, 32))
    assert bool(np.all(trimap[:2, :2] == 255)) == (answer == Answer.Save)
    assert opened.document.modified == (answer == Answer.Discard)


def test_an_image_without_a_trimap_gets_the_one_that_is_painted(
    opened: Rig, qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.trimaps / "c.png").unlink()
    shown = opened.window.batches.shown
    assert shown is not None
    with qtbot.waitSignal(opened.batching.listed, timeout=LONG):
        opened.batching.look(plan)
    shown.table.go("c.png")
    assert "paint one" in shown.review.note.text()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Answer.Discard)
    with qtbot.waitSignal(opened.file_service.opened, timeout=LONG):
        shown.review.redo.click()
    opened.settle(qtbot)
    stroke(opened.document, 255, 3, (1, 1), (1, 1))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Answer.Save)
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        shown.review.redo.click()
    assert (plan.trimaps / "c_trimap.png").exists()
    assert opened.batching.rows[2].state == "done"


def test_a_trimap_of_all_images_is_not_changed_for_one(
    opened: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("there is nothing to ask")

    monkeypatch.setattr(QMessageBox, "question", refuse)
    item = opened.batching.rows[0].item
    assert opened.batching.plan is not None
    assert item.trimap is not None
    opened.batching.plan = replace(opened.batching.plan, trimaps=item.trimap)
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        opened.window.batches.redo(item)


def test_the_program_is_not_left_while_a_batch_runs(
    rig: Rig, qtbot: QtBot, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in (plan.images, plan.trimaps):
        (folder / "c.png").rename(folder / "slow.png")
    answers = [Answer.No, Answer.Yes]
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    rig.batching._run = COPYING
    rig.window.show()
    rig.batching.start(plan)
    qtbot.waitUntil(lambda: states(rig.batching).get("slow") == "working", timeout=LONG)
    assert not rig.window.close()
    assert (rig.batching.running, rig.batching.stopping) == (True, False)
    assert not rig.window.close()
    assert (rig.batching.running, rig.batching.stopping) == (True, True)
    assert "closes when the batch has stopped" in rig.window.messages.text
    assert not rig.window.close(), "asked once"
    qtbot.waitUntil(lambda: not rig.window.isVisible(), timeout=LONG)
    assert answers == []


def test_the_end_is_told_in_the_main_window_if_nobody_looks(
    rig: Rig, qtbot: QtBot, plan: Plan
) -> None:
    rig.batching._run = Script().run
    rig.window.show()
    finish(qtbot, rig.batching, plan)
    assert rig.window.messages.text == "The batch is finished."
    rig.batching.look(replace(plan, images=Path("/nowhere")))
    qtbot.waitUntil(lambda: "cannot go on" in rig.window.messages.text, timeout=LONG)
