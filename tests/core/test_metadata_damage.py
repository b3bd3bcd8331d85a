"""Metadata that is damaged in a part: what can be kept is, and no export fails for the rest."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from mattegui.core.export import ExportOptions, write_export
from mattegui.core.imagefile import ImageFile
from mattegui.core.io import read_image
from tests.core.exports import XMP, exif_block, fields, source_of
from tests.core.test_png import chunk, png
from tests.samples import photo

EXIF, GPS, INTEROPERABILITY, NOTE, MAKER = 0x8769, 0x8825, 0xA005, 0x927C, 0x010F
LONG, ASCII, UNDEFINED, FLOAT = 4, 2, 7, 11


def entry(tag: int, kind: int, count: int, value: int) -> bytes:
    return struct.pack("<HHII", tag, kind, count, value)


def directory(*entries: bytes) -> bytes:
    return struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)


def block(*directories: bytes) -> bytes:
    """Return an EXIF block of directories one behind the other; the second begins at byte 38."""
    return b"II*\0\x08\0\0\0" + b"".join(directories)


MADE = entry(MAKER, ASCII, 4, int.from_bytes(b"abc\0", "little"))
BELOW = 38
"""Where the second directory stands if the first has two entries."""

BROKEN = {
    "EXIF at 0": block(directory(MADE, entry(EXIF, LONG, 1, 0))),
    "EXIF outside": block(directory(MADE, entry(EXIF, LONG, 1, 5000))),
    "EXIF is no number": block(directory(MADE, entry(EXIF, FLOAT, 1, BELOW)), directory()),
    "GPS outside": block(directory(MADE, entry(GPS, LONG, 1, 9000))),
    "EXIF cut off": block(directory(MADE, entry(EXIF, LONG, 1, BELOW)), b"\5\0" + MADE),
    "an entry cut off": block(directory(MADE, entry(EXIF, LONG, 1, BELOW)), b"\1\0" + MADE[:9]),
}
"""What every program would stumble over."""
PARTLY = {
    "a note": block(
        directory(MADE, entry(EXIF, LONG, 1, BELOW)), directory(entry(NOTE, UNDEFINED, 1000, 5000))
    ),
    "a vast note": block(
        directory(MADE, entry(EXIF, LONG, 1, BELOW)), directory(entry(NOTE, UNDEFINED, 1 << 30, 8))
    ),
    "a text": block(directory(MADE, entry(0x0110, ASCII, 100, 5000))),
}
"""One value of it lies outside of the block."""


def exported(path: Path, file: ImageFile) -> ImageFile:
    content = "composite" if path.suffix == ".jpg" else "rgba"
    alpha = np.ones(file.image.shape[:2], np.float32)
    write_export(path, file, alpha, ExportOptions(content=content))
    return read_image(path)


def with_exif(folder: Path, exif: bytes, suffix: str = ".jpg") -> ImageFile:
    how: dict[str, Any] = {"xmp": XMP} if suffix != ".png" else {}
    path = folder / f"a{suffix}"
    Pillow.fromarray(photo(8, 12)).save(path, exif=b"Exif\0\0" + exif, **how)
    return read_image(path)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".jpg", ".psd"])
@pytest.mark.parametrize("what", BROKEN)
def test_what_would_fail_an_export_is_left_out_when_it_is_read(
    what: str, suffix: str, tmp_path: Path
) -> None:
    file = with_exif(tmp_path, BROKEN[what])
    assert file.metadata.exif == b""
    assert len(file.notes) == 1
    assert file.notes[0].startswith("The EXIF data of a.jpg was left out: ")
    assert file.metadata.xmp == XMP, "that is not damaged"
    assert exported(tmp_path / f"b{suffix}", file).metadata.exif == b""


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".jpg", ".psd"])
@pytest.mark.parametrize("what", PARTLY)
def test_a_value_that_cannot_be_read_costs_no_other(what: str, suffix: str, tmp_path: Path) -> None:
    file = with_exif(tmp_path, PARTLY[what])
    assert file.notes == ()
    assert file.metadata.exif == PARTLY[what]
    again = exported(tmp_path / f"b{suffix}", file)
    assert again.notes == ()
    if suffix == ".tif":
        # Put together anew, without what is not there.
        assert fields(again.metadata.exif) == {"top": {MAKER: "abc"}, "own": {}, "place": {}}
    elif suffix != ".psd":
        assert again.metadata.exif == file.metadata.exif, "to the byte"


def test_a_dangling_pointer_in_the_middle_of_it_is_passed_over(tmp_path: Path) -> None:
    odd = block(
        directory(MADE, entry(EXIF, LONG, 1, BELOW)), directory(entry(INTEROPERABILITY, LONG, 1, 0))
    )
    file = with_exif(tmp_path, odd)
    assert file.notes == ()
    assert fields(exported(tmp_path / "b.tif", file).metadata.exif)["top"] == {MAKER: "abc"}


def test_damaged_exif_of_a_tiff_file_leaves_its_xmp(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    write_export(path, source_of(photo(8, 12)), np.ones((8, 12), np.float32))
    data = bytearray(path.read_bytes())
    at = data.index(struct.pack("<HHI", EXIF, LONG, 1)) + 8
    data[at : at + 4] = struct.pack("<I", len(data) + 99)
    path.write_bytes(data)
    file = read_image(path)
    assert file.notes == ("The EXIF data of a.tif was left out: it is cut off.",)
    assert file.metadata.xmp == XMP


@pytest.mark.parametrize(("kind", "code"), [(1, "B"), (3, "H"), (4, "I")])
@pytest.mark.parametrize("order", "<>")
def test_an_orientation_of_any_kind_is_applied_once(
    kind: int, code: str, order: str, tmp_path: Path
) -> None:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(order + code, 6).ljust(4, b"\0")
    head = struct.pack(order + "IHHHI", 8, 1, 0x0112, kind, 1)
    exif = mark + head + value + bytes(4)
    pixels = np.rot90(photo(8, 12), -1)
    for path in (
        *(png(tmp_path / "early.png", early=chunk(b"eXIf", exif)),),
        *(png(tmp_path / "late.png", late=chunk(b"eXIf", exif)),),
    ):
        file = read_image(path)
        assert np.array_equal(file.image, pixels)
        assert file.notes == ()
        again = exported(tmp_path / "again.png", file)
        assert np.array_equal(again.image, pixels)
        assert again.metadata.exif == file.metadata.exif != exif
        found = Pillow.Exif()
        found.load(again.metadata.exif)
        assert found[0x0112] in (1, b"\x01")


COMPRESSED = b"XML:com.adobe.xmp\0\1\0en\0w\0"


@pytest.mark.parametrize("where", ["early", "late"])
@pytest.mark.parametrize("packed", [False, True])
def test_png_metadata_is_found_wherever_it_stands(where: str, packed: bool, tmp_path: Path) -> None:
    text = COMPRESSED + zlib.compress(XMP) if packed else b"XML:com.adobe.xmp" + bytes(5) + XMP
    chunks = chunk(b"eXIf", exif_block()) + chunk(b"iTXt", text)
    file = read_image(png(tmp_path / "a.png", **{where: chunks}))
    assert file.metadata.exif == exif_block()
    assert file.metadata.xmp == XMP
    assert file.notes == ()


@pytest.mark.parametrize(
    ("spoiled", "words"),
    [
        (chunk(b"eXIf", exif_block())[:-1] + b"?", "its eXIf chunk is damaged"),
        (chunk(b"iTXt", COMPRESSED + b"nothing"), "its XMP packet is damaged"),
        (chunk(b"iTXt", COMPRESSED + b"\x78\x9c"), "its XMP packet is cut off, or has no end"),
    ],
)
def test_damaged_png_metadata_is_said(spoiled: bytes, words: str, tmp_path: Path) -> None:
    file = read_image(png(tmp_path / "a.png", late=spoiled))
    assert np.array_equal(file.image, photo(8, 12))
    assert file.notes == (f"The EXIF data of a.png was left out: {words}.",)
