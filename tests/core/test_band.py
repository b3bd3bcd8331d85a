import cv2
import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, AnyArray, Image, Mask
from mattegui.core.makers.band import WIDEST, default_width, measure_edge, signed_distance
from mattegui.core.makers.segmentation import MaskError, Segmentation
from mattegui.core.makers.unknown import (
    clear,
    edge_unknown,
    grow_unknown,
    invert,
    shrink_unknown,
    smooth_unknown,
)
from tests.samples import disc

HALF = np.zeros((300, 400), np.bool_)
HALF[:, 200:] = True


def halves(blur: float = 0.0) -> Image:
    """Return orange on dark blue with an edge down the middle, a little noise all over."""
    image = np.where(HALF[..., None], (220.0, 140.0, 60.0), (20.0, 30.0, 60.0))
    image = cv2.GaussianBlur(image, (0, 0), blur) if blur else image
    noise = np.random.default_rng(0).normal(0, 1.5, image.shape)
    return np.clip(np.rint(image + noise), 0, 255).astype(np.uint8)


def hairy() -> Image:
    """Return the same with strands that stand out 40 pixels from the upper half of the edge."""
    image = halves()
    for y in range(10, 150, 6):
        cv2.line(image, (200, y), (160, y + 8), (220, 140, 60), 1, cv2.LINE_AA)
    return image


def certain(mask: Mask) -> Segmentation:
    return Segmentation(mask, np.zeros_like(mask))


def width_outside(image: Image, rows: slice, width: float) -> int:
    trimap = measure_edge(certain(HALF), image).trimap(width)
    return int(np.median((trimap[rows, :200] == UNKNOWN).sum(axis=1)))


def test_a_uniform_band_has_its_width_to_each_side() -> None:
    edge = measure_edge(certain(HALF))
    for width in (1, 7, 50):
        trimap = edge.trimap(width)
        assert (trimap[:, 200 - width : 200 + width] == UNKNOWN).all()
        assert (trimap[:, : 200 - width] == BACKGROUND).all()
        assert (trimap[:, 200 + width :] == FOREGROUND).all()


def test_no_width_is_the_mask_itself() -> None:
    doubt = np.zeros_like(HALF)
    doubt[5, 5] = True
    trimap = measure_edge(Segmentation(HALF, doubt), halves()).trimap(0)
    assert np.array_equal(trimap == FOREGROUND, HALF)
    assert not (trimap == UNKNOWN).any()


def test_a_wider_band_holds_the_narrower_one() -> None:
    edge = measure_edge(certain(HALF), hairy())
    narrow, wide = edge.trimap(3) == UNKNOWN, edge.trimap(4.5) == UNKNOWN
    assert (wide | ~narrow).all()
    assert wide.sum() > narrow.sum()


def test_the_band_is_wide_on_hair_and_narrow_on_a_hard_edge() -> None:
    hair, hard = slice(40, 120), slice(220, 290)
    width = default_width(HALF)
    assert width_outside(hairy(), hair, width) >= 3 * width
    assert width_outside(hairy(), hard, width) <= width


def test_the_band_is_wide_on_an_edge_out_of_focus() -> None:
    rows = slice(50, 250)
    width = default_width(HALF)
    assert width_outside(halves(), rows, width) <= width
    assert width_outside(halves(blur=8), rows, width) >= 12
    assert width_outside(halves(blur=12), rows, width) >= 16


def test_the_band_scales_with_the_image() -> None:
    large = np.repeat(np.repeat(hairy(), 5, 0), 5, 1)
    mask = np.repeat(np.repeat(HALF, 5, 0), 5, 1)
    edge = measure_edge(certain(mask), large)
    small = measure_edge(certain(HALF), hairy())
    assert edge.default_width == pytest.approx(5 * small.default_width, abs=5)
    shares = [(each.trimap(each.default_width) == UNKNOWN).mean() for each in (edge, small)]
    assert shares[0] == pytest.approx(shares[1], rel=0.5)


def test_doubt_is_unknown_whatever_the_width() -> None:
    doubt = np.zeros_like(HALF)
    doubt[100:120, 30:60] = True
    for image in (None, halves()):
        assert (measure_edge(Segmentation(HALF, doubt), image).trimap(1)[doubt] == UNKNOWN).all()


def test_the_images_border_is_no_edge() -> None:
    trimap = measure_edge(certain(HALF), halves()).trimap(10)
    assert (trimap[0, 260:] == FOREGROUND).all()
    assert (trimap[:, -1] == FOREGROUND).all()


def test_deep_images_measure_the_same() -> None:
    edges = [
        measure_edge(certain(HALF), each) for each in (hairy(), hairy().astype(np.uint16) * 257)
    ]
    assert np.abs(edges[0].onset.astype(int) - edges[1].onset).max() <= 1


@pytest.mark.parametrize(
    ("mask", "image", "words"),
    [
        (np.zeros((9, 9), np.bool_), None, "selects nothing"),
        (np.ones((9, 9), np.bool_), None, "selects the whole image"),
        (HALF, np.zeros((9, 9, 3), np.uint8), r"\(300, 400\), the image's \(9, 9\)"),
    ],
)
def test_masks_without_an_edge_are_refused(mask: Mask, image: Image | None, words: str) -> None:
    with pytest.raises(MaskError, match=words):
        measure_edge(certain(mask), image)


@pytest.mark.parametrize("width", [-1, float("nan"), WIDEST + 1])
def test_widths_that_mean_nothing_are_refused(width: float) -> None:
    with pytest.raises(MaskError, match="width must be from 0"):
        measure_edge(certain(HALF)).trimap(width)


@pytest.mark.parametrize("shape", [(1, 2), (2, 1), (1, 50), (3, 3)])
def test_tiny_images_work(shape: tuple[int, int]) -> None:
    mask = np.zeros(shape, np.bool_)
    mask.flat[0] = True
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3)).astype(np.uint8)
    assert (measure_edge(certain(mask), image).trimap(9) == UNKNOWN).any()


def test_the_distance_is_signed_and_runs_between_the_pixels() -> None:
    assert signed_distance(HALF)[3, 197:203].tolist() == pytest.approx(
        [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5]
    )


def banded(width: int = 10) -> AnyArray:
    return measure_edge(certain(HALF)).trimap(width)


def test_the_unknown_grows_and_shrinks_to_both_sides() -> None:
    assert np.array_equal(grow_unknown(banded(), 5), banded(15))
    assert np.array_equal(shrink_unknown(banded(), 4), banded(6))
    assert np.array_equal(shrink_unknown(grow_unknown(banded(), 7), 7), banded())
    assert np.array_equal(shrink_unknown(banded(), 50), banded(0))
    assert np.array_equal(grow_unknown(banded(), 0), banded())


def test_unknown_that_touches_nothing_stays() -> None:
    everything = np.full((30, 40), UNKNOWN, np.uint8)
    assert np.array_equal(shrink_unknown(everything, 5), everything)
    assert np.array_equal(smooth_unknown(everything, 5), everything)


def test_smoothing_takes_teeth_and_specks_and_leaves_straight_bands() -> None:
    toothed = banded(6)
    toothed[4::9, 180:194] = UNKNOWN
    toothed[50, 20] = UNKNOWN
    smooth = smooth_unknown(toothed, 6)
    unknown = smooth == UNKNOWN
    assert not unknown[banded(7) != UNKNOWN].any()
    assert unknown[banded(5) == UNKNOWN].all()
    thin = banded(1)
    assert np.array_equal(smooth_unknown(thin, 8), thin)


def test_inverting_twice_is_nothing() -> None:
    assert np.array_equal(invert(banded()) == FOREGROUND, banded() == BACKGROUND)
    assert np.array_equal(invert(invert(banded())), banded())


def test_clearing_leaves_background_alone() -> None:
    assert (clear(banded()) == BACKGROUND).all()


def test_the_unknown_is_laid_along_the_edge() -> None:
    assert np.array_equal(edge_unknown(banded(0), 5), banded(5))


def test_what_has_no_edge_gets_no_band() -> None:
    _, trimap, _ = disc(200, 200)
    assert np.array_equal(edge_unknown(trimap, 5), trimap)
