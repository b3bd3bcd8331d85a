"""Segmentations from masks and alphas, and the regions that tools are made of."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core.arrays import BACKGROUND, UNKNOWN, AnyArray, Mask
from mattegui.core.cancelling import CancelledError
from mattegui.core.io import ImageFileError
from mattegui.core.makers.edge import edge_band
from mattegui.core.makers.segmentation import (
    MaskError,
    RegionError,
    Segmentation,
    of_alpha,
    read_mask,
)
from mattegui.core.makers.shapes import RectMask, box_mask, ellipse_mask, polygon_mask
from mattegui.core.makers.wand import flood, similar
from mattegui.core.rect import Rect
from tests.samples import photo, write

WHOLE = Rect(0, 0, 40, 60)
TRUTH = np.zeros((40, 60), np.bool_)
TRUTH[10:30, 20:45] = True


def laid_out(region: RectMask, shape: tuple[int, int] = (40, 60)) -> Mask:
    """Return a region as a mask of the whole image; its rectangle must be the smallest."""
    rect, part = region
    assert part.shape == (rect.height, rect.width)
    assert Rect.around(part) == Rect.whole(part.shape) or not rect
    mask = np.zeros(shape, np.bool_)
    mask[rect.slices] = part
    return mask


@pytest.mark.parametrize(
    "pixels",
    [
        TRUTH.astype(np.uint8),
        TRUTH.astype(np.uint8) * 255,
        TRUTH.astype(np.uint16) * 65535,
        TRUTH.astype(np.float32),
        np.dstack([TRUTH * 200, TRUTH * 30, TRUTH * 30]).astype(np.uint8),
        np.dstack([photo(40, 60), TRUTH * 255]).astype(np.uint8),
        np.dstack([np.repeat(TRUTH[..., None] * 255, 3, 2), np.full((40, 60), 255)]).astype(
            np.uint8
        ),
    ],
    ids=["0 and 1", "8 bits", "16 bits", "float", "colour", "alpha", "opaque alpha"],
)
def test_a_mask_of_any_kind_means_the_same(pixels: AnyArray, tmp_path: Path) -> None:
    found = read_mask(write(tmp_path / "m.tif", pixels), (40, 60, 3))
    assert np.array_equal(found.mask, TRUTH)
    assert not found.doubt.any()


def test_greys_of_a_soft_mask_are_in_doubt() -> None:
    ramp = np.tile(np.linspace(0, 1, 101, dtype=np.float32), (3, 1))
    found = of_alpha(ramp)
    assert found.mask[:, 51:].all()
    assert not found.mask[:, :50].any()
    assert found.doubt[:, 6:95].all()
    assert not found.doubt[:, :5].any()
    assert not found.doubt[:, 96:].any()


@pytest.mark.parametrize(
    ("grey", "words"),
    [
        (np.full((4, 4), np.nan, np.float32), "16 values that are not finite"),
        (np.array([[0, 1, np.inf]], np.float32), "1 values that are not finite"),
        (np.full((4, 4), 0.5, np.float32), "same value everywhere"),
        (np.zeros((0, 4), np.float32), r"not \(0, 4\)"),
        (np.zeros((4, 4, 3), np.float32), r"not \(4, 4, 3\)"),
    ],
)
def test_masks_that_mean_nothing_are_refused(grey: AnyArray, words: str) -> None:
    with pytest.raises(MaskError, match=words):
        Segmentation.of_grey(grey)


def test_mask_files_that_do_not_fit_are_refused_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "m.png", np.zeros((4, 6), np.uint8))
    with pytest.raises(MaskError, match=r"m\.png: the mask measures 6×4 pixels, the image 60×40"):
        read_mask(path, (40, 60))
    with pytest.raises(MaskError, match=r"m\.png: the mask has the same value everywhere"):
        read_mask(path, (4, 6))
    with pytest.raises(ImageFileError, match="there is no file"):
        read_mask(tmp_path / "n.png", (4, 6))


def test_a_polygon_covers_the_pixels_whose_centre_it_surrounds() -> None:
    square = [(20.0, 10.0), (45.0, 10.0), (45.0, 30.0), (20.0, 30.0)]
    for corners in (square, square[::-1]):
        rect, mask = polygon_mask(corners, WHOLE)
        assert rect == Rect(10, 20, 30, 45)
        assert mask.all()
    assert (
        laid_out(polygon_mask([(0.4, 0.4), (1.6, 0.4), (1.6, 1.6), (0.4, 1.6)], WHOLE)).sum() == 4
    )
    assert not laid_out(polygon_mask([(0.6, 0.6), (1.4, 0.6), (1.4, 1.4), (0.6, 1.4)], WHOLE)).any()


def test_a_lasso_that_overlaps_itself_has_no_hole() -> None:
    twice = [(10.0, 10.0), (30.0, 10.0), (30.0, 30.0), (10.0, 30.0)] * 2
    assert laid_out(polygon_mask(twice, WHOLE)).sum() == 400


corners = st.lists(st.tuples(st.floats(-30, 90), st.floats(-30, 90)), min_size=3, max_size=3)


@given(corners)
def test_triangles_are_what_their_three_half_planes_have_in_common(
    points: list[tuple[float, float]],
) -> None:
    x, y = np.arange(60) + 0.5, (np.arange(40) + 0.5)[:, None]
    turns = []
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        turns.append((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    # A centre on a side, or nearly, may count as either.
    inside = np.minimum.reduce(turns) > 1e-6
    inside |= np.maximum.reduce(turns) < -1e-6
    outside = (np.minimum.reduce(turns) < -1e-6) & (np.maximum.reduce(turns) > 1e-6)
    drawn = laid_out(polygon_mask(points, WHOLE))
    assert drawn[inside].all()
    assert not drawn[outside].any()


def test_shapes_are_clipped_and_may_be_empty() -> None:
    assert not polygon_mask([(1, 1), (5, 5)], WHOLE)[0]
    assert not polygon_mask([(100, 1), (200, 1), (200, 9)], WHOLE)[0]
    assert not ellipse_mask((3, 3), (3, 9), WHOLE)[0]
    assert not box_mask((70, 3), (90, 9), WHOLE)[0]
    assert box_mask((50, 30), (90, 90), WHOLE)[0] == Rect(30, 50, 40, 60)
    with pytest.raises(RegionError, match="finite"):
        polygon_mask([(1, 1), (5, np.nan), (7, 7)], WHOLE)


def test_an_ellipse_fills_its_box() -> None:
    mask = laid_out(ellipse_mask((50, 35), (10, 5), WHOLE))
    assert Rect.around(mask) == Rect(5, 10, 35, 50)
    assert mask.sum() == pytest.approx(np.pi * 20 * 15, rel=0.02)
    assert np.array_equal(mask, mask[::-1])


def test_flood_takes_one_connected_label() -> None:
    trimap = np.full((40, 60), BACKGROUND, np.uint8)
    trimap[10:20, 10:20] = trimap[20:30, 20:30] = UNKNOWN
    assert flood(trimap, (12, 12))[0] == Rect(10, 10, 20, 20)
    assert laid_out(flood(trimap, (0, 0))).sum() == 40 * 60 - 200
    with pytest.raises(RegionError, match=r"\(60, 0\) is not on the image, which measures 60×40"):
        flood(trimap, (60, 0))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_wand_takes_what_has_the_colour(dtype: type[np.uint8] | type[np.uint16]) -> None:
    image = np.zeros((40, 60, 3), dtype)
    image[:] = np.array([0, 0, 0.5]) * np.iinfo(dtype).max
    red = (np.array([0.7, 0.1, 0.1]) * np.iinfo(dtype).max).astype(dtype)
    image[5:15, 5:15] = image[5:15, 40:50] = red
    assert similar(image, (7, 7), 8)[0] == Rect(5, 5, 15, 15)
    assert laid_out(similar(image, (7, 7), 8, contiguous=False)).sum() == 200
    assert laid_out(similar(image, (7, 7), 300)).all()
    with pytest.raises(CancelledError):
        similar(image, (7, 7), 8, cancelled=lambda: True)


def test_the_edge_band_follows_the_strongest_edge_under_the_stroke() -> None:
    image = np.full((60, 80, 3), 40, np.uint8)
    image[:, 40:] = 200
    image[:, 30:34] = 50
    stroke = np.ones((20, 30), np.bool_)
    rect, band = edge_band(image, Rect(20, 26, 40, 56), stroke, width=3)
    assert band[3:-3].all()
    assert 36 <= rect.x0 <= 37
    assert 43 <= rect.x1 <= 44
    assert rect.y0 == 17
    assert rect.y1 == 43


def test_where_there_is_no_edge_there_is_no_band() -> None:
    image = np.full((60, 80, 3), 40, np.uint8)
    assert not edge_band(image, Rect(20, 26, 40, 56), np.ones((20, 30), np.bool_), 3)[0]
    assert not edge_band(image, Rect(90, 90, 95, 95), np.ones((5, 5), np.bool_), 3)[0]
    # A stroke that hangs over the image's border.
    image[:, :5] = 255
    assert edge_band(image, Rect(-5, -5, 15, 15), np.ones((20, 20), np.bool_), 2)[0]
