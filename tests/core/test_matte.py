from pathlib import Path

import numpy as np

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.compositing import eight_bit
from mattegui.core.io import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
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
