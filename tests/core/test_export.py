"""What goes in comes out: pixels, profiles and metadata, in every format and depth."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from mattegui.core.arrays import as_float, quantise
from mattegui.core.export import (
    EXPORTERS,
    FORMATS,
    ExportOptions,
    estimated_size,
    render_export,
    write_export,
)
from mattegui.core.io import read_image
from mattegui.core.profile import is_srgb, light, srgb_copy, srgb_light
from tests.core.exports import P3, PROFILES, XMP, exif_block, fields, source_of, subject
from tests.samples import read_back

INTEGER = [
    ("png", ".png", "8"),
    ("png", ".png", "16"),
    ("tiff", ".tif", "8"),
    ("tiff", ".tiff", "16"),
    ("webp", ".webp", "8"),
    ("jxl", ".jxl", "8"),
    ("jxl", ".jxl", "16"),
]
LIGHT = [(".exr", "half"), (".exr", "float"), (".tif", "float")]
TYPES: dict[str, type[np.unsignedinteger[Any]]] = {"8": np.uint8, "16": np.uint16}


def test_every_format_and_depth_is_in_the_matrix() -> None:
    levels = {(name, depth) for name, _, depth in INTEGER}
    light_kinds = {("tiff", "float"), ("exr", "half"), ("exr", "float")}
    depths = {"uint8": "8", "uint16": "16", "half": "half", "float": "float"}
    every = {(name, depths[kind]) for name, each in FORMATS.items() for kind in each.kinds}
    # Without alpha, or with alpha as a mask that only programs with layers know.
    others = {("jpeg", "8"), ("psd", "8"), ("psd", "16")}
    assert levels | light_kinds | others == every


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("name", "suffix", "depth"), INTEGER)
def test_solid_pixels_profile_and_alpha_come_back_to_the_bit(
    name: str, suffix: str, depth: str, profile: str, tmp_path: Path
) -> None:
    dtype = TYPES[depth]
    pixels, alpha = subject(120, 160, dtype)
    source = source_of(pixels, PROFILES[profile])
    path = tmp_path / f"a{suffix}"
    write_export(path, source, alpha, ExportOptions(format=name))
    file = read_image(path)
    assert file.image.dtype == dtype
    assert np.array_equal(file.image[alpha == 1], pixels[alpha == 1])
    assert file.alpha is not None
    top = np.iinfo(dtype).max
    assert np.array_equal(np.rint(file.alpha * top), quantise(alpha, np.dtype(dtype)))
    if (name, profile) == ("jxl", "none"):
        assert is_srgb(file.icc_profile), "JPEG XL always says what its numbers mean"
    else:
        assert file.icc_profile == PROFILES[profile]
    assert file.notes == ()
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".jpg"])
def test_exif_xmp_and_resolution_come_back(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint8)
    source = source_of(pixels)
    path = tmp_path / f"a{suffix}"
    content = "composite" if suffix == ".jpg" else "rgba"
    write_export(path, source, alpha, ExportOptions(content=content))
    found = read_image(path).metadata
    assert found.xmp == XMP
    if suffix == ".tif":
        # The directories of a TIFF file are the file's own: put together anew.
        assert fields(found.exif) == {**fields(exif_block()), "top": TIFF_FIELDS}
    else:
        assert found.exif == exif_block(), "to the byte"
    if suffix not in {".webp", ".jxl"}:
        assert found.dpi == pytest.approx((300, 300), rel=1e-4)


TIFF_FIELDS = {tag: value for tag, value in fields(exif_block())["top"].items() if tag != 0x0112}


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jpg"])
def test_an_independent_reader_finds_the_same(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint8)
    path = tmp_path / f"a{suffix}"
    content = "composite" if suffix == ".jpg" else "rgba"
    write_export(path, source_of(pixels, P3), alpha, ExportOptions(content=content))
    with Pillow.open(path) as image:
        image.load()
        exif = image.getexif()
        assert exif[0x0110] == "Model"
        assert exif.get_ifd(0x8769)[0x927C] == b"NOTE\0\1\2\3" * 9
        assert exif.get_ifd(0x8825)[1] == "N"
        assert image.info["icc_profile"] == P3
        assert image.size == (40, 30)


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".jpg", ".exr"])
def test_metadata_can_be_left_out(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint8)
    path = tmp_path / f"a{suffix}"
    content = "composite" if suffix == ".jpg" else "rgba"
    options = ExportOptions(content=content, metadata=False)
    write_export(path, source_of(pixels, P3), alpha, options)
    file = read_image(path)
    assert (file.metadata.exif, file.metadata.xmp) == (b"", b"")
    assert b"Model" not in path.read_bytes()
    assert file.icc_profile == (b"" if suffix == ".exr" else P3), "colours need their profile"


@pytest.mark.parametrize(("suffix", "depth"), LIGHT)
@pytest.mark.parametrize("profile", PROFILES)
def test_levels_become_linear_light(profile: str, suffix: str, depth: Any, tmp_path: Path) -> None:
    pixels, alpha = subject(60, 80, np.uint16)
    path = tmp_path / f"a{suffix}"
    source = source_of(pixels, PROFILES[profile])
    write_export(path, source, alpha, ExportOptions(depth=depth))
    stored, spec = read_back(path)
    assert str(spec.format) == depth
    expected = light(as_float(pixels), PROFILES[profile])
    solid = alpha == 1
    tolerance = 1e-3 if depth == "half" else 1e-6
    assert np.abs(stored[solid][:, :3] - expected[solid]).max() <= tolerance
    assert (stored[alpha == 0][:, 3] == 0).all()
    if suffix == ".exr":
        assert (stored[alpha == 0] == 0).all(), "colours are multiplied by alpha"
    assert spec.getattribute("ICCProfile") is None


@pytest.mark.parametrize("kind", ["float16", "float32"])
def test_light_that_was_read_is_written_to_the_bit_and_not_clipped(
    kind: str, tmp_path: Path
) -> None:
    pixels, alpha = subject(60, 80, np.uint8)
    bright = (pixels.astype(np.float32) / 50).astype(kind)
    source = source_of(pixels.astype(np.uint16) * np.uint16(257), light=bright)
    for suffix in (".exr", ".tif"):
        write_export(tmp_path / f"a{suffix}", source, alpha)
        stored, _ = read_back(tmp_path / f"a{suffix}")
        assert np.array_equal(stored[alpha == 1][:, :3], bright[alpha == 1])
        again = read_image(tmp_path / f"a{suffix}")
        assert again.light is not None
        assert np.array_equal(again.light[alpha == 1], bright[alpha == 1])
        assert float(again.light.max()) > 1
    assert str(read_back(tmp_path / "a.exr")[1].format) == kind.replace("float16", "half").replace(
        "float32", "float"
    )


def test_a_profile_of_tone_curves_is_what_little_cms_makes_of_it() -> None:
    levels = np.linspace(0, 1, 64, dtype=np.float32)
    grey = np.stack([levels, levels, levels], axis=-1)[None]
    # Grey is grey in any profile; P3 has the tone curve of sRGB.
    assert np.abs(light(grey, P3) - srgb_light(grey)).max() < 2e-3
    red = np.array([[[1, 0, 0]]], np.float32)
    assert light(red, P3)[0, 0] == pytest.approx([1.2249, -0.0420, -0.0197], abs=2e-3)
    assert is_srgb(PROFILES["sRGB"])
    assert not is_srgb(P3)


@pytest.mark.parametrize("depth", ["8", "16"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_another_depth_is_exact_or_rounded(
    dtype: type[np.unsignedinteger[Any]], depth: Any, tmp_path: Path
) -> None:
    pixels, alpha = subject(60, 80, dtype)
    write_export(tmp_path / "a.png", source_of(pixels), alpha, ExportOptions(depth=depth))
    stored, _ = read_back(tmp_path / "a.png")
    assert stored.dtype == TYPES[depth]
    expected = pixels[alpha == 1] / np.iinfo(dtype).max * np.iinfo(TYPES[depth]).max
    assert np.array_equal(stored[alpha == 1][:, :3], np.rint(expected))
    assert np.array_equal(stored[..., 3], quantise(alpha, np.dtype(TYPES[depth])))


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".exr"])
def test_a_colour_under_alpha_0_is_never_the_backgrounds(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(300, 400, np.uint8)
    pixels[alpha > 0] = (200, 30, 20)
    pixels[alpha == 0] = (0, 255, 0)
    alpha = (alpha == 1).astype(np.float32)
    pixels[alpha < 1] = (0, 255, 0)
    write_export(tmp_path / f"a{suffix}", source_of(pixels), alpha)
    image = read_image(tmp_path / f"a{suffix}").image
    hidden = image[alpha == 0].astype(int) // (257 if image.dtype == np.uint16 else 1)
    expected = (0, 0, 0) if suffix == ".exr" else (200, 30, 20)
    assert np.abs(hidden - expected).max() <= 1


def test_what_stands_under_alpha_0_can_be_chosen(tmp_path: Path) -> None:
    pixels, alpha = subject(100, 120, np.uint8)
    hidden = quantise(alpha, np.dtype(np.uint8)) == 0
    found = {
        name: render_export(source_of(pixels), alpha, ExportOptions(hidden=name))[..., :3]
        for name in ("bleed", "zero", "original")
    }
    assert (found["zero"][hidden] == 0).all()
    assert np.array_equal(found["original"][hidden], pixels[hidden])
    assert not np.array_equal(found["bleed"][hidden], pixels[hidden])
    for name in ("zero", "original"):
        assert np.array_equal(found[name][~hidden], found["bleed"][~hidden])


def test_the_images_own_colours_can_be_left_at_soft_edges() -> None:
    pixels, alpha = subject(100, 120, np.uint8)
    soft = (alpha > 0.1) & (alpha < 0.9)
    left = render_export(source_of(pixels), alpha, ExportOptions(decontaminate=False))
    assert np.array_equal(left[soft][:, :3], pixels[soft])
    cleaned = render_export(source_of(pixels), alpha)
    assert not np.array_equal(cleaned[soft][:, :3], pixels[soft])


def test_colours_that_were_made_elsewhere_are_taken() -> None:
    pixels, alpha = subject(100, 120, np.uint8)
    given = np.full_like(pixels, 77)
    made = render_export(source_of(pixels), alpha, foreground=given)
    assert (made[(alpha > 0.1) & (alpha < 0.9)][:, :3] == 77).all()
    assert np.array_equal(made[alpha == 1][:, :3], pixels[alpha == 1])


@pytest.mark.parametrize(("padding", "size"), [(0, 0), (5, 10), (10_000, 10_000)])
def test_cropping_leaves_what_is_visible(padding: int, size: int, tmp_path: Path) -> None:
    pixels, alpha = subject(200, 300, np.uint8)
    whole = render_export(source_of(pixels), alpha)
    options = ExportOptions(crop=True, padding=padding)
    write_export(tmp_path / "a.png", source_of(pixels), alpha, options)
    file = read_image(tmp_path / "a.png")
    rows, columns = np.flatnonzero(alpha.any(axis=1)), np.flatnonzero(alpha.any(axis=0))
    height = min(200, rows[-1] - rows[0] + 1 + size)
    assert file.image.shape[:2] == (height, min(300, columns[-1] - columns[0] + 1 + size))
    assert file.alpha is not None
    assert np.isclose(file.alpha.sum(), (whole[..., 3] / 255).sum(), rtol=1e-5)
    own = fields(file.metadata.exif)["own"]
    assert (own[0xA002], own[0xA003]) == file.image.shape[1::-1]


@pytest.mark.parametrize("depth", ["8", "16"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_composite_shows_the_new_background(
    dtype: type[np.unsignedinteger[Any]], depth: Any
) -> None:
    pixels, alpha = subject(120, 160, dtype)
    colour = ExportOptions(content="composite", depth=depth, background=(10, 200, 30))
    made = render_export(source_of(pixels), alpha, colour)
    step = 257 if depth == "16" else 1
    opacity = quantise(alpha, np.dtype(TYPES[depth]))
    assert made.dtype == TYPES[depth]
    assert (made[opacity == 0] == np.array((10, 200, 30)) * step).all()
    top = np.iinfo(TYPES[depth]).max
    assert np.array_equal(made[alpha == 1], np.rint(pixels[alpha == 1] / np.iinfo(dtype).max * top))
    behind = ExportOptions(content="composite", background=np.full((7, 5, 3), 90, np.uint8))
    over_image = render_export(source_of(pixels), alpha, behind)
    step = 257 if dtype is np.uint16 else 1
    assert (over_image[quantise(alpha, np.dtype(dtype)) == 0] == 90 * step).all()


@pytest.mark.parametrize("depth", ["8", "16", "half"])
def test_a_background_of_16_bits_keeps_them_where_there_is_room(depth: Any) -> None:
    # Steps of seven: none of them is one of the 256 levels.
    behind = (20000 + 7 * np.arange(120 * 160 * 3).reshape(120, 160, 3) % 9000).astype(np.uint16)
    pixels, alpha = subject(120, 160, np.uint16)
    options = ExportOptions(
        content="composite", format="exr" if depth == "half" else "", depth=depth, background=behind
    )
    made = render_export(source_of(pixels), alpha, options)
    expected: dict[str, Any] = {
        "8": np.rint(behind / 257),
        "16": behind,
        "half": srgb_light(as_float(behind)),
    }
    hidden = quantise(alpha, np.dtype(np.uint16)) == 0
    assert np.array_equal(made[hidden], expected[depth][hidden])


@pytest.mark.parametrize("depth", ["8", "16"])
def test_a_background_is_brought_into_the_profile_of_the_image(depth: Any) -> None:
    pixels, alpha = subject(120, 160, np.uint8)
    source, step = source_of(pixels, P3), 257 if depth == "16" else 1
    hidden = quantise(alpha, np.dtype(TYPES[depth])) == 0
    options = ExportOptions(content="composite", depth=depth, background=(10, 200, 30))
    stored = render_export(source, alpha, options)[hidden]
    # Within a level, the colour is what was chosen in sRGB.
    shown = srgb_copy((stored[None] // step).astype(np.uint8), P3)
    assert np.abs(shown.astype(int) - (10, 200, 30)).max() <= 2
    assert (stored[0] // step != (10, 200, 30)).any()
    plate: Any = np.full((7, 5, 3), (90, 20, 200), np.uint8)
    for profile in (b"", PROFILES["sRGB"]):
        behind = replace(options, background=plate, background_profile=profile)
        shown = srgb_copy(
            (render_export(source, alpha, behind)[hidden][None] // step).astype(np.uint8), P3
        )
        assert np.abs(shown.astype(int) - (90, 20, 200)).max() <= 2
    same = replace(options, background=plate, background_profile=P3)
    assert (render_export(source, alpha, same)[hidden] == plate[0, 0] * np.uint16(step)).all()
    linear = replace(same, format="exr", depth="half")
    wanted = light(as_float(plate[:1, :1]), P3)
    assert np.allclose(render_export(source, alpha, linear)[hidden], wanted[0], atol=1e-3)


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".exr", ".jpg"])
def test_every_content_goes_into_every_format(name: str, suffix: str, tmp_path: Path) -> None:
    if (name, suffix) == ("rgba", ".jpg"):
        pytest.skip("JPEG holds no alpha")
    pixels, alpha = subject(60, 80, np.uint8)
    path = tmp_path / f"a{suffix}"
    write_export(path, source_of(pixels, P3), alpha, ExportOptions(content=name))
    stored, spec = read_back(path)
    channels = EXPORTERS[name].channels
    if suffix == ".webp" and channels == 1:
        channels = 3
    assert stored.shape == (60, 80, channels)
    if name == "alpha":
        if suffix != ".jxl":
            assert spec.getattribute("ICCProfile") is None
        if suffix != ".exr":
            assert np.abs(stored[..., 0] / 255 - alpha).max() < 0.03


@pytest.mark.parametrize("suffix", [".webp", ".jxl", ".jpg"])
def test_less_quality_makes_a_smaller_file(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(240, 320, np.uint8)
    content = "composite" if suffix == ".jpg" else "rgba"
    sizes = []
    for quality in (30, 90):
        options = ExportOptions(content=content, quality=quality)
        write_export(tmp_path / f"a{suffix}", source_of(pixels), alpha, options)
        sizes.append((tmp_path / f"a{suffix}").stat().st_size)
        file = read_image(tmp_path / f"a{suffix}")
        solid = alpha == 1
        assert np.abs(file.image[solid].astype(int) - pixels[solid]).mean() < 25
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp", ".jxl", ".exr", ".jpg"])
@pytest.mark.parametrize("crop", [False, True])
def test_the_estimated_size_is_about_right(suffix: str, crop: bool, tmp_path: Path) -> None:
    pixels, alpha = subject(900, 700, np.uint8)
    noise = np.random.default_rng(1).integers(0, 12, pixels.shape)
    pixels = np.clip(pixels.astype(int) + noise, 0, 255).astype(np.uint8)
    name = next(name for name, each in FORMATS.items() if suffix in each.suffixes)
    content = "composite" if suffix == ".jpg" else "rgba"
    options = ExportOptions(format=name, content=content, crop=crop)
    guess = estimated_size(source_of(pixels, P3), alpha, options)
    write_export(tmp_path / f"a{suffix}", source_of(pixels, P3), alpha, options)
    assert guess == pytest.approx((tmp_path / f"a{suffix}").stat().st_size, rel=0.35)
