"""The stage-wise solver gives the whole network's alpha, whatever was painted before."""

import cv2
import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mattegui.core.arrays import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    Image,
    Mask,
    Trimap,
    known_alpha,
)
from mattegui.core.rect import Rect
from mattegui.engine import needs
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.incremental import IncrementalEstimator
from mattegui.engine.live import LiveSolver
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.stages import StagedNetwork
from mattegui.engine.store import StageStore
from tests.engine.counting import CountingSolver
from tests.engine.networks import TINY, random_network

CONFIGS = {
    "as shipped": DIMConfig(width=TINY),
    "no skips, conv6 1x1, no refinement": DIMConfig(
        width=TINY, skip=False, conv6_kernel=1, refine=False
    ),
    "conv6 7x7": DIMConfig(width=TINY, conv6_kernel=7),
    "no deconv1, no ReLU in the decoder": DIMConfig(
        width=TINY, decoder_relu=False, deconv1=False, refine=False
    ),
    "refinement on alpha": DIMConfig(width=TINY, residual="alpha"),
}
SHAPE = (170, 250)

Line = tuple[int, int, int, int, int, int]


def picture(shape: tuple[int, int]) -> Image:
    coarse = np.random.default_rng(5).integers(0, 256, (shape[0] // 8, shape[1] // 8, 3))
    smooth = cv2.resize(coarse.astype(np.uint8), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return smooth.astype(np.uint8)


def ring(shape: tuple[int, int]) -> Trimap:
    trimap = np.full(shape, BACKGROUND, np.uint8)
    centre, radius = (shape[1] // 2, shape[0] // 2), min(shape) // 3
    cv2.circle(trimap, centre, radius, FOREGROUND, -1)
    cv2.circle(trimap, centre, radius, UNKNOWN, 16)
    return trimap


def painted(trimap: Trimap, line: Line) -> Trimap:
    y0, x0, y1, x1, width, label = line
    after = trimap.copy()
    cv2.line(after, (x0, y0), (x1, y1), label, width)
    return after


def live_alpha(solver: LiveSolver, shape: tuple[int, int], tile: int) -> np.ndarray:
    alpha = np.empty(shape, np.float32)
    for rect in Rect.whole(shape).split(tile):
        alpha[rect.slices] = solver.alpha(rect)
    return alpha


def whole_alpha(net: DIM, image: Image, trimap: Trimap) -> np.ndarray:
    return NetworkEstimator("dim", net, torch.device("cpu"), pytest.fail).estimate(image, trimap)


lines = st.tuples(
    st.integers(0, SHAPE[0] - 1),
    st.integers(0, SHAPE[1] - 1),
    st.integers(0, SHAPE[0] - 1),
    st.integers(0, SHAPE[1] - 1),
    st.integers(1, 40),
    st.sampled_from([BACKGROUND, UNKNOWN, FOREGROUND]),
)


@pytest.mark.parametrize("config", CONFIGS.values(), ids=CONFIGS.keys())
def test_every_stroke_gives_the_alpha_of_the_whole_network(config: DIMConfig) -> None:
    net, image, trimap = random_network(config, torch.float64), picture(SHAPE), ring(SHAPE)
    solver = LiveSolver(net, image, poison=True)
    strokes = [(20, 30, 60, 90, 24, UNKNOWN), (85, 125, 85, 230, 9, FOREGROUND)]
    for line in [None, *strokes]:
        trimap = trimap if line is None else painted(trimap, line)
        solver.set_trimap(trimap)
        expected = whole_alpha(net, image, trimap)
        np.testing.assert_allclose(live_alpha(solver, SHAPE, 128), expected, atol=1e-12, rtol=0)


@given(
    st.lists(st.one_of(lines, st.just(None)), min_size=1, max_size=6), st.sampled_from([96, 512])
)
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_random_strokes_and_undos_give_the_alpha_of_the_whole_network(
    steps: list[Line | None], tile: int
) -> None:
    net, image = random_network(CONFIGS["as shipped"], torch.float64), picture(SHAPE)
    solver = LiveSolver(net, image, poison=True)
    history = [ring(SHAPE)]
    for step in steps:
        if step is not None:
            history.append(painted(history[-1], step))
        elif len(history) > 1:
            history.pop()
        solver.set_trimap(history[-1])
    alpha = live_alpha(solver, SHAPE, tile)
    expected = whole_alpha(net, image, history[-1])
    np.testing.assert_allclose(alpha, expected, atol=1e-12, rtol=0)


def test_single_precision_agrees_to_a_hundred_thousandth() -> None:
    net, image, trimap = (
        random_network(CONFIGS["as shipped"]),
        picture(SHAPE),
        ring(SHAPE),
    )
    solver = LiveSolver(net, image, poison=True)
    solver.set_trimap(trimap)
    expected = whole_alpha(net, image, trimap)
    np.testing.assert_allclose(live_alpha(solver, SHAPE, 128), expected, atol=1e-5, rtol=0)


def test_a_halo_too_small_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: with one pixel less around each piece it does."""
    honest = StagedNetwork.compute

    def hasty(self: StagedNetwork, name: str, rect: Rect, stores: dict[str, StageStore]) -> None:
        stage = self.stages[name]
        object.__setattr__(stage, "halo", max(0, stage.halo - 2))
        try:
            honest(self, name, rect, stores)
        finally:
            object.__setattr__(stage, "halo", stage.halo + 2 if stage.halo else 0)

    net, image, trimap = (
        random_network(CONFIGS["as shipped"], torch.float64),
        picture(SHAPE),
        ring(SHAPE),
    )
    monkeypatch.setattr(StagedNetwork, "compute", hasty)
    solver = LiveSolver(net, image)
    solver.set_trimap(trimap)
    alpha = live_alpha(solver, SHAPE, 64)
    expected = whole_alpha(net, image, trimap)
    # What was never written may be anything, no number as well.
    with pytest.raises(AssertionError, match="Not equal to tolerance"):
        np.testing.assert_allclose(alpha, expected, atol=1e-6, rtol=0)


def test_what_is_solved_is_not_computed_again() -> None:
    solver = CountingSolver(random_network(CONFIGS["as shipped"], torch.float64), picture(SHAPE))
    solver.set_trimap(ring(SHAPE))
    live_alpha(solver, SHAPE, 128)
    before = solver.flops
    solver.set_trimap(ring(SHAPE))
    live_alpha(solver, SHAPE, 128)
    assert before > 0
    assert solver.flops == before


LONG = (64, 2400)
"""Both ends are so far apart that neither has an influence on the other."""


def stripes() -> Trimap:
    trimap = np.full(LONG, FOREGROUND, np.uint8)
    trimap[:, 80:120] = trimap[:, 1180:1220] = trimap[:, 2280:2320] = UNKNOWN
    return trimap


def test_a_small_budget_costs_time_but_not_exactness() -> None:
    trimap = stripes()
    net, image = random_network(CONFIGS["as shipped"], torch.float64), picture(LONG)
    roomy = CountingSolver(net, image)
    tight = CountingSolver(net, image, budget=5_500_000, poison=True)
    for solver in (roomy, tight):
        solver.set_trimap(trimap)
        live_alpha(solver, LONG, 128)
        # The right end was solved last, so the left end is what a small budget has forgotten.
        solver.set_trimap(painted(trimap, (20, 100, 50, 110, 12, BACKGROUND)))
    expected = live_alpha(roomy, LONG, 128)
    np.testing.assert_allclose(live_alpha(tight, LONG, 128), expected, atol=1e-12, rtol=0)
    assert tight.nbytes <= 5_500_000 < roomy.nbytes
    assert tight.flops > roomy.flops


long_lines = st.tuples(
    st.integers(0, LONG[0] - 1),
    st.integers(0, LONG[1] - 1),
    st.integers(0, LONG[0] - 1),
    st.integers(0, LONG[1] - 1),
    st.integers(1, 40),
    st.sampled_from([BACKGROUND, UNKNOWN, FOREGROUND]),
)


@given(
    st.lists(st.tuples(long_lines, st.integers(0, LONG[1])), min_size=1, max_size=3),
    st.integers(5_500_000, 9_000_000),
)
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_budget_is_exceeded_and_none_changes_the_alpha(
    steps: list[tuple[Line, int]], budget: int
) -> None:
    net, image = random_network(CONFIGS["as shipped"], torch.float64), picture(LONG)
    solver, trimap = LiveSolver(net, image, budget=budget, poison=True), stripes()
    for line, x in steps:
        trimap = painted(trimap, line)
        solver.set_trimap(trimap)
        solver.view = Rect(0, x, LONG[0], x + 200)
        for rect in Rect.whole(LONG).split(64):
            assert solver.fits(rect)
            solver.alpha(rect)
            assert solver.nbytes <= budget
    expected = whole_alpha(net, image, trimap)
    np.testing.assert_allclose(live_alpha(solver, LONG, 64), expected, atol=1e-12, rtol=0)


def test_what_the_screen_shows_is_forgotten_last() -> None:
    left, right = Rect(0, 0, 64, 200), Rect(0, 2200, 64, 2400)
    trimap = stripes()
    net, costs = random_network(CONFIGS["as shipped"]), []
    for view in (left, right):
        solver = CountingSolver(net, picture(LONG), budget=2_700_000)
        solver.view = view
        solver.set_trimap(trimap)
        live_alpha(solver, LONG, 64)
        solver.set_trimap(painted(trimap, (20, 100, 50, 106, 12, BACKGROUND)))
        before = solver.flops
        solver.alpha(left)
        costs.append(solver.flops - before)
    assert 0 < costs[0] < costs[1]


def test_work_that_was_cancelled_half_way_is_not_lost() -> None:
    net, image = random_network(CONFIGS["as shipped"], torch.float64), picture(SHAPE)
    whole = Rect.whole(SHAPE)
    at_once, halting = (CountingSolver(net, image, poison=True) for _ in range(2))
    for solver in (at_once, halting):
        solver.set_trimap(ring(SHAPE))
    expected = at_once.alpha(whole)
    attempts = 0
    while halting.lacking(whole).any():
        before = halting.flops
        alpha = halting.alpha(whole, iter([False, True]).__next__)
        assert halting.flops > before, "one piece was computed"
        attempts += 1
    np.testing.assert_array_equal(alpha, expected)
    assert attempts > len(StagedNetwork(net, lambda rect: torch.empty(0)).stages)
    assert halting.flops == at_once.flops, "nothing was computed twice"


@pytest.mark.parametrize("reached", [0, 5, 11])
def test_a_stroke_that_ran_out_of_memory_is_carried_out_when_it_is_asked_for_again(
    reached: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    net, image, trimap = random_network(CONFIGS["as shipped"]), picture(SHAPE), ring(SHAPE)
    solver = LiveSolver(net, image)
    solver.set_trimap(trimap)
    before = live_alpha(solver, SHAPE, 128)
    after = painted(trimap, (85, 125, 85, 230, 9, FOREGROUND))
    coarser, calls = needs._coarser, iter(range(99))

    def failing(mask: Mask, levels: int) -> Mask:
        if next(calls) == reached:
            raise MemoryError
        return coarser(mask, levels)

    with monkeypatch.context() as patch:
        patch.setattr(needs, "_coarser", failing)
        with pytest.raises(MemoryError):
            solver.set_trimap(after)
    np.testing.assert_allclose(live_alpha(solver, SHAPE, 128), before, atol=1e-5, rtol=0)
    solver.set_trimap(after)
    expected = whole_alpha(net, image, after)
    np.testing.assert_allclose(live_alpha(solver, SHAPE, 128), expected, atol=1e-5, rtol=0)


def test_no_piece_takes_long() -> None:
    """Half a second on two cores, by the operations of the full network's pieces."""
    with torch.device("meta"):
        net = DIM(DIMConfig())
    for stage in StagedNetwork(net, lambda rect: torch.empty(0)).stages.values():
        assert stage.flops(stage.side << (stage.level - stage.base)) < 110e9
        assert stage.tile <= stage.side


def test_a_stroke_on_twelve_megapixels_costs_a_few_percent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts operations without doing them: 60×200 pixels painted across an edge."""

    monkeypatch.setattr(StagedNetwork, "compute", lambda *_: None)
    shape = (3008, 4000)
    trimap = np.full(shape, BACKGROUND, np.uint8)
    axes = (shape[1] // 5, shape[0] // 3)
    cv2.ellipse(trimap, (2000, 1500), axes, 0, 0, 360, FOREGROUND, -1)
    cv2.ellipse(trimap, (2000, 1500), axes, 0, 0, 360, UNKNOWN, 120)
    config = DIMConfig(width=0.25)
    solver = CountingSolver(DIM(config).eval(), np.zeros((*shape, 3), np.uint8))
    solver.set_trimap(trimap)
    monkeypatch.setattr(LiveSolver, "shown", lambda self, rect: None)
    for rect in Rect.whole(shape).split(512):
        solver.alpha(rect)
    region = solver.flops
    solver.set_trimap(painted(trimap, (1400, 2780, 1600, 2780, 60, FOREGROUND)))
    for rect in Rect.whole(shape).split(512):
        solver.alpha(rect)
    stroke = solver.flops - region
    stages = StagedNetwork(DIM(config), lambda rect: torch.empty(0)).stages.values()
    pixels = shape[0] * shape[1]
    everything = sum([2 * stage.weights * (pixels >> 2 * stage.base) for stage in stages])
    assert 0 < stroke <= 0.04 * everything
    assert region < everything


def test_the_incremental_estimator_stands_in_for_the_network() -> None:
    net, image, trimap = (
        random_network(CONFIGS["as shipped"], torch.float64),
        picture(SHAPE),
        ring(SHAPE),
    )
    base = NetworkEstimator("dim", net, torch.device("cpu"), pytest.fail)
    estimator = IncrementalEstimator(base, image)
    alpha = np.where(trimap == FOREGROUND, 1, 0).astype(np.float32)
    for part in estimator.parts(trimap, list(Rect.whole(SHAPE).split(128))):
        window = estimator.solve_part(image[part.window.slices], part)
        inner = part.rect.relative_to(part.window)
        alpha[part.rect.slices] = window[inner.slices]
    np.testing.assert_allclose(alpha, base.estimate(image, trimap), atol=1e-7, rtol=0)


def test_where_the_budget_holds_nothing_crops_take_over() -> None:
    net, image, trimap = (
        random_network(CONFIGS["as shipped"], torch.float64),
        picture(SHAPE),
        ring(SHAPE),
    )
    base = NetworkEstimator("dim", net, torch.device("cpu"), pytest.fail)
    estimator = IncrementalEstimator(base, image, budget=1_000_000)
    tiles = list(Rect.whole(SHAPE).split(64))
    for _ in range(2):
        alpha = known_alpha(trimap)
        parts = list(estimator.parts(trimap, tiles))
        assert all(not part.kept for part in parts)
        for part in parts:
            window = estimator.solve_part(image[part.window.slices], part)
            inner = part.rect.relative_to(part.window)
            alpha[part.rect.slices] = window[inner.slices]
        np.testing.assert_allclose(alpha, base.estimate(image, trimap), atol=1e-7, rtol=0)
        assert estimator.nbytes <= 1_000_000
        assert list(estimator.parts(trimap, tiles)) == [], "nothing has changed since"
        # So far from the left end that its alpha stays.
        trimap = painted(trimap, (80, 200, 90, 240, 9, FOREGROUND))
