"""PSD files: psd-tools reads them back, and so does OpenImageIO; other readers see the same."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from psd_tools import PSDImage
from psd_tools.constants import ColorMode, Resource, Tag

from mattegui.core.arrays import quantise, white
from mattegui.core.export import ExportOptions, render_export, write_export
from mattegui.core.export import psd as psd_module
from mattegui.core.imagefile import ImageFileError
from mattegui.core.io import read_image
from tests.core.exports import PROFILES, XMP, exif_block, source_of, subject

TYPES: list[type[np.unsignedinteger[Any]]] = [np.uint8, np.uint16]


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("dtype", TYPES)
def test_a_cutout_is_a_layer_with_its_alpha_as_mask_to_the_bit(
    dtype: type[np.unsignedinteger[Any]], profile: str, tmp_path: Path
) -> None:
    pixels, alpha = subject(120, 160, dtype)
    source, path = source_of(pixels, PROFILES[profile]), tmp_path / "a.psd"
    write_export(path, source, alpha)
    wanted = render_export(source, alpha, ExportOptions(format="psd"))
    top = int(white(pixels))
    file = PSDImage.open(path)
    assert (file.size, file.depth, file.color_mode) == (
        (160, 120),
        8 * np.dtype(dtype).itemsize,
        ColorMode.RGB,
    )
    (layer,) = file
    assert (layer.name, layer.visible, layer.opacity) == ("Cutout", True, 255)
    colours, mask = (np.rint(np.asarray(layer.numpy(part)) * top) for part in ("color", "mask"))
    assert np.array_equal(colours, wanted[..., :3])
    assert np.array_equal(colours[alpha == 1], pixels[alpha == 1])
    assert np.array_equal(mask[..., 0], quantise(alpha, np.dtype(dtype)))
    assert np.all(layer.numpy("shape") == 1), "opaque: what is hidden is hidden by the mask alone"
    assert (file.image_resources.get_data(Resource.ICC_PROFILE) or b"") == PROFILES[profile]


@pytest.mark.parametrize("dtype", TYPES)
def test_programs_without_layers_see_it_over_white(
    dtype: type[np.unsignedinteger[Any]], tmp_path: Path
) -> None:
    pixels, alpha = subject(300, 40, dtype)
    path = tmp_path / "a.psd"
    write_export(path, source_of(pixels, PROFILES["wide"]), alpha)
    file = read_image(path)
    assert file.image.dtype == dtype
    assert file.alpha is None
    assert np.array_equal(file.image[alpha == 1], pixels[alpha == 1])
    assert (file.image[alpha == 0] == white(pixels)).all()
    assert file.icc_profile == PROFILES["wide"]
    assert file.metadata.dpi == (300.0, 300.0)


@pytest.mark.parametrize("kept", [True, False])
def test_metadata_is_kept_to_the_byte_or_left_out(kept: bool, tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint8)
    path = tmp_path / "a.psd"
    write_export(path, source_of(pixels), alpha, ExportOptions(metadata=kept))
    resources = PSDImage.open(path).image_resources
    assert (resources.get_data(Resource.EXIF_DATA_1) == exif_block()) is kept
    assert (resources.get_data(Resource.XMP_METADATA) == XMP) is kept
    assert (Resource.RESOLUTION_INFO in resources) is kept
    assert (b"Model" in path.read_bytes()) is kept


@pytest.mark.parametrize("content", ["alpha", "foreground", "composite"])
def test_everything_else_has_no_layers(content: str, tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint16)
    source, path = source_of(pixels), tmp_path / "a.psd"
    options = ExportOptions(content=content, format="psd")
    write_export(path, source, alpha, options)
    assert list(PSDImage.open(path)) == []
    wanted = render_export(source, alpha, options)
    found = read_image(path).image
    assert np.array_equal(found[..., 0] if content == "alpha" else found, wanted)


def test_deep_layers_lie_where_photoshop_has_them(tmp_path: Path) -> None:
    pixels, alpha = subject(30, 40, np.uint16)
    for depth, deep in (("8", False), ("16", True)):
        path = tmp_path / f"{depth}.psd"
        write_export(path, source_of(pixels), alpha, ExportOptions(depth=depth))  # type: ignore[arg-type]
        blocks = PSDImage.open(path).tagged_blocks
        assert (blocks is not None and Tag.LAYER_16 in blocks) is deep


def test_more_than_the_format_holds_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psd_module, "LARGEST", 1000)
    pixels, alpha = subject(30, 40, np.uint8)
    with pytest.raises(ImageFileError, match=r"it would have \d+ bytes, and PSD holds no more"):
        write_export(tmp_path / "a.psd", source_of(pixels), alpha)
    assert list(tmp_path.iterdir()) == []
