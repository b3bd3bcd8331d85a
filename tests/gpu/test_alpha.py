"""The card's alpha beside the processor's."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
import torch

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Alpha, Image, Trimap, known_alpha
from mattegui.core.cancelling import never
from mattegui.core.metrics import METRICS
from mattegui.core.rect import Rect
from mattegui.engine.device_names import DeviceName
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.precision import best_precision
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Session
from mattegui.engine.tiles import TILE
from mattegui.engine.whole import estimate_whole
from tests.engine.networks import widen_first_maps
from tests.gpu.photos import Photo, lite

pytestmark = pytest.mark.gpu

CPU = torch.device("cpu")
SAME = 1e-5
"""Mean difference of alpha in single precision."""
SAD_CHANGE = 0.01
"""Share of SAD by which half precision may change it."""


def estimator(device: torch.device, precision: torch.dtype | None) -> NetworkEstimator:
    return NetworkEstimator("dim-lite", lite(), device, pytest.fail, precision=precision)


def mean_difference(alpha: Alpha, other: Alpha, trimap: Trimap) -> float:
    return float(np.abs(alpha - other)[trimap == UNKNOWN].mean())


def enlarged(photo: Photo, factor: int) -> tuple[Image, Trimap]:
    """Return a photo several times as large, so that it is more than one tile."""
    height, width = photo.trimap.shape
    size = (width * factor, height * factor)
    image = cv2.resize(photo.image, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    trimap = cv2.resize(photo.trimap, size, interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    return image, trimap


def test_whole_images_are_those_of_the_processor(
    device: torch.device, photos: Sequence[Photo]
) -> None:
    ours, reference = (estimator(each, torch.float32) for each in (device, CPU))
    for photo in photos[:3]:
        alpha = ours.estimate(photo.image, photo.trimap)
        expected = reference.estimate(photo.image, photo.trimap)
        assert mean_difference(alpha, expected, photo.trimap) <= SAME, photo.name


@pytest.mark.parametrize("side", [128, 512])
def test_tiles_are_the_whole_image(
    device: torch.device, rehearsing: bool, photos: Sequence[Photo], side: int
) -> None:
    image, trimap = enlarged(photos[0], 2)
    expected = estimator(CPU, torch.float32).estimate(image, trimap)
    ours = estimator(device, torch.float32)
    ours.tile = side
    parts = list(ours.parts(trimap, list(Rect.whole(trimap.shape).split(side))))[:6]
    alpha = known_alpha(trimap)
    for part, solved in zip(parts, ours.solve_parts(image, parts), strict=True):
        inner = part.rect.shifted(-part.window.y0, -part.window.x0)
        alpha[part.rect.slices] = solved[inner.slices]
        again = ours.solve_part(image[part.window.slices], part)
        assert np.abs(solved - again).max() <= 1e-6, "by itself a part is what it was among others"
        found, right = alpha[part.rect.slices], expected[part.rect.slices]
        assert float(np.abs(found - right).mean()) <= SAME
    assert rehearsing or len(parts) > 1


def test_sixteen_bits_arrive(device: torch.device, photos: Sequence[Photo]) -> None:
    photo = photos[0]
    image = photo.image.astype(np.uint16) * 257
    ours = estimator(device, torch.float32)
    alpha = estimate_whole(image, photo.trimap, ours)
    expected = estimator(CPU, torch.float32).estimate(image, photo.trimap)
    assert mean_difference(alpha, expected, photo.trimap) <= SAME


def test_half_precision_keeps_the_error_of_the_photos(
    device: torch.device, rehearsing: bool, photos: Sequence[Photo]
) -> None:
    precision = torch.float16 if rehearsing else best_precision(device)
    errors: dict[torch.dtype, list[float]] = {}
    for each in (torch.float32, precision):
        ours = estimator(device, each)
        errors[each] = [
            METRICS["SAD"](
                estimate_whole(photo.image, photo.trimap, ours), photo.alpha, photo.trimap
            )
            for photo in photos
        ]
        assert ours.precision == each
    single, half = (np.array(errors[each]) for each in (torch.float32, precision))
    assert abs(half.mean() / single.mean() - 1) <= SAD_CHANGE
    assert np.abs(half / single - 1).max() <= 2 * SAD_CHANGE


@pytest.mark.parametrize(("precision", "most"), [(torch.float32, SAME), (torch.float16, 2e-3)])
def test_strokes_of_a_session_lead_to_the_alpha_of_the_whole(
    device: torch.device,
    photos: Sequence[Photo],
    precision: torch.dtype,
    most: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mattegui.engine.estimator.best_precision", lambda _: precision)
    image, trimap = enlarged(photos[0], 2)
    alpha = known_alpha(trimap)
    names: dict[str, DeviceName] = {"cuda": "cuda", "cpu": "cpu"}
    session = Session("dim-lite", names[device.type])
    loaded = session.load(pytest.fail)
    tiles = list(Rect.whole(trimap.shape).split(TILE))
    solve(session, image, trimap, tiles, alpha)
    height, width = trimap.shape
    for x in (width // 3, width // 2):
        stroke = Rect(height // 2 - 30, x - 100, height // 2 + 30, x + 100).clipped(trimap.shape)
        trimap[stroke.slices] = (UNKNOWN, FOREGROUND)[x == width // 2]
        near = stroke.grown(loaded.halo)
        stale = [tile for tile in tiles if tile & near]
        # Given up after its first answer, then asked again.
        answers = session.solve(SolveRequest(image, trimap, stale), never)
        next(answers, None)
        del answers
        for tile in stale:
            alpha[tile.slices] = known_alpha(trimap[tile.slices])
        solve(session, image, trimap, stale, alpha)
    session.close()
    expected = estimator(CPU, torch.float32).estimate(image, trimap)
    assert mean_difference(alpha, expected, trimap) <= most


def solve(
    session: Session, image: Image, trimap: Trimap, tiles: Sequence[Rect], alpha: Alpha
) -> None:
    """Bring `alpha` up to date, as the program does."""
    owed = frozenset(tiles)
    for patch in session.solve(SolveRequest(image, trimap, tiles, owed=owed), never):
        alpha[patch.rect.slices] = patch.alpha


def test_what_is_too_large_for_half_precision_is_computed_in_single(
    device: torch.device, photos: Sequence[Photo]
) -> None:
    network = lite()
    widen_first_maps(network)
    told: list[str] = []
    ours = NetworkEstimator("large", network, device, told.append, precision=torch.float16)
    photo = photos[0]
    alpha = estimate_whole(photo.image, photo.trimap, ours)
    expected = estimator(CPU, torch.float32).estimate(photo.image, photo.trimap)
    assert mean_difference(alpha, expected, photo.trimap) <= 10 * SAME
    assert len(told) == 1
    assert "going on with single precision" in told[0]
