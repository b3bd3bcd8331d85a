"""The drawing is exact: coverage equals area, colour is the average of what covers."""

from collections.abc import Callable

import numpy as np
import pytest

from train.foregrounds import curves, layers, noise
from train.foregrounds.arrays import Floats, floats
from train.foregrounds.canvas import Canvas, coverage
from train.foregrounds.foreground import finish

SIZE = 96
RED = floats([1, 0, 0])
BLUE = floats([0, 0, 1])


def strand(angle: float, length: float = 60, points: int = 16) -> Floats:
    along = np.array([np.cos(angle), np.sin(angle)])
    t = np.linspace(-0.5, 0.5, points)[:, None] * length
    return floats(np.array([SIZE / 2 + 0.3, SIZE / 2 - 0.2]) + t * along)[None]


@pytest.mark.parametrize("angle", np.radians([0, 7, 30, 45, 61, 90, 140]))
@pytest.mark.parametrize("width", [1.0, 1.7, 4.0, 9.0])
def test_strand_covers_its_area(angle: float, width: float) -> None:
    # Averaged over sub-pixel positions: a strand along an axis has its edges rounded.
    covered = []
    for shift in np.arange(16) / 16:
        canvas = Canvas(SIZE, supersampling=8)
        moved = strand(angle, 60) + floats(shift / 8)
        canvas.ribbons(moved, floats(np.full((1, 16), width)), RED[None])
        covered.append(float(canvas.layer()[..., 3].sum()))
    assert np.mean(covered) == pytest.approx(60 * width, rel=0.02)


@pytest.mark.parametrize("width", [0.5, 1.0, 2.0, 4.0])
def test_coverage_per_length_is_the_width_at_the_default_supersampling(width: float) -> None:
    covered = []
    for angle in np.linspace(0.02, np.pi, 40):
        totals = []
        for length in (30.0, 70.0):
            canvas = Canvas(SIZE)
            widths = floats(np.full((1, 16), width))
            canvas.ribbons(strand(float(angle), length), widths, RED[None])
            totals.append(float(canvas.layer()[..., 3].sum()))
        covered.append((totals[1] - totals[0]) / 40)
    assert np.mean(covered) == pytest.approx(width, rel=0.02)


def test_tapered_strand_covers_its_area() -> None:
    widths = floats(np.linspace(6, 1, 16))[None]
    canvas = Canvas(SIZE, supersampling=8)
    canvas.ribbons(strand(0.4, 60), widths, RED[None])
    assert canvas.layer()[..., 3].sum() == pytest.approx(60 * 3.5, rel=0.02)


def test_later_strands_hide_earlier_ones() -> None:
    canvas = Canvas(SIZE)
    both = np.concatenate([strand(0.0), strand(0.0)])
    canvas.ribbons(both, floats(np.full((2, 16), 6.0)), np.stack([RED, BLUE]))
    layer = canvas.layer()
    assert layer[..., 0].max() == 0
    assert layer[..., 3].max() == 1


def test_crossing_strands_share_a_pixel_by_area() -> None:
    canvas = Canvas(8)
    halves = floats([[[0, 3.75], [8, 3.75]], [[0, 4.25], [8, 4.25]]])
    canvas.ribbons(halves, floats(np.full((2, 2), 0.5)), np.stack([RED, BLUE]))
    layer = canvas.layer()
    for row, colour in ((3, RED), (4, BLUE)):
        pixel = layer[row, 4]
        assert pixel[3] == pytest.approx(0.5, abs=0.01)
        np.testing.assert_allclose(pixel[:3] / pixel[3], colour, atol=0.02)


def test_disc_and_hole_coverage() -> None:
    t = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    circle = np.stack([np.cos(t), np.sin(t)], axis=1)
    outer, inner = floats(SIZE / 2 + 30 * circle), floats(SIZE / 2 + 12 * circle)
    covered = float(coverage(SIZE, [outer, inner], 8).sum())
    assert covered == pytest.approx(np.pi * (30**2 - 12**2), rel=0.02)


@pytest.mark.parametrize(
    "soften",
    [
        lambda layer: layers.defocus(layer, 5.5),
        lambda layer: layers.smear(layer, 12, 0.7),
        lambda layer: layers.focus_unevenly(layer, np.zeros((SIZE, SIZE), np.float32), 2.0),
    ],
)
def test_blur_keeps_coverage_and_colour(soften: Callable[[Floats], Floats]) -> None:
    canvas = Canvas(SIZE)
    canvas.discs(floats([[48, 48]]), floats([20]), RED[None])
    layer = canvas.layer()
    softened = soften(layer)
    assert softened.sum() == pytest.approx(float(layer.sum()), rel=1e-3)
    np.testing.assert_allclose(softened[..., 0], softened[..., 3], atol=1e-5)


def test_over_is_porter_and_duff() -> None:
    half = layers.paint(np.full((2, 2), 0.5, np.float32), RED)
    whole = layers.paint(np.ones((2, 2), np.float32), BLUE)
    np.testing.assert_allclose(layers.over(half, whole)[0, 0], [0.5, 0, 0.5, 1])
    np.testing.assert_allclose(layers.stack([whole, half])[0, 0], [0.5, 0, 0.5, 1])


def test_finish_gives_back_straight_colour_and_bleeds_it() -> None:
    alpha = np.zeros((32, 32), np.float32)
    alpha[:, :16] = 0.4
    foreground = finish(layers.paint(alpha, floats([0.8, 0.4, 0.2])), "test")
    assert (foreground.alpha[:, :16] == 102).all()
    np.testing.assert_allclose(foreground.colour.reshape(-1, 3), [[204, 102, 51]] * 1024, atol=1)


def test_an_empty_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        finish(np.zeros((16, 16, 4), np.float32), "test")


def test_straight_strands_grow_straight() -> None:
    rng = np.random.default_rng(0)
    grown = curves.grow(rng, floats([[1, 2]]), floats([0.0]), floats([10.0]), 11, wander=0)
    np.testing.assert_allclose(grown[0, -1], [11, 2], atol=1e-4)
    assert curves.arclengths(grown)[0, -1] == pytest.approx(10, abs=1e-4)


def test_full_clumping_brings_tips_together() -> None:
    rng = np.random.default_rng(0)
    roots = floats(rng.uniform(0, 50, (20, 2)))
    grown = curves.grow(rng, roots, floats(np.zeros(20)), floats(np.full(20, 30.0)), 9)
    clumped = curves.clump(grown, grown[:1], np.zeros(20, int), 1.0, 1.0)
    np.testing.assert_allclose(clumped[:, -1], np.repeat(grown[:1, -1], 20, axis=0), atol=1e-4)
    np.testing.assert_allclose(clumped[:, 0], roots)


def test_fbm_fills_the_unit_range() -> None:
    field = noise.fbm(np.random.default_rng(3), 64, 4)
    assert field.dtype == np.float32
    assert (field.min(), field.max()) == pytest.approx((0, 1))
