import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mattegui.core import softness
from mattegui.core.arrays import FOREGROUND
from mattegui.core.rect import Rect
from mattegui.core.retouch import TARGET, WEIGHT, laid_over, no_corrections
from mattegui.core.soft_brush import SoftStroke, paint_corrections, smoothed
from mattegui.core.softness import Softness
from mattegui.core.stroke import Stroke, rasterise

CANVAS = Rect(0, 0, 90, 110)
POINTS = st.lists(st.tuples(st.floats(5, 105), st.floats(5, 85)), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(POINTS, st.floats(3, 30))
def test_a_hard_one_is_the_brush_that_labels_are_painted_with(
    points: list[tuple[float, float]], radius: float
) -> None:
    stroke = Stroke(FOREGROUND, radius, tuple(points))
    slack = radius / 4
    field = Softness(stroke, 1.0).field(CANVAS)
    inside = rasterise(Stroke(FOREGROUND, radius - slack, stroke.points), CANVAS)
    outside = ~rasterise(Stroke(FOREGROUND, radius + slack, stroke.points), CANVAS)
    assert (field[inside] == 1).all()
    assert not field[outside].any()


def test_a_soft_one_falls_off_from_the_middle_to_the_rim() -> None:
    field = Softness(Stroke(FOREGROUND, 20, ((50.5, 45.5),)), 0.0).field(CANVAS)
    line = field[45, 50:72]
    assert line[0] == 1
    assert line[10] == pytest.approx(0.5)
    assert (np.diff(line) <= 0).all()
    assert line[20:].max() == 0


@pytest.mark.parametrize("radius", [12.0, 45.0, 300.0])
@pytest.mark.parametrize("hardness", [0.0, 0.7])
def test_parts_equal_the_whole(radius: float, hardness: float) -> None:
    canvas = Rect(0, 0, 400, 300)
    stroke = Stroke(FOREGROUND, radius, ((40, 60), (200, 300), (220, 90)))
    whole = Softness(stroke, hardness).field(canvas)
    for part in canvas.split(64):
        assert np.allclose(Softness(stroke, hardness).field(part), whole[part.slices], atol=1e-5)


@pytest.mark.parametrize("radius", [12.0, 45.0, 300.0])
def test_segments_looked_at_together_give_what_each_by_itself_gives(
    radius: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    stroke = Stroke(FOREGROUND, radius, ((40, 60), (200, 300), (220, 90)), (radius, 8, radius))
    monkeypatch.setattr(softness, "_FEW", 0)
    apart = Softness(stroke, 0.3).field(Rect(0, 0, 400, 300))
    monkeypatch.setattr(softness, "_FEW", 10**9)
    assert np.array_equal(Softness(stroke, 0.3).field(Rect(0, 0, 400, 300)), apart)


def test_a_wide_one_is_a_scaled_up_narrow_one() -> None:
    narrow = Softness(Stroke(FOREGROUND, 30, ((40.5, 40.5),)), 0.2).field(Rect(0, 0, 81, 81))
    wide = Softness(Stroke(FOREGROUND, 300, ((405, 405),)), 0.2).field(Rect(0, 0, 810, 810))
    assert np.allclose(wide[5::10, 5::10], narrow, atol=0.03)


def test_pressure_makes_it_narrower() -> None:
    stroke = Stroke(FOREGROUND, 20, ((20, 45), (90, 45)), (20, 4))
    field = Softness(stroke, 1.0).field(CANVAS)
    assert int((field[:, 20] > 0).sum()) == pytest.approx(40, abs=2)
    assert int((field[:, 89] > 0).sum()) == pytest.approx(8, abs=2)


def test_full_strength_is_the_target_and_crossing_oneself_adds_nothing() -> None:
    plane = no_corrections((90, 110))
    there_and_back = ((20.5, 45.5), (80.5, 45.5), (20.5, 45.5))
    stroke = Stroke(FOREGROUND, 10, there_and_back)
    edit = paint_corrections(plane, SoftStroke("retouch", stroke, 1.0, 0.5, 1.0))
    assert not plane.any(), "nothing is written"
    assert edit.layer == "retouch"
    edit.apply(plane)
    assert plane[45, 50, WEIGHT] == 128
    assert plane[45, 50, TARGET] == 255
    again = paint_corrections(plane, SoftStroke("retouch", stroke, 1.0, 1.0, 1.0))
    again.apply(plane)
    assert (laid_over(np.zeros((90, 110), np.float32), plane)[45, 20:80] == 1).all()


def test_a_part_is_smoothed_as_the_whole() -> None:
    rng = np.random.default_rng(3)
    alpha = rng.random((90, 110), np.float32)
    whole = smoothed(lambda rect: alpha[rect.slices], CANVAS, 2.0, CANVAS)
    part = Rect(30, 40, 70, 90)
    assert np.allclose(
        smoothed(lambda rect: alpha[rect.slices], part, 2.0, CANVAS), whole[part.slices], atol=1e-4
    )
    assert whole.std() < alpha.std() / 2


@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("radius", [9.0, 60.0])
def test_the_first_stroke_is_as_one_over_corrections_elsewhere(
    target: float, radius: float
) -> None:
    first, other = no_corrections((200, 220)), no_corrections((200, 220))
    other[199, 219] = (9, 9)
    stroke = Stroke(FOREGROUND, radius, ((30, 40), (120, 100), (60, 130)))
    for plane in (first, other):
        paint_corrections(plane, SoftStroke("retouch", stroke, 0.4, 0.8, target)).apply(plane)
    assert first[..., WEIGHT].any()
    assert np.array_equal(first[:199], other[:199])
