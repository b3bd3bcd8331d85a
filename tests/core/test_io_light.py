"""Floating-point files: what their values mean, and where in the image they lie."""

from pathlib import Path

import numpy as np
import OpenImageIO as oiio
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QColorSpace

from mattegui.core.arrays import AnyArray, quantise
from mattegui.core.exif_directory import Value
from mattegui.core.export import write_export
from mattegui.core.io import ImageFile, ImageFileError, read_image, read_trimap
from mattegui.core.profile import srgb_light
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from tests.core.exports import P3, PROFILES
from tests.core.tiffs import RGB, tiff
from tests.samples import icc_profile, photo, write

Values = NDArray[np.float32]
LINEAR = bytes(QColorSpace(QColorSpace.NamedColorSpace.SRgbLinear).iccProfile().data())
WIDE_LINEAR = bytes(
    QColorSpace(QColorSpace.Primaries.DciP3D65, QColorSpace.TransferFunction.Linear)
    .iccProfile()
    .data()
)
CLIPPED = "Values below 0 or above 1 (brighter than white) were clipped."


def values(height: int = 300, width: int = 9) -> Values:
    """Return colours of a photo; there are more rows than are converted at once."""
    return photo(height, width, np.uint16).astype(np.float32) / np.float32(65535)


def light_of(file: ImageFile) -> AnyArray:
    assert file.light is not None
    return file.light


def float_tiff(path: Path, pixels: AnyArray, profile: bytes) -> Path:
    return tiff(path, pixels, RGB, t34675=Value(7, len(profile), profile))


@pytest.mark.parametrize("profile", ["sRGB", "wide", "P3"])
def test_values_are_what_their_profile_says(profile: str, tmp_path: Path) -> None:
    space = (PROFILES | {"P3": P3})[profile]
    seen = values()
    file = read_image(float_tiff(tmp_path / "a.tif", seen, space))
    assert np.array_equal(file.image, quantise(seen, np.dtype(np.uint16))), "as they are encoded"
    assert file.icc_profile == space
    assert file.notes == ()
    # Qt converts by code of its own.
    target = QColorSpace(QColorSpace.NamedColorSpace.SRgbLinear)
    change = QColorSpace.fromIccProfile(space).transformationToColorSpace(target)
    for y, x in ((0, 0), (150, 4), (299, 8)):
        red, green, blue = (float(value) for value in seen[y, x])
        colour = change.map(QColor.fromRgbF(red, green, blue).convertTo(QColor.Spec.ExtendedRgb))
        expected = (colour.redF(), colour.greenF(), colour.blueF())
        assert light_of(file)[y, x] == pytest.approx(expected, abs=4e-3)
    write_export(tmp_path / "b.exr", file, np.ones(seen.shape[:2], np.float32))
    assert np.array_equal(light_of(read_image(tmp_path / "b.exr")), light_of(file))
    write_export(tmp_path / "b.png", file, np.ones(seen.shape[:2], np.float32))
    again = read_image(tmp_path / "b.png")
    assert np.array_equal(again.image, file.image)
    assert again.icc_profile == space


def test_encoded_values_beyond_white_are_clipped_in_the_image_alone(tmp_path: Path) -> None:
    seen = np.full((2, 3, 3), (1.5, -0.5, 0.5), np.float32)
    file = read_image(float_tiff(tmp_path / "a.tif", seen, PROFILES["sRGB"]))
    assert file.image[0, 0].tolist() == [65535, 0, 32768]
    beyond = ((1.5 + 0.055) / 1.055) ** 2.4
    assert light_of(file)[0, 0] == pytest.approx([beyond, 0, 0.214041], abs=1e-5)
    assert file.notes == (CLIPPED,)


def test_light_with_the_profile_of_light_stays_to_the_bit(tmp_path: Path) -> None:
    seen = values() * 2
    file = read_image(float_tiff(tmp_path / "a.tif", seen, LINEAR))
    assert np.array_equal(light_of(file), seen)
    assert file.icc_profile == b""
    assert file.notes == (CLIPPED,)
    bare = read_image(write(tmp_path / "b.tif", seen))
    assert np.array_equal(file.image, bare.image)
    assert np.array_equal(light_of(bare), seen)


def test_light_of_other_primaries_becomes_that_of_srgb(tmp_path: Path) -> None:
    seen = np.array([[[1, 0, 0], [0.25, 0.25, 0.25], [0, 0.1, 0]]], np.float32)
    file = read_image(float_tiff(tmp_path / "a.tif", seen, WIDE_LINEAR))
    # P3's red in linear sRGB.
    assert light_of(file)[0, 0] == pytest.approx([1.2249, -0.0420, -0.0197], abs=1e-3)
    assert light_of(file)[0, 1] == pytest.approx([0.25] * 3, abs=1e-3)
    assert file.icc_profile == b""
    assert file.image[0, 0].tolist() == [65535, 0, 0]
    assert file.notes == (
        "a.tif holds linear light; it was converted to sRGB's primaries.",
        CLIPPED,
    )


def test_values_of_an_unusable_profile_are_light(tmp_path: Path) -> None:
    seen = values()
    file = read_image(float_tiff(tmp_path / "a.tif", seen, icc_profile()))
    assert np.array_equal(light_of(file), seen)
    assert file.icc_profile == b""
    assert file.notes == ("The colour profile of a.tif is damaged and was left out.",)


@pytest.mark.parametrize("space", ["lin_rec709_scene", "srgb_rec709_scene"])
@pytest.mark.parametrize("names", ["RGB", "RGBA"])
def test_jpeg_xl_says_what_its_values_are(names: str, space: str, tmp_path: Path) -> None:
    seen = values()
    if names == "RGBA":
        seen = np.dstack([seen, np.full(seen.shape[:2], 0.5, np.float32)])
    how = {"compression": "jpegxl:100", "oiio_ColorSpace": space}
    file = read_image(write(tmp_path / "a.jxl", seen, names=names, **how))
    colours = seen[..., :3]
    assert file.notes == ()
    if space.startswith("lin"):
        assert np.array_equal(light_of(file), colours), "straight, and as it was"
    else:
        assert np.array_equal(file.image, quantise(colours, np.dtype(np.uint16)))
        assert light_of(file) == pytest.approx(srgb_light(colours), abs=1e-4)


def framed(
    path: Path, pixels: AnyArray, at: tuple[int, int], shown: tuple[int, int, int, int]
) -> Path:
    """Write an EXR file; its display window is (y, x, height, width)."""
    height, width, channels = pixels.shape
    spec = oiio.ImageSpec(width, height, channels, "float")
    spec.y, spec.x = at
    spec.full_y, spec.full_x, spec.full_height, spec.full_width = shown
    file = oiio.ImageOutput.create(str(path))
    assert file is not None
    assert file.open(str(path), spec), file.geterror()
    assert file.write_image(np.ascontiguousarray(pixels))
    file.close()
    return path


CUT_OFF = "a.exr has pixels outside of its display window; they were cut off."


@pytest.mark.parametrize(
    ("at", "shown", "note"),
    [
        ((3, 5), (0, 0, 30, 40), False),
        ((3, 5), (3, 5, 8, 10), False),
        ((-4, -3), (-10, -10, 30, 40), False),
        ((0, 0), (2, 3, 4, 5), True),
        ((-2, 35), (0, 0, 30, 40), True),
        ((100, 100), (0, 0, 30, 40), True),
    ],
)
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_the_display_window_is_the_image(
    at: tuple[int, int],
    shown: tuple[int, int, int, int],
    note: bool,
    channels: int,
    tmp_path: Path,
) -> None:
    pixels = np.random.default_rng(1).random((8, 10, channels), np.float32)
    pixels[..., -1] = 1
    file = read_image(framed(tmp_path / "a.exr", pixels, at, shown))
    whole = np.zeros((300, 300, channels), np.float32)
    whole[100 + at[0] : 108 + at[0], 100 + at[1] : 110 + at[1]] = pixels
    y, x, height, width = shown
    expected = whole[100 + y : 100 + y + height, 100 + x : 100 + x + width]
    assert file.image.shape == (height, width, 3)
    assert np.array_equal(light_of(file), np.broadcast_to(expected[..., :3], light_of(file).shape))
    assert (file.alpha is not None) == (channels == 4)
    if file.alpha is not None:
        assert np.array_equal(file.alpha, expected[..., 3])
    assert file.notes == ((CUT_OFF,) if note else ())


def test_a_trimap_has_the_size_of_its_display_window(tmp_path: Path) -> None:
    path = framed(tmp_path / "t.exr", np.ones((2, 3, 1), np.float32), (1, 1), (0, 0, 4, 5))
    trimap = read_trimap(path, (4, 5, 3))
    assert trimap[1:3, 1:4].tolist() == [[255] * 3] * 2
    assert trimap.sum() == 6 * 255


def test_a_project_of_a_framed_file_opens(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).random((8, 10, 3), np.float32)
    file = read_image(framed(tmp_path / "a.exr", pixels, (3, 5), (0, 0, 30, 40)))
    save_project(tmp_path / "work.ora", Project(file, np.zeros((30, 40), np.uint8)))
    opened = load_project(tmp_path / "work.ora").file
    assert opened.notes == ()
    assert np.array_equal(light_of(opened), light_of(file))


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ((0, 0, 30_000, 30_000), "claims to show 30000×30000 pixels and holds 10×8"),
        ((0, 0, 40_000, 40_000), "measures 40000×40000 pixels, more than the 1000 megapixels"),
    ],
)
def test_a_vast_window_around_a_few_pixels_is_refused(
    shown: tuple[int, int, int, int], words: str, tmp_path: Path
) -> None:
    path = framed(tmp_path / "a.exr", np.ones((8, 10, 3), np.float32), (0, 0), shown)
    with pytest.raises(ImageFileError, match=words):
        read_image(path)
