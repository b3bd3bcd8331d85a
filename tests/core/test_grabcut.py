import cv2
import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Image, Mask
from mattegui.core.cancelling import CancelledError
from mattegui.core.makers.grabcut import segment_box, segment_lasso
from mattegui.core.makers.guided import snap_to_edges
from mattegui.core.makers.segmentation import IndistinctError, MakerError, RegionError
from mattegui.core.rect import Rect
from tests.samples import disc

BOX = Rect(20, 60, 220, 260)
LASSO = [(160.0, 15.0), (265.0, 120.0), (160.0, 225.0), (55.0, 120.0)]


# A soft edge's mixed colours belong to neither side: the outline may lie anywhere in it.
def overlap(mask: Mask, truth: Mask) -> float:
    return float((mask & truth).sum() / (mask | truth).sum())


@pytest.fixture(scope="module")
def red_disc() -> tuple[Image, Mask]:
    image, _, alpha = disc(240, 320)
    return image, np.asarray(alpha > 0.5)


def test_a_box_finds_the_subject(red_disc: tuple[Image, Mask]) -> None:
    image, truth = red_disc
    found = segment_box(image, BOX)
    assert overlap(found.mask, truth) > 0.92
    assert not found.doubt.any()


def test_a_lasso_finds_the_subject(red_disc: tuple[Image, Mask]) -> None:
    image, truth = red_disc
    assert overlap(segment_lasso(image, LASSO).mask, truth) > 0.92


@pytest.mark.parametrize("box", [Rect(0, 0, 240, 320), Rect(-50, -50, 500, 500)])
def test_a_box_round_the_whole_image_works(red_disc: tuple[Image, Mask], box: Rect) -> None:
    image, truth = red_disc
    assert overlap(segment_box(image, box).mask, truth) > 0.92


def test_a_subject_cut_by_the_images_edge_is_found() -> None:
    image, _, alpha = disc(240, 320)
    image, truth = np.ascontiguousarray(image[:130]), np.asarray(alpha[:130] > 0.5)
    assert overlap(segment_box(image, Rect(30, 60, 130, 260)).mask, truth) > 0.92


def test_deep_and_large_images_give_the_same_at_full_size(red_disc: tuple[Image, Mask]) -> None:
    image, truth = red_disc
    large = cv2.resize(image, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    deep = np.asarray(large, np.uint16) * 257
    box = Rect(BOX.y0 * 4, BOX.x0 * 4, BOX.y1 * 4, BOX.x1 * 4)
    found = segment_box(deep, box)
    expected = cv2.resize(truth.view(np.uint8), None, fx=4, fy=4, interpolation=cv2.INTER_NEAREST)
    assert overlap(found.mask, np.asarray(expected > 0)) > 0.92


def test_the_same_input_gives_the_same_answer(red_disc: tuple[Image, Mask]) -> None:
    image, _ = red_disc
    first = segment_box(image, BOX)
    cv2.setRNGSeed(99)
    again = segment_box(image, BOX)
    assert np.array_equal(first.mask, again.mask)
    assert np.array_equal(first.doubt, again.doubt)


def test_what_was_painted_holds_and_teaches(red_disc: tuple[Image, Mask]) -> None:
    image = red_disc[0].copy()
    # A second thing of another colour, which belongs to the subject only if the user says so.
    image[100:140, 225:250] = (30, 160, 30)
    alone = segment_box(image, BOX)
    painted = np.full(image.shape[:2], UNKNOWN, np.uint8)
    painted[112:128, 230:245] = FOREGROUND
    painted[60:64, 158:162] = BACKGROUND
    taught = segment_box(image, BOX, painted)
    assert taught.mask[painted == FOREGROUND].all()
    assert not taught.mask[painted == BACKGROUND].any()
    assert not taught.doubt[painted != UNKNOWN].any()
    assert taught.mask[100:140, 225:250].mean() > max(
        0.9, alone.mask[100:140, 225:250].mean() - 0.1
    )


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (Rect(5, 5, 5, 50), "empty"),
        (Rect(50, 50, 20, 20), "empty"),
        (Rect(300, 0, 400, 50), "outside of the image, which measures 320×240"),
        (Rect(10, 10, 12, 200), "too small"),
        (Rect(10, -200, 200, 2), "too small"),
    ],
)
def test_boxes_that_hold_nothing_are_refused(
    red_disc: tuple[Image, Mask], box: Rect, words: str
) -> None:
    with pytest.raises(RegionError, match=words):
        segment_box(red_disc[0], box)


def test_lassos_that_hold_nothing_are_refused(red_disc: tuple[Image, Mask]) -> None:
    with pytest.raises(RegionError, match="encloses no pixel"):
        segment_lasso(red_disc[0], [(1, 1), (9, 9)])
    with pytest.raises(RegionError, match="encloses no pixel"):
        segment_lasso(red_disc[0], [(1000, 1), (1009, 1), (1009, 9)])


def test_an_image_of_one_colour_is_refused() -> None:
    with pytest.raises(IndistinctError, match="one colour"):
        segment_box(np.full((50, 60, 3), 77, np.uint8), Rect(10, 10, 40, 40))


@pytest.mark.parametrize("shape", [(3, 3), (4, 40), (9, 5)])
def test_tiny_images_give_an_answer_or_a_reason(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    try:
        found = segment_box(image, Rect.whole(shape))
    except MakerError as error:
        assert "subject" in str(error)  # noqa: PT017
    else:
        assert found.mask.shape == shape


@pytest.mark.parametrize("asked", [0, 3, 17])
def test_it_stops_when_it_is_no_longer_wanted(red_disc: tuple[Image, Mask], asked: int) -> None:
    times = iter(range(1000))
    with pytest.raises(CancelledError):
        segment_box(red_disc[0], BOX, cancelled=lambda: next(times) >= asked)


def test_the_guided_filter_draws_the_outline_where_the_colours_change() -> None:
    image = np.zeros((64, 700, 3), np.uint8)
    image[:, 350:] = (200, 120, 60)
    soft = np.zeros((64, 700), np.float32)
    soft[:, 347:] = 1
    soft = np.asarray(cv2.blur(soft, (5, 5)), np.float32)
    assert np.array_equal(snap_to_edges(image, soft, 8)[:, :300], soft[:, :300])
    assert np.array_equal(snap_to_edges(image, soft, 8) > 0.5, image[..., 0] > 0)
