from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mattegui.core.arrays import FOREGROUND, Mask
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke, rasterise

CANVAS = Rect(0, 0, 90, 110)


def brute_force(stroke: Stroke, rect: Rect) -> Mask:
    """Return the pixels of `rect` whose centre is at most `radius` from the path."""
    y, x = np.mgrid[rect.y0 : rect.y1, rect.x0 : rect.x1] + 0.5
    nearest = np.full(y.shape, np.inf)
    for (x0, y0), (x1, y1) in pairwise(stroke.points):
        length = (x1 - x0) ** 2 + (y1 - y0) ** 2
        along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / max(length, 1e-12)
        along = np.clip(along, 0, 1)
        distance = np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))
        nearest = np.minimum(nearest, distance)
    for x0, y0 in stroke.points:
        nearest = np.minimum(nearest, np.hypot(x - x0, y - y0))
    return np.asarray(nearest <= stroke.radius)


POINTS = st.lists(st.tuples(st.floats(5, 105), st.floats(5, 85)), min_size=1, max_size=6)


@given(POINTS, st.floats(3, 25))
@example([(8.0, 5.0), (7.5, 5.0), (5.0, 11.0)], 15.0)
def test_covers_the_pixels_under_the_brush(
    points: list[tuple[float, float]], radius: float
) -> None:
    stroke = Stroke(FOREGROUND, radius, tuple(points))
    drawn = rasterise(stroke, CANVAS)
    # Of points nearer to each other than a 16th of the radius the inner ones are left out: the path
    # without them is as far from that with them at most, on either side.
    slack = radius / 16 if len(points) > 2 else 1e-9
    assert drawn[brute_force(Stroke(FOREGROUND, radius - slack, stroke.points), CANVAS)].all()
    assert not drawn[~brute_force(Stroke(FOREGROUND, radius + slack, stroke.points), CANVAS)].any()


def growing_brush(stroke: Stroke, rect: Rect) -> Mask:
    """Return what 400 discs on each segment cover, growing evenly from one end to the other."""
    y, x = np.mgrid[rect.y0 : rect.y1, rect.x0 : rect.x1] + 0.5
    covered = np.zeros(y.shape, np.bool_)
    steps = list(pairwise(zip(stroke.points, stroke.radii, strict=True)))
    for ((x0, y0), r0), ((x1, y1), r1) in steps or [((stroke.points[0], stroke.radii[0]),) * 2]:
        for share in np.linspace(0, 1, 400):
            at_x, at_y = x0 + share * (x1 - x0), y0 + share * (y1 - y0)
            covered |= np.hypot(x - at_x, y - at_y) <= r0 + share * (r1 - r0)
    return covered


TAPERED = st.lists(
    st.tuples(st.tuples(st.floats(5, 105), st.floats(5, 85)), st.floats(2, 25)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=30, deadline=None)
@given(TAPERED)
def test_a_brush_that_grows_covers_what_its_discs_cover(
    path: list[tuple[tuple[float, float], float]],
) -> None:
    points, radii = zip(*path, strict=True)
    stroke = Stroke(FOREGROUND, 25, points, radii)
    drawn = rasterise(stroke, CANVAS)
    slack = 1 / 16 if len(points) > 2 else 1e-9
    thinner = Stroke(FOREGROUND, 25, points, tuple(r * (1 - 3 * slack) - 0.1 for r in radii))
    wider = Stroke(FOREGROUND, 25, points, tuple(r + 0.1 for r in radii))
    assert drawn[growing_brush(thinner, CANVAS)].all()
    assert not drawn[~growing_brush(wider, CANVAS)].any()


@given(TAPERED, st.sampled_from([7, 37]))
def test_a_growing_stroke_in_parts_equals_the_whole(
    path: list[tuple[tuple[float, float], float]], step: int
) -> None:
    points, radii = zip(*path, strict=True)
    stroke = Stroke(FOREGROUND, 25, points, radii)
    whole = rasterise(stroke, CANVAS)
    for part in CANVAS.split(step):
        assert np.array_equal(rasterise(stroke, part), whole[part.slices])


def test_equal_radii_are_a_stroke_of_one_radius() -> None:
    points = ((10.0, 12.0), (80.0, 30.0), (60.0, 70.0))
    plain, tapered = Stroke(FOREGROUND, 9, points), Stroke(FOREGROUND, 9, points, (9, 9, 9))
    assert np.array_equal(rasterise(plain, CANVAS), rasterise(tapered, CANVAS))


@pytest.mark.parametrize("radius", [4.0, 10.0, 33.3, 80.0])
def test_a_click_has_the_area_of_its_circle(radius: float) -> None:
    stroke = Stroke(FOREGROUND, radius, ((100.4, 100.7),))
    area = int(rasterise(stroke, Rect(0, 0, 200, 200)).sum())
    assert area == pytest.approx(np.pi * radius**2, rel=0.04)


def test_the_smallest_brush_paints_one_pixel() -> None:
    mask = rasterise(Stroke(FOREGROUND, 0.5, ((3.5, 2.5),)), Rect(0, 0, 6, 8))
    assert np.argwhere(mask).tolist() == [[2, 3]]


@given(POINTS, st.floats(0.5, 40), st.sampled_from([7, 37, 64]))
def test_a_stroke_in_parts_equals_the_whole(
    points: list[tuple[float, float]], radius: float, step: int
) -> None:
    stroke = Stroke(FOREGROUND, radius, tuple(points))
    whole = rasterise(stroke, CANVAS)
    for part in CANVAS.split(step):
        assert np.array_equal(rasterise(stroke, part), whole[part.slices])


@given(st.floats(0, 109.999), st.floats(0, 89.999))
def test_the_smallest_brush_never_misses(x: float, y: float) -> None:
    mask = rasterise(Stroke(FOREGROUND, 0.5, ((x, y),)), CANVAS)
    assert mask[int(y), int(x)] or mask.sum() in {1, 2, 4}
    assert 1 <= mask.sum() <= 4


def test_off_the_image_covers_nothing_of_it() -> None:
    stroke = Stroke(FOREGROUND, 12.0, ((-300.0, -200.0), (-250.0, 900.0)))
    assert not stroke.rect.clipped((90, 110))
    assert not rasterise(stroke, CANVAS).any()


def test_half_off_the_image_is_cut_at_its_border() -> None:
    mask = rasterise(Stroke(FOREGROUND, 10.0, ((0.0, 45.0),)), CANVAS)
    assert mask[45, :9].all()
    assert not mask[45, 11:].any()


@given(POINTS, st.floats(0.5, 40))
def test_its_rect_holds_it(points: list[tuple[float, float]], radius: float) -> None:
    stroke = Stroke(FOREGROUND, radius, tuple(points))
    around = stroke.rect.grown(3)
    inner = stroke.rect.relative_to(around)
    mask = rasterise(stroke, around)
    assert mask.any()
    mask[inner.slices] = False
    assert not mask.any()


def test_a_still_hand_paints_what_one_click_paints() -> None:
    click = Stroke(FOREGROUND, 20.0, ((50.0, 50.0),))
    held = Stroke(FOREGROUND, 20.0, ((50.0, 50.0),) * 400)
    assert np.array_equal(rasterise(click, CANVAS), rasterise(held, CANVAS))
