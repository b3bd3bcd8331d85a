from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, eight_bit, known_alpha
from mattegui.core.io import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.retouch import laid_over
from mattegui.core.stroke import Stroke
from mattegui.core.trimap import paint
from tests.samples import photo


def test_a_new_matte_is_all_background() -> None:
    matte = Matte.of(ImageFile(Path("a.png"), photo(30, 40)))
    assert matte.rect == Rect(0, 0, 30, 40)
    assert (matte.trimap == BACKGROUND).all()
    assert not matte.alpha.any()
    assert np.array_equal(matte.foreground, matte.image)


def test_settling_keeps_what_was_estimated_where_unknown() -> None:
    matte = Matte.of(ImageFile(Path("a.png"), photo(30, 40, np.uint16)))
    matte.trimap[:, 10:20], matte.trimap[:, 20:] = UNKNOWN, FOREGROUND
    matte.alpha[:] = 0.25
    matte.foreground[:] = 7
    matte.settle_known(Rect(0, 0, 15, 40))
    assert (matte.alpha[:15, :10] == 0).all()
    assert (matte.alpha[:15, 10:20] == 0.25).all()
    assert (matte.alpha[:15, 20:] == 1).all()
    assert (matte.alpha[15:] == 0.25).all()
    assert (matte.foreground[:15, 10:20] == 7).all()
    assert np.array_equal(matte.foreground[:15, 20:], eight_bit(matte.image[:15, 20:]))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(st.floats(0, 700), st.floats(0, 600)),
            st.floats(1, 400),
            st.sampled_from([BACKGROUND, UNKNOWN, FOREGROUND]),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_an_edit_settles_just_what_its_blocks_make_known(
    strokes: list[tuple[tuple[float, float], float, int, bool]],
) -> None:
    matte = Matte.of(ImageFile(Path("a.png"), photo(600, 700)))
    alpha, colours = matte.alpha.copy(), matte.image.copy()
    for (x, y), radius, label, answered in strokes:
        edit = paint(matte.trimap, Stroke(label, radius, ((x, y), (y, x))))
        matte.make(edit)
        for rect in edit.rects:
            known = matte.trimap[rect.slices] != UNKNOWN
            alpha[rect.slices][known] = known_alpha(matte.trimap[rect.slices])[known]
            colours[rect.slices][known] = matte.image[rect.slices][known]
        if answered:
            rect = Rect(int(y) // 2, int(x) // 2, int(y) // 2 + 90, int(x) // 2 + 200)
            answer = np.full((90, 200), 0.25, np.float32), np.full((90, 200, 3), 9, np.uint8)
            matte.answer(rect, *answer)
            alpha[rect.slices], colours[rect.slices] = answer
    assert np.array_equal(matte.alpha, alpha)
    assert np.array_equal(matte.colours.part(matte.rect), colours)
    assert np.array_equal(matte.foreground, colours)


@pytest.mark.parametrize("corrected", [False, True])
def test_the_final_state_is_of_one_moment(corrected: bool) -> None:
    rng = np.random.default_rng(3)
    matte = Matte.of(ImageFile(Path("a.png"), np.zeros((20, 30, 3), np.uint8)))
    matte.alpha[:] = rng.random((20, 30), np.float32)
    matte.amount = 0.4
    if corrected:
        matte.retouch[5:9, 5:9] = matte.decontamination[2:6, 2:6] = (200, 90)
    alpha = matte.final_alpha()
    whole = np.full((20, 30), matte.amount, np.float32)
    amount = laid_over(whole, matte.decontamination) if corrected else whole
    state = matte.final_state()
    matte.alpha[:] = 0
    matte.retouch[:] = matte.decontamination[:] = 255
    np.testing.assert_array_equal(state.alpha(), alpha)
    np.testing.assert_allclose(state.amount(), amount)
