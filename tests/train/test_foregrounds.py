"""Every generator keeps the contract: shapes, determinism, variety, and alpha worth learning."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from train.foregrounds import (
    GENERATORS,
    WEIGHTS,
    Foreground,
    Textures,
    catalogue,
    layers,
    sample,
    sheet,
    textures,
)

SIZE = 160
SEEDS = range(4)

FRACTIONAL = {
    "hair": (0.02, 0.6),
    "fur": (0.01, 0.5),
    "nets": (0.02, 0.95),
    "smoke": (0.03, 1.0),
    "solids": (0.005, 0.5),
    "feathers": (0.02, 0.9),
    "foliage": (0.005, 0.5),
    "grass": (0.01, 0.6),
    "glass": (0.01, 1.0),
    "twigs": (0.01, 0.7),
    "yarn": (0.005, 0.6),
    "toys": (0.01, 0.6),
}
"""Mean share of fractional alpha expected of each kind, at a small size."""


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[Foreground]]:
    return {
        kind: [generate(np.random.default_rng(seed), SIZE) for seed in SEEDS]
        for kind, generate in GENERATORS.items()
    }


def test_every_kind_has_a_weight_and_an_expectation() -> None:
    assert set(GENERATORS) == set(WEIGHTS) == set(FRACTIONAL)
    assert all(weight > 0 for weight in WEIGHTS.values())


@pytest.mark.parametrize("kind", GENERATORS)
def test_shapes_types_and_name(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    for foreground in drawn[kind]:
        assert foreground.colour.shape == (SIZE, SIZE, 3)
        assert foreground.alpha.shape == (SIZE, SIZE)
        assert foreground.colour.dtype == foreground.alpha.dtype == np.uint8
        assert foreground.kind == kind


@pytest.mark.parametrize("kind", GENERATORS)
def test_same_seed_gives_the_same_bytes(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    again = GENERATORS[kind](np.random.default_rng(SEEDS[0]), SIZE)
    np.testing.assert_array_equal(again.alpha, drawn[kind][0].alpha)
    np.testing.assert_array_equal(again.colour, drawn[kind][0].colour)


@pytest.mark.parametrize("kind", GENERATORS)
def test_seeds_differ(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    alphas = [foreground.alpha.astype(float) for foreground in drawn[kind]]
    gaps = [np.abs(a - b).mean() for i, a in enumerate(alphas) for b in alphas[:i]]
    assert min(gaps) > 0.5


@pytest.mark.parametrize("kind", GENERATORS)
def test_neither_empty_nor_opaque(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    for foreground in drawn[kind]:
        assert foreground.alpha.max() > 60
        assert 0.0005 < foreground.alpha.mean() / 255 < 0.97


@pytest.mark.parametrize("kind", GENERATORS)
def test_fractional_alpha_is_in_its_range(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    shares = [((f.alpha > 0) & (f.alpha < 255)).mean() for f in drawn[kind]]
    low, high = FRACTIONAL[kind]
    assert low < np.mean(shares) < high


@pytest.mark.parametrize("kind", GENERATORS)
def test_colour_goes_on_where_alpha_ends(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    for foreground in drawn[kind]:
        covered = foreground.colour[foreground.alpha > 60].astype(float).mean()
        hidden = foreground.colour[foreground.alpha == 0].astype(float)
        if hidden.size:
            assert hidden.mean() > 0.25 * covered


@pytest.mark.parametrize("kind", GENERATORS)
def test_interior_has_texture(kind: str, drawn: dict[str, list[Foreground]]) -> None:
    spreads = [foreground.colour[foreground.alpha > 40].std() for foreground in drawn[kind]]
    assert max(spreads) > 8


def test_sample_is_deterministic_and_reaches_several_kinds() -> None:
    first = [sample(np.random.default_rng(seed), 64) for seed in range(12)]
    second = [sample(np.random.default_rng(seed), 64) for seed in range(12)]
    assert len({foreground.kind for foreground in first}) >= 4
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.colour, other.colour)


def test_sample_draws_again_what_shows_too_little(monkeypatch: pytest.MonkeyPatch) -> None:
    draws: list[np.ndarray] = []

    def faint(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
        alpha = np.full((size, size), 1 if len(draws) < 3 else 200, np.uint8)
        draws.append(alpha)
        return Foreground(np.ones((size, size, 3), np.uint8), alpha, "faint")

    monkeypatch.setattr(catalogue, "GENERATORS", {"faint": faint})
    monkeypatch.setattr(catalogue, "WEIGHTS", {"faint": 1.0})
    assert sample(np.random.default_rng(0), 8).alpha[0, 0] == 200
    assert len(draws) == 4


def test_sample_reports_a_generator_that_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def blank(rng: np.random.Generator, size: int, textures: Textures = ()) -> Foreground:
        raise layers.EmptyLayerError("nothing")

    monkeypatch.setattr(catalogue, "GENERATORS", {"blank": blank})
    monkeypatch.setattr(catalogue, "WEIGHTS", {"blank": 1.0})
    with pytest.raises(RuntimeError, match="blank"):
        sample(np.random.default_rng(0), 8)


def test_photos_are_painted_on() -> None:
    green = np.zeros((40, 60, 3), np.uint8)
    green[..., 1] = 200
    shares = []
    for seed in range(6):
        plain = GENERATORS["solids"](np.random.default_rng(seed), 96)
        photo = GENERATORS["solids"](np.random.default_rng(seed), 96, [green])
        shares.append(np.abs(plain.colour.astype(float) - photo.colour).mean())
    assert max(shares) > 10


def test_a_texture_of_the_wrong_shape_is_refused() -> None:
    grey = np.zeros((40, 40), np.uint8)
    with pytest.raises(ValueError, match=r"H,W,3"):
        textures.photographed(np.random.default_rng(0), 64, [grey])


def test_sheet_shows_every_kind(tmp_path: Path) -> None:
    target = tmp_path / "sheet.png"
    sheet.write_sheet(target, seed=1, size=48, per_kind=2)
    picture = cv2.imread(str(target))
    assert picture is not None
    assert picture.shape == (len(GENERATORS) * (2 * 48 + sheet.MARGIN), 96, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.png"]


def test_sheet_into_a_missing_folder_fails(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="missing"):
        sheet.write_sheet(tmp_path / "missing" / "sheet.png", seed=1, size=32, per_kind=1)
