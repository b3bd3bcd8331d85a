"""The container: what is refused, and that refusing costs neither memory nor files."""

import stat
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.openraster import (
    MERGED,
    Canvas,
    OpenRasterError,
    RasterLayer,
    backup_path,
    write_openraster,
)
from mattegui.core.openraster_png import decode, encode, read_header, read_profile
from mattegui.core.openraster_reader import OpenRaster
from tests.core.projects import HEIGHT, WIDTH, foreign, parts_of, png, stack, write_parts
from tests.samples import disc, icc_profile, photo

GREY = np.zeros((HEIGHT, WIDTH), np.uint8)


def read(path: Path) -> None:
    """Read all that a file holds."""
    with OpenRaster(path) as container:
        for entry in container.entries:
            container.pixels(entry)
            container.profile(entry)


def lying_png(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be huge."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    header = struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))
    return png(GREY)[:8] + header + png(GREY)[33:]


def entities() -> bytes:
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30)]
    return f"<!DOCTYPE image [{''.join(lines)}]><image w='1' h='1'>&a29;</image>".encode()


BAD_PARTS: dict[str, tuple[str, dict[str, bytes], str]] = {
    "no mimetype": ("mimetype", {"mimetype": b""}, "part 'mimetype': it is no OpenRaster"),
    "other mimetype": ("mimetype", {"mimetype": b"application/epub+zip"}, "part 'mimetype'"),
    "entities": ("stack.xml", {"stack.xml": entities()}, "'stack.xml': it defines a document type"),
    "no XML": ("stack.xml", {"stack.xml": b"<image w='5"}, "'stack.xml': it is damaged"),
    "other encoding": (
        "stack.xml",
        {"stack.xml": b"<?xml version='1.0' encoding='klingon'?><image/>"},
        "'stack.xml': it is damaged",
    ),
    "no image": ("stack.xml", {"stack.xml": b"<html/>"}, "it has no <image>"),
    "no size": ("stack.xml", {"stack.xml": b"<image/>"}, "w='' is not a number of pixels"),
    "a vast canvas": ("stack.xml", {"stack.xml": stack(width=60000, height=60000)}, "60000×60000"),
    "a canvas of nothing": ("stack.xml", {"stack.xml": stack(width=0)}, "a canvas of 0×60"),
    "a long number": (
        "stack.xml",
        {"stack.xml": b"<image w='" + b"9" * 100_000 + b"' h='1'/>"},
        "is not a number of pixels",
    ),
    "nested": ("stack.xml", {"stack.xml": b"<stack>" * 5000}, "more than 64 levels deep"),
    "many layers": (
        "stack.xml",
        {"stack.xml": stack("<layer src='data/a.png'/>" * 5000)},
        "more than 4096 layers",
    ),
    "a layer without its part": (
        "stack.xml",
        {"stack.xml": stack("<layer name='x' src='data/none.png'/>")},
        "part 'data/none.png': it is missing",
    ),
    "a layer outside": (
        "stack.xml",
        {"stack.xml": stack("<layer name='x' src='../../etc/passwd'/>")},
        r"part '../../etc/passwd': it is missing",
    ),
    "no PNG": ("a", {"data/a.png": b"GIF89a" + bytes(100)}, "'data/a.png': it is no PNG"),
    "an empty part": ("a", {"data/a.png": b""}, "'data/a.png': it is no PNG"),
    "a lying PNG": ("a", {"data/a.png": lying_png(300, 200)}, "more than its"),
    "a vast PNG": ("a", {"data/a.png": lying_png(2**31 - 1, 2**31 - 1)}, "on a canvas of 80×60"),
    "a PNG cut off": ("a", {"data/a.png": png(photo(60, 80))[:900]}, "damaged or incomplete"),
}


@pytest.mark.parametrize("case", BAD_PARTS)
def test_a_bad_part_is_named_with_its_file(case: str, tmp_path: Path) -> None:
    _, changed, words = BAD_PARTS[case]
    path = foreign(tmp_path / "bad.ora", png(GREY))
    write_parts(path, parts_of(path) | changed)
    with pytest.raises(OpenRasterError) as raised:
        read(path)
    assert str(raised.value).startswith(str(path))
    assert words in str(raised.value)


def test_the_good_file_that_the_bad_ones_are_made_from_is_read(tmp_path: Path) -> None:
    read(foreign(tmp_path / "good.ora", png(GREY)))


def traversal(archive: zipfile.ZipFile) -> None:
    archive.writestr("../../outside.png", b"x")


def absolute(archive: zipfile.ZipFile) -> None:
    archive.writestr("/tmp/outside.png", b"x")


def drive(archive: zipfile.ZipFile) -> None:
    archive.writestr("C:outside.png", b"x")


def backslashes(archive: zipfile.ZipFile) -> None:
    archive.writestr("data\\..\\outside.png", b"x")


def link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("data/link.png")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, b"/etc/passwd")


def other_method(archive: zipfile.ZipFile) -> None:
    archive.writestr("data/odd.png", b"x", zipfile.ZIP_LZMA)


BAD_ENTRIES: dict[Callable[[zipfile.ZipFile], None], str] = {
    traversal: "its name leads out of the file",
    absolute: "its name leads out of the file",
    drive: "its name leads out of the file",
    backslashes: "its name leads out of the file",
    link: "it is a link",
    other_method: "a method that OpenRaster does not know",
}


@pytest.mark.parametrize("add", BAD_ENTRIES, ids=lambda add: add.__name__)
def test_a_bad_entry_is_refused_and_nothing_is_written(
    add: Callable[[zipfile.ZipFile], None], tmp_path: Path
) -> None:
    path = foreign(tmp_path / "bad.ora", png(GREY))
    with zipfile.ZipFile(path, "a") as archive:
        add(archive)
    with pytest.raises(OpenRasterError, match=BAD_ENTRIES[add]):
        read(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["bad.ora"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    path = foreign(tmp_path / "bad.ora", png(GREY))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("stack.xml", b"<image/>")
    with pytest.raises(OpenRasterError, match=r"'stack\.xml': it is there twice"):
        read(path)


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    path = foreign(tmp_path / "bad.ora", png(GREY))
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rfind(signature) + at] |= 1
    path.write_bytes(data)
    with pytest.raises(OpenRasterError, match="it is encrypted"):
        read(path)


@pytest.mark.parametrize("part", ["data/a.png", "stack.xml", "mimetype"])
def test_a_bomb_is_refused_before_it_is_unpacked(part: str, tmp_path: Path) -> None:
    good = parts_of(foreign(tmp_path / "good.ora", png(GREY)))
    path = write_parts(tmp_path / "bad.ora", good | {part: png(GREY) + bytes(20 << 20)})
    tracemalloc.start()
    with pytest.raises(OpenRasterError, match=rf"part '{part}': .*(claim to hold|more than)"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_vast_table_of_contents_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "bad.ora", {f"{n}": b"" for n in range(5000)})
    tracemalloc.start()
    with pytest.raises(OpenRasterError, match="more parts than an OpenRaster file has"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06", b"no zip at all" * 99, b"PK\x05\x06" * 30])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.ora"
    path.write_bytes(data)
    with pytest.raises(OpenRasterError, match=r"bad\.ora"):
        read(path)


def test_a_folder_and_nothing_at_all_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OpenRasterError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(OpenRasterError, match="is not there"):
        read(tmp_path / "none.ora")


def test_wherever_a_file_is_cut_off_it_is_refused(tmp_path: Path) -> None:
    data = foreign(tmp_path / "good.ora", png(GREY)).read_bytes()
    path = tmp_path / "cut.ora"
    for length in range(0, len(data), max(1, len(data) // 97)):
        path.write_bytes(data[:length])
        with pytest.raises(OpenRasterError, match=r"cut\.ora"):
            read(path)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (5, 7), (-9, -3), (70, 55), (500, 500), (-500, 0)])
def test_a_layer_lies_where_its_offset_says(x: int, y: int, tmp_path: Path) -> None:
    small = np.full((20, 30), 255, np.uint8)
    path = foreign(tmp_path / "a.ora", png(small), f'x="{x}" y="{y}"')
    expected = np.zeros((HEIGHT, WIDTH), np.uint8)
    expected[max(0, y) : max(0, y + 20), max(0, x) : max(0, x + 30)] = 255
    with OpenRaster(path) as container:
        assert np.array_equal(container.pixels(container.entries[0])[..., 0], expected)


def test_layers_in_groups_are_found_in_their_order(tmp_path: Path) -> None:
    layers = [f'<layer name="{name}" src="{name}.png"/>' for name in "abc"]
    grouped = stack(layers[0], f"<stack name='group'>{layers[1]}</stack>", layers[2])
    parts = {"mimetype": b"image/openraster", "stack.xml": grouped}
    with OpenRaster(write_parts(tmp_path / "a.ora", parts)) as container:
        assert [entry.name for entry in container.entries] == ["a", "b", "c"]


@pytest.mark.parametrize("shape", [(7, 9), (7, 9, 3), (7, 9, 4), (1, 1), (3, 1, 4)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_png_keeps_pixels_and_profile(
    shape: tuple[int, ...], dtype: type[np.unsignedinteger[Any]]
) -> None:
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, np.iinfo(dtype).max + 1, shape).astype(dtype)
    written = encode(pixels, icc_profile())
    assert np.array_equal(decode(written), pixels.reshape(*shape[:2], -1))
    assert decode(written).dtype == dtype
    assert read_profile(written) == icc_profile()
    assert read_header(written).width == shape[1]
    assert read_profile(encode(pixels)) == b""


def test_a_profile_that_is_a_bomb_or_damaged_is_no_profile() -> None:
    for body in (zlib.compress(bytes(9 << 20)), b"no zlib", zlib.compress(b"x")[:-2]):
        chunk = struct.pack(">I", len(body) + 3) + b"iCCPx\0\0" + body + bytes(4)
        data = png(GREY)
        assert read_profile(data[:33] + chunk + data[33:]) == b""


def written(path: Path, value: int) -> Path:
    merged = RasterLayer("One", MERGED, encode(np.full((4, 5), value, np.uint8)), visible=True)
    write_openraster(path, Canvas(5, 4, photo(4, 5)), [merged], {})
    return path


def test_saving_keeps_one_backup(tmp_path: Path) -> None:
    path = written(tmp_path / "a.ora", 1)
    assert not backup_path(path).exists()
    first = path.read_bytes()
    written(path, 2)
    second = path.read_bytes()
    assert backup_path(path).read_bytes() == first
    written(path, 3)
    assert backup_path(path).read_bytes() == second
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.ora", "a.ora~"]


def test_without_hard_links_the_backup_is_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    first = written(tmp_path / "a.ora", 1).read_bytes()
    written(tmp_path / "a.ora", 2)
    assert backup_path(tmp_path / "a.ora").read_bytes() == first


def test_a_failed_save_leaves_file_and_backup_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(written(tmp_path / "a.ora", 1), 2)
    before = {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.writestr", full)
    with pytest.raises(OSError, match="No space left"):
        written(path, 3)
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == before


def test_a_folder_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "a.ora").mkdir()
    with pytest.raises(OpenRasterError, match="it is a folder"):
        written(tmp_path / "a.ora", 1)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert (
        written(tmp_path / "a.ora", 1).read_bytes() == written(tmp_path / "b.ora", 1).read_bytes()
    )


def test_the_thumbnail_is_small_and_of_the_same_shape(tmp_path: Path) -> None:
    merged = RasterLayer("One", MERGED, encode(disc(600, 900)[0]), visible=True)
    write_openraster(tmp_path / "a.ora", Canvas(900, 600, disc(600, 900)[0]), [merged], {})
    thumbnail = decode(parts_of(tmp_path / "a.ora")["Thumbnails/thumbnail.png"])
    assert thumbnail.shape == (171, 256, 3)
