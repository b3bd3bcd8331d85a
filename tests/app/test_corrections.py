"""Corrections taken away again: by hand, with a pen's other end, and all at once."""

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.app.conftest import Rig
from tests.app.test_actions import active, press
from tests.app.test_canvas import Button, drag, place
from tests.app.test_input import Kind, pen_stroke
from tests.app.test_projects import do, matte_of

__all__ = ["active"]


def test_corrections_are_erased_by_hand_and_all_at_once(active: Rig, qtbot: QtBot) -> None:
    matte = matte_of(active)
    press(active, "R")
    drag(active, (60, 60), (120, 60))
    drag(active, (60, 100), (120, 100))
    painted = matte.retouch.copy()
    estimated = matte.alpha.copy()
    do(active, "erase")
    drag(active, (60, 60), (120, 60))
    assert active.document.stack.undoText() == "Erase retouch"
    where = active.canvas.viewport.to_image((place(active, 90, 60).x(), place(active, 90, 60).y()))
    assert not matte.retouch[int(where[1]), int(where[0])].any()
    assert matte.retouch.any()
    assert active.document.modified
    do(active, "clear-retouch")
    qtbot.waitUntil(lambda: not matte.retouch.any())
    assert np.array_equal(matte.final_alpha(), estimated)
    with qtbot.waitSignal(active.edit_runner.failed) as told:
        do(active, "clear-retouch")
    assert told.args == ["Nothing was changed: nothing is corrected."]
    active.document.undo()
    active.document.undo()
    assert np.array_equal(matte.retouch, painted)


def test_what_is_painted_while_corrections_are_cleared_is_cleared_too(
    active: Rig, qtbot: QtBot
) -> None:
    matte = matte_of(active)
    press(active, "D")
    drag(active, (60, 60), (120, 60))
    do(active, "clear-decontamination")
    drag(active, (60, 120), (120, 120))
    qtbot.waitUntil(lambda: not matte.decontamination.any())
    assert active.document.stack.count() == 3


@pytest.mark.parametrize("barrel", [False, True])
def test_a_pen_s_other_end_and_the_button_on_its_barrel_erase_corrections(
    active: Rig, barrel: bool
) -> None:
    matte = matte_of(active)
    press(active, "R")
    pen_stroke(active, (100, 100, 1.0), (150, 100, 1.0))
    assert matte.retouch[100, 125].all()
    held = Button.LeftButton | Button.RightButton if barrel else Button.LeftButton
    kind = Kind.Pen if barrel else Kind.Eraser
    pen_stroke(active, (100, 100, 1.0), (150, 100, 1.0), held=held, kind=kind)
    assert not matte.retouch[100, 125].any()
    assert active.document.stack.undoText() == "Erase retouch"
