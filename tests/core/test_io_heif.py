from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColorSpace

from mattegui.core import heif
from mattegui.core.arrays import AnyArray
from mattegui.core.io import ImageFileError, read_image
from tests.samples import photo

pillow_heif = pytest.importorskip("pillow_heif")


def test_a_telephones_file_stands_upright_with_its_profile_and_exif(tmp_path: Path) -> None:
    exif = Pillow.Exif()
    exif[0x0112], exif[0x0110] = 6, "Telephone"
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    pixels = photo(64, 96)
    made = pillow_heif.from_pillow(Pillow.fromarray(pixels))
    made.save(
        tmp_path / "a.heic", quality=100, chroma=444, exif=exif.tobytes(), icc_profile=profile
    )
    file = read_image(tmp_path / "a.heic")
    assert file.image.dtype == np.uint8
    assert file.image.shape == (96, 64, 3)
    assert np.abs(file.image.astype(int) - np.rot90(pixels, -1)).mean() < 3
    assert file.icc_profile == profile
    read = Pillow.Exif()
    read.load(file.metadata.exif)
    assert dict(read) == {0x0110: "Telephone", 0x0112: 1}


def test_ten_bits_become_sixteen_with_white_as_white(tmp_path: Path) -> None:
    pixels: AnyArray = np.full((64, 64, 3), 65535, np.uint16)
    made = pillow_heif.from_bytes("RGB;16", (64, 64), pixels.tobytes())
    made.save(tmp_path / "a.heic", quality=-1, chroma=444)
    image = read_image(tmp_path / "a.heic").image
    assert image.dtype == np.uint16
    assert (image == 65535).all()


def test_a_cut_off_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(Pillow.fromarray(photo(64, 64))).save(path)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ImageFileError, match=r"a\.heic is damaged or incomplete"):
        read_image(path)


def test_too_large_a_file_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(Pillow.fromarray(photo(64, 64))).save(path)
    with pytest.raises(ImageFileError, match="measures 64×64 pixels, more than can be opened"):
        heif.decode(path, 4000)


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(Pillow.fromarray(photo(64, 64))).save(path)
    monkeypatch.setattr(heif, "is_available", lambda: False)
    with pytest.raises(ImageFileError, match="install the extra heif"):
        read_image(path)
