"""Closed form drawn towards a prior: what it minimises, in one cell and in many."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pymatting import cf_laplacian

from mattegui.core.arrays import UNKNOWN, Alpha, Image, Trimap, known_alpha
from mattegui.core.cancelling import CancelledError
from mattegui.core.rect import Rect
from mattegui.engine import prior as module
from mattegui.engine.prior import CELL, Cell, Prior, cell_parts, drawn_to, from_prior, to_prior
from mattegui.engine.tiles import TILE
from tests.samples import disc


def guess(truth: Alpha, rng: np.random.Generator) -> Prior:
    """Return a blurred, noisy truth, as a small network makes it."""
    return to_prior(np.clip(truth + rng.normal(0, 0.15, truth.shape), 0, 1).astype(np.float32))


def whole(image: Image, trimap: Trimap, prior: Prior) -> Alpha:
    return drawn_to(Cell(image, trimap, prior, Rect.whole(trimap.shape)))


def by_cells(image: Image, trimap: Trimap, prior: Prior) -> Alpha:
    alpha = known_alpha(trimap)
    for part in cell_parts(trimap, list(Rect.whole(trimap.shape).split(TILE))):
        window, inner = part.window, part.rect.relative_to(part.window)
        solved = drawn_to(Cell(image[window.slices], part.trimap, prior[window.slices], inner))
        alpha[part.rect.slices] = solved[inner.slices]
    return alpha


def test_it_is_the_minimum_of_what_the_docstring_says() -> None:
    rng = np.random.default_rng(2)
    image, trimap, truth = disc(26, 31, band=5)
    image = np.clip(image + rng.normal(0, 6, image.shape), 0, 255).astype(np.uint8)
    prior = guess(truth, rng)
    alpha = whole(image, trimap, prior)
    unknown = (trimap == UNKNOWN).ravel()
    laplacian: NDArray[Any] = cf_laplacian(image / 255.0).toarray()
    sure = np.abs(2 * (prior.ravel()[unknown] / 255.0) - 1) ** module.TRUST
    weight = module.WEIGHT * (module.LEAST + (1 - module.LEAST) * sure)
    values = known_alpha(trimap).ravel().astype(np.float64)
    right = weight * prior.ravel()[unknown] / 255
    right -= laplacian[unknown][:, ~unknown] @ values[~unknown]
    matrix = laplacian[unknown][:, unknown] + np.diag(weight)
    expected = np.clip(np.linalg.solve(matrix, right), 0, 1)
    assert np.abs(alpha.ravel()[unknown] - expected).max() < 1e-4
    assert np.array_equal(alpha.ravel()[~unknown], values[~unknown])


def test_it_mends_a_prior_where_colours_tell() -> None:
    rng = np.random.default_rng(3)
    image, trimap, truth = disc(120, 140, band=14)
    prior = guess(truth, rng)
    unknown = trimap == UNKNOWN
    before = np.abs(from_prior(prior, trimap) - truth)[unknown].mean()
    after = np.abs(whole(image, trimap, prior) - truth)[unknown].mean()
    assert after < before / 4


def test_where_colours_tell_nothing_a_sure_prior_is_believed() -> None:
    image = np.full((40, 60, 3), 120, np.uint8)
    trimap = np.full((40, 60), UNKNOWN, np.uint8)
    prior = np.zeros((40, 60), np.uint8)
    prior[:, 30:] = 255
    alpha = whole(image, trimap, prior)
    assert alpha[:, :10].max() < 0.3
    assert alpha[:, -10:].min() > 0.7


def test_cells_agree_with_the_whole() -> None:
    rng = np.random.default_rng(4)
    image, trimap, truth = disc(2 * CELL + 90, 3 * CELL - 40, band=30)
    prior = guess(truth, rng)
    apart = np.abs(by_cells(image, trimap, prior) - whole(image, trimap, prior))
    assert np.quantile(apart[trimap == UNKNOWN], 0.999) < 0.02


def test_each_tile_is_done_with_its_last_part() -> None:
    trimap = np.zeros((2 * TILE, 2 * TILE), np.uint8)
    trimap[:, CELL - 10 : CELL + 10] = UNKNOWN
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    parts = list(cell_parts(trimap, tiles))
    assert [part.tile for part in parts if part.tile] == [tiles[0], tiles[2]]
    assert len(parts) == 8
    covered = np.zeros(trimap.shape, np.bool_)
    for part in parts:
        assert not covered[part.rect.slices].any()
        covered[part.rect.slices] = True
    assert covered[trimap == UNKNOWN].all()


@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (2, 2), (3, 3)])
def test_the_smallest_images_have_an_alpha(shape: tuple[int, int]) -> None:
    image = np.zeros((*shape, 3), np.uint8)
    trimap = np.full(shape, UNKNOWN, np.uint8)
    alpha = whole(image, trimap, np.full(shape, 204, np.uint8))
    assert alpha == pytest.approx(0.8, abs=1e-4)


def test_sixteen_bits_are_the_same_image() -> None:
    image, trimap, truth = disc(50, 60, band=6)
    prior = to_prior(truth)
    deep = image.astype(np.uint16) * np.uint16(257)
    assert np.abs(whole(deep, trimap, prior) - whole(image, trimap, prior)).max() < 1e-5


def test_it_can_be_given_up() -> None:
    image, trimap, truth = disc(60, 60, band=8)
    with pytest.raises(CancelledError):
        drawn_to(Cell(image, trimap, to_prior(truth), Rect(0, 0, 60, 60)), lambda: True)


def test_flat_colours_do_not_take_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 256, (16, 16, 3), np.uint8)
    image = np.kron(coarse, np.ones((8, 8, 1), np.uint8))
    _, trimap, _ = disc(128, 128, band=20)
    unsure = np.full(trimap.shape, 128, np.uint8)
    alphas = []
    for steps in (2, 8, 10_000):
        monkeypatch.setattr(module, "STEPS", steps)
        alphas.append(whole(image, trimap, unsure))
    far, near, _ = (float(np.abs(alpha - alphas[-1]).mean()) for alpha in alphas)
    assert far > near > 0, "it would have gone on"


def test_nothing_unknown_is_nothing_to_solve() -> None:
    trimap = np.zeros((40, 40), np.uint8)
    trimap[:, 20:] = 255
    image = np.zeros((40, 40, 3), np.uint8)
    assert np.array_equal(whole(image, trimap, trimap // 2), known_alpha(trimap))
