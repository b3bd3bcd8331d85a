"""A network and closed form together: the same alpha whole, by parts, and stroke by stroke."""

from collections.abc import Callable

import numpy as np
import pytest

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Image, Trimap, known_alpha
from mattegui.core.rect import Rect
from mattegui.engine.combined import CombinedEstimator
from mattegui.engine.prior import REACH
from mattegui.engine.solve import Patch, solve
from mattegui.engine.tiles import TILE, StaleTiles
from tests.engine.test_solve import Blur, never

SHAPE = (TILE + 90, TILE + 70)


def scene(seed: int = 0) -> tuple[Image, Trimap]:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (*(side // 8 + 1 for side in SHAPE), 3), np.uint8)
    image = np.kron(coarse, np.ones((8, 8, 1), np.uint8))[: SHAPE[0], : SHAPE[1]]
    trimap = np.zeros(SHAPE, np.uint8)
    trimap[:, 300:] = FOREGROUND
    trimap[:, 292:308] = UNKNOWN
    trimap[505:519] = UNKNOWN
    return image, trimap


def put(alpha: Alpha, patches: list[Patch]) -> None:
    for patch in patches:
        if not patch.draft:
            alpha[patch.rect.slices] = patch.alpha


def test_drafts_come_first_and_all_is_that_of_the_whole() -> None:
    image, trimap = scene()
    estimator = CombinedEstimator("both", Blur())
    tiles = list(Rect.whole(SHAPE).split(TILE))
    patches = list(solve(image, trimap, tiles, estimator, never, draft=False))
    drafts = [patch.draft for patch in patches]
    assert drafts == sorted(drafts, reverse=True)
    assert 0 < sum(drafts) < len(drafts)
    assert not any(patch.tile for patch in patches if patch.draft)
    unknown = {tile for tile in tiles if (trimap[tile.slices] == UNKNOWN).any()}
    assert {patch.tile for patch in patches if patch.tile} == unknown
    alpha = known_alpha(trimap)
    put(alpha, patches)
    assert np.array_equal(alpha, estimator.estimate(image, trimap))
    assert estimator.halo == Blur.halo + REACH


def strokes(rng: np.random.Generator) -> list[tuple[Rect, int]]:
    found = []
    for _ in range(4):
        y, x = (int(rng.integers(0, side - 50)) for side in SHAPE)
        label = int(rng.choice([BACKGROUND, UNKNOWN, FOREGROUND]))
        height, width = (int(side) for side in rng.integers(5, 50, 2))
        found.append((Rect(y, x, y + height, x + width), label))
    return found


@pytest.mark.parametrize("seed", range(2))
def test_stroke_by_stroke_it_is_that_of_the_whole(seed: int) -> None:
    rng = np.random.default_rng(seed)
    image, trimap = scene(seed)
    estimator = CombinedEstimator("both", Blur())
    stale = StaleTiles(SHAPE)
    stale.mark([Rect.whole(SHAPE)], 0)
    alpha = known_alpha(trimap)
    for rect, label in [(Rect(0, 0, 0, 0), 0), *strokes(rng)]:
        trimap[rect.slices] = label
        stale.mark([rect] if rect else [], estimator.halo)
        tiles = stale.stale(rect)
        patches = list(solve(image, trimap, tiles, estimator, never, draft=False))
        for tile in tiles:
            # As the app settles what is known.
            known = trimap[tile.slices] != UNKNOWN
            alpha[tile.slices][known] = known_alpha(trimap[tile.slices])[known]
            stale.settle(tile, stale.generation)
        put(alpha, patches)
        whole = CombinedEstimator("both", Blur()).estimate(image, trimap)
        assert np.array_equal(alpha, whole)


def test_what_lies_around_a_tile_is_asked_for_once() -> None:
    image, trimap = scene()
    network = Blur()
    estimator = CombinedEstimator("both", network)
    tile = Rect(0, 0, TILE, TILE)
    expected = estimator.estimate(image, trimap)
    network.solved = 0
    for least in (2, 1):
        patches = list(solve(image, trimap, [tile], estimator, never, draft=False))
        alpha = known_alpha(trimap)
        put(alpha, patches)
        assert np.array_equal(alpha[tile.slices], expected[tile.slices])
        assert network.solved >= least
        drafts = sum(patch.draft for patch in patches)
        network.solved = 0
    assert drafts == 1, "the tile itself; its neighbours are remembered"


def after(count: int) -> Callable[[], bool]:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > count

    return cancelled


@pytest.mark.parametrize("count", [1, 3, 5, 8, 12])
def test_what_was_given_up_is_made_up_for(count: int) -> None:
    image, trimap = scene()
    estimator = CombinedEstimator("both", Blur())
    tile = Rect(0, 0, TILE, TILE)
    list(solve(image, trimap, [tile], estimator, after(count), draft=False))
    alpha = known_alpha(trimap)
    put(alpha, list(solve(image, trimap, [tile], estimator, never, draft=False)))
    assert np.array_equal(alpha[tile.slices], estimator.estimate(image, trimap)[tile.slices])


def test_the_first_look_is_the_networks_alone() -> None:
    image, trimap = scene()
    estimator = CombinedEstimator("both", Blur())
    assert np.array_equal(estimator.draft(image, trimap), Blur().estimate(image, trimap))
