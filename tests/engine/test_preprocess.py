from typing import Any

import numpy as np
import pytest
import torch

from mattegui.engine.preprocess import MEAN, STD, STRIDE, network_input, pad_to_stride, tensors
from tests.samples import photo

CPU = torch.device("cpu")


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_the_input_is_normalised_rgb_and_the_trimap_over_255(
    dtype: type[np.unsignedinteger[Any]],
) -> None:
    top = np.iinfo(dtype).max
    image = np.array([[[0, 0, 0], [top, top, top], [top, 0, top // 2]]], dtype)
    trimap = np.array([[0, 128, 255]], np.uint8)
    x_B4HW = network_input(*tensors(image, trimap, CPU))
    assert x_B4HW.shape == (1, 4, 1, 3)
    assert x_B4HW.dtype == torch.float32
    colours = x_B4HW[0, :3, 0].T * torch.tensor(STD) + torch.tensor(MEAN)
    assert colours.numpy() == pytest.approx(image[0] / top, abs=1e-6)
    assert x_B4HW[0, 3, 0].numpy() == pytest.approx(np.array([0, 128 / 255, 1]), abs=1e-7)


def test_16_bits_are_not_thrown_away() -> None:
    image = np.array([[[32768, 32769, 32770]]], np.uint16)
    rgb_B3HW, _ = tensors(image, np.zeros((1, 1), np.uint8), CPU)
    assert len(set(rgb_B3HW.flatten().tolist())) == 3


def test_images_that_must_not_be_written_to_are_taken() -> None:
    image = photo(8, 8)
    image.flags.writeable = False
    rgb_B3HW, _ = tensors(image, np.zeros((8, 8), np.uint8), CPU)
    assert rgb_B3HW.shape == (1, 3, 8, 8)


@pytest.mark.parametrize("shape", [(64, 96), (33, 31), (1, 1), (1, 5), (40, 3)])
def test_padding_reaches_the_next_multiple_and_keeps_the_corner(shape: tuple[int, int]) -> None:
    image, trimap = photo(*shape), np.full(shape, 128, np.uint8)
    padded, padded_trimap = pad_to_stride(image, trimap)
    assert padded.shape[:2] == padded_trimap.shape
    assert padded.shape[0] % STRIDE == padded.shape[1] % STRIDE == 0
    assert padded.shape[0] - shape[0] < STRIDE
    assert padded.shape[1] - shape[1] < STRIDE
    assert np.array_equal(padded[: shape[0], : shape[1]], image)


def test_padding_reflects() -> None:
    image = photo(50, 64)
    padded, _ = pad_to_stride(image, np.zeros((50, 64), np.uint8))
    assert np.array_equal(padded[50:64], image[35:49][::-1])


def test_nothing_is_copied_when_nothing_is_missing() -> None:
    image, trimap = photo(64, 32), np.zeros((64, 32), np.uint8)
    padded, padded_trimap = pad_to_stride(image, trimap)
    assert padded is image
    assert padded_trimap is trimap
