import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.arrays import AnyArray
from mattegui.core.borrowed import CELL, Borrowed
from mattegui.core.rect import Rect

HEIGHT, WIDTH = 2 * CELL + 30, CELL + 90


def source() -> AnyArray:
    image = np.random.default_rng(0).integers(0, 200, (HEIGHT, WIDTH, 3), np.uint8)
    image.flags.writeable = False
    return image


@st.composite
def rects(draw: st.DrawFn) -> Rect:
    y0, y1 = sorted((draw(st.integers(0, HEIGHT)), draw(st.integers(0, HEIGHT))))
    x0, x1 = sorted((draw(st.integers(0, WIDTH)), draw(st.integers(0, WIDTH))))
    return Rect(y0, x0, y1, x1)


@given(st.lists(st.tuples(rects(), st.sampled_from(["write", "restore", "write back"]))), rects())
def test_it_reads_as_an_array_that_was_copied_at_once(
    steps: list[tuple[Rect, str]], read: Rect
) -> None:
    borrowed, copied = Borrowed(source()), source().copy()
    for rect, step in steps:
        whole = np.full((rect.height, rect.width, 3), 201 + len(step), np.uint8)
        where = np.indices((rect.height, rect.width)).sum(axis=0) % 3 == 0
        if step == "write":
            borrowed.write(rect, whole)
            copied[rect.slices] = whole
        elif step == "restore" and rect:
            borrowed.restore(rect, where)
            copied[rect.slices][where] = source()[rect.slices][where]
        else:
            borrowed.write_back(rect)
            copied[rect.slices] = source()[rect.slices]
    assert np.array_equal(borrowed.part(read), copied[read.slices])
    index = np.ix_(np.arange(0, HEIGHT, 17), np.arange(0, WIDTH, 13))
    assert np.array_equal(borrowed.at(*index), copied[index])
    assert np.array_equal(borrowed.whole(), copied)
    assert np.array_equal(borrowed.source, source())


def test_what_is_only_read_is_not_copied() -> None:
    borrowed = Borrowed(source())
    everything = Rect(0, 0, HEIGHT, WIDTH)
    assert np.shares_memory(borrowed.part(everything), borrowed.source)
    borrowed.write_back(everything)
    borrowed.restore(everything, np.ones((HEIGHT, WIDTH), np.bool_))
    assert not borrowed.is_own(everything)
    borrowed.write(Rect(0, 0, 1, 1), np.zeros((1, 1, 3), np.uint8))
    assert borrowed.is_own(Rect(CELL - 1, CELL - 1, CELL, CELL))
    assert not borrowed.is_own(Rect(CELL, 0, HEIGHT, WIDTH))
    assert np.shares_memory(borrowed.part(Rect(CELL, 0, HEIGHT, WIDTH)), borrowed.source)


def test_replaced_pixels_are_its_own() -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    borrowed = Borrowed.replaced(source(), pixels)
    assert borrowed.whole() is pixels or np.shares_memory(borrowed.whole(), pixels)
    assert borrowed.is_own(Rect(HEIGHT - 1, WIDTH - 1, HEIGHT, WIDTH))
