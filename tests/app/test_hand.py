import numpy as np
import pytest
from PySide6.QtCore import QSize

from mattegui.app.hand import OPPOSITE, Hand
from mattegui.app.tools.tool import Sample
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.edit import Edit
from mattegui.core.matte import Matte
from tests.app.fakes import make_matte

VIEWPORT = Viewport(2.0, 5.0, 7.0)


@pytest.fixture
def hand(qapp: object) -> Hand:
    hand = Hand()
    hand.radius = 5
    hand.prepare(QSize(300, 200), 1.0)
    return hand


@pytest.fixture
def work() -> Matte:
    work = make_matte(100, 150)
    work.trimap.flags.writeable = False
    return work


def begin(hand: Hand, work: Matte, x: float, y: float, *, straight: bool = False) -> None:
    hand.prepare(QSize(300, 200), 1.0)
    hand.begin(work, Sample(x, y), hand.options, straight=straight, viewport=VIEWPORT)


def painted(hand: Hand, work: Matte) -> Trimap:
    edit = hand.end()
    assert isinstance(edit, Edit)
    edited = work.trimap.copy()
    edit.apply(edited)
    return edited


def test_from_press_to_release(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.move(Sample(80, 20), VIEWPORT)
    edited = painted(hand, work)
    assert (edited[20, 20:80] == FOREGROUND).all()
    assert hand.end() is None


def test_what_has_to_be_repainted_covers_what_the_brush_covers(hand: Hand, work: Matte) -> None:
    dirty = hand.begin(work, Sample(20, 20), hand.options, straight=False, viewport=VIEWPORT)
    x, y = VIEWPORT.to_widget((20, 20))
    assert dirty.contains(x - 10, y - 10)
    assert dirty.contains(x + 10, y + 10)
    dirty = hand.move(Sample(60, 50), VIEWPORT)
    for point in ((20, 20), (60, 50)):
        x, y = VIEWPORT.to_widget(point)
        assert dirty.contains(x - 10, y + 10)
        assert dirty.contains(x + 10, y - 10)
    assert dirty.width() < 120, "no more than a little beyond"


def test_cancel_drops_the_drag(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.move(Sample(80, 20), VIEWPORT)
    assert hand.cancel()
    assert hand.end() is None
    assert not hand.cancel()
    assert hand.preview.empty


def test_a_straight_line_starts_where_the_last_drag_ended(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.move(Sample(30, 60), VIEWPORT)
    hand.end()
    begin(hand, work, 120, 60, straight=True)
    assert (painted(hand, work)[60, 30:120] == FOREGROUND).all()


def test_a_drag_that_was_dropped_is_no_start_for_a_line(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.end()
    begin(hand, work, 20, 80)
    hand.cancel()
    begin(hand, work, 120, 20, straight=True)
    edited = painted(hand, work)
    assert (edited[20, 20:120] == FOREGROUND).all()
    assert not edited[60:].any()


def test_another_image_has_no_last_point(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.end()
    hand.forget()
    begin(hand, work, 120, 80, straight=True)
    assert int((painted(hand, work) == FOREGROUND).sum()) < 100, "a dot, not a line"


def test_moving_without_a_drag_does_nothing(hand: Hand) -> None:
    assert hand.move(Sample(5, 5), VIEWPORT).isEmpty()


def test_every_label_has_an_opposite() -> None:
    assert set(OPPOSITE) == {BACKGROUND, UNKNOWN, FOREGROUND}
    assert all(label != opposite for label, opposite in OPPOSITE.items())
    assert not np.intersect1d(list(OPPOSITE.values()), [UNKNOWN]).size


def test_each_label_and_each_brush_has_a_size_of_its_own(hand: Hand) -> None:
    hand.radius = 5
    hand.label = BACKGROUND
    hand.radius = 50
    hand.take("retouch")
    hand.radius = 9
    hand.take("brush")
    assert hand.radius == 50
    hand.label = FOREGROUND
    assert hand.radius == 5
    hand.take("retouch")
    assert hand.radius == 9


def test_linked_sizes_are_one(hand: Hand) -> None:
    hand.radius = 5
    hand.label = BACKGROUND
    hand.radius = 50
    hand.linked = True
    hand.label = FOREGROUND
    assert hand.radius == 50


def test_another_tool_drops_the_drag(hand: Hand, work: Matte) -> None:
    begin(hand, work, 20, 20)
    hand.take("lasso")
    assert not hand.dragging
    assert hand.end() is None


def test_locks(hand: Hand) -> None:
    hand.lock(UNKNOWN, locked=True)
    hand.lock(FOREGROUND, locked=True)
    hand.lock(UNKNOWN, locked=False)
    assert hand.locked == {FOREGROUND}
