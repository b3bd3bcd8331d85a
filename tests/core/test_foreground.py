from typing import Any

import numpy as np
import pytest

from mattegui.core import foreground
from mattegui.core.arrays import as_float
from mattegui.core.cancelling import CancelledError
from mattegui.core.foreground import REACH, estimate_foreground, fast_foreground
from mattegui.core.rect import Rect
from tests.samples import disc, photo


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_solid_pixels_are_the_image_to_the_bit(dtype: type[np.unsignedinteger[Any]]) -> None:
    _, _, alpha = disc(240, 320)
    image = photo(240, 320, dtype)
    colours = estimate_foreground(image, alpha)
    assert colours.dtype == dtype
    assert np.array_equal(colours[alpha == 1], image[alpha == 1])
    assert not np.array_equal(colours[alpha < 1], image[alpha < 1])


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
    inner = kept.relative_to(window)
    difference = part[inner.slices].astype(int) - whole[kept.slices]
    # A running sum in float32 ends a little differently after another start.
    assert np.abs(difference).max() <= 1


def test_tiles_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    image, _, alpha = disc(360, 400)
    whole = estimate_foreground(image, alpha).astype(int)
    monkeypatch.setattr(foreground, "_TILE", 150)
    tiled = estimate_foreground(image, alpha)
    apart = np.abs(tiled - whole).max(axis=2) * alpha
    assert apart[(alpha > 0) & (alpha < 1)].mean() < 0.5
    assert apart.max() <= 6
    assert np.array_equal(tiled[alpha == 1], image[alpha == 1])


def test_far_from_the_edge_the_colours_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    image, _, alpha = disc(300, 600)
    monkeypatch.setattr(foreground, "_TILE", 100)
    monkeypatch.setattr(foreground, "_OVERLAP", 16)
    colours = as_float(estimate_foreground(image, alpha))
    # The corner's tile sees nothing of the disc, and the image there is blue.
    assert np.abs(colours[:100, :100] - (0.8, 0.15, 0.1)).max() < 0.1


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_an_amount_lies_between_the_image_and_the_estimate(
    dtype: type[np.unsignedinteger[Any]],
) -> None:
    _, _, alpha = disc(120, 160)
    image = photo(120, 160, dtype)
    full = estimate_foreground(image, alpha)
    assert np.array_equal(estimate_foreground(image, alpha, amount=0), image)
    half = estimate_foreground(image, alpha, amount=0.5).astype(float)
    assert np.abs(half - (image.astype(float) + full) / 2).max() <= 1
    amounts = np.zeros((120, 160), np.float32)
    amounts[:, 80:] = 1
    mixed = estimate_foreground(image, alpha, amount=amounts)
    assert np.array_equal(mixed[:, :80], image[:, :80])
    assert np.array_equal(mixed[:, 80:], full[:, 80:])


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1.5, "from 0 to 1"),
        (float("nan"), "from 0 to 1"),
        (np.zeros((3, 3), np.float32), r"shape is \(3, 3\), the alpha's \(20, 30\)"),
        (np.full((20, 30), np.nan, np.float32), "from 0 to 1"),
    ],
)
def test_what_means_nothing_is_refused(amount: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        estimate_foreground(photo(20, 30), np.full((20, 30), 0.5, np.float32), amount)


def test_it_stops_when_it_is_no_longer_wanted() -> None:
    image, _, alpha = disc(120, 160)
    with pytest.raises(CancelledError):
        estimate_foreground(image, alpha, cancelled=lambda: True)
