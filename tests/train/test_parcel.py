import csv
import tarfile
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.train.tiny import disc, write_sources
from train import parcel
from train.parcel import MIB, join, pack, split, unpack, unpacked_source
from train.sources import SourceError, find_foregrounds, images_in, read_foreground


def test_what_was_packed_is_there_again_under_its_names(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    told: list[str] = []
    archives = pack(source, tmp_path / "parcel", most=MIB, tell=told.append)
    assert sum(path.stat().st_size for path in archives) <= MIB
    unpack(tmp_path / "parcel", tmp_path / "data")
    found = unpacked_source(source, tmp_path / "data")
    assert replace(found, foregrounds=(), backgrounds=()) == replace(
        source, foregrounds=(), backgrounds=()
    )
    for before, after in zip(
        (*source.foregrounds, *source.backgrounds),
        (*found.foregrounds, *found.backgrounds),
        strict=True,
    ):
        assert {p.stem for p in images_in(Path(before))} == {p.stem for p in images_in(Path(after))}
    assert "5 of 5 backgrounds" in told[0]
    pairs = zip(
        find_foregrounds(Path(source.foregrounds[0])),
        find_foregrounds(Path(found.foregrounds[0])),
        strict=True,
    )
    for old, new in pairs:
        there, here = read_foreground(old).astype(int), read_foreground(new).astype(int)
        assert (there[..., 3] == here[..., 3]).all(), "alpha is exact"
        assert np.abs(there - here)[there[..., 3] > 0].mean() < 3
        assert old.group == new.group


def test_a_manifest_goes_with_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "fg"
    folder.mkdir()
    cv2.imwrite(str(folder / "a_1.png"), disc(72, 1))
    rows = ["file,width,height,fractional_alpha_share,category", "a_1.png,72,72,0.5,hair"]
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n")
    source = replace(write_sources(tmp_path / "sources"), foregrounds=(str(folder),))
    pack(source, tmp_path / "parcel", most=MIB, tell=lambda _: None)
    unpack(tmp_path / "parcel", tmp_path / "data")
    (before,) = find_foregrounds(folder)
    (after,) = find_foregrounds(Path(unpacked_source(source, tmp_path / "data").foregrounds[0]))
    assert (after.kind, after.group) == (before.kind, before.group)
    with (after.image.parent / "manifest.csv").open(newline="") as file:
        assert [row["file"] for row in csv.DictReader(file)] == ["a_1.webp"]


def test_pairs_and_folders_of_one_name_keep_their_kinds_and_groups(tmp_path: Path) -> None:
    pairs, plain = tmp_path / "a" / "cats", tmp_path / "b" / "cats"
    for name in ("tom_1", "tom_2", "felix_1"):
        for folder in (pairs / "fg", pairs / "alpha", plain):
            folder.mkdir(parents=True, exist_ok=True)
        cv2.imwrite(str(pairs / "fg" / f"{name}.png"), disc(72, 1)[..., :3])
        cv2.imwrite(str(pairs / "alpha" / f"{name}.png"), disc(72, 1)[..., 3])
        cv2.imwrite(str(plain / f"{name}.png"), disc(72, 2))
    (pairs / "manifest.csv").write_text("file,category\ntom_1.png,photo\n")
    source = replace(
        write_sources(tmp_path / "sources"),
        foregrounds=(str(pairs), str(plain)),
        backgrounds=(str(pairs / "fg"), str(plain), str(plain)),
    )
    pack(source, tmp_path / "parcel", most=MIB, tell=lambda _: None)
    unpack(tmp_path / "parcel", tmp_path / "data")
    found = unpacked_source(source, tmp_path / "data")

    def facts(folders: tuple[str, ...]) -> list[tuple[str, str, str]]:
        items = [item for folder in folders for item in find_foregrounds(Path(folder))]
        return [(item.image.stem, item.kind, item.group) for item in items]

    assert facts(found.foregrounds) == facts(source.foregrounds)
    assert len(facts(found.foregrounds)) == 6
    assert [len(images_in(Path(folder))) for folder in found.backgrounds] == [3, 3, 3]


def test_files_that_would_have_one_name_are_refused(tmp_path: Path) -> None:
    source = write_sources(tmp_path / "sources")
    path = images_in(Path(source.backgrounds[0]))[0]
    path.with_suffix(".jpg").write_bytes(path.read_bytes())
    with pytest.raises(SourceError, match="differ in their endings only"):
        pack(source, tmp_path / "parcel", most=MIB, tell=lambda _: None)


def test_what_does_not_fit_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "ARCHIVE", 16_000)
    source = write_sources(tmp_path / "sources")
    told: list[str] = []
    whole = pack(source, tmp_path / "whole", most=MIB, tell=told.append)
    assert len(whole) > 1
    size = sum(path.stat().st_size for path in whole)
    less = pack(source, tmp_path / "less", most=size - 600, tell=told.append)
    assert sum(path.stat().st_size for path in less) < size
    assert "5 of 5 backgrounds" in told[0]
    assert "5 of 5 backgrounds" not in told[1]
    for path in (*whole, *less):
        assert path.stat().st_size <= 16_000
    with pytest.raises(SourceError, match="do not hold all foregrounds"):
        pack(source, tmp_path / "none", most=12_000, tell=told.append)


def test_bad_parcels_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="holds no archives"):
        unpack(tmp_path, tmp_path / "data")
    (tmp_path / "000.tar").write_bytes(b"nothing" * 200)
    with pytest.raises(SourceError, match="damaged"):
        unpack(tmp_path, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_what_an_interrupted_call_has_left_is_not_taken_for_data(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "000.tar", "w") as archive:
        archive.add(Path(__file__), "foregrounds/cats/a.png")
    left = tmp_path / "data.part" / "foregrounds" / "dogs"
    left.mkdir(parents=True)
    unpack(tmp_path, tmp_path / "data")
    assert [path.name for path in (tmp_path / "data" / "foregrounds").iterdir()] == ["cats"]
    assert not left.exists()


def test_no_file_leaves_the_folder(tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    with tarfile.open(bad / "000.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo("../outside"))
    with pytest.raises(SourceError):
        unpack(bad, tmp_path / "data")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("size", [0, 1, 10, 11, 35])
def test_parts_are_small_and_make_the_file_again(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "PART", 10)
    data = bytes(range(size))
    (tmp_path / "a.safetensors").write_bytes(data)
    out = tmp_path / "out"
    out.mkdir()
    parts = split(tmp_path / "a.safetensors", out)
    assert all(path.stat().st_size <= 10 for path in parts)
    if not size:
        return
    join(parts[::-1], tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == data
    with pytest.raises(ValueError, match="not all parts"):
        join(parts[1:], tmp_path / "c")
