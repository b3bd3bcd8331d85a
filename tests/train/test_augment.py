"""What cameras and files do: ranges kept, nothing done where nothing is asked, known effects."""

import pytest
import torch
from torch import Tensor

from train.augment import RIM, add_noise, compress, jitter_colour, light_rim, match_colours, soften
from train.chance import Chance

CPU = torch.device("cpu")


def photos(count: int = 4, size: int = 32, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    coarse = torch.rand(count, 3, size // 8, size // 8, generator=generator)
    return torch.nn.functional.interpolate(coarse, size=(size, size), mode="bilinear")


def grey_of(rgb: Tensor) -> Tensor:
    return (rgb * torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(1)


def test_no_jitter_leaves_colours() -> None:
    rgb = photos()
    torch.testing.assert_close(jitter_colour(rgb, 0.0, Chance(0, CPU)), rgb, atol=1e-5, rtol=0)


def test_jitter_keeps_greys_grey_and_stays_in_range() -> None:
    grey = photos()[:, :1].expand(-1, 3, -1, -1)
    moved = jitter_colour(grey, 1.0, Chance(1, CPU))
    assert float(moved.std(1).max()) < 1e-3
    assert 0 <= float(moved.min()) <= float(moved.max()) <= 1


def test_jitter_differs_between_images() -> None:
    same = photos(1).expand(4, -1, -1, -1)
    moved = jitter_colour(same, 1.0, Chance(2, CPU))
    assert not torch.allclose(moved[0], moved[1], atol=0.01)


def test_matched_colours_take_the_others_mean() -> None:
    rgb, like = photos(seed=1) * 0.3 + 0.2, photos(seed=2) * 0.3 + 0.5
    matched = match_colours(rgb, like, torch.tensor([0.0, 1.0, 0.5, 1.0]))
    torch.testing.assert_close(matched[0], rgb[0])
    torch.testing.assert_close(matched[1].mean((1, 2)), like[1].mean((1, 2)), atol=0.02, rtol=0)


def test_rim_light_leaves_the_inside_and_changes_the_edge_on_one_side() -> None:
    size = 20 * RIM
    rgb, alpha = torch.full((12, 3, size, size), 0.4), torch.zeros(12, 1, size, size)
    alpha[:, :, 4 * RIM : -4 * RIM, 4 * RIM : -4 * RIM] = 1
    lit = light_rim(rgb, alpha, 1.0, Chance(3, CPU))
    deep = slice(7 * RIM, -7 * RIM)
    torch.testing.assert_close(lit[:, :, deep, deep], rgb[:, :, deep, deep])
    inside = (alpha == 1).expand(-1, 3, -1, -1)
    change_B = ((lit - rgb).abs() * inside).amax((1, 2, 3))
    assert float(change_B.median()) > 0.1
    corners = torch.stack([lit[:, :, y, x] for y in (0, -1) for x in (0, -1)])
    assert bool(((corners - 0.4).abs().amin((0, 2)) < 1e-6).all()), "one side is not lit"
    assert 0 <= float(lit.min()) <= float(lit.max()) <= 1


def test_no_rim_light_leaves_colours() -> None:
    alpha = torch.zeros(4, 1, 32, 32)
    torch.testing.assert_close(light_rim(photos(), alpha, 0.0, Chance(0, CPU)), photos())


def test_soften_by_hand() -> None:
    spot = torch.zeros(1, 1, 5, 5)
    spot[..., 2, 2] = 16
    line = torch.tensor([0.0, 1.0, 2.0, 1.0, 0.0])
    torch.testing.assert_close(soften(spot, torch.tensor([0.25]))[0, 0], torch.outer(line, line))
    torch.testing.assert_close(soften(spot, torch.tensor([0.0])), spot)


def test_soften_keeps_flat_pictures_up_to_the_border() -> None:
    flat = torch.full((2, 3, 6, 7), 0.3)
    torch.testing.assert_close(soften(flat, torch.tensor([0.25, 0.1])), flat)


def test_noise_has_no_mean_and_comes_with_its_chance() -> None:
    grey = torch.full((64, 3, 16, 16), 0.5)
    noisy = add_noise(grey, 0.5, Chance(0, CPU))
    changed = (noisy != grey).flatten(1).any(1)
    assert 16 < int(changed.sum()) < 48
    assert float(noisy.mean()) == pytest.approx(0.5, abs=2e-3)
    assert torch.equal(add_noise(grey, 0.0, Chance(0, CPU)), grey)


def test_compression_is_near_but_not_the_same() -> None:
    rgb = photos(size=64) + 0.05 * torch.randn(4, 3, 64, 64)
    squeezed = compress(rgb.clamp(0, 1), Chance(0, CPU))
    error = (squeezed - rgb.clamp(0, 1)).abs().mean()
    assert 0.001 < float(error) < 0.06


def test_compression_keeps_flat_blocks() -> None:
    flat = torch.rand(2, 3, 1, 1).expand(-1, -1, 32, 32)
    squeezed = compress(flat, Chance(0, CPU))
    assert float(squeezed.std((2, 3)).max()) < 1e-5
    torch.testing.assert_close(grey_of(squeezed), grey_of(flat), atol=0.06, rtol=0)
