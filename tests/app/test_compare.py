"""Comparing: the wipe, holding a key, other estimators' answers and a kept one."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mattegui.app.panels.compare import KEPT, ORIGINAL
from mattegui.app.render import Renderer
from mattegui.app.wipe import Wipe
from mattegui.core.arrays import FOREGROUND, UNKNOWN
from mattegui.core.curve import Curve
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, answer, stroke

Left = Qt.MouseButton.LeftButton
NoKeys = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def other() -> FakeSession:
    engine = FakeSession()
    # The fake knows two models by names of its own; the panel lists the engine's.
    engine.choose = lambda model: setattr(engine, "model", "far")  # type: ignore[method-assign]
    return engine


@pytest.fixture
def both(make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path, other: FakeSession) -> Rig:
    """Return the application with an unknown stripe, and another engine beside its own."""
    rig = make_rig(FakeSession(), None, other)
    rig.window.show()
    rig.open(qtbot, photo_path)
    stroke(rig.document, UNKNOWN, 25, (60, 150), (340, 150))
    rig.settle(qtbot)
    return rig


def beside(rig: Rig) -> Renderer | None:
    return rig.window.renderer.beside


def compute(rig: Rig, qtbot: QtBot, name: str = "closed-form") -> None:
    rig.window.view_controller.compare.choose(name)
    qtbot.waitUntil(lambda: rig.analysis.answers.layers(name) is not None, timeout=20_000)


def note(rig: Rig) -> str:
    return rig.window.views.compare._note.text()


def test_the_wipe_shows_the_original_beside_the_view(both: Rig) -> None:
    assert beside(both) is None
    both.window.actions_by_name["wipe"].trigger()
    other = beside(both)
    assert other is not None
    assert other.view == "original"
    split = both.window.renderer.split
    assert split == pytest.approx(both.canvas.width() / 2, abs=1)
    both.window.actions_by_name["wipe"].trigger()
    assert beside(both) is None


def test_the_border_is_dragged_and_moved_by_keys(both: Rig) -> None:
    both.window.actions_by_name["wipe"].trigger()
    renderer, wipe = both.window.renderer, both.canvas.findChild(Wipe)
    assert isinstance(wipe, Wipe)
    assert wipe.isVisible()
    start = renderer.split
    QTest.mousePress(wipe, Left, NoKeys, QPoint(11, 50))
    QTest.mouseMove(wipe, QPoint(11 + 100, 50))
    QTest.mouseRelease(wipe, Left, NoKeys, QPoint(11, 50))
    assert renderer.split > start
    dragged = renderer.split
    QTest.keyClick(wipe, Qt.Key.Key_Left)
    assert renderer.split < dragged
    wipe.move_to(7)
    assert renderer.split == both.canvas.width()
    assert both.document.stack.count() == 1, "the canvas painted nothing meanwhile"


def test_the_border_keeps_its_share_of_the_canvas(both: Rig) -> None:
    both.window.actions_by_name["wipe"].trigger()
    both.window.resize(900, 700)
    QTest.qWait(50)
    renderer = both.window.renderer
    assert renderer.split == pytest.approx(both.canvas.width() / 2, abs=1)


def test_a_held_key_shows_the_original_for_as_long(both: Rig, qtbot: QtBot) -> None:
    both.window.activateWindow()
    qtbot.waitUntil(both.window.isActiveWindow)
    both.canvas.setFocus()
    QTest.keyPress(both.canvas, Qt.Key.Key_Backslash)
    other = beside(both)
    assert other is not None
    assert other.view == "original"
    assert both.window.renderer.split == float("inf")
    QTest.keyRelease(both.canvas, Qt.Key.Key_Backslash)
    assert beside(both) is None


def test_what_a_menu_began_to_hold_ends_with_a_click(both: Rig) -> None:
    both.window.actions_by_name["hold-original"].trigger()
    assert beside(both) is not None
    QTest.mouseClick(both.window.status, Left)
    assert beside(both) is None


def test_another_estimator_answers_beside_the_work(both: Rig, qtbot: QtBot) -> None:
    matte = both.document.matte
    assert matte is not None
    before, steps = matte.alpha.copy(), both.document.stack.count()
    compute(both, qtbot)
    layers = both.analysis.answers.layers("closed-form")
    assert layers is not None
    assert np.array_equal(layers.alpha.level(0), answer(matte.trimap, matte.rect, "far"))
    assert np.array_equal(matte.alpha, before)
    assert both.document.stack.count() == steps
    renderer = both.window.renderer
    assert renderer.beside is not None
    assert renderer.beside.layers is layers
    both.window.views.choose("alpha")
    assert renderer.beside.view == "alpha", "both sides are seen in the same way"
    assert note(both) == ""


def test_an_answer_is_outdated_by_a_stroke_and_can_be_had_again(both: Rig, qtbot: QtBot) -> None:
    compute(both, qtbot)
    old = both.analysis.answers.layers("closed-form")
    stroke(both.document, FOREGROUND, 10, (100, 150))
    assert note(both).startswith("Outdated")
    both.window.views.compare._again.click()
    qtbot.waitUntil(lambda: both.analysis.answers.layers("closed-form") not in (None, old))
    assert note(both) == ""


def test_while_it_is_computed_the_work_goes_on(
    make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path, other: FakeSession
) -> None:
    other.gate = threading.Semaphore(0)
    rig = make_rig(FakeSession(), None, other)
    rig.open(qtbot, photo_path)
    stroke(rig.document, UNKNOWN, 25, (60, 150), (340, 150))
    rig.window.view_controller.compare.choose("closed-form")
    assert note(rig).startswith("Computing")
    stroke(rig.document, UNKNOWN, 25, (60, 50), (340, 50))
    rig.settle(qtbot)
    assert rig.analysis.answers.computing == "closed-form"
    rig.analysis.answers.stop()
    assert rig.analysis.answers.computing == ""
    assert rig.analysis.answers.layers("closed-form") is None


def test_a_failure_is_told(both: Rig, qtbot: QtBot, other: FakeSession) -> None:
    other.error = ValueError("no luck today")
    with qtbot.waitSignal(both.analysis.answers.failed) as failed:
        both.window.view_controller.compare.choose("closed-form")
    assert failed.args is not None
    assert "no luck today" in failed.args[0]
    assert note(both) == "There is no alpha of it yet."


def test_what_was_kept_stays_as_it_was(both: Rig, qtbot: QtBot) -> None:
    matte, panel = both.document.matte, both.window.views.compare
    assert matte is not None
    kept = matte.final_alpha()
    both.window.actions_by_name["keep-alpha"].trigger()
    qtbot.waitUntil(lambda: both.analysis.answers.layers(KEPT) is not None)
    stroke(both.document, FOREGROUND, 30, (200, 150))
    both.settle(qtbot)
    layers = both.analysis.answers.layers(KEPT)
    assert layers is not None
    assert np.array_equal(layers.alpha.level(0), kept)
    assert not np.array_equal(matte.alpha, kept)
    panel._on_activated(panel._box.findData(KEPT))
    both.window.view_controller.compare.choose(KEPT)
    assert panel.other == KEPT
    assert both.window.renderer.beside is not None


def test_another_image_forgets_all_answers(both: Rig, qtbot: QtBot, photo_path: Path) -> None:
    compute(both, qtbot)
    both.window.actions_by_name["keep-alpha"].trigger()
    qtbot.waitUntil(lambda: both.analysis.answers.layers(KEPT) is not None)
    both.open(qtbot, photo_path)
    assert both.analysis.answers.layers(KEPT) is None
    assert both.analysis.answers.layers("closed-form") is None


def test_what_is_corrected_while_the_other_side_is_not_seen_is_seen_there_later(
    both: Rig, qtbot: QtBot
) -> None:
    compute(both, qtbot)
    panel, compare = both.window.views.compare, both.window.view_controller.compare
    both.window.views.choose("white")
    _, other = compare.others
    panel.set_wipe(on=True)
    other.tile(0, 0, 0)
    assert other.is_fresh(0, 0, 0)
    panel.set_wipe(on=False)
    stroke(both.document, FOREGROUND, 5, (5, 5))
    panel.set_wipe(on=True)
    assert not other.is_fresh(0, 0, 0)


def test_the_amount_of_decontamination_is_that_of_the_work(both: Rig, qtbot: QtBot) -> None:
    compute(both, qtbot)
    layers = both.analysis.answers.layers("closed-form")
    assert layers is not None
    both.window.adjust.amount._slider.setValue(200)
    assert layers._matte.amount == 0.2


def test_the_curve_is_that_of_the_work_but_not_of_what_was_kept(both: Rig, qtbot: QtBot) -> None:
    answers, matte = both.analysis.answers, both.document.matte
    assert matte is not None
    both.window.adjust.curve.black._slider.setValue(200)
    both.window.actions_by_name["keep-alpha"].trigger()
    qtbot.waitUntil(lambda: answers.layers(KEPT) is not None)
    compute(both, qtbot)
    kept, computed = answers.layers(KEPT), answers.layers("closed-form")
    assert kept is not None
    assert computed is not None
    assert np.array_equal(kept.alpha_in(0, matte.rect), matte.final_alpha())
    before = kept.alpha_in(0, matte.rect).copy()
    curve = Curve(0.5, 1.0)
    both.document.set_curve(curve, "Curve")
    assert np.array_equal(kept.alpha_in(0, matte.rect), before)
    assert not np.array_equal(kept.alpha_in(0, matte.rect), matte.final_alpha())
    derived = computed._matte.alpha
    assert np.array_equal(computed.alpha_in(0, matte.rect), curve.applied(derived))


def test_only_what_is_ready_can_be_compared_with(both: Rig) -> None:
    panel = both.window.views.compare
    names = [panel._box.itemData(row) for row in range(panel._box.count())]
    assert names[0] == ORIGINAL
    assert "closed-form" in names
    assert KEPT not in names
