"""The order of sending, computing and fetching, with copies that only write down what is asked."""

import numpy as np
import pytest
import torch
from torch import Tensor

from mattegui.core.arrays import UNKNOWN, AnyArray, Image, Trimap
from mattegui.core.rect import Rect
from mattegui.engine.estimator import MIN_TILE, NetworkEstimator
from mattegui.engine.networks.dim import DIMConfig
from mattegui.engine.overlap import Values, Wait, overlapped
from mattegui.engine.precision import computing_in
from mattegui.engine.preprocess import host_tensor
from mattegui.engine.solve import solve
from mattegui.engine.tiles import Part
from tests.engine.networks import TINY, random_network, widen_first_maps
from tests.engine.test_estimator import CPU, cramped, pretend_graphics, scene

CONFIG = DIMConfig(width=TINY, conv6_kernel=1, skip=False, refine=False)


class Diary:
    """Copies that are done at once, and a list of what was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._sent = self._marked = 0

    def send(self, array: AnyArray) -> Tensor:
        if array.ndim == 3:
            self.asked.append(f"send {self._sent}")
            self._sent += 1
        return host_tensor(array)

    def mark(self) -> None:
        self.asked.append(f"computed {self._marked}")
        self._marked += 1

    def fetch(self, values: Tensor, computed: object) -> Wait:
        assert computed is None
        self.asked.append("fetch")

        def wait() -> Tensor:
            self.asked.append("wait")
            return values

        return wait


def parts_of(image: Image, trimap: Trimap, side: int) -> list[Part]:
    rects = Rect.whole(trimap.shape).split(side)
    return [Part(rect, rect, trimap[rect.slices]) for rect in rects]


def red(rgb_B3HW: Tensor, trimap_B1HW: Tensor) -> Tensor:
    """Return what a reader can check: the red of the window."""
    assert rgb_B3HW.shape[2:] == trimap_B1HW.shape[2:]
    return rgb_B3HW[0, 0]


def shown(values: Values | None) -> Values:
    assert values is not None
    return values


def test_each_part_is_sent_before_the_answer_before_it_is_fetched() -> None:
    image, trimap = scene(64, 96)
    diary = Diary()
    answers = overlapped(image, parts_of(image, trimap, 32)[:3], red, diary)
    next(answers)
    assert diary.asked == ["send 0", "computed 0", "send 1", "fetch", "computed 1", "wait"]
    next(answers)
    assert diary.asked[6:] == ["send 2", "fetch", "computed 2", "wait"]
    next(answers)
    assert diary.asked[10:] == ["fetch", "wait"]
    assert next(answers, "none left") == "none left"


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_answers_belong_to_their_parts_and_have_their_size(dtype: type) -> None:
    image, trimap = scene(70, 90)
    image = image.astype(dtype)
    parts = parts_of(image, trimap, 32)
    answers = list(overlapped(image, parts, red, Diary()))
    assert len(answers) == len(parts)
    for part, values in zip(parts, answers, strict=True):
        expected = image[part.window.slices][..., 0] / np.iinfo(dtype).max
        assert shown(values).shape == expected.shape
        assert np.abs(shown(values) - expected).max() < 1e-6


def test_no_parts_need_nothing() -> None:
    diary = Diary()
    assert list(overlapped(np.zeros((8, 8, 3), np.uint8), [], red, diary)) == []
    assert diary.asked == []


def test_what_does_not_fit_is_left_to_the_caller_and_the_others_are_not_lost() -> None:
    image, trimap = scene(64, 96)
    asked = 0

    def second_fails(rgb_B3HW: Tensor, trimap_B1HW: Tensor) -> Tensor:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return red(rgb_B3HW, trimap_B1HW)

    answers = overlapped(image, parts_of(image, trimap, 32)[:4], second_fails, Diary())
    assert shown(next(answers)).shape == (32, 32)
    assert asked == 2
    assert next(answers) is None
    assert asked == 2, "nothing is in flight while the caller deals with it"
    assert [shown(values).shape for values in answers] == [(32, 32), (32, 32)]


def test_other_errors_are_not_hidden() -> None:
    image, trimap = scene(64, 96)

    def fails(rgb_B3HW: Tensor, trimap_B1HW: Tensor) -> Tensor:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        next(overlapped(image, parts_of(image, trimap, 32), fails, Diary()))


@pytest.fixture
def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """Return the copies of every estimator that believes it is on a graphics card."""
    kept = Diary()
    monkeypatch.setattr("mattegui.engine.estimator.CudaCopies", lambda _: kept)
    return kept


def test_an_estimator_gives_the_same_alpha_with_overlapping(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, trimap = scene(420, 333)
    base = NetworkEstimator("dim", random_network(CONFIG), torch.device("cpu"), pytest.fail)
    base.tile = 128
    parts = list(base.parts(trimap, list(Rect.whole(trimap.shape).split(128))[:3]))
    expected = list(base.solve_parts(image, parts))
    assert diary.asked == [], "on a processor nothing is sent"
    pretend_graphics(base, monkeypatch)
    alphas = list(base.solve_parts(image, parts))
    assert len(alphas) == len(parts) > 1
    for alpha, other in zip(alphas, expected, strict=True):
        assert np.abs(alpha - other).max() <= 1e-6
    assert diary.asked.count("fetch") == len(parts)


def test_the_ladder_is_taken_from_overlapping_too_down_to_the_processor(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, trimap = scene(MIN_TILE + 140, 2 * MIN_TILE + 90)
    expected = NetworkEstimator("dim", random_network(CONFIG), torch.device("cpu"), pytest.fail)
    tiles = list(Rect.whole(trimap.shape).split(MIN_TILE))
    parts = list(expected.parts(trimap, tiles))
    estimator, _, told = cramped(10)
    pretend_graphics(estimator, monkeypatch)
    alphas = list(estimator.solve_parts(image, parts))
    for alpha, part in zip(alphas, parts, strict=True):
        other = expected.solve_part(image[part.window.slices], part)
        assert np.abs(alpha - other).max() <= 1e-5
    assert "going on with the CPU" in told[-1]
    assert diary.asked == ["send 0"], "once on the processor nothing is sent any more"


def test_no_part_in_flight_keeps_what_half_precision_could_not_hold(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, trimap = scene(420, 333)
    network = random_network(CONFIG)
    widen_first_maps(network)
    told: list[str] = []
    expected = NetworkEstimator("dim", network, CPU, pytest.fail)
    estimator = NetworkEstimator("dim", network, CPU, told.append, precision=torch.float16)
    expected.tile = 128
    parts = list(expected.parts(trimap, list(Rect.whole(trimap.shape).split(128))[:3]))
    pretend_graphics(estimator, monkeypatch)
    # Such a processor has the dtypes of its own autocast.
    monkeypatch.setattr(
        "mattegui.engine.estimator.computing_in", lambda precision, _: computing_in(precision, CPU)
    )
    alphas = list(estimator.solve_parts(image, parts))
    assert len(alphas) == len(parts) > 1
    for alpha, part in zip(alphas, parts, strict=True):
        other = expected.solve_part(image[part.window.slices], part)
        assert np.abs(alpha - other).max() <= 1e-6
    assert len(told) == 1


def test_cancelling_leaves_at_most_one_part_computed_in_vain(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, trimap = scene(420, 333)
    trimap[:] = UNKNOWN
    estimator = NetworkEstimator("dim", random_network(CONFIG), torch.device("cpu"), pytest.fail)
    pretend_graphics(estimator, monkeypatch)
    estimator.tile = 64
    tiles = list(Rect.whole(trimap.shape).split(64))
    patches = solve(image, trimap, tiles, estimator, lambda: len(seen) >= 2, draft=False)
    seen = []
    for patch in patches:
        seen.append(patch)
    assert len(seen) == 2
    assert diary.asked.count("send 2") == 1
    assert "send 3" not in diary.asked
