from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.arrays import quantise
from mattegui.core.export import EXPORTERS, check_destination, composite, write_export
from mattegui.core.io import ImageFile, ImageFileError, read_image
from tests.samples import disc, icc_profile, photo, read_back, write


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_solid_pixels_are_exported_to_the_bit(
    dtype: type[np.unsignedinteger[Any]], suffix: str, tmp_path: Path
) -> None:
    _, _, alpha = disc(240, 320)
    source = read_image(
        write(tmp_path / "source.png", photo(240, 320, dtype), ICCProfile=icc_profile())
    )
    path = tmp_path / f"cutout.{suffix}"
    write_export(path, EXPORTERS["rgba"](source.image, alpha), source)
    stored, spec = read_back(path)
    assert stored.dtype == dtype
    assert np.array_equal(stored[alpha == 1][:, :3], source.image[alpha == 1])
    assert np.array_equal(stored[..., 3], quantise(alpha, np.dtype(dtype)))
    assert bytes(np.asarray(spec.getattribute("ICCProfile"), np.uint8)) == icc_profile()


@pytest.mark.parametrize(("name", "channels"), [("rgba", 4), ("alpha", 1), ("foreground", 3)])
def test_every_exporter_keeps_size_and_depth(name: str, channels: int) -> None:
    _, _, alpha = disc(60, 80)
    pixels = EXPORTERS[name](photo(60, 80, np.uint16), alpha)
    assert pixels.dtype == np.uint16
    assert pixels.reshape(60, 80, -1).shape[2] == channels


def test_every_exporter_is_tested() -> None:
    assert set(EXPORTERS) == {"rgba", "alpha", "foreground"}


def test_alpha_carries_no_colour_profile(tmp_path: Path) -> None:
    _, _, alpha = disc(60, 80)
    source = ImageFile(tmp_path / "a.png", photo(60, 80), icc_profile=icc_profile())
    path = tmp_path / "alpha.png"
    write_export(path, EXPORTERS["alpha"](source.image, alpha), source, colours=False)
    assert read_back(path)[1].getattribute("ICCProfile") is None


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_a_composite_shows_the_new_background(dtype: type[np.unsignedinteger[Any]]) -> None:
    _, _, alpha = disc(120, 160)
    image = photo(120, 160, dtype)
    over_colour = composite(image, alpha, (10, 200, 30))
    assert over_colour.dtype == np.uint8
    assert (over_colour[alpha == 0] == (10, 200, 30)).all()
    step = 257 if dtype is np.uint16 else 1
    assert np.array_equal(over_colour[alpha == 1], np.rint(image[alpha == 1] / step))
    over_image = composite(image, alpha, np.full((7, 5, 3), 90, np.uint8))
    assert (over_image[alpha == 0] == 90).all()


def test_what_is_read_is_never_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path / "a.png", photo(4, 4))
    (tmp_path / "link.png").symlink_to(path)
    for name in (path, tmp_path / "link.png", tmp_path / "." / "a.png"):
        with pytest.raises(ImageFileError, match="is what is read"):
            check_destination(name, [path])
    with pytest.raises(ImageFileError, match="is what is read"):
        write_export(path, photo(4, 4), read_image(path))


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.jpg", r"must end in one of \.png"), ("a", "must end"), ("folder.png", "is a folder")],
)
def test_names_that_cannot_be_written_are_refused(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ImageFileError, match=words):
        check_destination(tmp_path / name, [])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        check_destination(tmp_path / "no" / "a.png", [])
