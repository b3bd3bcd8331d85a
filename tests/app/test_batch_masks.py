"""Batches of masks: what the window asks, and what is opened, corrected and done again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.batch_plan import Plan, keep_plan, plan_of
from mattegui.app.batching import Batching
from mattegui.app.panels.batch import BatchWindow
from mattegui.app.panels.batch_form import BatchForm
from mattegui.app.settings import Settings
from mattegui.app.worker import Worker
from mattegui.core.arrays import UNKNOWN
from mattegui.core.io import read_image, read_trimap
from mattegui.core.makers.maskfile import MaskFile
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_batch import COPYING, LONG, Script, finish, states
from tests.samples import disc, write

Answer = QMessageBox.StandardButton


@pytest.fixture
def masks(plan: Plan) -> Plan:
    """Return a plan whose trimaps are masks: c has none."""
    _, _, alpha = disc(24, 32, band=4)
    mask = np.where(alpha > 0.5, 255, 0).astype(np.uint8)
    for name in "abc":
        (plan.trimaps / f"{name}.png").unlink()
    for name in ("a.png", "b_mask.png"):
        write(plan.trimaps / name, mask)
    return replace(plan, masks=True)


@pytest.fixture
def window(
    masks: Plan, worker: Worker, looks: Worker, qtbot: QtBot
) -> Iterator[tuple[BatchWindow, Settings, Batching]]:
    settings = Settings(device="cpu")
    keep_plan(masks, settings)
    parent = QWidget()
    qtbot.addWidget(parent)
    batching = Batching(worker, looks, COPYING)
    window = BatchWindow(batching, settings, parent)
    window.show()
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        window.reload()
    yield window, settings, batching
    window.close()


def test_masks_are_listed_and_done_anew_with_another_band(
    window: tuple[BatchWindow, Settings, Batching], masks: Plan, qtbot: QtBot
) -> None:
    shown, settings, batching = window
    assert states(batching) == {"a": "waiting", "b": "waiting", "c": "failed"}
    finish(qtbot, batching, masks)
    finish(qtbot, batching, masks)
    assert states(batching) == {"a": "skipped", "b": "skipped", "c": "failed"}
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        shown.form.masks.band_field.setValue(6)
    kept = plan_of(settings)
    assert kept == replace(masks, band=6)
    finish(qtbot, batching, kept)
    assert states(batching) == {"a": "done", "b": "done", "c": "failed"}


def test_the_form_asks_for_trimaps_or_masks(
    window: tuple[BatchWindow, Settings, Batching], qtbot: QtBot
) -> None:
    shown, settings, batching = window
    form = shown.form
    assert form.trimaps.accessibleName() == "Folder of masks"
    assert "_mask" in form.trimaps.placeholderText()
    assert form.masks.band_field.isVisible()
    assert form.masks.band_field.text() == "Automatic"
    assert form.masks.band is None
    form.masks.kind.setCurrentIndex(0)
    with qtbot.waitSignal(batching.listed, timeout=LONG):
        form.masks.kind.activated.emit(0)
    assert not form.masks.band_field.isVisible()
    assert form.trimaps.accessibleName() == "Folder of trimaps"
    holder = form.trimaps.parentWidget()
    assert holder is not None
    assert holder.findChildren(QAbstractButton)[0].accessibleName() == "Browse: Folder of trimaps"
    kept = plan_of(settings)
    assert kept is not None
    assert not kept.masks
    assert [row.item.trimap is not None for row in batching.rows] == [True, False, False]


def test_a_plan_is_shown_without_telling_of_it(masks: Plan, qtbot: QtBot) -> None:
    form = BatchForm("cpu")
    qtbot.addWidget(form)
    with qtbot.assertNotEmitted(form.changed, wait=300):
        form.show_plan(replace(masks, band=9))
    assert form.plan == replace(masks, band=9)


@pytest.fixture
def opened(rig: Rig, qtbot: QtBot, masks: Plan) -> Rig:
    """Return the program with a finished batch, and its image a open."""
    plan = replace(masks, band=5)
    rig.batching._run = Script().run
    keep_plan(plan, rig.settings)
    rig.window.show()
    finish(qtbot, rig.batching, plan)
    rig.window.batches.show()
    open_row(rig, qtbot, 0)
    return rig


def open_row(rig: Rig, qtbot: QtBot, place: int) -> None:
    shown = rig.window.batches.shown
    assert shown is not None
    with qtbot.waitSignal(rig.file_service.opened, timeout=LONG):
        shown.open_asked.emit(rig.batching.rows[place].item)
    rig.settle(qtbot)


def test_what_is_opened_has_the_trimap_that_the_batch_made(opened: Rig) -> None:
    item, matte = opened.batching.rows[0].item, opened.document.matte
    assert item.mask is not None
    assert matte is not None
    image = read_image(item.image).image
    assert np.array_equal(matte.trimap, MaskFile(item.mask, 5).trimap(image))
    assert (matte.trimap == UNKNOWN).any()
    assert not opened.document.modified
    assert "made of the mask a.png" in opened.window.messages.text


def test_a_corrected_trimap_is_kept_beside_the_mask_and_taken_from_then_on(
    opened: Rig, qtbot: QtBot, masks: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = opened.batching.rows[0].item
    assert item.mask is not None
    before = item.mask.read_bytes()
    stroke(opened.document, 255, 3, (1, 1), (1, 1))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Answer.Save)
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        opened.window.batches.redo(item)
    assert item.mask.read_bytes() == before
    corrected = masks.trimaps / "a_trimap.png"
    assert (read_trimap(corrected, (24, 32))[:2, :2] == 255).all()
    with qtbot.waitSignal(opened.batching.listed, timeout=LONG):
        opened.batching.look(masks)
    assert opened.batching.rows[0].item.trimap == corrected
    open_row(opened, qtbot, 0)
    matte = opened.document.matte
    assert matte is not None
    assert (matte.trimap[:2, :2] == 255).all()


def test_one_that_was_not_changed_is_done_again_with_its_mask(
    opened: Rig, qtbot: QtBot, masks: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("there is nothing to ask")

    monkeypatch.setattr(QMessageBox, "question", refuse)
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        opened.window.batches.redo(opened.batching.rows[0].item)
    assert not list(masks.trimaps.glob("*_trimap.png"))


def test_the_mask_of_all_images_stays_alone(
    opened: Rig, qtbot: QtBot, masks: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file for all is not for one image to change, nor is a file put into it."""

    def refuse(*_: object) -> None:
        raise AssertionError("there is nothing to ask")

    one = masks.trimaps / "a.png"
    with qtbot.waitSignal(opened.batching.listed, timeout=LONG):
        opened.batching.look(replace(masks, trimaps=one))
    stroke(opened.document, 255, 3, (1, 1), (1, 1))
    monkeypatch.setattr(QMessageBox, "question", refuse)
    with qtbot.waitSignal(opened.batching.finished, timeout=LONG):
        opened.window.batches.redo(opened.batching.rows[0].item)
    assert states(opened.batching)["a"] == "done"


def test_one_without_a_mask_is_opened_to_be_painted(opened: Rig, qtbot: QtBot, masks: Plan) -> None:
    shown = opened.window.batches.shown
    assert shown is not None
    shown.table.go("c.png")
    assert "paint one" in shown.review.note.text()
    with qtbot.waitSignal(opened.file_service.opened, timeout=LONG):
        shown.review.redo.click()
    assert opened.document.matte is not None
    assert opened.document.matte.file.path == Path(masks.images / "c.png")
