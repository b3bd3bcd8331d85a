"""A reduced image shows what the whole will show, sooner."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PySide6.QtGui import QColorSpace

from mattegui.core import glimpse
from mattegui.core.glimpse import read_glimpse
from mattegui.core.io import read_image
from mattegui.core.matte import Matte
from mattegui.core.profile import network_copy
from tests.samples import photo

HEIGHT, WIDTH = 460, 613


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take images of a test's size for large ones."""
    monkeypatch.setattr(glimpse, "WORTH_IT", HEIGHT * WIDTH)
    monkeypatch.setattr(glimpse, "LEAST_SIDE", 100)


def jpeg(path: Path, orientation: int = 1, profile: bytes = b"", mode: str = "RGB") -> Path:
    """Write a smooth photo, so that a reduced copy is near to the whole."""
    coarse = photo(HEIGHT // 20, WIDTH // 20)
    pixels = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    image = Pillow.fromarray(pixels.astype(np.uint8)).convert(mode)
    image.save(path, quality=95, exif=exif, icc_profile=profile)
    return path


def difference(path: Path, factor: int) -> float:
    """Return how far a glimpse is from the whole image, reduced, in levels."""
    found = read_glimpse(path)
    assert found is not None
    file = read_image(path)
    whole = Matte(file, np.zeros(file.image.shape[:2], np.uint8), srgb=network_copy(file)[0]).seen
    assert found.shape == whole.shape[:2]
    small = found.matte.seen
    assert small.shape[:2] == tuple(-(-side // factor) for side in found.shape)
    size = (small.shape[1], small.shape[0])
    reduced = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    return float(np.abs(small.astype(int) - reduced).mean())


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_like_the_whole(tmp_path: Path, orientation: int) -> None:
    assert difference(jpeg(tmp_path / "a.jpg", orientation), 4) < 4


@pytest.mark.parametrize(("least", "factor"), [(76, 8), (77, 4), (153, 4), (154, 2), (9000, 2)])
def test_it_is_as_small_as_a_canvas_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, least: int, factor: int
) -> None:
    monkeypatch.setattr(glimpse, "LEAST_SIDE", least)
    assert difference(jpeg(tmp_path / "a.jpg"), factor) < 5


def test_its_colours_are_converted_like_those_of_the_whole(tmp_path: Path) -> None:
    profile = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())
    path = jpeg(tmp_path / "wide.jpg", profile=profile)
    assert difference(path, 4) < 4
    found = read_glimpse(path)
    assert found is not None
    assert found.matte.srgb is not None
    assert np.abs(found.matte.seen.astype(int) - found.matte.image).mean() > 1
    assert difference(jpeg(tmp_path / "odd.jpg", profile=b"no profile at all"), 4) < 4


def test_grey_is_shown_too(tmp_path: Path) -> None:
    assert difference(jpeg(tmp_path / "grey.jpg", mode="L"), 4) < 4


def test_what_is_small_or_no_jpeg_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = jpeg(tmp_path / "a.jpg")
    Pillow.open(path).save(tmp_path / "a.png")
    assert read_glimpse(tmp_path / "a.png") is None
    assert read_glimpse(jpeg(tmp_path / "inks.jpg", mode="CMYK")) is None
    monkeypatch.setattr(glimpse, "WORTH_IT", HEIGHT * WIDTH + 1)
    assert read_glimpse(path) is None


def test_what_is_wrong_with_a_file_is_left_to_others(tmp_path: Path) -> None:
    whole = jpeg(tmp_path / "a.jpg").read_bytes()
    (tmp_path / "head.jpg").write_bytes(whole[:3])
    (tmp_path / "empty.jpg").write_bytes(b"")
    for name in ("head.jpg", "empty.jpg", "none.jpg", ""):
        assert read_glimpse(tmp_path / name) is None
    # Of what was cut off, the beginning is there to be seen until the reason is found.
    (tmp_path / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    found = read_glimpse(tmp_path / "cut.jpg")
    assert found is None or found.shape == (HEIGHT, WIDTH)
