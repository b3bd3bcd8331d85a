from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray
from mattegui.core.borrowed import Borrowed
from mattegui.core.pyramid import (
    SMALLEST,
    BorrowedPyramid,
    Halve,
    MappedPyramid,
    Pyramid,
    halve_mean,
    halve_trimap,
)
from mattegui.core.rect import Rect
from mattegui.core.retouch import halve_corrections

SIDES = st.one_of(st.integers(1, 40), st.integers(SMALLEST - 2, 3 * SMALLEST + 5))
EDGES = st.floats(0, 1)
KINDS = st.sampled_from(["trimap", "alpha", "colours"])


def random_array(kind: str, height: int, width: int, seed: int) -> tuple[AnyArray, Halve]:
    rng = np.random.default_rng(seed)
    if kind == "trimap":
        labels = np.array([BACKGROUND, UNKNOWN, FOREGROUND], np.uint8)
        return labels[rng.integers(0, 3, (height, width))], halve_trimap
    if kind == "alpha":
        return rng.random((height, width), np.float32), halve_mean
    return rng.integers(0, 256, (height, width, 3), np.uint8), halve_mean


def halvings(array: AnyArray, halve: Halve) -> list[AnyArray]:
    """Halve all of an array, then all of the half, and so on."""
    levels = [array]
    while max(levels[-1].shape[:2]) > SMALLEST:
        levels.append(halve(levels[-1]))
    return levels


@given(KINDS, SIDES, SIDES, st.lists(st.tuples(EDGES, EDGES, EDGES, EDGES), max_size=5))
def test_a_refresh_equals_a_new_pyramid(
    kind: str, height: int, width: int, places: list[tuple[float, float, float, float]]
) -> None:
    array, halve = random_array(kind, height, width, seed=1)
    pyramid = Pyramid(array, halve)
    other, _ = random_array(kind, height, width, seed=2)
    rects = []
    for edges in places:
        (y0, y1), (x0, x1) = sorted(edges[:2]), sorted(edges[2:])
        rect = Rect(int(y0 * height), int(x0 * width), int(y1 * height), int(x1 * width))
        array[rect.slices] = other[rect.slices]
        rects.append(rect)
    pyramid.refresh(*rects)
    for kept, new in zip(pyramid.levels, halvings(array, halve), strict=True):
        # The mean of floats depends on the order in which a machine adds them: by one bit.
        assert np.allclose(kept, new, rtol=0, atol=1e-6 if kind == "alpha" else 0)


@given(KINDS, SIDES, SIDES)
def test_levels_halve_rounding_up_until_they_are_small(kind: str, height: int, width: int) -> None:
    array, halve = random_array(kind, height, width, seed=1)
    levels = Pyramid(array, halve).levels
    assert levels[0] is array, "the first level is the array itself"
    for finer, coarser in pairwise(levels):
        assert max(finer.shape[:2]) > SMALLEST
        assert coarser.shape == (-(-finer.shape[0] // 2), -(-finer.shape[1] // 2), *finer.shape[2:])
        assert coarser.dtype == array.dtype
    assert max(levels[-1].shape[:2]) <= SMALLEST


@given(st.integers(1, 30), st.integers(1, 30))
def test_the_mean_is_that_of_each_cell(height: int, width: int) -> None:
    array, _ = random_array("alpha", height, width, seed=3)
    halved = halve_mean(array)
    even = np.pad(array, ((0, height % 2), (0, width % 2)), mode="edge")
    expected = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean(axis=(1, 3))
    assert halved == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ((0, 0, 0, 0), BACKGROUND),
        ((0, 0, 0, 255), FOREGROUND),
        ((0, 0, 128, 255), UNKNOWN),
        ((255, 255, 255, 128), UNKNOWN),
        ((255, 255, 255, 255), FOREGROUND),
    ],
)
def test_a_trimap_is_halved_to_labels(cell: tuple[int, ...], label: int) -> None:
    assert halve_trimap(np.array(cell, np.uint8).reshape(2, 2)).tolist() == [[label]]


def test_a_line_one_pixel_wide_is_seen_at_every_level() -> None:
    trimap = np.zeros((2000, 1500), np.uint8)
    trimap[:, 701] = UNKNOWN
    for level in Pyramid(trimap, halve_trimap).levels:
        assert (level == UNKNOWN).any(axis=1).all()


def test_the_levels_of_an_untouched_plane_are_those_of_zeros() -> None:
    plane = np.zeros((601, 333, 2), np.uint8)
    quick = Pyramid(plane, halve_corrections, blank=True)
    real = Pyramid(plane, halve_corrections)
    assert quick.levels[0] is plane
    assert [level.shape for level in quick.levels] == [level.shape for level in real.levels]
    assert not any(level.any() for level in quick.levels)


def test_a_mapped_pyramid_is_that_of_what_is_made_of_its_array() -> None:
    array, _ = random_array("alpha", 1101, 603, seed=5)
    made = []

    def squared(part: AnyArray) -> AnyArray:
        made.append(part.size)
        return part * part

    pyramid = MappedPyramid(array, halve_mean, squared)
    assert sum(made) == array.size, "each pixel once"
    assert max(made) < array.size / 4, "never all of it in one piece"
    made.clear()
    for kept, new in zip(pyramid.levels, halvings(array * array, halve_mean), strict=True):
        assert np.allclose(kept, new, rtol=0, atol=1e-6)
    assert sum(made) == array.size, "the first level only: the others are there"
    pyramid.map_by(lambda part: 1 - part)
    for kept, new in zip(pyramid.levels, halvings(1 - array, halve_mean), strict=True):
        assert np.allclose(kept, new, rtol=0, atol=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1400), st.integers(0, 1700)), max_size=4), st.booleans())
def test_a_borrowed_pyramid_is_that_of_its_array(
    places: list[tuple[int, int]], written_first: bool
) -> None:
    image, _ = random_array("colours", 1501, 1802, seed=4)
    source, array = Pyramid(image, halve_mean), Borrowed(image)
    pyramid = BorrowedPyramid(array, source)
    for y, x in places:
        rect = Rect(y, x, min(1501, y + 300), min(1802, x + 200))
        array.write(rect, np.full((rect.height, rect.width, 3), 99, np.uint8))
        pyramid.refresh(rect)
        if written_first:
            pyramid.part(2, Rect(y // 4, x // 4, y // 4 + 5, x // 4 + 5))
    expected = Pyramid(array.part(Rect.whole(image.shape)).copy(), halve_mean)
    for level in range(pyramid.depth):
        for part in Rect.whole(pyramid.shape(level)).split(200):
            assert np.array_equal(pyramid.part(level, part), expected.part(level, part))
    for kept, new in zip(pyramid.levels, expected.levels, strict=True):
        assert np.array_equal(kept, new)
    assert np.array_equal(source.levels[-1], Pyramid(image, halve_mean).levels[-1])


def test_what_is_the_sources_is_neither_copied_nor_halved_to_see_the_whole() -> None:
    image, _ = random_array("colours", 2048, 3072, seed=4)
    source, array = Pyramid(image, halve_mean), Borrowed(image)
    pyramid = BorrowedPyramid(array, source)
    array.write(Rect(600, 600, 700, 700), np.zeros((100, 100, 3), np.uint8))
    pyramid.refresh(Rect(600, 600, 700, 700))
    coarsest = pyramid.level(pyramid.depth - 1)
    assert not np.array_equal(coarsest, source.level(source.depth - 1))
    assert array.is_own(Rect(512, 512, 768, 768))
    assert not array.is_own(Rect(0, 0, 512, 3072))
    assert not array.is_own(Rect(768, 0, 2048, 3072))


def test_only_what_is_asked_for_is_halved_again() -> None:
    array, _ = random_array("alpha", 2000, 3000, seed=1)
    halved: list[int] = []

    def halve(finer: AnyArray) -> AnyArray:
        halved.append(finer.size)
        return halve_mean(finer)

    pyramid = Pyramid(array, halve)
    halved.clear()
    array[:] = 0.25
    pyramid.refresh(Rect.whole(array.shape))
    assert halved == [], "nobody has asked yet"
    assert (pyramid.part(2, Rect(0, 0, 64, 64)) == 0.25).all()
    assert sum(halved) <= 256 * 256 * 1.25
    halved.clear()
    pyramid.part(2, Rect(0, 0, 64, 64))
    assert halved == [], "it is up to date"
    assert all((level == 0.25).all() for level in pyramid.levels)
