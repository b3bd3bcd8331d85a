"""The adjust panel, and the numbers of all panels: by hand, by keys, by the wheel."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.project_reader import load_project
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.rect import Rect
from tests.app.conftest import Rig
from tests.app.test_projects import answer


def test_the_amount_is_one_step_of_the_history_for_each_drag(rested: Rig) -> None:
    matte, document, panel = rested.document.matte, rested.document, rested.window.adjust
    assert matte is not None
    steps = document.stack.count()
    for percent in (90, 60, 30):
        panel.amount._slider.setValue(10 * percent)
    panel.amount._slider.sliderReleased.emit()
    assert matte.amount == 0.3
    assert panel.amount.value == 30
    panel.amount._slider.setValue(500)
    assert document.stack.count() == steps + 2
    document.undo()
    assert matte.amount == 0.3
    assert panel.amount.value == 30
    document.undo()
    assert matte.amount == 1.0
    assert panel.amount.value == 100


def test_a_movement_of_the_curve_is_one_step_and_can_be_taken_back(rested: Rig) -> None:
    matte, document = rested.document.matte, rested.document
    panel = rested.window.adjust.curve
    assert matte is not None
    steps, before = document.stack.count(), matte.final_alpha()
    for permille in (100, 300, 404):
        panel.black._slider.setValue(permille)
    panel.black._slider.sliderReleased.emit()
    assert matte.curve == Curve(0.4, 1.0)
    assert np.array_equal(matte.alpha, before), "what was estimated stays below"
    panel.gamma._box.setValue(1.5)
    panel.gamma._box.editingFinished.emit()
    assert matte.curve == Curve(0.4, 1.0, 1.5)
    # They stop before they meet.
    panel.white._slider.setValue(250)
    assert matte.curve == Curve(0.4, 0.41, 1.5)
    assert panel.white.value == 41
    panel.white._slider.setValue(600)
    panel.white._slider.sliderReleased.emit()
    panel.black._box.setValue(80)
    assert matte.curve == Curve(0.59, 0.6, 1.5)
    assert panel.black.value == 59
    assert document.stack.count() == steps + 4
    for curve in (Curve(0.4, 0.6, 1.5), Curve(0.4, 1.0, 1.5), Curve(0.4, 1.0), STRAIGHT):
        assert panel._reset.isEnabled()
        document.undo()
        assert matte.curve == curve
        assert round(panel.black.value) == round(100 * curve.black)
        assert panel.gamma.value == curve.gamma
    assert not panel._reset.isEnabled()
    document.redo()
    panel._reset.click()
    assert matte.curve == STRAIGHT
    assert np.array_equal(matte.final_alpha(), before)
    document.undo()
    assert matte.curve == Curve(0.4, 1.0)


def test_each_number_that_is_moved_by_keys_is_a_step(rested: Rig) -> None:
    matte, document = rested.document.matte, rested.document
    panel = rested.window.adjust.curve
    assert matte is not None
    for permille in (100, 200):
        panel.black._slider.setValue(permille)
    for permille in (900, 800):
        panel.white._slider.setValue(permille)
    assert matte.curve == Curve(0.2, 0.8)
    document.undo()
    assert matte.curve == Curve(0.2)
    document.undo()
    assert matte.curve == STRAIGHT


def test_the_amount_is_what_its_box_says(rested: Rig) -> None:
    matte, amount = rested.document.matte, rested.window.adjust.amount
    assert matte is not None
    for permille in (20, *range(5, 1000, 10)):
        amount._slider.setValue(permille)
        assert matte.amount == round(amount.value) / 100


def test_a_number_that_is_being_typed_counts_before_anything_is_done(
    rested: Rig, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    matte, window = rested.document.matte, rested.window
    assert matte is not None
    box = window.adjust.amount._box
    with qtbot.waitActive(window):
        window.activateWindow()
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "40")
    assert matte.amount == 1.0
    rested.document.project = tmp_path / "a.ora"
    with qtbot.waitSignal(rested.file_service.saved, timeout=60_000):
        window.actions_by_name["save"].trigger()
    assert load_project(tmp_path / "a.ora").amount == 0.4
    assert not rested.document.modified
    box.selectAll()
    QTest.keyClicks(box, "50")
    answer(monkeypatch, QMessageBox.StandardButton.Cancel)
    window.close()
    assert matte.amount == 0.5
    assert rested.document.modified


def test_the_wheel_scrolls_a_panel_and_changes_only_what_is_in_use(rested: Rig) -> None:
    window = rested.window
    panels = (window.views, window.adjust)
    kinds = (QAbstractSlider, QAbstractSpinBox, QComboBox)
    rolled = [w for panel in panels for kind in kinds for w in panel.findChildren(kind)]
    assert len(rolled) >= 10

    def roll(widget: QWidget) -> None:
        at = QPointF(widget.rect().center())
        event = QWheelEvent(
            at,
            widget.mapToGlobal(at),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    steps = rested.document.stack.count()
    window.setFocus()
    for widget in rolled:
        assert widget.focusPolicy() == Qt.FocusPolicy.StrongFocus
        assert not widget.hasFocus()
        roll(widget)
    assert rested.document.stack.count() == steps
    white = window.adjust.curve.white
    white._box.setFocus()
    roll(white._box)
    assert white.value == 99
    assert rested.document.stack.count() == steps + 1


def test_the_curve_is_seen_at_once(rested: Rig) -> None:
    renderer = rested.window.renderer
    matte, layers = rested.document.matte, rested.document.layers
    assert matte is not None
    assert layers is not None
    rested.window.views.choose("alpha")
    shown = layers.alpha_in(1, Rect.whole(layers.alpha.shape(1))).copy()
    renderer.tile(0, 0, 0)
    rested.window.adjust.curve.white._slider.setValue(500)
    assert not renderer.is_fresh(0, 0, 0)
    now = layers.alpha_in(1, Rect.whole(layers.alpha.shape(1)))
    assert not np.array_equal(now, shown)
    assert np.array_equal(now, Pyramid(matte.final_alpha(), halve_mean).level(1))


def test_the_amount_is_seen_at_once(rested: Rig) -> None:
    renderer = rested.window.renderer
    rested.window.views.choose("foreground")
    renderer.tile(0, 0, 0)
    rested.window.adjust.amount._slider.setValue(400)
    assert not renderer.is_fresh(0, 0, 0)
