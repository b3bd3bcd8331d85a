from pathlib import Path

import numpy as np
import pytest

from mattegui.core.arrays import FOREGROUND, UNKNOWN
from mattegui.core.edit import Layer
from mattegui.core.io import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.overlay import LABEL_COLOURS
from mattegui.core.thumbnail import SIDE, marked, small, thumbnail
from tests.samples import photo


@pytest.mark.parametrize("shape", [(600, 900), (900, 600), (1, 900), (5, 3)])
@pytest.mark.parametrize("layer", ["trimap", "retouch", "decontamination"])
def test_it_is_small_and_has_the_image_s_proportions(shape: tuple[int, int], layer: Layer) -> None:
    matte = Matte.of(ImageFile(Path("made.png"), photo(*shape)))
    picture = thumbnail(matte, small(matte.image), layer)
    assert picture.dtype == np.uint8
    assert max(picture.shape[:2]) == min(SIDE, max(shape))
    assert (picture.shape[0] > picture.shape[1]) == (shape[0] > shape[1])


def test_it_shows_the_labels() -> None:
    trimap = np.zeros((400, 400), np.uint8)
    trimap[:200] = FOREGROUND
    picture = marked(np.zeros((40, 40, 3), np.uint8), trimap)
    colour = np.array(LABEL_COLOURS[FOREGROUND]) * 0.6
    assert np.allclose(picture[:20], colour, atol=1)
    assert picture[20:].max() < 110


def test_corrections_are_shown_by_the_cutout_that_they_make() -> None:
    matte = Matte.of(ImageFile(Path("made.png"), photo(300, 300)))
    picture = small(matte.image)
    assert (thumbnail(matte, picture, "retouch") == 110).all(), "nothing is subject yet"
    matte.trimap[:] = UNKNOWN
    matte.retouch[:150] = 255
    shown = thumbnail(matte, picture, "retouch")
    assert not (shown[:32] == 110).all()
    assert (shown[32:] == 110).all()


def test_nothing_is_made_larger() -> None:
    assert small(np.zeros((3, 4, 3), np.uint8), 64).shape == (3, 4, 3)
