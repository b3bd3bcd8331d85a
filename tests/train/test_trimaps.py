"""Trimaps made from alphas: distances are Euclidean, and known pixels are truly known."""

import numpy as np
import pytest
import torch

from train.chance import Chance
from train.trimaps import SOLID, distance_inside, paint_trimaps

CPU = torch.device("cpu")


def squares(count: int = 4, size: int = 96) -> torch.Tensor:
    alpha = torch.zeros(count, 1, size, size)
    alpha[:, :, 20:76, 20:76] = 1
    alpha[:, :, 20:76, 76:80] = torch.tensor([0.8, 0.6, 0.4, 0.2])
    return alpha


def test_distance_agrees_with_the_definition() -> None:
    rng = np.random.default_rng(0)
    mask = rng.random((11, 14)) < 0.9
    false = np.argwhere(~mask)
    reach = 6
    expected = np.array(
        [
            [min(reach, np.hypot(*(false - (y, x)).T).min()) for x in range(mask.shape[1])]
            for y in range(mask.shape[0])
        ]
    )
    found = distance_inside(torch.from_numpy(mask)[None, None], reach)[0, 0]
    np.testing.assert_allclose(found.numpy(), expected, rtol=1e-6)


def test_distance_without_a_false_pixel_is_the_reach() -> None:
    assert bool((distance_inside(torch.ones(1, 1, 8, 8, dtype=torch.bool), 5) == 5).all())


def test_known_pixels_are_solid_or_clear() -> None:
    alpha = squares()
    trimap = paint_trimaps(alpha, (2.0, 12.0), 0.5, Chance(3, CPU))
    assert set(trimap.flatten().tolist()) == {0, 128, 255}
    assert bool((alpha[trimap == 255] >= SOLID).all())
    assert bool((alpha[trimap == 0] <= 1 - SOLID).all())


def test_the_band_reaches_about_as_far_as_asked() -> None:
    alpha = torch.zeros(8, 1, 96, 96)
    alpha[:, :, :, 48:] = 1
    trimap = paint_trimaps(alpha, (10.0, 10.001), 0.0, Chance(0, CPU))
    width = (trimap == 128).sum(3).float()
    # Ten pixels to either side, wavering by up to exp(0.26), and to less than half.
    assert 12 < float(width.mean()) < 27
    assert float(width.max()) <= 2 * 10 * 1.3 + 4


def test_the_two_sides_are_independent() -> None:
    alpha = torch.zeros(32, 1, 96, 96)
    alpha[:, :, :, 48:] = 1
    trimap = paint_trimaps(alpha, (2.0, 20.0), 0.0, Chance(1, CPU))
    left = (trimap[..., :48] == 128).float().sum((1, 2, 3))
    right = (trimap[..., 48:] == 128).float().sum((1, 2, 3))
    ratio = (left + 1) / (right + 1)
    assert float(ratio.max()) > 2
    assert float(ratio.min()) < 0.5


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_blobs_open_solid_pictures(value: float) -> None:
    alpha = torch.full((8, 1, 128, 128), value)
    closed = paint_trimaps(alpha, (2.0, 4.0), 0.0, Chance(0, CPU))
    opened = paint_trimaps(alpha, (2.0, 4.0), 1.0, Chance(0, CPU))
    assert not bool((closed == 128).any())
    assert bool((opened == 128).any())
    assert bool((opened == 255 * int(value)).any())


def test_the_same_seed_paints_the_same() -> None:
    first, second = (paint_trimaps(squares(), (2.0, 9.0), 0.3, Chance(5, CPU)) for _ in range(2))
    assert torch.equal(first, second)
