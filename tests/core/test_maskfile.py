"""A mask on the disk becomes a trimap by the same rules wherever that is asked for."""

from pathlib import Path

import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.makers.band import WIDEST, check_width, measure_edge
from mattegui.core.makers.maskfile import MaskFile
from mattegui.core.makers.segmentation import MaskError, read_mask
from tests.samples import disc, write


def test_the_band_is_the_usual_one_or_as_wide_as_asked_for(tmp_path: Path) -> None:
    image, _, alpha = disc(96, 128)
    path = write(tmp_path / "mask.png", np.where(alpha > 0.5, 255, 0).astype(np.uint8))
    edge = measure_edge(read_mask(path, image.shape), image)
    usual = MaskFile(path).trimap(image)
    assert np.array_equal(usual, edge.trimap(edge.default_width))
    assert set(np.unique(usual)) == {BACKGROUND, UNKNOWN, FOREGROUND}
    wide = MaskFile(path, 9.0).trimap(image)
    assert np.array_equal(wide, edge.trimap(9))
    assert np.count_nonzero(wide == UNKNOWN) > np.count_nonzero(usual == UNKNOWN)


def test_a_mask_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    image, _, alpha = disc(96, 128)
    small = write(tmp_path / "small.png", np.zeros((20, 30), np.uint8))
    with pytest.raises(MaskError, match="the mask measures 30×20 pixels, the image 128×96"):
        MaskFile(small).trimap(image)
    path = write(tmp_path / "mask.png", np.where(alpha > 0.5, 255, 0).astype(np.uint8))
    with pytest.raises(MaskError, match="the band's width must be from 0 to"):
        MaskFile(path, -1.0).trimap(image)


def test_a_width_is_a_number_within_bounds() -> None:
    for good in (0, 0.5, WIDEST):
        check_width(good)
    for bad in (-0.1, WIDEST + 1, float("nan")):
        with pytest.raises(MaskError):
            check_width(bad)
