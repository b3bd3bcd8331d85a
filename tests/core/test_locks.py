import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.edit import Edit
from mattegui.core.locks import spared
from mattegui.core.retouch import no_corrections
from mattegui.core.soft_brush import SoftStroke, paint_corrections
from mattegui.core.stroke import Stroke
from mattegui.core.trimap import blank, replace


@pytest.mark.parametrize("locked", [FOREGROUND, BACKGROUND, UNKNOWN])
def test_what_is_locked_stays(locked: int) -> None:
    rng = np.random.default_rng(4)
    labels = np.array([BACKGROUND, UNKNOWN, FOREGROUND], np.uint8)
    before, wanted = rng.choice(labels, (300, 280)), rng.choice(labels, (300, 280))
    after = before.copy()
    spared(replace(before, wanted), {locked}).apply(after)
    held = before == locked
    assert (after[held] == locked).all()
    assert np.array_equal(after[~held], wanted[~held])


def test_an_edit_of_locked_pixels_only_is_none() -> None:
    trimap = blank((40, 40))
    edit = replace(trimap, np.full_like(trimap, FOREGROUND))
    assert not spared(edit, {BACKGROUND})
    assert spared(edit, ()) is edit


def test_corrections_have_no_labels() -> None:
    stroke = Stroke(FOREGROUND, 10, ((20, 20),))
    plane = no_corrections((40, 40))
    edit: Edit = paint_corrections(plane, SoftStroke("retouch", stroke, 1.0, 1.0, 1.0))
    assert spared(edit, {BACKGROUND, FOREGROUND, UNKNOWN}) is edit
