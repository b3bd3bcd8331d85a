from typing import Any

import numpy as np
import pytest

from mattegui.core import arrays
from mattegui.core.arrays import AnyArray


@pytest.mark.parametrize(
    ("image", "words"),
    [
        (np.zeros((4, 5), np.uint8), r"not \(4, 5\)"),
        (np.zeros((4, 5, 4), np.uint8), r"not \(4, 5, 4\)"),
        (np.zeros((4, 5, 3), np.float32), "not float32"),
        (np.zeros((0, 5, 3), np.uint8), "no pixels"),
    ],
)
def test_what_is_no_image_is_refused(image: AnyArray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        arrays.check_image(image)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_an_image_comes_back_itself(dtype: type[Any]) -> None:
    image: AnyArray = np.zeros((1, 1, 3), dtype)
    assert arrays.check_image(image) is image


@pytest.mark.parametrize(
    ("trimap", "words"),
    [
        (np.zeros((4, 5, 3), np.uint8), r"not \(4, 5, 3\)"),
        (np.zeros((4, 5), np.float32), "not float32"),
        (np.zeros((4, 6), np.uint8), "trimap measures 6×4 pixels, the image 5×4"),
    ],
)
def test_what_is_no_trimap_of_the_image_is_refused(trimap: AnyArray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        arrays.check_trimap(trimap, (4, 5, 3))


def test_every_value_from_1_to_254_reads_as_unknown() -> None:
    every = np.arange(256, dtype=np.uint8).reshape(16, 16)
    snapped = arrays.check_trimap(every, (16, 16))
    assert snapped.ravel().tolist() == [0] + [128] * 254 + [255]
    assert arrays.check_trimap(snapped, (16, 16)) is not snapped


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (np.zeros((4, 4), np.float32), "shape"),
        (np.zeros((4, 5), np.float64), "not float64"),
        (np.full((4, 5), np.nan, np.float32), "finite"),
        (np.full((4, 5), 1.01, np.float32), "from 0 to 1"),
        (np.full((4, 5), -0.01, np.float32), "from 0 to 1"),
    ],
)
def test_what_is_no_alpha_is_refused(alpha: AnyArray, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        arrays.check_alpha(alpha, (4, 5, 3))


def test_known_pixels_win_over_any_alpha() -> None:
    trimap = np.array([[0, 255, 128, 128, 128]], np.uint8)
    alpha = np.array([[0.7, 0.2, 0.3, -0.5, 1.5]], np.float32)
    merged = arrays.merge_known(alpha, trimap)
    assert merged.dtype == np.float32
    assert merged.tolist() == [[0.0, 1.0, np.float32(0.3), 0.0, 1.0]]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_quantise_rounds_and_brings_every_value_back(dtype: type[np.unsignedinteger[Any]]) -> None:
    every = np.arange(np.iinfo(dtype).max + 1).astype(dtype)
    assert np.array_equal(arrays.quantise(arrays.as_float(every), np.dtype(dtype)), every)
    assert arrays.quantise(np.array([-1.0, 0.5, 2.0]), np.dtype(np.uint8)).tolist() == [0, 128, 255]


def test_eight_bit_rounds_every_value() -> None:
    every = np.arange(65536).astype(np.uint16).reshape(256, 256)
    exact = np.rint(every / 257.0)
    assert np.array_equal(arrays.eight_bit(every), exact)
    small = every.astype(np.uint8)
    assert arrays.eight_bit(small) is small
