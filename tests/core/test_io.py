"""Reading and writing. What damaged files say is tested through the command line."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColorSpace

from mattegui.core.arrays import AnyArray
from mattegui.core.export import write_export
from mattegui.core.io import (
    READABLE,
    ImageFileError,
    read_image,
    read_trimap,
    write_image,
)
from tests.samples import icc_profile, photo, read_back, write, write_psd

LOSSLESS: list[tuple[str, type[np.unsignedinteger[Any]], dict[str, Any]]] = [
    ("a.png", np.uint8, {}),
    ("a.png", np.uint16, {}),
    ("a.tif", np.uint8, {}),
    ("a.tiff", np.uint16, {}),
    ("a.bmp", np.uint8, {}),
    ("a.webp", np.uint8, {"compression": "lossless:100"}),
    ("a.jxl", np.uint8, {"compression": "jpegxl:100"}),
    ("a.jxl", np.uint16, {"compression": "jpegxl:100"}),
]


@pytest.mark.parametrize(("name", "dtype", "attributes"), LOSSLESS)
def test_lossless_files_come_back_to_the_bit(
    name: str, dtype: type[Any], attributes: dict[str, Any], tmp_path: Path
) -> None:
    pixels = photo(45, 61, dtype)
    file = read_image(write(tmp_path / name, pixels, **attributes))
    assert file.image.dtype == dtype
    assert np.array_equal(file.image, pixels)
    assert file.alpha is None
    assert file.notes == ()
    assert not file.image.flags.writeable


@pytest.mark.parametrize(
    ("name", "attributes"),
    [("a.jpg", {"CompressionQuality": 95}), ("a.jpeg", {}), ("a.webp", {"compression": "webp:95"})],
)
def test_lossy_files_come_back_nearly(
    name: str, attributes: dict[str, Any], tmp_path: Path
) -> None:
    pixels = photo(64, 80)
    image = read_image(write(tmp_path / name, pixels, **attributes)).image
    assert image.dtype == np.uint8
    assert np.abs(image.astype(int) - pixels).mean() < 6


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_photoshop_files_give_the_merged_image(dtype: type[Any], tmp_path: Path) -> None:
    pixels = photo(33, 21, dtype)
    assert np.array_equal(read_image(write_psd(tmp_path / "a.psd", pixels)).image, pixels)


def test_gif_has_its_colours_and_its_alpha(tmp_path: Path) -> None:
    frame = Pillow.fromarray(np.kron(np.eye(4), np.ones((8, 8))).astype(np.uint8) * 255)
    frame.convert("RGB").save(tmp_path / "a.gif")
    file = read_image(tmp_path / "a.gif")
    assert np.array_equal(file.image[..., 1], np.asarray(frame))
    assert file.alpha is not None
    assert (file.alpha == 1).all()


def test_every_readable_suffix_is_tested() -> None:
    tested = {name for name, _, _ in LOSSLESS} | {"a.jpg", "a.jpeg", "a.psd", "a.gif", "a.exr"}
    # HEIC has a file of its own: test_io_heif.py.
    tested |= {"a.heic", "a.heif"} if find_spec("pillow_heif") else set()
    assert {Path(name).suffix for name in tested} == set(READABLE)


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_linear_light_is_encoded_as_srgb(dtype: type[Any], tmp_path: Path) -> None:
    linear: AnyArray = np.array([[[0, 0.0031308, 0.18], [0.5, 1.0, 0.2140411]]], dtype)
    file = read_image(write(tmp_path / "a.exr", linear))
    assert file.image.dtype == np.uint16
    # 0.5 in sRGB is 0.2140411 in linear light (IEC 61966-2-1).
    expected = [[[0, 0.040450, 0.461356], [0.735357, 1, 0.5]]]
    assert file.image / 65535 == pytest.approx(np.array(expected), abs=3e-4)
    assert file.notes == ()


def test_light_brighter_than_white_is_clipped_and_said(tmp_path: Path) -> None:
    file = read_image(write(tmp_path / "a.exr", np.full((2, 2, 3), 7.5, np.float32)))
    assert (file.image == 65535).all()
    assert file.notes == ("Values below 0 or above 1 (brighter than white) were clipped.",)


def test_multiplied_colours_are_divided(tmp_path: Path) -> None:
    premultiplied = np.array([[[0.25, 0.25, 0.0, 0.25], [0, 0, 0, 0]]], np.float32)
    file = read_image(write(tmp_path / "a.exr", premultiplied, names="RGBA"))
    assert file.alpha is not None
    assert file.alpha.tolist() == [[0.25, 0]]
    assert file.image[0, 0].tolist() == [65535, 65535, 0]


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("name", ["a.png", "a.tif"])
def test_alpha_is_read_apart_and_colours_stay_straight(
    name: str, dtype: type[np.unsignedinteger[Any]], tmp_path: Path
) -> None:
    top = np.iinfo(dtype).max
    opacity = np.linspace(0, top, 20 * 30).reshape(20, 30).astype(dtype)
    pixels = np.dstack([photo(20, 30, dtype), opacity])
    path = write(tmp_path / name, pixels, oiio_UnassociatedAlpha=1)
    file = read_image(path)
    assert np.array_equal(file.image, pixels[..., :3])
    assert file.alpha is not None
    assert np.array_equal(np.rint(file.alpha * top), opacity)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P"])
def test_grey_and_palette_files_become_rgb(mode: str, tmp_path: Path) -> None:
    source = Pillow.fromarray(photo(12, 15)).convert(mode)
    source.save(tmp_path / "a.png")
    assert np.array_equal(read_image(tmp_path / "a.png").image, np.asarray(source.convert("RGB")))


ARROW = np.zeros((4, 6, 3), np.uint8)
ARROW[0, 1] = ARROW[3, 5] = (255, 40, 0)
ARROW[2, 0] = (9, 255, 80)

# What has to be done to the stored pixels, CIPA DC-008 (EXIF 2.32), section 4.6.4.A.
UPRIGHT = {
    1: ARROW,
    2: ARROW[:, ::-1],
    3: ARROW[::-1, ::-1],
    4: ARROW[::-1],
    5: ARROW.transpose(1, 0, 2),
    6: np.rot90(ARROW, -1),
    7: ARROW[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90(ARROW, 1),
}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_images_stand_upright(orientation: int, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "webp":
        exif = Pillow.Exif()
        exif[0x112] = orientation
        Pillow.fromarray(ARROW).save(path, exif=exif, lossless=True)
    else:
        write(path, ARROW, Orientation=orientation)
    image = read_image(path).image
    assert np.array_equal(image, UPRIGHT[orientation])
    assert image.flags.c_contiguous


@pytest.mark.parametrize("orientation", UPRIGHT)
def test_jpegs_stand_upright(orientation: int, tmp_path: Path) -> None:
    # 16 × 16 blocks, so that the codec does not smear one into the next.
    large = np.kron(ARROW, np.ones((16, 16, 1))).astype(np.uint8)
    path = write(tmp_path / "a.jpg", large, Orientation=orientation, CompressionQuality=98)
    expected = np.kron(UPRIGHT[orientation], np.ones((16, 16, 1)))
    image = read_image(path).image
    assert image.shape == expected.shape
    assert np.abs(image.astype(int) - expected).mean() < 4


@pytest.mark.parametrize("name", ["a.png", "a.tif", "a.jpg", "a.webp", "a.jxl"])
def test_the_colour_profile_is_read_byte_for_byte(name: str, tmp_path: Path) -> None:
    # JPEG XL takes a complete profile only.
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    if name == "a.webp":
        Pillow.fromarray(photo(8, 8)).save(tmp_path / name, icc_profile=profile)
    else:
        write(tmp_path / name, photo(8, 8), ICCProfile=profile)
    file = read_image(tmp_path / name)
    assert file.icc_profile == profile
    assert file.notes == ()


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        (b"no profile at all" * 20, "is damaged and was left out"),
        (icc_profile()[:-8], "is damaged and was left out"),
        (icc_profile(b"CMYK"), "is for CMYK, not RGB; it was left out"),
        (icc_profile(b"GRAY"), "is for GRAY, not RGB; it was left out"),
    ],
)
def test_an_unusable_colour_profile_is_left_out_and_said(
    profile: bytes, words: str, tmp_path: Path
) -> None:
    # JPEG keeps any bytes as a profile.
    file = read_image(write(tmp_path / "a.jpg", photo(8, 8), ICCProfile=profile))
    assert file.icc_profile == b""
    assert len(file.notes) == 1
    assert words in file.notes[0]


@pytest.mark.parametrize("padding", [1, 2, 3, 4])
def test_bytes_behind_a_colour_profile_are_not_a_part_of_it(padding: int, tmp_path: Path) -> None:
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    path = write(tmp_path / "a.jpg", photo(8, 8), ICCProfile=profile + bytes(padding))
    file = read_image(path)
    assert file.icc_profile == profile
    assert file.notes == ()
    for suffix in ("png", "jxl", "tif"):
        out = tmp_path / f"b.{suffix}"
        write_export(out, file, np.ones((8, 8), np.float32))
        assert read_image(out).icc_profile == profile


@pytest.mark.parametrize("suffix", ["jpg", "tif"])
def test_cmyk_is_converted_and_said(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"inks.{suffix}"
    Pillow.fromarray(photo(16, 16)).convert("CMYK").save(path)
    file = read_image(path)
    assert file.image.shape == (16, 16, 3)
    assert len(file.notes) == 1
    assert file.notes[0].startswith(f"inks.{suffix} holds CMYK inks")


def test_a_trimap_may_be_soft_and_grey_of_any_value(tmp_path: Path) -> None:
    values = np.array([[0, 1, 127, 128], [129, 200, 254, 255]], np.uint8)
    trimap = read_trimap(write(tmp_path / "t.png", values), (2, 4, 3))
    assert trimap.tolist() == [[0, 128, 128, 128], [128, 128, 128, 255]]


def test_a_trimap_of_16_bits_is_known_at_the_very_ends_only(tmp_path: Path) -> None:
    values = np.array([[0, 1, 32768, 65534, 65535]], np.uint16)
    trimap = read_trimap(write(tmp_path / "t.png", values), (1, 5, 3))
    assert trimap.tolist() == [[0, 128, 128, 128, 255]]


def test_a_trimap_of_another_size_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "t.png", np.zeros((2, 4), np.uint8))
    with pytest.raises(ImageFileError, match=r"t\.png: the trimap measures 4×2 pixels"):
        read_trimap(path, (4, 2, 3))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("suffix", ["png", "tif", "tiff"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_what_is_written_is_what_is_read(
    channels: int, suffix: str, dtype: type[np.unsignedinteger[Any]], tmp_path: Path
) -> None:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, np.iinfo(dtype).max + 1, (30, 40, channels)).astype(dtype)
    pixels[:5] = 0
    given = pixels[..., 0] if channels == 1 else pixels
    path = tmp_path / f"a.{suffix}"
    write_image(path, given, icc_profile=icc_profile() if channels > 1 else b"")
    stored, spec = read_back(path)
    assert stored.dtype == dtype
    assert np.array_equal(stored, pixels), "alpha must be straight, colours exact"
    assert spec.alpha_channel == (3 if channels == 4 else -1)
    if channels > 1:
        assert bytes(np.asarray(spec.getattribute("ICCProfile"), np.uint8)) == icc_profile()


def test_pillow_agrees_about_a_written_png(tmp_path: Path) -> None:
    pixels: AnyArray = np.dstack([photo(20, 30), np.full((20, 30), 3, np.uint8)])
    write_image(tmp_path / "a.png", pixels)
    with Pillow.open(tmp_path / "a.png") as image:
        assert image.mode == "RGBA"
        assert np.array_equal(np.asarray(image), pixels)


def test_writing_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_text("old")
    write_image(path, photo(4, 4))
    assert np.array_equal(read_image(path).image, photo(4, 4))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.png"]
