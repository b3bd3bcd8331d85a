from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import as_float
from mattegui.core.foreground import REACH, estimate_foreground, fast_foreground
from mattegui.core.rect import Rect
from tests.samples import disc, photo


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_solid_pixels_are_the_image_to_the_bit(dtype: type[np.unsignedinteger[Any]]) -> None:
    _, _, alpha = disc(240, 320)
    image = photo(240, 320, dtype)
    foreground = estimate_foreground(image, alpha)
    assert foreground.dtype == dtype
    assert np.array_equal(foreground[alpha == 1], image[alpha == 1])
    assert not np.array_equal(foreground[alpha < 1], image[alpha < 1])


def test_the_edge_loses_the_background_light() -> None:
    image, _, alpha = disc(240, 320)
    edge = (alpha > 0.3) & (alpha < 0.7)
    red = np.array([0.8, 0.15, 0.1])
    seen = np.abs(as_float(image)[edge] - red).mean()
    estimated = np.abs(as_float(estimate_foreground(image, alpha))[edge] - red).mean()
    shown = np.abs(as_float(fast_foreground(image, alpha))[edge] - red).mean()
    assert estimated < seen / 8
    assert shown < seen / 4


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_one_alpha_everywhere_gives_the_image(value: float) -> None:
    image = photo(20, 30)
    assert np.array_equal(estimate_foreground(image, np.full((20, 30), value, np.float32)), image)


@pytest.mark.parametrize("shape", [(1, 1), (1, 60), (60, 1), (3, 2)])
def test_thin_images_work(shape: tuple[int, int]) -> None:
    image = photo(*shape)
    alpha = np.full(shape, 0.5, np.float32)
    assert estimate_foreground(image, alpha).shape == image.shape
    assert fast_foreground(image, alpha).shape == image.shape


def test_the_fast_one_keeps_solid_pixels_to_the_bit() -> None:
    _, _, alpha = disc(240, 320)
    image = photo(240, 320)
    assert np.array_equal(fast_foreground(image, alpha)[alpha == 1], image[alpha == 1])


def test_the_fast_one_looks_no_farther_than_its_reach() -> None:
    alpha = np.random.default_rng(0).random((90, 700)).astype(np.float32)
    image = photo(90, 700)
    whole = fast_foreground(image, alpha)
    kept = Rect(0, 300, 90, 340)
    window = kept.grown(REACH).clipped(alpha.shape)
    part = fast_foreground(np.ascontiguousarray(image[window.slices]), alpha[window.slices])
    inner = kept.shifted(-window.y0, -window.x0)
    difference = part[inner.slices].astype(int) - whole[kept.slices]
    # A running sum in float32 ends a little differently after another start.
    assert np.abs(difference).max() <= 1
