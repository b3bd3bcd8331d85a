import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.arrays import AnyArray
from mattegui.core.edit import BLOCK, Block, Edit
from mattegui.core.rect import Rect

SIDE = 2 * BLOCK + 40
EDGES = st.integers(-20, SIDE + 20)
RECTS = st.builds(Rect, EDGES, EDGES, EDGES, EDGES)


def array() -> AnyArray:
    y, x = np.mgrid[:SIDE, :SIDE]
    return np.asarray((y // 50 + x // 70) % 3 * 100, np.uint8)


@given(RECTS, st.sampled_from([0, 100, 200]))
def test_apply_then_inverted_changes_nothing(rect: Rect, value: int) -> None:
    before = array()
    edited = before.copy()
    edit = Edit.of(edited, rect, lambda _, values: values.fill(value))
    assert np.array_equal(edited, before), "making an edit must not write"
    edit.apply(edited)
    expected = before.copy()
    expected[rect.clipped(before.shape).slices if rect.clipped(before.shape) else (0, [])] = value
    assert np.array_equal(edited, expected)
    edit.inverted().apply(edited)
    assert np.array_equal(edited, before)
    edit.inverted().inverted().apply(edited)
    assert np.array_equal(edited, expected)


@given(RECTS)
def test_blocks_hold_only_what_changed(rect: Rect) -> None:
    before = array()
    edit = Edit.of(before, rect, lambda _, values: values.fill(100))
    after = before.copy()
    edit.apply(after)
    for block in edit.blocks:
        assert not np.array_equal(block.before, block.after)
        assert block.rect.height <= BLOCK
        assert block.rect.width <= BLOCK
    touched = np.zeros(before.shape, np.int64)
    for changed in edit.rects:
        touched[changed.slices] += 1
    assert touched.max(initial=0) <= 1, "blocks overlap"
    assert not (after != before)[touched == 0].any()


def test_an_edit_that_changes_nothing_is_false() -> None:
    edit = Edit.of(np.zeros((50, 50), np.uint8), Rect(0, 0, 50, 50), lambda _, v: v.fill(0))
    assert not edit
    assert edit.rects == ()
    assert edit.nbytes == 0


def test_a_diagonal_costs_its_blocks_and_not_its_box() -> None:
    side = 20 * BLOCK
    diagonal = np.zeros((side, side), np.uint8)

    def change(rect: Rect, values: AnyArray) -> None:
        y, x = np.mgrid[rect.y0 : rect.y1, rect.x0 : rect.x1]
        values[y == x] = 255

    edit = Edit.of(diagonal, Rect.whole(diagonal.shape), change)
    assert len(edit.blocks) == 20
    assert edit.nbytes == 20 * (1 + BLOCK * BLOCK), "what is everywhere the same is one pixel"


def test_a_block_is_no_larger_than_what_changed_in_it() -> None:
    array = np.zeros((BLOCK, BLOCK, 2), np.uint8)
    changed = Rect(20, 30, 25, 90)

    def change(_: Rect, values: AnyArray) -> None:
        values[changed.slices] = np.arange(changed.width)[:, None] + 9

    edit = Edit.of(array, Rect.whole(array.shape), change, "retouch")
    assert edit.rects == (changed,)
    assert edit.nbytes == 2 * (1 + changed.area)


def test_a_block_that_is_one_pixel_everywhere_is_written_in_all_channels() -> None:
    array = np.zeros((BLOCK + 9, BLOCK, 2), np.uint8)
    array[:] = (3, 4)
    before = array.copy()

    def change(_: Rect, values: AnyArray) -> None:
        values[:] = (7, 250)

    edit = Edit.of(array, Rect.whole(array.shape), change, "retouch")
    assert edit.nbytes == 2 * (2 + 2), "two blocks of one pixel before and after"
    edit.apply(array)
    assert (array == (7, 250)).all()
    later = Edit.of(array, Rect(0, 0, 5, 6), lambda _, values: values.fill(9), "retouch")
    later.apply(array)
    both = edit.then(later, array)
    both.inverted().apply(array)
    assert np.array_equal(array, before)


def test_blocks_beside_each_other_are_one_rect() -> None:
    array = np.zeros((2 * BLOCK, 3 * BLOCK), np.uint8)
    array[BLOCK:, BLOCK:] = 5
    edit = Edit.of(array, Rect.whole(array.shape), lambda _, values: values.fill(5))
    assert edit.rects == (Rect(0, 0, BLOCK, 3 * BLOCK), Rect(BLOCK, 0, 2 * BLOCK, BLOCK))
    assert [block.rect for block in edit.blocks][1] == Rect(0, BLOCK, BLOCK, 2 * BLOCK)


@given(st.integers(0, 255), st.integers(0, 255), st.booleans())
def test_filling_a_block_is_an_edit_of_it(old: int, new: int, mixed: bool) -> None:
    before = np.full((30, 40), old, np.uint8)
    before[7, 9] = new if mixed else old
    rect, place = Rect(100, 200, 130, 240), np.zeros((300, 300), np.uint8)
    block = Block.filled(rect, before, new)
    assert (block is None) == (old == new)
    if block is None:
        return
    assert block.value == new
    place[rect.slices] = before
    Edit((block,)).apply(place)
    assert (place[rect.slices] == new).all()
    Edit((block,)).inverted().apply(place)
    assert np.array_equal(place[rect.slices], before)


def test_a_change_that_raises_leaves_the_array_alone() -> None:
    values = np.zeros((50, 50), np.uint8)

    def change(rect: Rect, block: AnyArray) -> None:
        block[:] = 9
        raise RuntimeError("halfway")

    with pytest.raises(RuntimeError, match="halfway"):
        Edit.of(values, Rect(0, 0, 50, 50), change)
    assert not values.any()


@given(RECTS, RECTS, st.sampled_from([0, 100, 200]), st.sampled_from([0, 100, 200]))
def test_two_edits_become_one(first: Rect, second: Rect, one: int, two: int) -> None:
    before, now = array(), array()
    earlier = Edit.of(now, first, lambda _, values: values.fill(one))
    earlier.apply(now)
    later = Edit.of(now, second, lambda _, values: values.fill(two))
    later.apply(now)
    both = earlier.then(later, now)
    for rect in both.rects:
        assert sum(bool(rect & other) for other in both.rects) == 1, "blocks do not overlap"
    undone = now.copy()
    both.inverted().apply(undone)
    assert np.array_equal(undone, before)
    both.apply(undone)
    assert np.array_equal(undone, now)
    assert bool(both) == (not np.array_equal(before, now))
