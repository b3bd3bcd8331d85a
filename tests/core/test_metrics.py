"""The four metrics: hand-computed cases, a brute-force twin, and what must not count."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, Trimap
from mattegui.core.metrics import (
    METRICS,
    connectivity_error,
    derivative_filter,
    gradient_error,
    mse,
    sad,
)

Case = tuple[Alpha, Alpha, Trimap]
Grid = NDArray[np.int64]


def alpha_of(rows: list[list[int]]) -> Alpha:
    return np.array(rows, np.float32) / np.float32(255)


def unknown(shape: tuple[int, ...]) -> Trimap:
    return np.full(shape, 128, np.uint8)


def random_case(seed: int, height: int = 13, width: int = 17) -> Case:
    """Return smooth-ish blobs, so that components merge and split over the thresholds."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 256, (height, width)).astype(np.float32)
    truth[rng.random((height, width)) < 0.4] = 255
    alpha = np.clip(truth + rng.integers(-90, 91, truth.shape), 0, 255).astype(np.float32)
    trimap = rng.choice(np.array([0, 128, 255], np.uint8), truth.shape)
    return alpha / np.float32(255), truth / np.float32(255), trimap


def test_sad_by_hand() -> None:
    alpha, truth = alpha_of([[0, 255, 51]]), alpha_of([[255, 255, 102]])
    assert sad(alpha, truth, unknown((1, 3))) == pytest.approx((1 + 0 + 0.2) / 1000)


def test_mse_by_hand() -> None:
    alpha, truth = alpha_of([[0, 255, 51]]), alpha_of([[255, 255, 102]])
    assert mse(alpha, truth, unknown((1, 3))) == pytest.approx((1 + 0 + 0.04) / 3)


def test_gradient_of_a_step_by_hand() -> None:
    """A vertical step edge against its mirror: magnitudes agree. Against nothing: the filter's."""
    step = np.zeros((21, 21), np.float32)
    step[:, 10:] = 1
    trimap = np.zeros((21, 21), np.uint8)
    trimap[10, 10] = 128
    # At the step's first bright column the response is the filter's sum over offsets ≥ 0,
    # which for an odd filter is the sum over the positive offsets.
    response = derivative_filter()[:, 5:].sum()
    flat = np.zeros_like(step)
    assert gradient_error(flat, step, trimap) == pytest.approx(response**2 / 1000)
    assert gradient_error(1 - step, step, trimap) == pytest.approx(0)


def test_the_filter_is_nine_by_nine_odd_and_of_unit_norm() -> None:
    kernel = derivative_filter()
    assert kernel.shape == (9, 9)
    assert np.square(kernel).sum() == pytest.approx(1)
    np.testing.assert_allclose(kernel, -kernel[:, ::-1], atol=1e-15)


def test_gradient_stretches_both_alphas() -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 101, (15, 15)).astype(np.float32)
    truth[0, :2] = (0, 100)
    doubled = truth * 2
    white = np.float32(255)
    error = gradient_error(doubled / white, truth / white, unknown(truth.shape))
    assert error == pytest.approx(0, abs=1e-12)


def test_connectivity_by_hand() -> None:
    """Two regions: the larger is the source, the smaller is unconnected at once."""
    truth = alpha_of([[255, 255, 255, 0, 255]])
    alpha = alpha_of([[255, 255, 255, 0, 0]])
    # The last pixel leaves at the first threshold: its level is 0, so truth is unconnected by 1.
    assert connectivity_error(alpha, truth, unknown((1, 5))) == pytest.approx(1 / 1000)


def test_small_differences_in_connectedness_are_free() -> None:
    truth, alpha = alpha_of([[255, 255, 255]]), alpha_of([[255, 255, 240]])
    # 240/255 = .94 reaches .9 but not 1: level .9, truth exceeds it by .1, less than the slack.
    assert connectivity_error(alpha, truth, unknown((1, 3))) == 0


def test_a_value_of_exactly_six_tenths_reaches_the_threshold() -> None:
    """153/255 is .6, which a threshold of 0.6000000000000001 would miss."""
    alpha, truth = alpha_of([[153, 153, 255]]), alpha_of([[153, 153, 255]])
    wrong = alpha_of([[153, 153, 0]])
    # With `wrong`, the third pixel falls out at .1; the first two stay to .6, where they leave
    # with nothing above their level in either alpha.
    assert connectivity_error(wrong, truth, unknown((1, 3))) == pytest.approx(1 / 1000)
    assert connectivity_error(alpha, truth, unknown((1, 3))) == 0
    # Were .6 missed, their level would be .5 and .1 above it, still within the slack; with the
    # prediction a step of .1 higher it shows: .7 − .5 counts, .7 − .6 does not.
    higher = alpha_of([[178, 178, 255]])
    assert connectivity_error(higher, truth, unknown((1, 3))) == 0


def test_the_background_is_never_the_source() -> None:
    """One pixel of subject in a large background: the background is larger, yet no source."""
    truth = np.zeros((9, 9), np.float32)
    truth[4, 4] = 1
    alpha = truth.copy()
    alpha[0, 0] = 1
    # The false pixel is connected to nothing: unconnected by 1 against the truth's 0.
    assert connectivity_error(alpha, truth, unknown((9, 9))) == pytest.approx(1 / 1000)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", METRICS)
def test_agrees_with_a_brute_force_twin(name: str, seed: int) -> None:
    case = random_case(seed)
    assert METRICS[name](*case) == pytest.approx(TWINS[name](*case), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", METRICS)
def test_the_truth_has_no_error(name: str) -> None:
    _, truth, trimap = random_case(1)
    assert METRICS[name](truth, truth, trimap) == 0


@pytest.mark.parametrize("name", METRICS)
def test_nothing_unknown_gives_zero(name: str) -> None:
    alpha, truth, _ = random_case(2)
    assert METRICS[name](alpha, truth, np.zeros(truth.shape, np.uint8)) == 0


@pytest.mark.parametrize("name", ["SAD", "MSE"])
def test_only_unknown_pixels_count(name: str) -> None:
    alpha, truth, trimap = random_case(3)
    changed = np.where(trimap == 128, alpha, 1 - alpha).astype(np.float32)
    assert METRICS[name](changed, truth, trimap) == METRICS[name](alpha, truth, trimap)


@pytest.mark.parametrize("name", METRICS)
def test_a_grey_that_is_not_128_is_not_scored(name: str) -> None:
    alpha, truth, _ = random_case(4)
    assert METRICS[name](alpha, truth, np.full(truth.shape, 127, np.uint8)) == 0


@pytest.mark.parametrize("name", METRICS)
def test_shapes_must_agree(name: str) -> None:
    alpha, truth, trimap = random_case(5)
    with pytest.raises(ValueError, match="must have the same shape"):
        METRICS[name](alpha[:-1], truth, trimap)


# The twins: the definitions spelled out pixel by pixel.


def sad_twin(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    a, t = whole(alpha), whole(truth)
    places = np.argwhere(trimap == 128)
    return float(sum(abs(int(a[y, x]) - int(t[y, x])) for y, x in places)) / 255 / 1000


def mse_twin(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    a, t = whole(alpha), whole(truth)
    places = np.argwhere(trimap == 128)
    return float(sum(((a[y, x] - t[y, x]) / 255) ** 2 for y, x in places)) / len(places)


def gradient_twin(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    magnitudes = [magnitude_twin(whole(values)) for values in (alpha, truth)]
    places = np.argwhere(trimap == 128)
    squares = [(magnitudes[0][y, x] - magnitudes[1][y, x]) ** 2 for y, x in places]
    return float(sum(squares)) / 1000


def magnitude_twin(values: Grid) -> NDArray[np.float64]:
    low, high = values.min(), values.max()
    stretched = (values - low) / (high - low)
    sigma = 1.4

    def bell(x: float) -> float:
        return math.exp(-x * x / (2 * sigma**2)) / (sigma * math.sqrt(2 * math.pi))

    offsets = range(-4, 5)
    weights = {(u, v): bell(v) * -u * bell(u) / sigma**2 for u in offsets for v in offsets}
    norm = math.sqrt(sum(w * w for w in weights.values()))
    height, width = values.shape
    result = np.zeros(values.shape)
    for y in range(height):
        for x in range(width):
            gx = gy = 0.0
            for (u, v), weight in weights.items():
                right, down = min(max(x + u, 0), width - 1), min(max(y + v, 0), height - 1)
                gx += weight / norm * stretched[down, right]
                right, down = min(max(x + v, 0), width - 1), min(max(y + u, 0), height - 1)
                gy += weight / norm * stretched[down, right]
            result[y, x] = math.hypot(gx, gy)
    return result


def connectivity_twin(alpha: Alpha, truth: Alpha, trimap: Trimap) -> float:
    a, t = whole(alpha), whole(truth)
    sources = [
        largest_twin((a >= math.ceil(25.5 * i)) & (t >= math.ceil(25.5 * i))) for i in range(1, 11)
    ]
    total = 0.0
    for y, x in np.argwhere(trimap == 128):
        left = [i for i, source in enumerate(sources) if (y, x) not in source]
        level = left[0] / 10 if left else 1.0
        phis = []
        for values in (a, t):
            above = values[y, x] / 255 - level
            phis.append(1 - above if above >= 0.15 else 1.0)
        total += abs(phis[0] - phis[1])
    return total / 1000


def largest_twin(mask: NDArray[np.bool_]) -> set[tuple[int, int]]:
    left = {(int(y), int(x)) for y, x in np.argwhere(mask)}
    best: set[tuple[int, int]] = set()
    # In reading order of first pixels, so that ties go to the first, as in the code under test.
    for start in sorted(left):
        if start not in left:
            continue
        region, edge = set(), [start]
        left.remove(start)
        while edge:
            y, x = edge.pop()
            region.add((y, x))
            for near in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
        if len(region) > len(best):
            best = region
    return best


def whole(alpha: Alpha) -> Grid:
    return np.rint(alpha.astype(np.float64) * 255).astype(np.int64)


TWINS: dict[str, Callable[[Alpha, Alpha, Trimap], float]] = {
    "SAD": sad_twin,
    "MSE": mse_twin,
    "Grad": gradient_twin,
    "Conn": connectivity_twin,
}
