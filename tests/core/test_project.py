"""Projects: what comes back, what other programs see, and what of theirs comes back."""

import io
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image as Pillow

from mattegui.core import project_original
from mattegui.core.arrays import AnyArray
from mattegui.core.cancelling import CancelledError
from mattegui.core.curve import Curve
from mattegui.core.io import ImageFile, read_image
from mattegui.core.matte import Matte
from mattegui.core.openraster import backup_path
from mattegui.core.profile import is_srgb
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from mattegui.core.retouch import laid_over
from tests.core.projects import HEIGHT, WIDTH, parts_of, png, project, same, write_parts
from tests.samples import disc, icc_profile, photo, write


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Project]:
    path, whole = tmp_path / "work.ora", project(tmp_path)
    assert save_project(path, whole) == ()
    return path, whole


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_what_is_saved_comes_back(dtype: type[Any], tmp_path: Path) -> None:
    whole = project(tmp_path, dtype)
    save_project(tmp_path / "work.ora", whole)
    opened = load_project(tmp_path / "work.ora")
    assert opened.file.image.dtype == dtype
    assert same(opened.file.image, whole.file.image)
    assert not opened.file.image.flags.writeable
    assert opened.file.icc_profile == icc_profile()
    assert opened.file.path == whole.file.path
    assert opened.file.notes == ()
    for plane in ("trimap", "retouch", "decontamination"):
        assert same(getattr(opened, plane), getattr(whole, plane)), plane
    assert opened.alpha is not None
    assert opened.alpha == pytest.approx(whole.alpha, abs=1 / 65535)
    assert opened.finished
    assert opened.amount == whole.amount
    assert opened.curve == whole.curve
    assert opened.settings == whole.settings
    assert opened.snapshots.keys() == whole.snapshots.keys()
    assert all(same(opened.snapshots[name], trimap) for name, trimap in whole.snapshots.items())


def test_what_was_not_used_is_not_written(tmp_path: Path) -> None:
    whole = project(tmp_path)
    bare = Project(whole.file, whole.trimap)
    save_project(tmp_path / "work.ora", bare)
    names = set(parts_of(tmp_path / "work.ora"))
    assert names == {
        *("mimetype", "stack.xml", "mergedimage.png", "Thumbnails/thumbnail.png"),
        *("data/trimap.png", "mattegui.json", "mattegui/original.png"),
    }
    opened = load_project(tmp_path / "work.ora")
    assert opened.retouch is None
    assert opened.decontamination is None
    assert opened.alpha is None
    assert not opened.finished
    assert same(opened.file.image, bare.file.image)


def test_saved_again_it_is_the_same_file(saved: tuple[Path, Project], tmp_path: Path) -> None:
    path, whole = saved
    first = path.read_bytes()
    save_project(path, replace(load_project(path), foreground=whole.foreground))
    # Alpha has been rounded once; to round it again changes nothing.
    save_project(tmp_path / "again.ora", replace(load_project(path), foreground=whole.foreground))
    assert (tmp_path / "again.ora").read_bytes() == path.read_bytes()
    assert backup_path(path).read_bytes() == first


def test_a_matte_goes_in_and_comes_out(tmp_path: Path) -> None:
    whole = project(tmp_path)
    matte = Matte(whole.file, whole.trimap.copy(), amount=0.5, curve=Curve(0.2, 0.8, 2))
    assert whole.alpha is not None
    assert whole.retouch is not None
    matte.alpha, matte.retouch = whole.alpha, whole.retouch
    kept = Project.of(matte, finished=True, settings={"a": 1})
    assert kept.decontamination is None, "nobody painted on it"
    matte.trimap[:] = 0
    save_project(tmp_path / "work.ora", kept)
    again = load_project(tmp_path / "work.ora").matte()
    assert same(again.trimap, whole.trimap)
    assert same(again.retouch, whole.retouch)
    assert again.amount == 0.5
    assert again.curve == Curve(0.2, 0.8, 2)
    final = laid_over(matte.curve.applied(matte.alpha), matte.retouch)
    assert kept.final_alpha() == pytest.approx(final)
    # Near black a gamma of 2 is steep, and alpha is kept in 16 bits.
    assert again.final_alpha() == pytest.approx(final, abs=6e-3)
    assert np.abs(again.final_alpha() - final).mean() < 2e-5
    assert not again.decontamination.any()
    # Over the unknown area the colours are the subject's, not the image's.
    assert not same(again.foreground, np.asarray(whole.file.image))


def test_an_independent_reader_finds_an_openraster_file(saved: tuple[Path, Project]) -> None:
    path, whole = saved
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert path.read_bytes()[30:54] == b"mimetypeimage/openraster"
        assert archive.testzip() is None
        root = ElementTree.fromstring(archive.read("stack.xml"))
        assert root.tag == "image"
        assert (root.get("w"), root.get("h")) == (str(WIDTH), str(HEIGHT))
        (top,) = root
        assert top.tag == "stack"
        layers = {layer.get("name"): layer for layer in top}
        snapshot = 'Snapshot: before "hair" & <fur>'
        names = ["Trimap", "Retouch", "Decontamination", snapshot, "Alpha", "Cutout", "Image"]
        assert list(layers) == names
        visible = [name for name, layer in layers.items() if layer.get("visibility") == "visible"]
        assert visible == ["Cutout"]
        assert all(0 <= float(layer.get("opacity", "")) <= 1 for layer in top)
        pixels = {
            name: np.asarray(Pillow.open(archive.open(layer.get("src", ""))))
            for name, layer in layers.items()
        }
        merged = np.asarray(Pillow.open(archive.open("mergedimage.png")))
        thumbnail = Pillow.open(archive.open("Thumbnails/thumbnail.png"))
        assert thumbnail.size == (WIDTH, HEIGHT)
        profile = Pillow.open(archive.open("mergedimage.png")).info["icc_profile"]
    assert profile == icc_profile()
    assert np.array_equal(pixels["Image"], whole.file.image)
    assert np.array_equal(pixels["Trimap"], whole.trimap)
    assert whole.alpha is not None
    assert np.array_equal(pixels["Alpha"], np.rint(whole.alpha * 255))
    assert np.array_equal(merged, pixels["Cutout"])
    final = whole.final_alpha()
    assert final is not None
    assert np.abs(merged[..., 3] - final * 255).max() <= 0.501
    expected = blended(whole)
    seen = merged[..., 3] > 0
    assert np.abs(merged[..., :3] - expected)[seen].max() <= 0.51
    assert not merged[~seen].any(), "no colour where nothing is seen"


def blended(whole: Project) -> AnyArray:
    """Return the cutout's colours by the formula: F·a + I·(1 − a), a = amount(1 − w) + t·w."""
    assert whole.decontamination is not None
    assert whole.foreground is not None
    target, weight = (whole.decontamination[..., i] / 255 for i in range(2))
    amount = (whole.amount * (1 - weight) + target * weight)[..., None]
    mixed: AnyArray = whole.foreground * amount + whole.file.image * (1 - amount)
    return mixed


def test_the_original_s_own_bytes_are_kept(saved: tuple[Path, Project]) -> None:
    path, whole = saved
    before = whole.file.path.read_bytes()
    assert parts_of(path)["mattegui/original.png"] == before
    whole.file.path.unlink()
    opened = load_project(path)
    assert same(opened.file.image, whole.file.image)
    assert save_project(path, opened) == ()
    assert parts_of(path)["mattegui/original.png"] == before


def test_folder_and_image_move_together(saved: tuple[Path, Project], tmp_path: Path) -> None:
    path, whole = saved
    (tmp_path / "elsewhere").mkdir()
    for file in (path, whole.file.path):
        file.rename(tmp_path / "elsewhere" / file.name)
    opened = load_project(tmp_path / "elsewhere" / "work.ora")
    assert opened.file.path == tmp_path / "elsewhere" / "photo.png"


@pytest.mark.parametrize("what", ["gone", "repainted", "text"])
def test_an_image_that_has_changed_since_is_kept_as_it_was_seen(what: str, tmp_path: Path) -> None:
    whole = project(tmp_path, np.uint16)
    whole.file.path.unlink()
    if what == "repainted":
        write(whole.file.path, photo(HEIGHT, WIDTH))
    elif what == "text":
        whole.file.path.write_text("not an image")
    (note,) = save_project(tmp_path / "work.ora", whole)
    assert note.startswith("photo.png has changed or gone since it was opened")
    opened = load_project(tmp_path / "work.ora")
    assert same(opened.file.image, whole.file.image)
    assert opened.file.icc_profile == icc_profile()
    assert opened.original is None


def test_only_an_original_that_was_written_to_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def reading(path: Path) -> ImageFile:
        read.append(path)
        return read_image(path)

    monkeypatch.setattr(project_original, "read_image", reading)
    whole = project(tmp_path)
    assert save_project(tmp_path / "work.ora", whole) == ()
    assert read == []
    # The same bytes, written once more.
    whole.file.path.write_bytes(whole.file.path.read_bytes())
    assert save_project(tmp_path / "work.ora", whole) == ()
    assert len(read) == 1
    assert parts_of(tmp_path / "work.ora")["mattegui/original.png"] == whole.file.path.read_bytes()


def test_a_large_original_is_referred_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project_original, "MAX_EMBEDDED", 100)
    whole = project(tmp_path)
    (note,) = save_project(tmp_path / "work.ora", whole)
    assert "is not inside the project" in note
    assert not any("original" in name for name in parts_of(tmp_path / "work.ora"))
    opened = load_project(tmp_path / "work.ora")
    assert opened.file.notes == ()
    assert same(opened.file.image, whole.file.image)
    write(whole.file.path, photo(HEIGHT, WIDTH))
    opened = load_project(tmp_path / "work.ora")
    assert same(opened.file.image, whole.file.image)
    assert "is not where it was, or was changed" in opened.file.notes[0]


def test_a_16_bit_layer_says_what_its_numbers_mean(tmp_path: Path) -> None:
    # Krita stops and asks otherwise.
    image = read_image(write(tmp_path / "deep.png", photo(HEIGHT, WIDTH, np.uint16)))
    assert image.icc_profile == b""
    save_project(tmp_path / "work.ora", Project(image, disc(HEIGHT, WIDTH)[1]))
    layer = Pillow.open(io.BytesIO(parts_of(tmp_path / "work.ora")["mergedimage.png"]))
    assert is_srgb(layer.info["icc_profile"])
    assert load_project(tmp_path / "work.ora").file.icc_profile == b""


def test_a_trimap_painted_on_elsewhere_needs_another_alpha(saved: tuple[Path, Project]) -> None:
    path, whole = saved
    changed = whole.trimap.copy()
    changed[:20] = 128
    write_parts(path, parts_of(path) | {"data/trimap.png": png(changed)})
    opened = load_project(path)
    assert same(opened.trimap, changed)
    assert opened.alpha is None
    assert not opened.finished
    assert "the alpha has to be computed again" in opened.file.notes[0]
    assert opened.settings == whole.settings


def countdown(calls: int) -> Callable[[], bool]:
    """Return what says stop after so many questions."""
    answers: Iterator[bool] = iter([False] * calls)
    return lambda: next(answers, True)


def test_a_save_that_is_cancelled_changes_nothing(saved: tuple[Path, Project]) -> None:
    path, whole = saved
    before = path.read_bytes()
    shares: list[float] = []
    asked = 0
    while True:
        try:
            save_project(path, whole, progress=shares.append, cancelled=countdown(asked))
            break
        except CancelledError:
            asked += 1
            assert path.read_bytes() == before
            assert not backup_path(path).exists()
            shares.clear()
    assert asked >= 9, "asked before each part"
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_opening_can_be_cancelled_and_tells_how_far_it_is(saved: tuple[Path, Project]) -> None:
    path, _ = saved
    with pytest.raises(CancelledError):
        load_project(path, cancelled=countdown(2))
    shares: list[float] = []
    load_project(path, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_the_backup_opens_too(saved: tuple[Path, Project]) -> None:
    path, whole = saved
    changed = np.full_like(whole.trimap, 255)
    save_project(path, replace(whole, trimap=changed, alpha=None))
    assert same(load_project(path).trimap, changed)
    assert same(load_project(backup_path(path)).trimap, whole.trimap)


@pytest.mark.slow
def test_krita_shows_the_cutout_and_gives_everything_back(
    saved: tuple[Path, Project], tmp_path: Path
) -> None:
    krita, screen = shutil.which("krita"), shutil.which("xvfb-run")
    if krita is None or screen is None:
        pytest.skip("krita and xvfb-run are not installed")
    path, whole = saved
    environment = os.environ | {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "xcb"}
    for name in ("seen.png", "again.ora"):
        command = [screen, "-a", krita, str(path), "--export", "--export-filename"]
        subprocess.run([*command, str(tmp_path / name)], env=environment, timeout=120, check=True)
    seen = np.asarray(Pillow.open(tmp_path / "seen.png").convert("RGBA"))
    merged = np.asarray(Pillow.open(io.BytesIO(parts_of(path)["mergedimage.png"])))
    assert np.array_equal(seen[..., 3], merged[..., 3])
    opaque = merged[..., 3] > 0
    assert np.abs(seen[opaque].astype(int) - merged[opaque]).max() <= 1
    again = load_project(tmp_path / "again.ora")
    assert same(again.trimap, whole.trimap)
    assert np.abs(again.file.image.astype(int) - whole.file.image).max() <= 1
    assert again.retouch is not None
    assert whole.retouch is not None
    # Krita does not keep the colour of what has no weight.
    weighs = whole.retouch[..., 1] > 0
    assert np.array_equal(again.retouch[..., 1], whole.retouch[..., 1])
    assert np.array_equal(again.retouch[weighs], whole.retouch[weighs])
