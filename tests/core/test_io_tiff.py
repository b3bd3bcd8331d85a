"""TIFF files as others write them: alpha that is multiplied in, white as 0, inks."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import AnyArray
from mattegui.core.exif_directory import Value
from mattegui.core.io import read_image, read_trimap
from tests.core.test_io import ARROW, UPRIGHT
from tests.core.tiffs import (
    ASSOCIATED,
    BLACK_IS_ZERO,
    INKS,
    RGB,
    UNASSOCIATED,
    WHITE_IS_ZERO,
    shorts,
    tiff,
)
from tests.samples import icc_profile, photo


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("grey", [False, True])
def test_colours_that_are_multiplied_by_alpha_are_divided(
    grey: bool, dtype: type[np.unsignedinteger[Any]], tmp_path: Path
) -> None:
    top = int(np.iinfo(dtype).max)
    alpha = np.linspace(0, top, 300 * 11).reshape(300, 11).astype(dtype)
    straight = photo(300, 11, dtype)[..., : 1 if grey else 3]
    stored = np.rint(straight * (alpha[..., None] / top)).astype(dtype)
    # Brighter than alpha allows: clipped, not wrapped round.
    stored[0, 1], alpha[0, 1] = top, 1
    # Light of its own, as compositors have it under alpha 0.
    stored[0, 0] = 7
    pixels = np.dstack([stored, alpha])
    path = tiff(tmp_path / "a.tif", pixels, BLACK_IS_ZERO if grey else RGB, t338=shorts(ASSOCIATED))
    file = read_image(path)
    assert file.image.dtype == dtype
    assert file.alpha is not None
    assert np.array_equal(np.rint(file.alpha * top), alpha)
    assert (file.image[0, 0] == 7).all()
    assert (file.image[0, 1] == top).all()
    visible = alpha > 0
    visible[0, :2] = False
    exact = np.minimum(stored[visible].astype(float) * top / alpha[visible][:, None], top)
    assert np.abs(file.image[visible] - exact).max() <= 0.5, "rounded to nearest"
    opaque = alpha == top
    assert np.array_equal(file.image[opaque], np.broadcast_to(straight, (300, 11, 3))[opaque])
    assert file.notes == ()


@pytest.mark.parametrize("extra", [None, UNASSOCIATED])
def test_straight_colours_stay(extra: int | None, tmp_path: Path) -> None:
    pixels = np.full((3, 4, 4), (100, 50, 0, 128), np.uint8)
    tags = {} if extra is None else {"t338": shorts(extra)}
    file = read_image(tiff(tmp_path / "a.tif", pixels, RGB, **tags))
    assert (file.image == (100, 50, 0)).all()
    assert file.alpha is not None


def test_a_trimap_that_is_multiplied_by_alpha_is_divided(tmp_path: Path) -> None:
    values = np.array([[[0, 128], [64, 128], [128, 128], [255, 255]]], np.uint8)
    path = tiff(tmp_path / "t.tif", values, BLACK_IS_ZERO, t338=shorts(ASSOCIATED))
    assert read_trimap(path, (1, 4, 3)).tolist() == [[0, 128, 255, 255]]


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.uint16, np.float32])
def test_white_may_be_zero(dtype: type[Any], alpha: bool, tmp_path: Path) -> None:
    top = 1 if dtype is np.float32 else np.iinfo(dtype).max
    values = np.array([[[0], [top], [top / 2]]]).astype(dtype)
    tags = {}
    if alpha:
        values = np.dstack([values, np.full((1, 3), top / 4).astype(dtype)])
        tags = {"t338": shorts(UNASSOCIATED)}
    path = tiff(tmp_path / "a.tif", values, WHITE_IS_ZERO, **tags)
    file = read_image(path)
    white = np.iinfo(file.image.dtype).max
    assert (file.image[0, 0] == white).all()
    assert (file.image[0, 1] == 0).all()
    assert (file.alpha is not None) == alpha
    if file.alpha is not None:
        assert file.alpha == pytest.approx(0.25, abs=0.01)
    if file.light is not None:
        assert file.light[0, :, 0].tolist() == [1, 0, 0.5]
    assert read_trimap(path, (1, 3, 3)).tolist() == [[255, 0, 128]]


def inks_seen(inks: AnyArray, _: bytes) -> AnyArray:
    """Stand in for the conversion by a profile, which none is at hand for."""
    assert inks.dtype == np.uint8
    return np.ascontiguousarray(inks[..., :3])


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_inks_are_turned_upright_once(
    orientation: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mattegui.core.decode.from_cmyk", inks_seen)
    inks = np.dstack([ARROW, np.zeros(ARROW.shape[:2], np.uint8)])
    profile = icc_profile(b"CMYK")
    path = tiff(
        tmp_path / "a.tif",
        *(inks, INKS),
        t274=shorts(orientation),
        t34675=Value(7, len(profile), profile),
    )
    assert np.array_equal(read_image(path).image, UPRIGHT[orientation])


def test_inks_of_16_bits_are_rounded_to_8_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mattegui.core.decode.from_cmyk", inks_seen)
    inks = np.full((3, 4, 4), (1000, 30001, 65535, 77), np.uint16)
    profile = icc_profile(b"CMYK")
    path = tiff(tmp_path / "a.tif", inks, INKS, t34675=Value(7, len(profile), profile))
    file = read_image(path)
    assert file.image[0, 0].tolist() == [4, 117, 255]
    assert file.notes == (
        "a.tif holds CMYK inks of 16 bits; they were converted to sRGB with 8 bits by its profile.",
    )
