from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, Image, Trimap
from mattegui.core.rect import Rect
from mattegui.engine.estimator import MIN_TILE, NetworkEstimator, halo
from mattegui.engine.networks.dim import DIM, DIMConfig
from mattegui.engine.preprocess import STRIDE, tensors
from mattegui.engine.whole import estimate_whole
from tests.engine.networks import TINY, random_network
from tests.samples import photo

CPU = torch.device("cpu")

CONFIGS = {
    "usual": DIMConfig(width=TINY),
    "as in the paper": DIMConfig(width=TINY, conv6_kernel=1, skip=False),
    "no refinement": DIMConfig(width=TINY, refine=False),
    "1×1, no refinement": DIMConfig(width=TINY, conv6_kernel=1, skip=False, refine=False),
    "7×7": DIMConfig(width=TINY, conv6_kernel=7),
}


def scene(height: int, width: int) -> tuple[Image, Trimap]:
    """Return a noisy image and a trimap of blocks, every third of them known."""
    rng = np.random.default_rng(2)
    image = rng.integers(0, 256, (height, width, 3)).astype(np.uint8)
    labels = rng.choice([BACKGROUND, FOREGROUND, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN], (99, 99))
    blocks = np.kron(labels, np.ones((16, 16), np.int64))[:height, :width]
    return image, blocks.astype(np.uint8)


def quiet(sentence: str) -> None:
    raise AssertionError(f"nothing had to be told, but: {sentence}")


def network_estimator(config: DIMConfig, dtype: torch.dtype = torch.float32) -> NetworkEstimator:
    return NetworkEstimator("dim", random_network(config, dtype), CPU, quiet)


def largest_difference(
    estimator: NetworkEstimator, whole: Alpha, image: Image, trimap: Trimap, tiles: list[Rect]
) -> float:
    """Return by how much the alpha of `tiles`, each on its own, differs from the whole's."""
    worst = 0.0
    for part in estimator.parts(trimap, tiles):
        solved = estimator.solve_part(image[part.window.slices], part)
        inner = part.rect.relative_to(part.window)
        difference = solved[inner.slices].astype(np.float64) - whole[part.rect.slices]
        worst = max(worst, float(np.abs(difference).max()))
    return worst


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize(
    ("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.float64, 1e-12)], ids=["32", "64"]
)
def test_tiles_equal_the_whole_and_would_not_with_a_smaller_halo(
    name: str, dtype: torch.dtype, tolerance: float
) -> None:
    estimator = network_estimator(CONFIGS[name], dtype)
    height, width = 2 * estimator.halo + 3 * STRIDE + 9, estimator.halo + 3 * STRIDE - 13
    # Neither side is a multiple of the stride.
    image, trimap = scene(height, width)
    whole = estimator.estimate(image, trimap)
    middle = Rect(0, 0, STRIDE, STRIDE).shifted(estimator.halo + STRIDE, 0)
    corner = Rect(height - 9, width - STRIDE, height, width).snapped(STRIDE)
    tiles = [middle, corner.clipped(trimap.shape)]
    assert largest_difference(estimator, whole, image, trimap, tiles) <= tolerance
    if dtype == torch.float64:
        estimator.halo -= STRIDE
        assert largest_difference(estimator, whole, image, trimap, tiles) > tolerance


def test_estimating_by_tiles_is_estimating_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    image, trimap = scene(420, 333)
    config = CONFIGS["1×1, no refinement"]
    whole = network_estimator(config).estimate(image, trimap)
    monkeypatch.setattr("mattegui.engine.estimator.WHOLE_TILE", 256)
    tiled = network_estimator(config).estimate(image, trimap)
    assert np.abs(tiled - whole).max() <= 1e-5
    assert whole.std() > 0.1


def test_halos_are_those_of_exact_interval_arithmetic() -> None:
    assert [halo(config) for config in CONFIGS.values()] == [224, 192, 192, 160, 288]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("shape", [(1, 1), (1, 70), (70, 1), (33, 65)])
def test_any_size_and_depth_works(
    shape: tuple[int, int], dtype: type[np.unsignedinteger[Any]]
) -> None:
    trimap = np.full(shape, UNKNOWN, np.uint8)
    trimap.flat[-1] = FOREGROUND
    alpha = network_estimator(CONFIGS["usual"]).estimate(photo(*shape, dtype), trimap)
    assert alpha.shape == shape
    assert alpha.dtype == np.float32
    assert alpha.flat[-1] == 1


def test_known_pixels_are_exact_and_greys_are_unknown() -> None:
    image, trimap = scene(70, 90)
    soft = trimap.copy()
    soft[soft == UNKNOWN] = 77
    estimator = network_estimator(CONFIGS["usual"])
    alpha = estimator.estimate(image, soft)
    assert (alpha[trimap == FOREGROUND] == 1).all()
    assert (alpha[trimap == BACKGROUND] == 0).all()
    assert np.array_equal(alpha, estimator.estimate(image, trimap))


@pytest.mark.parametrize("label", [BACKGROUND, FOREGROUND])
def test_nothing_unknown_needs_no_network(label: int) -> None:
    estimator = network_estimator(CONFIGS["usual"])
    trimap = np.full((70, 90), label, np.uint8)
    assert list(estimator.parts(trimap, [Rect.whole(trimap.shape)])) == []
    assert (estimator.estimate(photo(70, 90), trimap) == label / 255).all()


def test_arrays_that_break_the_contract_are_refused() -> None:
    estimator = network_estimator(CONFIGS["usual"])
    with pytest.raises(ValueError, match="measures 5×4 pixels, the image 4×5"):
        estimator.estimate(photo(5, 4), np.zeros((4, 5), np.uint8))
    with pytest.raises(ValueError, match="uint8 or uint16"):
        estimator.estimate(np.zeros((4, 5, 3), np.float32), np.zeros((4, 5), np.uint8))


class Cramped(DIM):
    """A network on a device that holds inputs of so many pixels; moving it there lifts that."""

    limit = 0
    runs = refused = 0
    error: Exception = torch.OutOfMemoryError("CUDA out of memory.")

    def to(self, *args: Any, **kwargs: Any) -> "Cramped":
        if args == (CPU,) and "memory_format" not in kwargs:
            self.limit = 1 << 40
        moved: Cramped = super().to(*args, **kwargs)
        return moved

    def forward(self, x_B4HW: Tensor) -> Tensor:
        if x_B4HW.shape[2] * x_B4HW.shape[3] > self.limit:
            self.refused += 1
            raise self.error
        self.runs += 1
        return super().forward(x_B4HW)


def cramped(limit: int) -> tuple[NetworkEstimator, Cramped, list[str]]:
    """Return an estimator for inputs of at most `limit` pixels, and what it tells."""
    config = CONFIGS["1×1, no refinement"]
    network = Cramped(config)
    network.load_state_dict(random_network(config).state_dict())
    network.limit = limit
    told: list[str] = []
    return NetworkEstimator("dim", network, CPU, told.append), network, told


def pretend_graphics(estimator: NetworkEstimator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the estimator believe that the processor's memory is a graphics card's."""
    monkeypatch.setattr(
        "mattegui.engine.estimator.tensors", lambda image, trimap, _: tensors(image, trimap, CPU)
    )
    estimator.device = torch.device("cuda")


ERRORS = {
    "graphics": torch.OutOfMemoryError("CUDA out of memory."),
    "torch on a processor": RuntimeError(
        "[enforce fail at alloc_cpu.cpp:114] err == 0. DefaultCPUAllocator: can't allocate memory: "
        "you tried to allocate 6442450944 bytes. Error code 12 (Cannot allocate memory)"
    ),
    "torch on Windows": RuntimeError("DefaultCPUAllocator: not enough memory: you tried to"),
    "Python or NumPy": MemoryError("Unable to allocate 4.5 GiB"),
}


@pytest.mark.parametrize("kind", ERRORS)
def test_out_of_memory_halves_the_tiles_and_changes_no_pixel(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, trimap = scene(500, 480)
    expected = network_estimator(CONFIGS["1×1, no refinement"]).estimate(image, trimap)
    estimator, network, told = cramped(455 * 455)
    network.error = ERRORS[kind]
    place = "memory"
    if kind == "graphics":
        pretend_graphics(estimator, monkeypatch)
        place = "graphics memory"
    alpha = estimator.estimate(image, trimap)
    assert np.abs(alpha - expected).max() <= 1e-5
    assert network.runs > 1
    assert told
    assert all(sentence.startswith(f"The {place} ran out; going on") for sentence in told)
    told.clear()
    assert np.abs(estimator.estimate(image, trimap) - expected).max() <= 1e-5
    assert told == [], "the smaller tile is kept and not told again"


def test_another_error_is_not_taken_for_a_lack_of_memory() -> None:
    image, trimap = scene(500, 480)
    estimator, network, told = cramped(10)
    network.error = RuntimeError("mat1 and mat2 shapes cannot be multiplied")
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        estimator.estimate(image, trimap)
    assert told == []


def test_no_memory_even_for_the_smallest_tile_is_said() -> None:
    image, trimap = scene(MIN_TILE + 40, MIN_TILE + 90)
    estimator, network, _ = cramped(10)
    network.error = MemoryError()
    with pytest.raises(MemoryError, match="choose a smaller model"):
        estimator.estimate(image, trimap)


@pytest.mark.parametrize(
    ("gigabytes", "tile"), [(64, 2048), (9, 1024), (1.2, 256), (0.3, MIN_TILE), (0, 2048)]
)
def test_tiles_take_no_more_than_half_of_the_free_memory(
    gigabytes: float, tile: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = int(gigabytes * 1e9)
    monkeypatch.setattr("mattegui.engine.estimator.available_memory", lambda: memory)
    # Nothing is computed, so the network need not exist.
    with torch.device("meta"):
        network = DIM(DIMConfig())
    monkeypatch.setattr(DIM, "to", lambda self, *args, **kwargs: self)
    estimator = NetworkEstimator("dim", network, CPU, quiet)
    whole = np.full((4096, 4096), UNKNOWN, np.uint8)
    parts = list(estimator.parts(whole, [Rect(0, 0, tile, tile)]))
    assert [part.rect for part in parts] == [Rect(0, 0, tile, tile)]
    assert estimator.tile == tile


def test_a_whole_image_is_solved_in_tiles_that_fit_the_free_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image, trimap = scene(600, 580)
    expected = network_estimator(CONFIGS["1×1, no refinement"]).estimate(image, trimap)
    monkeypatch.setattr("mattegui.engine.estimator.available_memory", lambda: 10_000_000)
    estimator, network, _ = cramped((MIN_TILE + 2 * halo(CONFIGS["1×1, no refinement"])) ** 2)
    assert estimator.tile == MIN_TILE
    monkeypatch.setattr(estimator, "_tell", quiet)
    shares: list[float] = []
    alpha = estimate_whole(image, trimap, estimator, progress=shares.append)
    assert np.abs(alpha - expected).max() <= 1e-5
    assert network.runs == len(shares) == 25


def test_once_the_memory_ran_out_no_other_part_is_tried_in_its_full_size() -> None:
    image, trimap = scene(500, 1300)
    expected = network_estimator(CONFIGS["1×1, no refinement"]).estimate(image, trimap)
    estimator, network, told = cramped(330_000)
    tiles = list(Rect.whole(trimap.shape).split(640))
    parts = [part for tile in tiles for part in estimator.parts(trimap, [tile])]
    for part, solved in zip(parts, estimator.solve_parts(image, parts), strict=True):
        inner = part.rect.relative_to(part.window)
        assert np.abs(solved[inner.slices] - expected[part.rect.slices]).max() <= 1e-5
    assert network.refused == len(told) == 1


def test_out_of_memory_at_the_smallest_tile_goes_on_with_the_cpu(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image, trimap = scene(MIN_TILE + 40, MIN_TILE + 90)
    expected = network_estimator(CONFIGS["1×1, no refinement"]).estimate(image, trimap)
    estimator, network, told = cramped(10)
    pretend_graphics(estimator, monkeypatch)
    alpha = estimator.estimate(image, trimap)
    assert np.abs(alpha - expected).max() <= 1e-5
    assert "going on with the CPU" in told[-1]
    assert estimator.device == CPU
    runs = network.runs
    estimator.estimate(image, trimap)
    assert network.runs > runs
    assert len([sentence for sentence in told if "CPU" in sentence]) == 1
