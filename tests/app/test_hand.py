import numpy as np
import pytest
from PySide6.QtCore import QSize

from mattegui.app.hand import OPPOSITE, Hand
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.trimap import blank

VIEWPORT = Viewport(2.0, 5.0, 7.0)


@pytest.fixture
def hand(qapp: object) -> Hand:
    hand = Hand()
    hand.radius = 5
    hand.prepare(QSize(300, 200), 1.0)
    return hand


@pytest.fixture
def trimap() -> Trimap:
    trimap = blank((100, 150))
    trimap.flags.writeable = False
    return trimap


def begin(hand: Hand, trimap: Trimap, x: float, y: float, *, straight: bool = False) -> None:
    hand.prepare(QSize(300, 200), 1.0)
    hand.begin(trimap, (x, y), FOREGROUND, straight=straight, viewport=VIEWPORT)


def painted(hand: Hand, trimap: Trimap) -> Trimap:
    edit = hand.end()
    assert edit is not None
    edited = trimap.copy()
    edit.apply(edited)
    return edited


def test_from_press_to_release(hand: Hand, trimap: Trimap) -> None:
    begin(hand, trimap, 20, 20)
    hand.move((80, 20), VIEWPORT)
    edited = painted(hand, trimap)
    assert (edited[20, 20:80] == FOREGROUND).all()
    assert hand.end() is None


def test_what_has_to_be_repainted_covers_what_the_brush_covers(hand: Hand, trimap: Trimap) -> None:
    dirty = hand.begin(trimap, (20, 20), FOREGROUND, straight=False, viewport=VIEWPORT)
    x, y = VIEWPORT.to_widget((20, 20))
    assert dirty.contains(x - 10, y - 10)
    assert dirty.contains(x + 10, y + 10)
    dirty = hand.move((60, 50), VIEWPORT)
    for point in ((20, 20), (60, 50)):
        x, y = VIEWPORT.to_widget(point)
        assert dirty.contains(x - 10, y + 10)
        assert dirty.contains(x + 10, y - 10)
    assert dirty.width() < 120, "no more than a little beyond"


def test_cancel_drops_the_drag(hand: Hand, trimap: Trimap) -> None:
    begin(hand, trimap, 20, 20)
    hand.move((80, 20), VIEWPORT)
    assert hand.cancel()
    assert hand.end() is None
    assert not hand.cancel()
    assert hand.preview.stroke is None


def test_a_straight_line_starts_where_the_last_drag_ended(hand: Hand, trimap: Trimap) -> None:
    begin(hand, trimap, 20, 20)
    hand.move((30, 60), VIEWPORT)
    hand.end()
    begin(hand, trimap, 120, 60, straight=True)
    assert (painted(hand, trimap)[60, 30:120] == FOREGROUND).all()


def test_a_drag_that_was_dropped_is_no_start_for_a_line(hand: Hand, trimap: Trimap) -> None:
    begin(hand, trimap, 20, 20)
    hand.end()
    begin(hand, trimap, 20, 80)
    hand.cancel()
    begin(hand, trimap, 120, 20, straight=True)
    edited = painted(hand, trimap)
    assert (edited[20, 20:120] == FOREGROUND).all()
    assert not edited[60:].any()


def test_another_image_has_no_last_point(hand: Hand, trimap: Trimap) -> None:
    begin(hand, trimap, 20, 20)
    hand.end()
    hand.forget()
    begin(hand, trimap, 120, 80, straight=True)
    assert int((painted(hand, trimap) == FOREGROUND).sum()) < 100, "a dot, not a line"


def test_moving_without_a_drag_does_nothing(hand: Hand) -> None:
    assert hand.move((5, 5), VIEWPORT).isEmpty()


def test_every_label_has_an_opposite() -> None:
    assert set(OPPOSITE) == {BACKGROUND, UNKNOWN, FOREGROUND}
    assert all(label != opposite for label, opposite in OPPOSITE.items())
    assert not np.intersect1d(list(OPPOSITE.values()), [UNKNOWN]).size
