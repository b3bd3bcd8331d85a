import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.rect import Rect

EDGES = st.integers(-70, 130)
RECTS = st.builds(Rect, EDGES, EDGES, EDGES, EDGES)
SHAPES = st.tuples(st.integers(1, 90), st.integers(1, 90))


def pixels(rect: Rect, shape: tuple[int, int] = (130, 130)) -> set[tuple[int, int]]:
    """Return the pixels of `rect`, one by one."""
    return {(y, x) for y in range(rect.y0, rect.y1) for x in range(rect.x0, rect.x1)}


@given(RECTS, RECTS)
def test_intersection_holds_the_common_pixels(a: Rect, b: Rect) -> None:
    assert pixels(a & b) == pixels(a) & pixels(b)
    assert bool(a & b) == bool(pixels(a) & pixels(b))


@given(RECTS)
def test_size_counts_the_pixels(rect: Rect) -> None:
    assert rect.area == len(pixels(rect)) == rect.height * rect.width
    assert bool(rect) == (rect.area > 0)


@given(RECTS, SHAPES)
def test_clipped_is_inside(rect: Rect, shape: tuple[int, int]) -> None:
    clipped = rect.clipped(shape)
    assert pixels(clipped) == pixels(rect) & pixels(Rect.whole(shape))
    array = np.zeros(shape, np.int8)
    if clipped:
        assert array[clipped.slices].shape == (clipped.height, clipped.width)


@given(RECTS, st.sampled_from([1, 5, 32]))
def test_snapped_lies_on_the_grid_and_is_the_smallest(rect: Rect, step: int) -> None:
    snapped = rect.snapped(step)
    assert all(edge % step == 0 for edge in (snapped.y0, snapped.x0, snapped.y1, snapped.x1))
    if rect:
        assert rect & snapped == rect
        assert snapped.grown(-step) & rect == snapped.grown(-step) or not snapped.grown(-step)


@given(RECTS, st.sampled_from([3, 16, 50]))
def test_split_covers_every_pixel_once(rect: Rect, step: int) -> None:
    parts = list(rect.split(step))
    assert sum(part.area for part in parts) == rect.area
    assert set().union(*(pixels(part) for part in parts)) == pixels(rect)
    assert all(part and part.height <= step and part.width <= step for part in parts)


def test_grown_and_shifted_move_the_edges() -> None:
    assert Rect(1, 2, 3, 4).grown(2) == Rect(-1, 0, 5, 6)
    assert Rect(1, 2, 3, 4).shifted(10, -1) == Rect(11, 1, 13, 3)


@given(st.lists(RECTS, max_size=4))
def test_union_is_the_smallest_around_all(rects: list[Rect]) -> None:
    union = Rect.union(rects)
    full = [rect for rect in rects if rect]
    assert all(rect & union == rect for rect in full)
    if full:
        assert union.y0 == min(rect.y0 for rect in full)
        assert union.x1 == max(rect.x1 for rect in full)
    else:
        assert not union


@given(RECTS.map(lambda rect: rect.clipped((40, 50))))
def test_around_finds_what_is_true(rect: Rect) -> None:
    mask = np.zeros((40, 50), np.bool_)
    if rect:
        mask[rect.slices] = True
        assert Rect.around(mask) == rect
    else:
        assert not Rect.around(mask)


def test_around_two_points() -> None:
    mask = np.zeros((9, 9), np.bool_)
    mask[2, 7] = mask[5, 1] = True
    assert Rect.around(mask) == Rect(2, 1, 6, 8)


@pytest.mark.parametrize("rect", [Rect(0, 0, 0, 0), Rect(5, 5, 3, 9)])
def test_an_empty_rect_has_no_parts(rect: Rect) -> None:
    assert not rect
    assert list(rect.split(8)) == []
    assert list(rect.cells(8)) == []
