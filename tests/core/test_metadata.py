"""EXIF, XMP and resolution of files as they come, and of files that mean harm."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageCms

from mattegui.core.containers import ContainerError, jxl_metadata
from mattegui.core.exif import ExifError, exif_of_tiff, sized, upright, xmp_of_tiff
from mattegui.core.imagefile import ImageFile
from mattegui.core.io import read_image
from mattegui.core.profile import from_cmyk, network_copy, srgb_copy
from tests.core.exports import P3, PROFILES, XMP, exif_block, fields
from tests.samples import icc_profile, photo, write


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_what_cameras_write_is_read_and_stands_upright(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    exif = exif_block(orientation=6)
    how: dict[str, Any] = {"xmp": XMP} if suffix in {"jpg", "webp"} else {}
    Pillow.fromarray(photo(20, 30)).save(path, exif=b"Exif\0\0" + exif, dpi=(300, 200), **how)
    file = read_image(path)
    assert file.image.shape == (30, 20, 3)
    assert file.notes == ()
    found = fields(file.metadata.exif)
    assert found["top"][0x0110] == "Model"
    assert found["top"].get(0x0112, 1) == 1
    assert found["own"] == fields(exif)["own"]
    assert found["place"] == fields(exif)["place"]
    assert file.metadata.xmp == (XMP if how else b"")
    if suffix != "webp":
        assert file.metadata.dpi == pytest.approx((200, 300), rel=1e-4), "turned with the image"


def test_only_the_orientation_of_a_block_is_changed() -> None:
    before, after = exif_block(orientation=8), upright(exif_block(orientation=8))
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def with_thumbnail() -> tuple[bytes, bytes]:
    """Return a block with a second directory, and the thumbnail in it."""
    shown = b"\xff\xd8 a face \xff\xd9"
    first = struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, 6, 0, 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(shown), 0)
    return b"II*\0\x08\0\0\0" + first + second + shown, shown


def test_the_thumbnail_is_gone() -> None:
    block, shown = with_thumbnail()
    clean = upright(block)
    assert shown not in clean
    assert len(clean) == len(block)
    assert fields(clean)["top"] == {0x0112: 1}


def test_a_size_is_set_where_there_is_one() -> None:
    own = fields(sized(exif_block(), 12345, 7))["own"]
    assert (own[0xA002], own[0xA003]) == (12345, 7)


@given(st.binary(max_size=200), st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_block_is_an_error_and_nothing_else(tail: bytes, at: int, value: int) -> None:
    spoiled = bytearray(exif_block())
    spoiled[at % len(spoiled)] = value
    readers: list[Callable[[bytes], bytes]] = [
        *(upright, lambda block: sized(block, 5, 6)),
        *(lambda block: exif_of_tiff(io.BytesIO(block)), lambda b: xmp_of_tiff(io.BytesIO(b))),
    ]
    for block in (bytes(spoiled), b"II*\0" + tail, b"MM\0+" + tail, tail):
        for read in readers:
            try:
                read(block)
            except ExifError:
                continue


@given(st.binary(max_size=100))
def test_damaged_boxes_are_an_error_and_nothing_else(tail: bytes) -> None:
    signature = b"\0\0\0\x0cJXL \r\n\x87\n"
    try:
        jxl_metadata(io.BytesIO(signature + tail))
    except ContainerError:
        return


def test_damaged_exif_does_not_keep_an_image_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Pillow.fromarray(photo(20, 30)).save(path, exif=b"Exif\0\0II*\0\xff\xff\xff\x7f")
    file = read_image(path)
    assert file.metadata.exif == b""
    assert file.notes == ("The EXIF data of a.jpg was left out: it is cut off.",)


def test_a_network_sees_srgb(tmp_path: Path) -> None:
    pixels = photo(40, 50)
    assert srgb_copy(pixels, PROFILES["none"]) is pixels
    assert srgb_copy(pixels, PROFILES["sRGB"]) is pixels
    seen = srgb_copy(pixels, P3)
    assert seen.dtype == np.uint8
    expected = ImageCms.profileToProfile(
        Pillow.fromarray(pixels),
        ImageCms.ImageCmsProfile(io.BytesIO(P3)),
        ImageCms.createProfile("sRGB"),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert expected is not None
    assert np.array_equal(seen, np.asarray(expected))
    deep, _ = network_copy(ImageFile(tmp_path / "a", photo(40, 50, np.uint16), icc_profile=P3))
    assert np.abs(deep.astype(int) - seen).max() <= 4


def test_a_profile_without_colours_is_said_and_the_image_taken_as_it_is(tmp_path: Path) -> None:
    pixels = photo(4, 5)
    seen, note = network_copy(ImageFile(tmp_path / "a.png", pixels, icc_profile=icc_profile()))
    assert seen is pixels
    assert note.startswith("The colours of a.png are taken for sRGB")


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_inks_are_converted_by_their_profile(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No CMYK profile is at hand that may be copied: the conversion itself is Little CMS's.
    profile = icc_profile(b"CMYK")
    path = tmp_path / f"a.{suffix}"
    inks = Pillow.fromarray(photo(16, 16)).convert("CMYK")
    how: dict[str, Any] = {"quality": 100} if suffix == "jpg" else {}
    inks.save(path, icc_profile=profile, **how)

    def convert(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], given: bytes) -> object:
        assert given == profile
        assert np.abs(pixels.astype(int) - np.asarray(inks)).mean() < 3, "inks, not inverted"
        return np.full((*pixels.shape[:2], 3), 9, np.uint8)

    monkeypatch.setattr("mattegui.core.decode.from_cmyk", convert)
    file = read_image(path)
    assert (file.image == 9).all()
    assert file.icc_profile == b""
    assert file.notes == (
        f"a.{suffix} holds CMYK inks; they were converted to sRGB by its profile.",
    )


def test_inks_of_an_unusable_profile_are_converted_simply(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    Pillow.fromarray(photo(16, 16)).convert("CMYK").save(path, icc_profile=icc_profile(b"CMYK"))
    file = read_image(path)
    assert file.notes[0] == "a.tif holds CMYK inks; its colours were converted to RGB simply."
    assert from_cmyk.__doc__


def test_a_transparent_palette_has_its_alpha(tmp_path: Path) -> None:
    source = Pillow.fromarray(photo(12, 15)).convert("P")
    source.info["transparency"] = 3
    source.save(tmp_path / "a.png", transparency=3)
    file = read_image(tmp_path / "a.png")
    assert file.alpha is not None
    assert np.array_equal(file.alpha == 0, np.asarray(source) == 3)


def test_grey_with_alpha_is_read_with_16_bits_too(tmp_path: Path) -> None:
    pixels = np.dstack([photo(9, 8, np.uint16)[..., 0], photo(9, 8, np.uint16)[..., 1]])
    file = read_image(write(tmp_path / "a.png", pixels, names="YA", oiio_UnassociatedAlpha=1))
    assert np.array_equal(file.image[..., 2], pixels[..., 0])
    assert file.alpha is not None
    assert np.array_equal(np.rint(file.alpha * 65535), pixels[..., 1])
