"""Reading and writing image files.

The pixels go through OpenImageIO. What a file says about them, its colour profile, EXIF, XMP and
resolution, is read with them, so that an export can carry it on.
"""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from mattegui.core.arrays import AnyArray, Image, Trimap, check_trimap, white
from mattegui.core.cancelling import unseen
from mattegui.core.channels import split_channels
from mattegui.core.containers import ContainerError, check_png_end
from mattegui.core.decode import (
    KINDS,
    MAX_PIXELS,
    Stored,
    check_is_file,
    icc_profile,
    is_cmyk,
    read_inks,
    read_stored,
    turn_upright,
    usable_profile,
)
from mattegui.core.encode import Pixels, WriteOptions, write_pixels
from mattegui.core.exif import ExifError, upright
from mattegui.core.files import atomic_path, is_utf8, printable
from mattegui.core.heif import SUFFIXES as HEIF_SUFFIXES
from mattegui.core.heif import decode as decode_heif
from mattegui.core.heif import is_available as heif_is_available
from mattegui.core.heif import is_heif
from mattegui.core.imagefile import ImageFile, ImageFileError, Metadata, Stamp
from mattegui.core.metadata import bare_exif, read_metadata
from mattegui.core.png import other_colours

__all__ = [
    "KINDS",
    "MAX_PIXELS",
    "READABLE",
    "WRITABLE",
    "ImageFile",
    "ImageFileError",
    "check_writable",
    "read_image",
    "read_trimap",
    "write_image",
]

READABLE: Final = (
    *(".bmp", ".exr", ".gif"),
    *(HEIF_SUFFIXES if heif_is_available() else ()),
    *(".jpeg", ".jpg", ".jxl", ".png", ".psd", ".tif", ".tiff", ".webp"),
)
WRITABLE: Final = (".png", ".tif", ".tiff")
"""What `write_image` writes; `core.export` writes more."""


def read_image(path: Path) -> ImageFile:
    """Read an image: 8 bits stay 8, everything deeper becomes 16, colours are straight.

    Floating-point files hold linear light unless their profile says otherwise; it is encoded as
    sRGB with 16 bits, and kept beside that. Inks are turned into sRGB, by their profile if the file
    has one. Of EXR files the display window is read.

    Raises:
        ImageFileError: The file is not there, damaged, incomplete, too large, of an unknown kind,
            without colour channels, or holds values that are not finite.
    """
    check_is_file(path)
    stamp = Stamp.of(path)
    try:
        file = _read_heif(path) if is_heif(path) else _read_other(path)
    except UnicodeDecodeError as error:
        # Names of channels and the library's complaints quote the file, whatever its bytes are.
        raise ImageFileError(f"{path} is damaged: a text in it is not UTF-8") from error
    return replace(file, stamp=stamp)


def read_trimap(path: Path, shape: tuple[int, ...]) -> Trimap:
    """Read a trimap: black is background, white foreground, everything between unknown.

    Args:
        path: A grey or colour image; of colours the first channel counts.
        shape: (height, width, …) of the image it belongs to.

    Raises:
        ImageFileError: The file cannot be read.
        ValueError: Its size is not the image's.
    """
    image = read_image(path).image
    # 16-bit files: only full black and full white are known, as with 8 bits.
    grey = image[..., 0]
    if grey.dtype != np.uint8:
        top = white(grey)
        grey = np.select([grey == 0, grey == top], [0, 255], 128).astype(np.uint8)
    try:
        return check_trimap(np.ascontiguousarray(grey), shape)
    except ValueError as error:
        raise ImageFileError(f"{path}: {error}") from error


def write_image(
    path: Path, pixels: AnyArray, *, icc_profile: bytes = b"", compression: int = 3
) -> None:
    """Write pixels to `path`, whose suffix chooses the format; whole or not at all.

    Args:
        path: Ends in one of `WRITABLE`.
        pixels: H,W or H,W,3 or H,W,4 with straight alpha; `uint8` or `uint16`.
        icc_profile: To embed, byte for byte.
        compression: Of PNG, 1 (fast) to 9 (small).

    Raises:
        ImageFileError: The suffix is unknown, or the pixels could not be written.
        OSError: The folder is not there or not writable, or the disk is full.
    """
    check_writable(path)
    # With two axes OpenImageIO would take the second for the channels.
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    height, width, channels = pixels.shape
    made = Pixels(
        (height, width, channels), str(pixels.dtype), lambda top, bottom: pixels[top:bottom]
    )
    how = WriteOptions(path, icc_profile, attributes={"png:compressionLevel": compression})
    with atomic_path(path) as draft:
        write_pixels(draft, made, how, unseen)
        if path.suffix.lower() == ".png":
            try:
                check_png_end(draft)
            except ContainerError as error:
                raise ImageFileError(f"cannot write {path}: {error}") from error


def check_writable(path: Path, suffixes: tuple[str, ...] = WRITABLE) -> None:
    """Refuse a name that no image can be written to.

    Raises:
        ImageFileError: The suffix is none of `suffixes`, `path` is a folder, or it is not UTF-8.
        FileNotFoundError: Its folder is not there.
        PermissionError: Its folder is read-only.
        OSError: The name is longer than the folder takes.
    """
    if not is_utf8(path):
        raise ImageFileError(
            f"cannot write {printable(path)}: its name, or that of its folder, is not UTF-8"
        )
    if path.suffix.lower() not in suffixes:
        known = ", ".join(suffixes)
        raise ImageFileError(f"cannot write {path}: the name must end in one of {known}")
    if path.is_dir():
        raise ImageFileError(f"cannot write {path}: it is a folder")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"cannot write {path}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(f"cannot write {path}: its folder is read-only")
    with suppress(FileNotFoundError):
        path.stat()


def _read_other(path: Path) -> ImageFile:
    notes: list[str] = []
    stored = read_stored(path, notes)
    profile, converted = icc_profile(stored.spec), None
    if is_cmyk(stored.spec):
        converted = _inks(stored, profile, path, notes)
        profile = profile if converted is None else b""
    profile = usable_profile(profile, path, notes)
    if stored.kind == "png" and not profile:
        notes += _unheeded(path)
    found = split_channels(stored, path, profile, notes)
    metadata, orientation = read_metadata(path, stored.kind, stored.spec, notes)
    return ImageFile(
        path,
        _standing(found.levels if converted is None else converted, orientation),
        None if found.alpha is None else _standing(found.alpha, orientation),
        found.icc_profile,
        tuple(notes),
        _turned(metadata, orientation),
        None if found.light is None else _standing(found.light, orientation),
    )


def _unheeded(path: Path) -> list[str]:
    """Say it where a PNG file tells by other means than a profile that it is not sRGB."""
    with path.open("rb") as file, suppress(ContainerError):
        if chunk := other_colours(file):
            return [f"{path.name} is taken for sRGB; what its {chunk} chunk says was not heeded."]
    return []


def _inks(stored: Stored, profile: bytes, path: Path, notes: list[str]) -> Image | None:
    """Return the colours of a CMYK file by its profile, and say which way they were found."""
    converted = read_inks(path, stored.kind, profile)
    if converted is None:
        notes.append(f"{path.name} holds CMYK inks; its colours were converted to RGB simply.")
    elif stored.pixels.dtype == np.uint16:
        notes.append(
            f"{path.name} holds CMYK inks of 16 bits; "
            "they were converted to sRGB with 8 bits by its profile."
        )
    else:
        notes.append(f"{path.name} holds CMYK inks; they were converted to sRGB by its profile.")
    return converted


def _read_heif(path: Path) -> ImageFile:
    decoded = decode_heif(path, MAX_PIXELS)
    notes: list[str] = []
    pixels, exif = decoded.pixels, bare_exif(decoded.exif)
    try:
        exif = upright(exif) if exif else b""
    except ExifError as error:
        notes.append(f"The EXIF data of {path.name} was left out: {error}.")
        exif = b""
    alpha = None
    if pixels.shape[2] in {2, 4}:
        alpha = pixels[..., -1].astype(np.float32) / np.float32(white(pixels))
    colours = pixels[..., :3] if pixels.shape[2] > 2 else pixels[..., [0, 0, 0]]
    profile = usable_profile(decoded.icc_profile, path, notes)
    image, metadata = _standing(colours, 1), Metadata(exif, decoded.xmp)
    return ImageFile(path, image, alpha, profile, tuple(notes), metadata)


def _standing(array: AnyArray, orientation: int) -> AnyArray:
    """Return `array` upright, in one piece, not to be written to."""
    standing = np.ascontiguousarray(turn_upright(array, orientation))
    standing.flags.writeable = False
    return standing


def _turned(metadata: Metadata, orientation: int) -> Metadata:
    if metadata.dpi is None or orientation not in {5, 6, 7, 8}:
        return metadata
    return Metadata(metadata.exif, metadata.xmp, metadata.dpi[::-1])
