"""Composition: reproducible, in range, and truly α·F + (1 − α)·B."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.train.tiny import CPU, dataset, disc, write_sources
from train import presets
from train.compose import Composer, worth
from train.config import ComposeConfig
from train.dataset import find_anchors, load, painted, weight_of
from train.sources import SourceError, find_foregrounds, is_held_back, read_foreground

PLAIN = ComposeConfig(noise=0.0, jpeg=0.0)


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    return Composer(dataset(tmp_path_factory.mktemp("sources")), CPU)


def test_shapes_types_and_ranges(composer: Composer) -> None:
    batch = composer.draw(PLAIN, 5, 64, seed=1)
    assert batch.rgb_B3HW.shape == (5, 3, 64, 64)
    assert batch.alpha_B1HW.shape == batch.trimap_B1HW.shape == (5, 1, 64, 64)
    assert batch.trimap_B1HW.dtype == torch.uint8
    for values in (batch.rgb_B3HW, batch.alpha_B1HW, batch.foreground_B3HW):
        assert values.dtype == torch.float32
        assert -1e-6 <= float(values.min()) <= float(values.max()) <= 1 + 1e-6


def test_without_degradation_the_image_is_the_composite(composer: Composer) -> None:
    batch = composer.draw(PLAIN, 6, 64, seed=2)
    composite = (
        batch.alpha_B1HW * batch.foreground_B3HW + (1 - batch.alpha_B1HW) * batch.background_B3HW
    )
    torch.testing.assert_close(batch.rgb_B3HW, composite, atol=1e-5, rtol=0)


def test_a_seed_is_all_it_remembers(composer: Composer) -> None:
    first = composer.draw(PLAIN, 4, 64, seed=7)
    composer.draw(PLAIN, 4, 32, seed=8)
    again = composer.draw(PLAIN, 4, 64, seed=7)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not torch.equal(first.rgb_B3HW, composer.draw(PLAIN, 4, 64, seed=9).rgb_B3HW)


def test_crops_have_something_to_learn_from(composer: Composer) -> None:
    batches = [composer.draw(PLAIN, 8, 64, seed) for seed in range(4)]
    unknown = torch.cat([b.unknown_B1HW.mean((1, 2, 3)) for b in batches])
    assert float((unknown > 0.02).float().mean()) > 0.9


def test_a_crop_of_subject_edge_and_background_is_worth_most() -> None:
    across = torch.linspace(0, 1, 48).sub(0.4).mul(5).clamp(0, 1)
    both_sides = across.expand(1, 48, 48)
    soft = torch.full((1, 48, 48), 0.5)
    no_subject = torch.where(both_sides > 0.99, soft, both_sides)
    crops = torch.stack([soft, both_sides, no_subject, torch.zeros(1, 48, 48)])
    edge_alone, all_three, two, one = worth(crops).tolist()
    assert all_three == pytest.approx(1)
    assert two == pytest.approx(2 / 3)
    assert edge_alone == one == pytest.approx(1 / 3)


def test_candidates_leave_more_known_on_both_sides(composer: Composer) -> None:
    def missing(candidates: int) -> float:
        recipe = replace(PLAIN, candidates=candidates, combine=0.0, radius=(2.0, 3.0))
        trimaps = torch.cat([composer.draw(recipe, 8, 64, seed).trimap_B1HW for seed in range(4)])
        both = [(trimaps == value).float().mean((1, 2, 3)).clamp(max=0.12) for value in (0, 255)]
        return 0.12 - float(torch.stack(both).amin(0).mean())

    assert missing(4) < 0.5 * missing(1)


def test_the_paper_s_crops_are_neither_turned_nor_recoloured(tmp_path: Path) -> None:
    """Its foregrounds, discs of one colour, are found as they were drawn, only flipped."""
    source = write_sources(tmp_path)
    items = [i for i in find_foregrounds(tmp_path / "foregrounds") if not is_held_back(i.group, 8)]
    drawn = {tuple(read_foreground(item)[36, 36, :3] / np.float32(255)) for item in items}
    composer = Composer(load(source, tmp_path, CPU, validation=False, most=0), CPU)
    batch = composer.draw(presets.PLAIN, 16, 64, seed=0)
    for rgb, alpha in zip(batch.foreground_B3HW, batch.alpha_B1HW, strict=True):
        colour = rgb[:, alpha[0] == 1].mean(1)
        assert min(np.abs(np.subtract(colour.numpy(), each)).max() for each in drawn) < 1e-3
    # Stripes from top to bottom remain so.
    torch.testing.assert_close(
        batch.background_B3HW,
        batch.background_B3HW[:, :, :1].expand(-1, -1, 64, -1),
        atol=1e-3,
        rtol=0,
    )


@pytest.mark.parametrize("count", [1, 2, 3])
def test_small_batches_are_fine(composer: Composer, count: int) -> None:
    assert len(composer.draw(PLAIN, count, 32, seed=0).rgb_B3HW) == count


def test_everything_at_once(tmp_path: Path) -> None:
    always = replace(
        PLAIN, combine=1.0, texture=1.0, invert=0.5, distractor=1.0, alike=1.0, noise=1.0, jpeg=1.0
    )
    batch = Composer(dataset(tmp_path), CPU).draw(always, 4, 64, seed=0)
    assert bool(batch.rgb_B3HW.isfinite().all())


def test_nothing_to_compose_from_is_told(tmp_path: Path) -> None:
    source = write_sources(tmp_path)
    with pytest.raises(SourceError, match="no foregrounds for training"):
        load(replace(source, foregrounds=()), tmp_path, CPU, validation=False, most=0)
    with pytest.raises(SourceError, match="no backgrounds for validation"):
        load(replace(source, backgrounds=()), tmp_path, CPU, validation=True, most=0)


def test_of_more_backgrounds_than_wanted_some_of_both_sides_are_taken(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")

    def counts(most: int) -> list[int]:
        some = replace(source, backgrounds_most=most, painted=1)
        sets = [load(some, tmp_path, CPU, validation=side, most=0) for side in (False, True)]
        return [len(each.backgrounds) - 1 for each in sets]

    assert counts(5) == counts(99) == [4, 1]
    assert sum(counts(3)) == 3
    assert sum(counts(0)) == 0


def test_a_folder_that_is_all_held_back_is_told(tmp_path: Path) -> None:
    source = write_sources(tmp_path)
    folder = tmp_path / "own"
    folder.mkdir()
    for path in sorted((tmp_path / "foregrounds").iterdir()):
        if is_held_back(path.stem, source.held_back):
            path.rename(folder / path.name)
    source = replace(source, foregrounds=(*source.foregrounds, str(folder)))
    with pytest.raises(SourceError, match=r"all 1 foregrounds of .*own are held back"):
        load(source, tmp_path, CPU, validation=False, most=0)


def test_painted_backgrounds_differ_between_the_sides() -> None:
    train, validation = (painted(8, 32, validation=side) for side in (False, True))
    assert len(train) == 8
    assert len(validation) == 1
    assert train[0].shape == (32, 32, 4)
    assert not (train[0] == validation[0]).all()


def test_the_longest_fitting_name_gives_the_weight() -> None:
    weights = {"photo": 3.0, "photo-object": 0.5}
    assert weight_of("photo-animal", weights) == 3
    assert weight_of("photo-object", weights) == 0.5
    assert weight_of("hair", weights) == 1


def test_anchors_are_fractional_pixels() -> None:

    rgba = disc(64, 1)
    anchors = find_anchors(rgba, np.random.default_rng(0)).astype(int)
    alpha = rgba[anchors[:, 1], anchors[:, 0], 3]
    assert ((alpha > 5) & (alpha < 250)).all()
    rgba[..., 3] = 0
    assert find_anchors(rgba, np.random.default_rng(0)).shape == anchors.shape
