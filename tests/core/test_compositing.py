import cv2
import numpy as np
import pytest

from mattegui.core import compositing
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.pyramid import Pyramid, halve_mean
from mattegui.core.rect import Rect
from tests.samples import photo

RNG = np.random.default_rng(11)


def test_over_is_the_formula_rounded() -> None:
    front, back = (RNG.integers(0, 256, (60, 70, 3)).astype(np.uint8) for _ in range(2))
    alpha = RNG.random((60, 70)).astype(np.float32)
    alpha[:10], alpha[10:20] = 0, 1
    exact = alpha[..., None].astype(np.float64) * front + (1.0 - alpha[..., None]) * back
    composed = compositing.over(front, alpha, back)
    assert composed.dtype == np.uint8
    assert np.abs(composed - exact).max() <= 0.5 + 1e-4
    assert np.array_equal(composed[:10], back[:10])
    assert np.array_equal(composed[10:20], front[10:20])


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1)])
def test_over_keeps_thin_shapes(shape: tuple[int, int]) -> None:
    front = np.full((*shape, 3), 200, np.uint8)
    composed = compositing.over(front, np.ones(shape, np.float32), np.zeros_like(front))
    assert composed.shape == front.shape
    assert (composed == 200).all()


def test_parts_of_the_checkerboard_fit_together() -> None:
    whole = compositing.checkerboard(Rect(0, 0, 100, 120))
    for part in Rect(0, 0, 100, 120).split(37):
        assert np.array_equal(compositing.checkerboard(part), whole[part.slices])
    assert len(np.unique(whole)) == 2
    assert (whole[:16, :16] == whole[0, 0]).all()
    assert (whole[0, 16] != whole[0, 0]).all()


def test_a_checkerboard_that_others_see_cannot_be_written_to() -> None:
    board = compositing.checkerboard(Rect(64, 32, 80, 50))
    assert compositing.checkerboard(Rect(0, 0, 16, 18)) is board
    with pytest.raises(ValueError, match="read-only"):
        board[0, 0] = 1


def test_tint_tells_the_labels_apart() -> None:
    trimap = np.array([[FOREGROUND, UNKNOWN, BACKGROUND]], np.uint8)
    image = np.full((1, 3, 3), 100, np.uint8)
    tinted = compositing.tint(image, trimap, 1.0)
    assert tinted[0, 0].tolist() == list(compositing.LABEL_COLOURS[FOREGROUND])
    assert tinted[0, 1].tolist() == list(compositing.LABEL_COLOURS[UNKNOWN])
    towards = np.array(compositing.LABEL_COLOURS[BACKGROUND]) - 100
    moved = tinted[0, 2].astype(int) - 100
    assert (np.sign(moved) == np.sign(towards)).all(), "background is tinted, but less"
    assert (np.abs(moved) < np.abs(towards)).all()
    assert np.array_equal(compositing.tint(image, trimap, 0.0), image)


def test_grey_shows_alpha_from_black_to_white() -> None:
    shown = compositing.grey(np.array([[0, 0.5, 1]], np.float32))
    assert shown[0, :, 0].tolist() == [0, 128, 255]
    assert shown.shape == (1, 3, 3)


def test_eight_bit_rounds_every_value() -> None:
    every = np.arange(65536).astype(np.uint16).reshape(256, 256)
    exact = np.rint(every / 257.0)
    assert np.array_equal(compositing.eight_bit(every), exact)
    small = every.astype(np.uint8)
    assert compositing.eight_bit(small) is small


@pytest.mark.parametrize("shape", [(40, 60), (60, 40), (300, 10), (7, 7)])
def test_fill_size_covers_exactly(shape: tuple[int, int]) -> None:
    filled = compositing.fill_size(photo(50, 50), shape)
    assert filled.shape == (*shape, 3)
    assert filled.flags.c_contiguous


def test_fill_size_crops_in_the_middle() -> None:
    stripes = np.zeros((10, 30, 3), np.uint8)
    stripes[:, 10:20] = 255
    assert (compositing.fill_size(stripes, (10, 10)) == 255).all()
    assert cv2.mean(compositing.fill_size(stripes, (10, 30)))[0] == pytest.approx(85)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#ff8000", (255, 128, 0)),
        ("FF8000", (255, 128, 0)),
        ("#f80", (255, 136, 0)),
        ("White", (255, 255, 255)),
        ("green", (0, 177, 64)),
    ],
)
def test_colours_are_read(text: str, colour: tuple[int, int, int]) -> None:
    assert compositing.parse_colour(text) == colour


@pytest.mark.parametrize("text", ["", "#", "#ff80", "purplish", "#gggggg", "#ff8000 "])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no colour: write #rrggbb"):
        compositing.parse_colour(text)


def halvings(picture: compositing.Colours) -> list[compositing.Colours]:
    return Pyramid(picture, halve_mean).levels


def test_a_placed_background_is_where_fill_size_puts_it() -> None:
    background = cv2.GaussianBlur(photo(400, 300), (0, 0), 6).astype(np.uint8)
    shape, whole = (250, 500), Rect(0, 0, 250, 500)
    beyond = np.zeros((250, 500, 3), np.uint8)
    levels = halvings(background)
    shown = compositing.placed(levels, compositing.Placement(), shape, 0, whole, beyond)
    expected = compositing.fill_size(background, shape)
    assert np.abs(shown.astype(int) - expected).mean() < 1


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_small_background_leaves_the_rest_as_it_is(level: int) -> None:
    background = np.full((100, 100, 3), (9, 200, 30), np.uint8)
    side = 400 >> level
    beyond = np.full((side, side, 3), 77, np.uint8)
    placement = compositing.Placement(scale=0.5, x=0.25, y=-0.25)
    whole = Rect(0, 0, side, side)
    shown = compositing.placed(halvings(background), placement, (400, 400), level, whole, beyond)
    inside = Rect(0, side // 2, side // 2, side)
    assert (shown[inside.slices] == (9, 200, 30)).all()
    assert (shown[side // 2 :] == 77).all()
    assert (shown[:, : side // 2] == 77).all()


def test_parts_of_a_placed_background_fit_together() -> None:
    background = photo(333, 444)
    placement = compositing.Placement(scale=0.83, x=0.1, y=0.05)
    whole = Rect(0, 0, 300, 500)
    beyond = np.zeros((300, 500, 3), np.uint8)
    levels = halvings(background)
    shown = compositing.placed(levels, placement, (300, 500), 0, whole, beyond)
    for part in whole.split(128):
        piece = compositing.placed(levels, placement, (300, 500), 0, part, beyond[part.slices])
        # The place between two pixels is rounded to a thirty-second of them.
        assert np.abs(piece.astype(int) - shown[part.slices]).mean() < 3


def test_a_background_that_is_moved_away_is_gone() -> None:
    beyond = np.full((50, 50, 3), 5, np.uint8)
    placement = compositing.Placement(x=2)
    whole = Rect(0, 0, 50, 50)
    shown = compositing.placed(halvings(photo(60, 60)), placement, (50, 50), 0, whole, beyond)
    assert np.array_equal(shown, beyond)
