"""The losses: values by hand, gradients by finite differences, and what must not count."""

import pytest
import torch
from torch import Tensor

from train.losses import LOSSES, Batch, alpha_prediction, compositional, laplacian, weighted


def batch_of(alpha: Tensor, trimap: Tensor, seed: int = 0) -> Batch:
    generator = torch.Generator().manual_seed(seed)
    shape = (len(alpha), 3, *alpha.shape[2:])
    colours = [torch.rand(shape, generator=generator, dtype=alpha.dtype) for _ in range(3)]
    return Batch(colours[0], trimap, alpha, colours[1], colours[2], torch.zeros(len(alpha)))


def random_batch(size: int = 16, dtype: torch.dtype = torch.float64) -> tuple[Tensor, Batch]:
    generator = torch.Generator().manual_seed(1)
    alpha = torch.rand(2, 1, size, size, generator=generator, dtype=dtype)
    predicted = torch.rand(2, 1, size, size, generator=generator, dtype=dtype)
    trimap = torch.full(alpha.shape, 128, dtype=torch.uint8)
    trimap[:, :, :, : size // 4] = 255
    trimap[:, :, : size // 4] = 0
    return predicted, batch_of(alpha, trimap)


def test_alpha_prediction_by_hand() -> None:
    alpha = torch.tensor([[[[0.0, 1.0, 0.5]]]])
    trimap = torch.tensor([[[[128, 128, 255]]]], dtype=torch.uint8)
    predicted = torch.tensor([[[[0.25, 1.0, 0.0]]]])
    # Differences .25 and 0 over two unknown pixels; the known third does not count. The penalty
    # of no difference is ε = 1e-6.
    assert float(alpha_prediction(predicted, batch_of(alpha, trimap))) == pytest.approx(
        0.125, abs=1e-6
    )


def test_composition_by_hand() -> None:
    alpha = torch.tensor([[[[0.5]]]])
    trimap = torch.full((1, 1, 1, 1), 128, dtype=torch.uint8)
    colours = torch.tensor([[[[1.0]], [[0.5]], [[0.0]]]])
    zeros = torch.zeros(1, 3, 1, 1)
    batch = Batch(zeros, trimap, alpha, colours, zeros, torch.zeros(1))
    # Alpha is off by .5: the composite by .5, .25 and 0.
    assert float(compositional(torch.ones(1, 1, 1, 1), batch)) == pytest.approx(0.25, abs=1e-6)


def test_composition_ignores_alpha_where_colours_agree() -> None:
    predicted, batch = random_batch()
    same = batch._replace(background_B3HW=batch.foreground_B3HW)
    assert float(compositional(predicted, same)) == pytest.approx(0, abs=2e-6)


def test_laplacian_of_a_constant_difference_is_in_the_coarsest_level_only() -> None:
    alpha = torch.zeros(1, 1, 32, 32)
    batch = batch_of(alpha, torch.full(alpha.shape, 128, dtype=torch.uint8))
    # Halved to 16, 8 and 4 pixels a side; the level of 8 is the last one of which a smaller is
    # made, so it is the base: weight 2², 8·8 of 32·32 pixels, each off by .5 … and one more level
    # where halving stops at 4 pixels: weight 2³, 4·4 pixels.
    expected = 8 * 16 * 0.5 / 1024
    assert float(laplacian(alpha + 0.5, batch)) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("name", LOSSES)
def test_no_difference_is_no_loss(name: str) -> None:
    _, batch = random_batch()
    assert float(LOSSES[name](batch.alpha_B1HW, batch)) == pytest.approx(0, abs=2e-6)


@pytest.mark.parametrize("name", LOSSES)
def test_gradients_agree_with_finite_differences(name: str) -> None:
    predicted, batch = random_batch(8)
    predicted.requires_grad_()
    assert torch.autograd.gradcheck(lambda p: LOSSES[name](p, batch), predicted, atol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_known_pixels_have_no_gradient(name: str) -> None:
    predicted, batch = random_batch()
    predicted.requires_grad_()
    (gradient,) = torch.autograd.grad(LOSSES[name](predicted, batch), predicted)
    assert not bool(gradient[batch.unknown_B1HW == 0].any())
    assert bool(gradient[batch.unknown_B1HW == 1].any())


@pytest.mark.parametrize("name", LOSSES)
def test_a_batch_without_unknown_pixels_is_finite(name: str) -> None:
    predicted, batch = random_batch()
    known = batch._replace(trimap_B1HW=torch.zeros_like(batch.trimap_B1HW))
    assert float(LOSSES[name](predicted, known)) == 0


def test_weighted_gives_each_term_its_weight() -> None:
    predicted, batch = random_batch()
    terms = weighted(predicted, batch, {"alpha": 2.0, "composition": 0.5})
    assert set(terms) == {"alpha", "composition"}
    assert float(terms["alpha"]) == pytest.approx(2 * float(alpha_prediction(predicted, batch)))
