"""When an export cannot be, is given up, or the disk is full: a clear word and no file."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mattegui.core.cancelling import CancelledError
from mattegui.core.export import (
    FORMATS,
    ExportOptions,
    check_destination,
    check_options,
    content_rect,
    default_name,
    write_export,
)
from mattegui.core.export import formats as formats_module
from mattegui.core.imagefile import Metadata
from mattegui.core.io import ImageFile, ImageFileError, read_image
from tests.core.exports import source_of, subject
from tests.samples import photo, write

EVERY = [".png", ".tif", ".webp", ".jxl", ".psd", ".exr", ".jpg"]


def options_for(suffix: str) -> ExportOptions:
    return ExportOptions(content="composite" if suffix == ".jpg" else "rgba")


def test_what_is_read_is_never_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path / "a.png", photo(4, 4))
    (tmp_path / "link.png").symlink_to(path)
    for name in (path, tmp_path / "link.png", tmp_path / "." / "a.png"):
        with pytest.raises(ImageFileError, match="is what is read"):
            check_destination(name, [path])
    with pytest.raises(ImageFileError, match="is what is read"):
        write_export(path, read_image(path), np.ones((4, 4), np.float32))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.gif", r"must end in one of \.png"),
        ("a", "must end"),
        ("folder.png", "is a folder"),
        ("a.jpg", "JPEG holds no alpha: it is for composites"),
    ],
)
def test_names_that_cannot_be_written_are_refused(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ImageFileError, match=words):
        check_destination(tmp_path / name, [])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        check_destination(tmp_path / "no" / "a.png", [])


def test_a_name_must_fit_the_format_that_was_chosen(tmp_path: Path) -> None:
    with pytest.raises(ImageFileError, match=r"must end in one of \.tif, \.tiff"):
        check_destination(tmp_path / "a.png", [], ExportOptions(format="tiff"))


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("png", {"content": "all"}, "there is no content 'all'"),
        ("png", {"depth": "12"}, "there is no depth '12'"),
        ("png", {"hidden": "x"}, "there is no hidden 'x'"),
        ("png", {"depth": "half"}, "PNG has no depth 'half'; it has 8, 16"),
        ("exr", {"depth": "8"}, "OpenEXR has no depth '8'; it has half, float"),
        ("webp", {"depth": "16"}, "WebP has no depth '16'"),
        ("jpeg", {}, "JPEG holds no alpha"),
        ("png", {"padding": -1}, "padding"),
        ("png", {"compression": 0}, "compression goes from 1 to 9, not 0"),
        ("webp", {"quality": 101}, "quality goes from 1 to 100, not 101"),
        ("png", {"quality": 50}, "PNG is lossless: it has no quality"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    name: str, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        check_options(ExportOptions(**changes), FORMATS[name])


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "a b.c_cutout.png"),
        ({"format": "tiff"}, "a b.c_cutout.tif"),
        ({"content": "alpha"}, "a b.c_alpha.png"),
        ({"content": "composite", "format": "jpeg"}, "a b.c_composite.jpg"),
    ],
)
def test_default_names(changes: dict[str, Any], name: str) -> None:
    assert default_name(Path("folder/a b.c.jpeg"), ExportOptions(**changes)) == name


def test_nothing_visible_cannot_be_cropped() -> None:
    with pytest.raises(ValueError, match="nothing to crop to"):
        content_rect(np.zeros((4, 4), np.float32), ExportOptions(crop=True))


def test_an_image_too_large_for_its_format_is_refused(tmp_path: Path) -> None:
    source = ImageFile(tmp_path / "a.png", np.zeros((1, 16384, 3), np.uint8))
    with pytest.raises(ImageFileError, match="WebP holds no side longer than 16383"):
        write_export(tmp_path / "a.webp", source, np.ones((1, 16384), np.float32))


def test_more_exif_than_jpeg_holds_is_refused(tmp_path: Path) -> None:
    source = ImageFile(tmp_path / "a.png", photo(8, 8), metadata=Metadata(xmp=bytes(70_000)))
    with pytest.raises(ImageFileError, match="longer than JPEG holds"):
        write_export(tmp_path / "a.jpg", source, np.ones((8, 8), np.float32), options_for(".jpg"))


@pytest.mark.parametrize("suffix", EVERY)
def test_progress_grows_to_one(suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(700, 60, np.uint8)
    shares: list[float] = []
    options = options_for(suffix)
    write_export(tmp_path / f"a{suffix}", source_of(pixels), alpha, options, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(shares) >= 3


@pytest.mark.parametrize("suffix", EVERY)
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_cancelled_export_leaves_nothing(after: int, suffix: str, tmp_path: Path) -> None:
    pixels, alpha = subject(700, 60, np.uint8)
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old file")
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    options = options_for(suffix)
    with pytest.raises(CancelledError):
        write_export(path, source_of(pixels), alpha, options, cancelled=cancelled)
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"the old file"


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes while the block runs."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 4096, 60_000])
@pytest.mark.parametrize("suffix", EVERY)
def test_a_full_disk_is_an_error_and_leaves_nothing(suffix: str, room: int, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (300, 400, 3)).astype(np.uint8)
    alpha = subject(300, 400, np.uint8)[1]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"the old file")
    with small_disk(room), pytest.raises((ImageFileError, OSError)):
        write_export(path, source_of(pixels), alpha, options_for(suffix))
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    assert path.read_bytes() == b"the old file"


def test_a_disk_that_fills_while_metadata_goes_in_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(formats_module, "put_into_png", full)
    pixels, alpha = subject(30, 40, np.uint8)
    with pytest.raises(OSError, match="No space left"):
        write_export(tmp_path / "a.png", source_of(pixels), alpha)
    assert list(tmp_path.iterdir()) == []
