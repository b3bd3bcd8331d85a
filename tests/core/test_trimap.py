import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mattegui.core import trimap as trimaps
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke, rasterise
from tests.samples import disc


def one(label: int) -> Trimap:
    return np.full((20, 30), label, np.uint8)


def test_a_new_trimap_is_all_background() -> None:
    blank = trimaps.blank((4, 6, 3))
    assert blank.shape == (4, 6)
    assert blank.dtype == np.uint8
    assert (blank == BACKGROUND).all()


@pytest.mark.parametrize("label", [FOREGROUND, UNKNOWN])
def test_painting_gives_the_label_to_the_stroke_and_nothing_else(label: int) -> None:
    trimap = trimaps.blank((700, 900))
    stroke = Stroke(label, 40.0, ((30.0, 40.0), (850.0, 650.0)))
    edit = trimaps.paint(trimap, stroke)
    assert not trimap.any(), "nothing is written before the edit is applied"
    edit.apply(trimap)
    mask = rasterise(stroke, Rect.whole(trimap.shape))
    assert (trimap[mask] == label).all()
    assert (trimap[~mask] == BACKGROUND).all()


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-50, 750), st.floats(-50, 650)), min_size=1, max_size=7),
    st.floats(0.5, 300),
    st.sampled_from([BACKGROUND, UNKNOWN, FOREGROUND]),
)
def test_painting_is_labelling_what_the_stroke_covers(
    points: list[tuple[float, float]], radius: float, label: int
) -> None:
    painted = np.random.default_rng(1).choice([0, 128, 255], (600, 700)).astype(np.uint8)
    painted[:300], painted[:, :260] = BACKGROUND, FOREGROUND
    before, stroke = painted.copy(), Stroke(label, radius, tuple(points))
    edit = trimaps.paint(painted, stroke)
    edit.apply(painted)
    labelled = before.copy()
    labelled[rasterise(stroke, Rect.whole(before.shape))] = label
    assert np.array_equal(painted, labelled)
    edit.inverted().apply(painted)
    assert np.array_equal(painted, before)


def test_painting_off_the_image_is_no_edit() -> None:
    assert not trimaps.paint(trimaps.blank((50, 50)), Stroke(FOREGROUND, 5.0, ((500.0, 500.0),)))


def test_painting_over_the_same_label_is_no_edit() -> None:
    assert not trimaps.paint(one(UNKNOWN), Stroke(UNKNOWN, 5.0, ((10.0, 10.0),)))


def test_replace_turns_one_into_the_other() -> None:
    _, new, _ = disc(300, 400)
    trimap = trimaps.blank(new.shape)
    edit = trimaps.replace(trimap, new)
    edit.apply(trimap)
    assert np.array_equal(trimap, new)
    edit.inverted().apply(trimap)
    assert (trimap == BACKGROUND).all()


def test_from_alpha_puts_the_band_around_the_fractional_pixels() -> None:
    alpha = np.zeros((40, 60), np.float32)
    alpha[:, 30:] = 1
    alpha[:, 29] = 0.5
    trimap = trimaps.from_alpha(alpha, band=4)
    assert (trimap[:, :25] == BACKGROUND).all()
    assert (trimap[:, 25:34] == UNKNOWN).all()
    assert (trimap[:, 34:] == FOREGROUND).all()


def test_from_alpha_without_a_band_keeps_the_fractional_pixels_only() -> None:
    alpha = np.array([[0, 0.3, 1, 1]], np.float32)
    assert trimaps.from_alpha(alpha, band=0).tolist() == [[0, 128, 255, 255]]


@pytest.mark.parametrize(
    ("trimap", "words"),
    [
        (one(UNKNOWN), "Everything is marked unknown"),
        (one(FOREGROUND), "Nothing is marked unknown"),
        (one(BACKGROUND), "Nothing is marked unknown"),
        (np.where(np.eye(9), FOREGROUND, UNKNOWN).astype(np.uint8), "No background"),
        (np.where(np.eye(9), BACKGROUND, UNKNOWN).astype(np.uint8), "No foreground"),
    ],
)
def test_one_sided_trimaps_are_described(trimap: Trimap, words: str) -> None:
    assert trimaps.describe(trimap).startswith(words)


def test_a_full_trimap_needs_no_words() -> None:
    assert trimaps.describe(disc(200, 200)[1]) == ""
