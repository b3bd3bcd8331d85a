import cv2
import numpy as np
import pytest

from mattegui.core.arrays import Colours
from mattegui.core.backdrop import Placement, checkerboard, fill_size, placed
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.rect import Rect
from tests.samples import photo


def test_parts_of_the_checkerboard_fit_together() -> None:
    whole = checkerboard(Rect(0, 0, 100, 120))
    for part in Rect(0, 0, 100, 120).split(37):
        assert np.array_equal(checkerboard(part), whole[part.slices])
    assert len(np.unique(whole)) == 2
    assert (whole[:16, :16] == whole[0, 0]).all()
    assert (whole[0, 16] != whole[0, 0]).all()


def test_a_checkerboard_that_others_see_cannot_be_written_to() -> None:
    board = checkerboard(Rect(64, 32, 80, 50))
    assert checkerboard(Rect(0, 0, 16, 18)) is board
    with pytest.raises(ValueError, match="read-only"):
        board[0, 0] = 1


@pytest.mark.parametrize("shape", [(40, 60), (60, 40), (300, 10), (7, 7)])
def test_fill_size_covers_exactly(shape: tuple[int, int]) -> None:
    filled = fill_size(photo(50, 50), shape)
    assert filled.shape == (*shape, 3)
    assert filled.flags.c_contiguous


def test_fill_size_crops_in_the_middle() -> None:
    stripes = np.zeros((10, 30, 3), np.uint8)
    stripes[:, 10:20] = 255
    assert (fill_size(stripes, (10, 10)) == 255).all()
    assert cv2.mean(fill_size(stripes, (10, 30)))[0] == pytest.approx(85)


def halvings(picture: Colours) -> list[Colours]:
    return Pyramid(picture, halve_mean).levels


def test_a_placed_background_is_where_fill_size_puts_it() -> None:
    background = cv2.GaussianBlur(photo(400, 300), (0, 0), 6).astype(np.uint8)
    shape, whole = (250, 500), Rect(0, 0, 250, 500)
    beyond = np.zeros((250, 500, 3), np.uint8)
    levels = halvings(background)
    shown = placed(levels, Placement(), shape, 0, whole, beyond)
    expected = fill_size(background, shape)
    assert np.abs(shown.astype(int) - expected).mean() < 1


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_small_background_leaves_the_rest_as_it_is(level: int) -> None:
    background = np.full((100, 100, 3), (9, 200, 30), np.uint8)
    side = 400 >> level
    beyond = np.full((side, side, 3), 77, np.uint8)
    placement = Placement(scale=0.5, x=0.25, y=-0.25)
    whole = Rect(0, 0, side, side)
    shown = placed(halvings(background), placement, (400, 400), level, whole, beyond)
    inside = Rect(0, side // 2, side // 2, side)
    assert (shown[inside.slices] == (9, 200, 30)).all()
    assert (shown[side // 2 :] == 77).all()
    assert (shown[:, : side // 2] == 77).all()


def test_parts_of_a_placed_background_fit_together() -> None:
    background = photo(333, 444)
    placement = Placement(scale=0.83, x=0.1, y=0.05)
    whole = Rect(0, 0, 300, 500)
    beyond = np.zeros((300, 500, 3), np.uint8)
    levels = halvings(background)
    shown = placed(levels, placement, (300, 500), 0, whole, beyond)
    for part in whole.split(128):
        piece = placed(levels, placement, (300, 500), 0, part, beyond[part.slices])
        # The place between two pixels is rounded to a thirty-second of them.
        assert np.abs(piece.astype(int) - shown[part.slices]).mean() < 3


def test_a_background_that_is_moved_away_is_gone() -> None:
    beyond = np.full((50, 50, 3), 5, np.uint8)
    placement = Placement(x=2)
    whole = Rect(0, 0, 50, 50)
    shown = placed(halvings(photo(60, 60)), placement, (50, 50), 0, whole, beyond)
    assert np.array_equal(shown, beyond)
