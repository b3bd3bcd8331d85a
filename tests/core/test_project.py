"""Projects: what comes back, what other programs see, and what of theirs comes back."""

import io
import json
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
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from mattegui.core import project_original
from mattegui.core.arrays import AnyArray
from mattegui.core.cancelling import CancelledError
from mattegui.core.io import ImageFile, read_image
from mattegui.core.matte import Matte
from mattegui.core.openraster import OpenRasterError, backup_path
from mattegui.core.profile import is_srgb
from mattegui.core.project import Project
from mattegui.core.project_layers import corrections_of, pixels_of_corrections, trimap_of
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from mattegui.core.retouch import laid_over
from tests.core.projects import HEIGHT, WIDTH, foreign, parts_of, png, project, stack, write_parts
from tests.samples import disc, icc_profile, photo, write


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Project]:
    path, whole = tmp_path / "work.ora", project(tmp_path)
    assert save_project(path, whole) == ()
    return path, whole


def same(one: AnyArray | None, other: AnyArray | None) -> bool:
    if one is None or other is None:
        return False
    return one.dtype == other.dtype and np.array_equal(one, other)


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
    matte = Matte(whole.file, whole.trimap.copy(), amount=0.5)
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
    assert again.final_alpha() == pytest.approx(laid_over(matte.alpha, matte.retouch), abs=2e-5)
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


LABELS = disc(HEIGHT, WIDTH, band=6)[1]


def with_alpha() -> bytes:
    """Return the trimap as RGBA, its background cleared."""
    return png(np.dstack([LABELS, LABELS, LABELS, np.where(LABELS > 0, 255, 0).astype(np.uint8)]))


def off_by_colour_management() -> bytes:
    noise = np.random.default_rng(0).integers(-20, 21, (*LABELS.shape, 3))
    return png(np.clip(LABELS[..., None].astype(int) + noise, 0, 255).astype(np.uint8))


def deep() -> bytes:
    return png(LABELS.astype(np.uint16) * 257)


def palette() -> bytes:
    return png(np.asarray(LABELS), optimize=True)


CHANGED: list[Callable[[], bytes]] = [with_alpha, off_by_colour_management, deep, palette]


@pytest.mark.parametrize("change", CHANGED, ids=lambda change: change.__name__)
@pytest.mark.parametrize("name", ["Trimap", "trimap", "TRIMAP", " Trimap "])
def test_a_trimap_changed_elsewhere_is_read_to_the_nearest_labels(
    change: Callable[[], bytes], name: str, tmp_path: Path
) -> None:
    opened = load_project(foreign(tmp_path / "a.ora", change(), name=name))
    assert same(opened.trimap, LABELS)
    assert same(opened.file.image, disc(HEIGHT, WIDTH)[0])
    assert opened.file.path == tmp_path / "a.ora"
    assert "saved by another program" in opened.file.notes[-1]


def test_a_cropped_trimap_lies_where_it_was_cut_out(tmp_path: Path) -> None:
    rows, columns = np.nonzero(LABELS)
    y, x = rows.min(), columns.min()
    part = LABELS[y : rows.max() + 1, x : columns.max() + 1]
    path = foreign(tmp_path / "a.ora", png(np.ascontiguousarray(part)), f'x="{x}" y="{y}"')
    assert same(load_project(path).trimap, LABELS)


def test_soft_brushes_come_back_as_labels() -> None:
    ramp = np.arange(256, dtype=np.uint8)[None, :, None]
    expected = [0] * 65 + [128] * 127 + [255] * 64
    assert trimap_of(ramp)[0].tolist() == expected
    rubbed_out = np.dstack([np.full((1, 256), 255, np.uint8)] * 3 + [ramp[..., 0]])
    assert np.abs(trimap_of(rubbed_out)[0].astype(int) - expected).max() == 0


@given(st.integers(0, 2**32 - 1))
def test_corrections_survive_as_a_layer(seed: int) -> None:
    plane = np.random.default_rng(seed).integers(0, 256, (9, 11, 2)).astype(np.uint8)
    assert same(corrections_of(pixels_of_corrections(plane)), plane)


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


def test_of_two_trimaps_the_topmost_is_taken_and_said(tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", png(LABELS))
    layers = stack(
        '<layer name="Trimap" src="data/a.png"/>',
        '<layer name="trimap" src="data/b.png"/>',
        '<layer name="image" src="data/b.png"/>',
    )
    write_parts(path, parts_of(path) | {"stack.xml": layers})
    opened = load_project(path)
    assert same(opened.trimap, LABELS)
    assert "2 layers named 'Trimap'" in opened.file.notes[0]


def record(**changes: object) -> bytes:
    whole = {
        "format": "mattegui.project.1",
        "original": None,
        "alpha": {"trimap": "", "finished": False},
        "amount": 1.0,
        "settings": {},
    }
    return json.dumps(whole | changes).encode()


def original(**changes: object) -> dict[str, object]:
    whole = {"name": "a.png", "place": "a.png", "size": 5, "sha256": "00", "part": "data/b.png"}
    return whole | changes


RECORDS = {
    "no JSON": (b"{", "it is damaged"),
    "not even text": (b"\xff\xfe\x00", "it is damaged"),
    "endless": (b"[" * 100_000, "it is damaged"),
    "a number without end": (record()[:-1] + b', "x": ' + b"9" * 9999 + b"}", "it is damaged"),
    "no number": (record()[:-1] + b', "x": NaN}', "NaN is no JSON"),
    "a list": (b"[]", "it is no project's"),
    "another's": (b'{"format": "x"}', "it is no project's"),
    "a later one's": (
        record(format="mattegui.project.2"),
        "by a later version: mattegui.project.2",
    ),
    "amount": (record(amount=7), "amount 7.0 is not between 0 and 1"),
    "settings": (record(settings=[1]), "settings are not an object"),
    "alpha": (record(alpha=None), "it does not say what it must"),
    "other bytes": (record(original=original()), "part 'data/b.png': these are not the bytes"),
    "no bytes": (record(original=original(part="none")), "part 'none': it is missing"),
    "size": (record(original=original(size=-1)), "size is no number of bytes"),
    "a vast one": (record(original=original(size=1 << 40)), "more than"),
    "no name": (record(original=original(name=None)), "is no text"),
}


@pytest.mark.parametrize("case", RECORDS)
def test_a_bad_record_is_named(case: str, tmp_path: Path) -> None:
    data, words = RECORDS[case]
    path = foreign(tmp_path / "bad.ora", png(LABELS))
    write_parts(path, parts_of(path) | {"mattegui.json": data})
    with pytest.raises(OpenRasterError) as raised:
        load_project(path)
    assert str(path) in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize("place", ["//host/share/a.png", "\\\\host\\share\\a.png", "a\0b", "a\nb"])
def test_a_place_that_is_no_place_is_not_looked_at(place: str, tmp_path: Path) -> None:
    said = record(original=original(place=place, part=""))
    path = foreign(tmp_path / "a.ora", png(LABELS))
    write_parts(path, parts_of(path) | {"mattegui.json": said})
    assert load_project(path).file.path == tmp_path / "a.png"


def test_an_original_of_another_size_is_refused(tmp_path: Path) -> None:
    whole = project(tmp_path)
    other = project_original.Original.of("photo.png", png(photo(HEIGHT, WIDTH + 1)))
    save_project(tmp_path / "work.ora", replace(whole, original=other))
    with pytest.raises(OpenRasterError, match=r"photo\.png measures 81×60 pixels"):
        load_project(tmp_path / "work.ora")


@pytest.mark.parametrize("layer", ["Image", "Trimap"])
def test_a_file_without_our_layers_is_no_project(layer: str, tmp_path: Path) -> None:
    path = foreign(tmp_path / "a.ora", png(LABELS))
    renamed = parts_of(path)["stack.xml"].replace(f'"{layer}"'.encode(), b'"Layer 1"')
    write_parts(path, parts_of(path) | {"stack.xml": renamed})
    with pytest.raises(OpenRasterError, match=f"there is no layer named '{layer}'"):
        load_project(path)


def test_what_does_not_fit_is_not_saved(tmp_path: Path) -> None:
    whole = project(tmp_path)
    assert whole.alpha is not None
    assert whole.retouch is not None
    bad = [
        (replace(whole, trimap=whole.trimap[1:]), "the trimap measures"),
        (replace(whole, trimap=whole.trimap // 2), "the trimap holds values other than"),
        (replace(whole, snapshots={"x": whole.trimap + 1}), "the snapshot 'x' holds values"),
        (replace(whole, retouch=whole.retouch[..., :1]), "corrections are uint8"),
        (replace(whole, alpha=whole.alpha * 2), "an alpha holds finite values"),
        (replace(whole, settings={"x": float("nan")}), "not JSON compliant"),
    ]
    for unfit, words in bad:
        with pytest.raises(ValueError, match=words):
            save_project(tmp_path / "work.ora", unfit)
    with pytest.raises(OpenRasterError, match=r"ends in \.ora"):
        save_project(tmp_path / "work.png", whole)
    with pytest.raises(OSError, match="there is no folder"):
        save_project(tmp_path / "none" / "work.ora", whole)
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.png"]


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
