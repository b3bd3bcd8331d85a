"""The batch window as a person uses it: folders, start, review by keys, and what it asks."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mattegui.app.batch_plan import Plan, keep_plan, plan_of
from mattegui.app.batching import Batching
from mattegui.app.kept_options import PNG
from mattegui.app.panels.batch import BatchWindow
from mattegui.app.panels.batch_export import BatchExportDialog
from mattegui.app.panels.batch_form import BatchForm
from mattegui.app.panels.batch_queue import FILE, MESSAGE, REVIEW, SECONDS, STATE
from mattegui.app.settings import Settings
from mattegui.app.worker import Worker
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.export import ExportOptions
from tests.app.conftest import batch_folders
from tests.app.test_batch import LONG, Script

Key = Qt.Key


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


def test_the_alpha_of_all_can_be_clipped(
    window: BatchWindow, settings: Settings, qtbot: QtBot
) -> None:
    curve = window.form.curve
    for box, value in ((curve.black, 20), (curve.white, 80)):
        with qtbot.waitSignal(window.form.changed):
            box._box.setValue(value)
    with qtbot.waitSignal(window.form.changed):
        curve.gamma._box.setValue(1.5)
    kept = plan_of(settings)
    assert kept is not None
    assert kept.curve == Curve(0.2, 0.8, 1.5)
    # They stop before they meet.
    with qtbot.waitSignal(window.form.changed):
        curve.white._box.setValue(5)
        assert curve.curve == Curve(0.2, 0.21, 1.5)
        curve.black._box.setValue(90)
        assert curve.curve == Curve(0.2, 0.21, 1.5)
    with qtbot.assertNotEmitted(window.form.changed):
        window.form.show_plan(kept)
    assert curve.curve == Curve(0.2, 0.8, 1.5)


def test_as_much_of_the_background_is_taken_out_as_asked_for(
    window: BatchWindow, batching: Batching, settings: Settings, script: Script, qtbot: QtBot
) -> None:
    form = window.form
    assert form.amount.value == 100
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        form.amount._box.setValue(40)
    kept = plan_of(settings)
    assert kept is not None
    assert kept.amount == 0.4
    with qtbot.waitSignal(batching.finished, timeout=LONG):
        window.start.click()
    assert script.recipes[-1].amount == 0.4
    # Where no colours are decontaminated there is no amount.
    for options in (
        ExportOptions(format="png", content="alpha"),
        replace(PNG, decontaminate=False),
    ):
        form.take_options(options)
        assert not form.amount.isEnabled()
    form.take_options(PNG)
    assert form.amount.isEnabled()


def test_a_movement_of_the_curve_is_told_once_and_reset_at_once(
    window: BatchWindow, qtbot: QtBot
) -> None:
    told: list[Curve] = []
    window.form.changed.connect(lambda: told.append(window.form.curve.curve))
    with qtbot.waitSignal(window.form.changed):
        for permille in (100, 200, 300):
            window.form.curve.black._slider.setValue(permille)
    assert told == [Curve(0.3)]
    reset = window.form.curve.findChild(QToolButton)
    assert reset is not None
    reset.click()
    assert told == [Curve(0.3), STRAIGHT]
    assert window.form.curve.curve == STRAIGHT
    assert not reset.isEnabled()


def test_a_new_form_asks_for_what_a_new_plan_does(qtbot: QtBot, tmp_path: Path) -> None:
    form = BatchForm("auto")
    qtbot.addWidget(form)
    for edit in (form.images, form.trimaps, form.out):
        edit.setText(str(tmp_path))
    assert form.plan == Plan(tmp_path, tmp_path, tmp_path)


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
