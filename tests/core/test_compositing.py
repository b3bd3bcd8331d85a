import numpy as np
import pytest

from mattegui.core.compositing import over

RNG = np.random.default_rng(11)


def test_over_is_the_formula_rounded() -> None:
    front, back = (RNG.integers(0, 256, (60, 70, 3)).astype(np.uint8) for _ in range(2))
    alpha = RNG.random((60, 70)).astype(np.float32)
    alpha[:10], alpha[10:20] = 0, 1
    exact = alpha[..., None].astype(np.float64) * front + (1.0 - alpha[..., None]) * back
    composed = over(front, alpha, back)
    assert composed.dtype == np.uint8
    assert np.abs(composed - exact).max() <= 0.5 + 1e-4
    assert np.array_equal(composed[:10], back[:10])
    assert np.array_equal(composed[10:20], front[10:20])


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1)])
def test_over_keeps_thin_shapes(shape: tuple[int, int]) -> None:
    front = np.full((*shape, 3), 200, np.uint8)
    composed = over(front, np.ones(shape, np.float32), np.zeros_like(front))
    assert composed.shape == front.shape
    assert (composed == 200).all()
