"""The folder of generated foregrounds: filled once, the same for ever, read without gaps."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.train.tiny import sources_in, write_sources
from train.cache import fill, fill_together, filling, folder_for, generated
from train.foregrounds import Foreground, sample
from train.sources import Pixels, images_in, is_held_back, read_background, read_foreground


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_filling_adds_only_what_is_missing(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    fill(tmp_path, source, 2, validation=False)
    folder = folder_for(tmp_path, source, validation=False)
    first = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    fill(tmp_path, source, 3, validation=False)
    assert len(names(folder)) == 3
    assert all((folder / name).stat().st_mtime_ns == time for name, time in first.items())


def test_shares_are_all_of_it_together(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    folder = folder_for(tmp_path, source, validation=False)
    fill(tmp_path, source, 3, validation=False, share=(1, 2))
    assert [name.split("-")[0] for name in names(folder)] == ["000001"]
    fill(tmp_path, source, 3, validation=False, share=(0, 2))
    assert [name.split("-")[0] for name in names(folder)] == ["000000", "000001", "000002"]


def test_a_number_gives_one_foreground_and_the_sides_differ(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    for cache, side in (("a", False), ("b", False), ("b", True)):
        fill(tmp_path / cache, source, 1, validation=side)
    first, again, held_back = (
        read_foreground(generated(tmp_path / cache, source, 1, validation=side)[0])
        for cache, side in (("a", False), ("b", False), ("b", True))
    )
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, held_back)
    assert first.shape == (source.generated_size, source.generated_size, 4)


def test_reading_stops_at_a_gap(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    assert generated(tmp_path, source, 9, validation=False) == []
    fill(tmp_path, source, 3, validation=False)
    folder = folder_for(tmp_path, source, validation=False)
    assert len(generated(tmp_path, source, 9, validation=False)) == 3
    assert len(generated(tmp_path, source, 2, validation=False)) == 2
    (folder / names(folder)[1]).unlink()
    assert len(generated(tmp_path, source, 9, validation=False)) == 1


def test_an_interrupted_write_leaves_no_foreground(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sources(tmp_path / "sources")
    monkeypatch.setattr("train.cache.cv2.imwrite", lambda *_: False)
    with pytest.raises(OSError, match="cannot write"):
        fill(tmp_path, source, 1, validation=False)
    assert names(folder_for(tmp_path, source, validation=False)) == []


def test_surfaces_show_photos_of_their_own_side_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sources(tmp_path / "sources")
    given: list[Pixels] = []

    def keep(rng: np.random.Generator, size: int, textures: Sequence[Pixels]) -> Foreground:
        given.extend(textures)
        return sample(rng, size, textures)

    monkeypatch.setattr("train.cache.sample", keep)
    photos = images_in(Path(source.backgrounds[0]))
    for side in (False, True):
        given.clear()
        fill(tmp_path, source, 1, validation=side)
        own = [path for path in photos if is_held_back(path.stem, source.held_back) == side]
        assert len(given) == len(own) == (1 if side else 4)
        for texture, path in zip(given, own, strict=True):
            np.testing.assert_array_equal(texture, read_background(path, 512)[..., :3])


@pytest.mark.slow
def test_a_process_fills_while_others_work(tmp_path: Path) -> None:
    source = replace(sources_in(tmp_path), foregrounds=(), backgrounds=(), generated=1)
    folder = folder_for(tmp_path, source, validation=False)
    with filling(tmp_path, source) as (process,):
        process.join(120)
    assert len(names(folder)) == 1


@pytest.mark.slow
def test_several_processes_fill_together(tmp_path: Path) -> None:
    source = replace(sources_in(tmp_path), foregrounds=(), backgrounds=())
    fill_together(tmp_path, source, 3, 2, validation=True)
    assert len(names(folder_for(tmp_path, source, validation=True))) == 3
