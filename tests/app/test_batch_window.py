"""The batch window as a person uses it: folders, start, review by keys, and what it asks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mattegui.app.batch_plan import Plan, keep_plan, plan_of
from mattegui.app.batching import Batching
from mattegui.app.panels.batch import BatchWindow
from mattegui.app.panels.batch_export import BatchExportDialog
from mattegui.app.panels.batch_queue import FILE, MESSAGE, REVIEW, SECONDS, STATE
from mattegui.app.settings import Settings
from mattegui.app.worker import Worker
from mattegui.core.export import ExportOptions
from mattegui.core.io import read_trimap
from tests.app.conftest import Rig, batch_folders
from tests.app.fakes import stroke
from tests.app.test_batch import COPYING, LONG, Script, finish, states

Key = Qt.Key


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return batch_folders(tmp_path, ["a", "b", "c"])


@pytest.fixture
def script() -> Script:
    return Script(failing={"b.png": "it is odd"})


@pytest.fixture
def batching(worker: Worker, looks: Worker, script: Script) -> Batching:
    return Batching(worker, looks, script.run)


@pytest.fixture
def settings(plan: Plan) -> Settings:
    settings = Settings(device="cpu")
    keep_plan(plan, settings)
    return settings


@pytest.fixture
def window(batching: Batching, settings: Settings, qtbot: QtBot) -> Iterator[BatchWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    window = BatchWindow(batching, settings, parent)
    window.redo_asked.connect(lambda item: batching.redo(item.image.name))
    window.show()
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        window.reload()
    yield window
    window.close()


@pytest.fixture
def done(window: BatchWindow, batching: Batching, qtbot: QtBot) -> BatchWindow:
    """Return the window of a batch that has ended: a and c are done, b failed."""
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        window.start.click()
    return window


def column(window: BatchWindow, number: int) -> list[str]:
    model = window.table.sorted
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def press(qtbot: QtBot, window: BatchWindow, key: Key) -> None:
    window.activateWindow()
    window.table.setFocus()
    qtbot.waitUntil(window.table.hasFocus, timeout=5000)
    QTest.keyClick(window.table, key)


def test_everything_has_a_name_for_screen_readers(window: BatchWindow) -> None:
    kinds = QAbstractButton, QComboBox, QLineEdit, QProgressBar, QTableView
    named = [each for kind in kinds for each in window.findChildren(kind)]
    # Parts of compound widgets, which Qt names as it does.
    own = [each for each in named if not each.objectName().startswith("qt_")]
    nameless = [
        each
        for each in own
        if not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and type(each).__module__.startswith(("PySide6", "mattegui"))
        and type(each.parent()).__name__ not in {"QueueTable", "QSpinBox"}
    ]
    assert nameless == []
    assert len(own) > 10


def test_a_batch_is_listed_started_and_told_of(
    window: BatchWindow, batching: Batching, qtbot: QtBot, plan: Plan
) -> None:
    assert column(window, FILE) == ["a.png", "b.png", "c.png"]
    assert column(window, STATE) == ["Waiting"] * 3
    assert not window.stop.isEnabled()
    assert not window.look.isEnabled()
    assert window.progress.bar.value() == 0
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        window.start.click()
    assert column(window, STATE) == ["Done", "Failed", "Done"]
    assert column(window, SECONDS)[0] == "1.5"
    assert column(window, MESSAGE)[1] == "it is odd"
    assert window.progress.bar.value() == 3
    sentence = window.progress.sentence.text()
    assert sentence == (
        f"2 of 3 done, 1 failed, 3 to review, the report is {plan.out / 'report.csv'}"
    )
    assert window.start.text() == "Resume"
    assert window.form.isEnabled()


def test_the_table_is_sorted_and_filtered(done: BatchWindow) -> None:
    done.table.sortByColumn(STATE, Qt.SortOrder.DescendingOrder)
    assert column(done, FILE)[0] == "b.png"
    done.table.sortByColumn(FILE, Qt.SortOrder.DescendingOrder)
    assert column(done, FILE) == ["c.png", "b.png", "a.png"]
    for tag, names in (("failed", ["b.png"]), ("waiting", []), ("review", ["c.png", "b.png"])):
        done._batching.accept("a.png")
        done.filter.setCurrentIndex(done.filter.findData(tag))
        done.filter.activated.emit(done.filter.currentIndex())
        assert column(done, FILE) == names


def test_review_by_keys(done: BatchWindow, qtbot: QtBot) -> None:
    done.look.click()
    assert done.table.name == "a.png"
    qtbot.waitUntil(lambda: not done.review.preview.picture.isNull(), timeout=LONG)
    press(qtbot, done, Key.Key_Return)
    assert done.table.name == "b.png"
    assert done.review.note.text() == "It failed: it is odd"
    press(qtbot, done, Key.Key_Right)
    assert done.table.name == "c.png"
    press(qtbot, done, Key.Key_Left)
    press(qtbot, done, Key.Key_Enter)
    assert done.table.name == "c.png"
    with qtbot.waitSignal(done.open_asked) as asked:
        press(qtbot, done, Key.Key_O)
    assert asked.args is not None
    assert asked.args[0].image.name == "c.png"
    press(qtbot, done, Key.Key_Return)
    assert column(done, REVIEW) == ["Accepted"] * 3
    assert not done.look.isEnabled()
    assert not done.review.accept.isEnabled()


def test_redo_by_key(done: BatchWindow, batching: Batching, script: Script, qtbot: QtBot) -> None:
    script.failing.clear()
    done.table.go("b.png")
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        press(qtbot, done, Key.Key_R)
    assert script.asked[-1] == ["b.png"]
    assert column(done, STATE) == ["Done"] * 3
    qtbot.waitUntil(lambda: not done.review.preview.picture.isNull(), timeout=LONG)


def test_letters_in_the_fields_are_letters(done: BatchWindow, qtbot: QtBot) -> None:
    done.table.go("a.png")
    done.activateWindow()
    done.form.out.setFocus()
    qtbot.waitUntil(done.form.out.hasFocus, timeout=5000)
    before = done.form.out.text()
    with qtbot.assertNotEmitted(done.open_asked), qtbot.assertNotEmitted(done.redo_asked):
        QTest.keyClicks(done.form.out, "or")
    assert done.form.out.text() == before + "or"


def test_where_the_user_stands_is_kept_when_it_is_listed_again(
    done: BatchWindow, batching: Batching, qtbot: QtBot
) -> None:
    done.table.go("c.png")
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        done.reload()
    assert done.table.name == "c.png"


def test_leaving_a_field_lists_nothing_anew(
    done: BatchWindow, batching: Batching, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(batching.listed, wait=200):
        done.form.images.editingFinished.emit()


def test_a_folder_that_is_chosen_is_listed_and_kept(
    window: BatchWindow,
    batching: Batching,
    settings: Settings,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "more"
    other.mkdir()
    plan = batch_folders(other, ["x", "y"])
    chosen = {"Folder of images": plan.images, "Folder of trimaps": plan.trimaps}

    def answer(_: QWidget, title: str, before: str) -> str:
        return str(chosen[title])

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)
    window.form.out.clear()
    for edit in (window.form.images, window.form.trimaps):
        holder = edit.parentWidget()
        assert holder is not None
        buttons = holder.findChildren(QAbstractButton)
        with qtbot.waitSignal(window.form.changed):
            buttons[0].click()
    qtbot.waitUntil(lambda: column(window, FILE) == ["x.png", "y.png"], timeout=LONG)
    assert window.form.out.text() == str(plan.images.with_name("in-cutouts"))
    kept = plan_of(settings)
    assert kept is not None
    assert (kept.images, kept.trimaps) == (plan.images, plan.trimaps)


def test_a_folder_that_is_not_there_is_complained_of(
    window: BatchWindow, batching: Batching, qtbot: QtBot
) -> None:
    window.form.images.setText("/nowhere/at/all")
    with qtbot.waitSignal(batching.failed, timeout=LONG):
        window.form.images.editingFinished.emit()
    assert window.progress.complaint.isVisible()
    assert "there is no folder /nowhere/at/all" in window.progress.complaint.text()
    assert column(window, FILE) == []
    assert window.review.title.text() == "No image is chosen."


def test_export_options_are_summed_up_and_used(
    window: BatchWindow, batching: Batching, qtbot: QtBot
) -> None:
    assert window.form.summary.text() == "Cutout with alpha · PNG · depth as the image"
    window.form.export.click()
    dialog = window.findChild(BatchExportDialog)
    assert isinstance(dialog, BatchExportDialog)
    assert not dialog.preview.isVisible()
    assert not dialog.size_label.isVisible()
    options = ExportOptions(format="webp", quality=80, crop=True, padding=5, hidden="original")
    dialog.show_options(options)
    with (
        qtbot.waitSignal(batching.listed, timeout=LONG),
        qtbot.waitSignal(dialog.finished, timeout=LONG),
    ):
        dialog.export.click()
    assert window.form.summary.text() == (
        "Cutout with alpha · WebP · depth as the image · quality 80 · cropped, 5 px around · "
        "the background can be brought back"
    )
    assert batching.rows[0].item.out.name == "a_cutout.webp"


def test_the_red_of_failures_is_readable_in_dark_and_light(done: BatchWindow) -> None:
    cell = done.table.sorted.index(1, STATE)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    palette = app.palette()
    try:
        found = []
        for base in ("#1e1e1e", "#f4f4f4"):
            changed = app.palette()
            changed.setColor(changed.ColorRole.Base, base)
            app.setPalette(changed)
            found.append(cell.data(Qt.ItemDataRole.ForegroundRole).lightness())
    finally:
        app.setPalette(palette)
    assert found[0] > 160 > 120 > found[1]


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
    with qtbot.waitSignal(rig.desk.opened, timeout=LONG):
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
    with qtbot.waitSignal(opened.desk.opened, timeout=LONG):
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
