"""What PNG files say beside their pixels, wherever in the file it stands."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from mattegui.core.containers import ContainerError
from mattegui.core.export import ExportOptions, write_export
from mattegui.core.io import read_image, write_image
from mattegui.core.png import other_colours, png_metadata
from tests.core.exports import P3, source_of
from tests.samples import photo

HEAD = 33
"""Bytes up to the end of the first chunk."""
TAIL = 12
"""Bytes of the last one."""


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png(path: Path, *, early: bytes = b"", late: bytes = b"") -> Path:
    """Write a PNG file with chunks before and behind its pixels."""
    buffer = io.BytesIO()
    Pillow.fromarray(photo(8, 12)).save(buffer, "png")
    data = buffer.getvalue()
    path.write_bytes(data[:HEAD] + early + data[HEAD:-TAIL] + late + data[-TAIL:])
    return path


def kinds(path: Path) -> list[bytes]:
    """Return the kinds of all chunks of a file."""
    data, at, found = path.read_bytes(), 8, []
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        found.append(kind)
        at += size + 12
    return found


@pytest.mark.parametrize("profile", [b"", P3])
def test_a_written_file_says_once_what_its_colours_are(profile: bytes, tmp_path: Path) -> None:
    alpha = np.ones((8, 12), np.float32)
    write_export(tmp_path / "a.png", source_of(photo(8, 12), profile), alpha)
    write_export(
        tmp_path / "b.png", source_of(photo(8, 12), profile), alpha, ExportOptions(depth="16")
    )
    write_image(tmp_path / "c.png", photo(8, 12), icc_profile=profile)
    for name in "abc":
        said = {b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP"} & set(kinds(tmp_path / f"{name}.png"))
        assert said == ({b"iCCP"} if profile else {b"sRGB", b"gAMA", b"cHRM"})


GAMMA = chunk(b"gAMA", struct.pack(">I", 45455))
PRIMARIES = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
WIDE = (31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
SRGB = chunk(b"sRGB", b"\0")
LINEAR = chunk(b"gAMA", struct.pack(">I", 100000))


@pytest.mark.parametrize(
    ("chunks", "named"),
    [
        (b"", ""),
        (SRGB, ""),
        (GAMMA, ""),
        (GAMMA + chunk(b"cHRM", struct.pack(">8I", *PRIMARIES)), ""),
        (SRGB + LINEAR, ""),
        (chunk(b"cICP", b"") + chunk(b"gAMA", b"x") + chunk(b"cHRM", b""), "cICP"),
        (chunk(b"gAMA", b"x") + chunk(b"cHRM", b""), ""),
        (chunk(b"cICP", bytes([1, 13, 0, 1])) + LINEAR, ""),
        (LINEAR, "gAMA"),
        (GAMMA + chunk(b"cHRM", struct.pack(">8I", *WIDE)), "cHRM"),
        (chunk(b"cICP", bytes([12, 13, 0, 1])) + SRGB, "cICP"),
    ],
)
def test_colours_that_are_not_heeded_are_said(chunks: bytes, named: str, tmp_path: Path) -> None:
    path = png(tmp_path / "a.png", early=chunks)
    with path.open("rb") as data:
        assert other_colours(data) == named
    file = read_image(path)
    assert np.array_equal(file.image, photo(8, 12))
    assert file.notes == (
        (f"a.png is taken for sRGB; what its {named} chunk says was not heeded.",) if named else ()
    )


def test_a_profile_goes_before_gamma_and_primaries(tmp_path: Path) -> None:
    profile = chunk(b"iCCP", b"P3\0\0" + zlib.compress(P3))
    file = read_image(png(tmp_path / "a.png", early=profile + LINEAR))
    assert file.icc_profile == P3
    assert file.notes == ()


@given(st.binary(max_size=100))
def test_damaged_chunks_are_an_error_and_nothing_else(tail: bytes) -> None:
    for read in (png_metadata, other_colours):
        try:
            read(io.BytesIO(b"\x89PNG\r\n\x1a\n" + tail))
        except ContainerError:
            continue
