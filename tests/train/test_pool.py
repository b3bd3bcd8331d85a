"""Warping from packed pixels: against the pixels themselves, beyond borders, and shrunk."""

import numpy as np
import pytest
import torch

from tests.train.tiny import CPU, disc
from train.pool import Placement, Pool, pack


def place(index: int, x: float, y: float, scale: float = 1.0, turn: float = 0.0) -> Placement:
    cosine, sine = np.cos(turn) * scale, np.sin(turn) * scale
    return Placement(
        torch.tensor([index]),
        torch.tensor([[x, y]]),
        torch.tensor([[[cosine, -sine], [sine, cosine]]], dtype=torch.float32),
        torch.tensor([scale]),
    )


def noise(
    height: int, width: int, seed: int = 0
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 4)).astype(np.uint8)


def test_a_crop_without_a_warp_is_the_image() -> None:
    images = [noise(20, 30, 1), noise(24, 18, 2)]
    pool = Pool(pack(images), CPU)
    crop = pool.warp(place(1, 8.5, 11.5), 24, 18, reflect=False)
    np.testing.assert_allclose(crop[0].permute(1, 2, 0).numpy() * 255, images[1], atol=1e-3)


def test_a_quarter_turn_is_exact() -> None:
    image = noise(16, 16)
    crop = Pool(pack([image]), CPU).warp(place(0, 7.5, 7.5, turn=np.pi / 2), 16, 16, reflect=True)
    turned = np.rot90(image, 1)
    np.testing.assert_allclose(crop[0].permute(1, 2, 0).numpy() * 255, turned, atol=0.05)


def test_half_a_pixel_is_the_mean_of_two() -> None:
    image = noise(8, 8)
    crop = Pool(pack([image]), CPU).warp(place(0, 4.0, 3.5), 8, 6, reflect=True)
    expected = (image[:, 1:7].astype(float) + image[:, 2:8]) / 2
    np.testing.assert_allclose(crop[0].permute(1, 2, 0).numpy() * 255, expected, atol=1e-3)


def test_beyond_its_border_a_foreground_is_clear() -> None:
    solid = np.full((8, 8, 4), 255, np.uint8)
    crop = Pool(pack([solid]), CPU).warp(place(0, 3.5, 3.5), 24, 24, reflect=False)
    alpha = crop[0, 3]
    assert bool((alpha[8:16, 8:16] == 1).all())
    assert float(alpha.sum()) < 11 * 11
    assert not bool(alpha[:6].any())


def test_beyond_its_border_a_background_is_mirrored() -> None:
    image = noise(9, 7)
    crop = Pool(pack([image]), CPU).warp(place(0, 3.0, 4.0), 17, 13, reflect=True)
    mirrored = np.pad(image, ((4, 4), (3, 3), (0, 0)), mode="reflect")
    np.testing.assert_allclose(crop[0].permute(1, 2, 0).numpy() * 255, mirrored, atol=1e-3)


def test_far_out_crops_read_the_smaller_copies() -> None:
    """A pattern of single pixels averages out instead of beating with the crop's grid."""
    board = np.indices((64, 64)).sum(0) % 2 * 255
    image = np.dstack([board] * 3 + [np.full_like(board, 255)]).astype(np.uint8)
    # In the middle of a pixel: between four of them full size would average out, too.
    crop = Pool(pack([image]), CPU).warp(place(0, 32.0, 32.0, scale=4.0), 12, 12, reflect=True)
    np.testing.assert_allclose(crop[0, :3].numpy(), 0.5, atol=0.01)


def test_smaller_copies_keep_straight_colours() -> None:
    red = disc(64, 0)
    red[..., :3] = (200, 10, 10)
    red[red[..., 3] == 0, :3] = (0, 255, 0)
    crop = Pool(pack([red]), CPU).warp(place(0, 31.5, 31.5, scale=2.0), 32, 32, reflect=False)[0]
    visible = crop[3] > 0.2
    assert float(crop[1][visible].max()) < 0.15


def test_an_empty_pool_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one image"):
        pack([])
