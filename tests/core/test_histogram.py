import numpy as np
import pytest

from mattegui.core.curve import STRAIGHT
from mattegui.core.histogram import BINS, ROWS, count_alpha
from mattegui.core.retouch import no_corrections


@pytest.mark.parametrize("height", [1, ROWS - 1, ROWS, 2 * ROWS + 3])
def test_every_pixel_is_counted_once(height: int) -> None:
    rng = np.random.default_rng(2)
    alpha = rng.random((height, 57), np.float32)
    counts = count_alpha(alpha, STRAIGHT, no_corrections(alpha.shape))
    expected = np.bincount(np.rint(alpha * 255).astype(np.int64).ravel(), minlength=BINS)
    assert counts.tolist() == expected.tolist()


def test_the_retouch_counts() -> None:
    alpha = np.zeros((20, 20), np.float32)
    retouch = no_corrections(alpha.shape)
    retouch[:5] = (255, 255)
    counts = count_alpha(alpha, STRAIGHT, retouch)
    assert (counts[0], counts[-1]) == (300, 100)


def test_it_can_be_given_up() -> None:
    alpha = np.zeros((4 * ROWS, 3), np.float32)
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert (
        count_alpha(alpha, STRAIGHT, no_corrections(alpha.shape), cancelled).sum() == 2 * ROWS * 3
    )
