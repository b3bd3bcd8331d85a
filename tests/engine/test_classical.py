from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Trimap, known_alpha
from mattegui.core.rect import Rect
from mattegui.engine.classical import METHODS, ClassicalEstimator, classical
from tests.samples import disc, photo

SHAPE = (90, 120)


def by_parts(estimator: ClassicalEstimator, image: Any, trimap: Trimap, tiles: list[Rect]) -> Alpha:
    alpha = known_alpha(trimap)
    for part in estimator.parts(trimap, tiles):
        solved = estimator.solve_part(image[part.window.slices], part)
        inner = part.rect.relative_to(part.window)
        unknown = part.trimap[inner.slices] == UNKNOWN
        np.copyto(alpha[part.rect.slices], solved[inner.slices], where=unknown)
    return alpha


@pytest.mark.parametrize("name", METHODS)
def test_every_method_finds_the_disc(name: str) -> None:
    image, trimap, truth = disc(*SHAPE)
    alpha = classical(name).estimate(image, trimap)
    assert alpha.dtype == np.float32
    unknown = trimap == UNKNOWN
    as_is = np.abs(known_alpha(trimap) - truth)[unknown].mean()
    assert np.abs(alpha - truth)[unknown].mean() < as_is / 5
    assert np.array_equal(alpha[~unknown], truth[~unknown])


def test_regions_solved_apart_equal_the_whole() -> None:
    image, trimap, _ = disc(*SHAPE)
    image, trimap = np.hstack([image, image[:, ::-1]]), np.hstack([trimap, trimap])
    trimap[:5, 110:130] = UNKNOWN
    estimator = classical("closed-form")
    whole = estimator.estimate(image, trimap)
    parts = list(estimator.parts(trimap, [Rect.whole(trimap.shape)]))
    assert len(parts) == 3
    apart = by_parts(estimator, image, trimap, [Rect.whole(trimap.shape)])
    # The solver stops at a residual, so both are near the solution and not it.
    assert np.abs(apart - whole).max() < 2e-3
    assert np.abs(apart - whole).mean() < 1e-4


@pytest.mark.parametrize("name", ["knn", "lkm"])
def test_methods_that_look_everywhere_are_solved_whole(name: str) -> None:
    _, trimap, _ = disc(*SHAPE)
    estimator = classical(name)
    whole = Rect.whole(trimap.shape)
    parts = list(estimator.parts(trimap, [Rect(0, 0, 5, 5), Rect(0, 0, 60, 60)]))
    assert [(part.window, part.rect) for part in parts] == [(whole, whole)]
    assert list(estimator.parts(trimap, [Rect(0, 0, 5, 5)])) == []


def trimap_of(*labels: int) -> Trimap:
    """Return a trimap of bands with these labels."""
    return np.repeat(np.array(labels, np.uint8), 12)[None].repeat(9, axis=0)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize(
    ("trimap", "expected"),
    [
        (trimap_of(BACKGROUND), {0.0}),
        (trimap_of(FOREGROUND), {1.0}),
        (trimap_of(BACKGROUND, FOREGROUND), {0.0, 1.0}),
        (trimap_of(UNKNOWN), {0.5}),
        (trimap_of(UNKNOWN, BACKGROUND), {0.0}),
        (trimap_of(UNKNOWN, FOREGROUND), {1.0}),
    ],
)
def test_one_sided_trimaps_have_one_sided_alphas(
    name: str, trimap: Trimap, expected: set[float]
) -> None:
    alpha = classical(name).estimate(photo(*trimap.shape), trimap)
    assert set(np.unique(alpha).tolist()) == expected


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("shape", [(1, 1), (1, 3), (1, 90), (2, 2), (90, 1), (5, 5)])
def test_thin_images_work(name: str, shape: tuple[int, int]) -> None:
    trimap = np.full(shape, UNKNOWN, np.uint8)
    trimap.flat[0] = FOREGROUND
    trimap.flat[-1] = BACKGROUND
    alpha = classical(name).estimate(photo(*shape), trimap)
    assert alpha.shape == shape
    assert np.isfinite(alpha).all()
    assert alpha.flat[-1] == 0


@pytest.mark.parametrize("name", METHODS)
def test_one_colour_everywhere_gives_an_alpha(name: str) -> None:
    _, trimap, _ = disc(60, 60, band=8)
    alpha = classical(name).estimate(np.full((60, 60, 3), 128, np.uint8), trimap)
    assert ((alpha >= 0) & (alpha <= 1)).all()


def test_16_bits_are_estimated_as_8() -> None:
    image, trimap, _ = disc(60, 60, band=8)
    estimator = classical("closed-form")
    deep = estimator.estimate(image.astype(np.uint16) * np.uint16(257), trimap)
    assert np.abs(deep - estimator.estimate(image, trimap)).max() < 1e-3
