"""Finding what files say about their images: EXIF, XMP and the resolution."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import OpenImageIO as oiio
from PIL import Image as Pillow
from PIL.JpegImagePlugin import JpegImageFile
from PIL.WebPImagePlugin import WebPImageFile

from mattegui.core.containers import ContainerError, jxl_metadata
from mattegui.core.exif import ExifError, exif_of_tiff, orientation, upright, xmp_of_tiff
from mattegui.core.imagefile import Metadata
from mattegui.core.png import png_metadata

# Each plug-in by itself: Pillow's own door refuses large images before it looks at their format.
_PLUGINS: Final = {"jpeg": JpegImageFile, "webp": WebPImageFile}
_INCHES: Final = {"in": 1.0, "inch": 1.0, "cm": 2.54, "m": 0.0254}
EXIF_NAME: Final = b"Exif\0\0"


def read_metadata(
    path: Path, kind: str, spec: oiio.ImageSpec, notes: list[str]
) -> tuple[Metadata, int]:
    """Return what a file says about its image, and the orientation that its pixels are stored in.

    Args:
        path: The file.
        kind: OpenImageIO's name of its format.
        spec: Its description.
        notes: Gets a sentence for each part that cannot be read; the others are kept.
    """
    stored = spec.get_int_attribute("Orientation", 0)
    exif = xmp = standing = b""
    with _noting("EXIF", path, notes), path.open("rb") as file:
        exif, xmp = _blocks(file, kind)
    if kind == "tiff":
        with _noting("XMP", path, notes), path.open("rb") as file:
            xmp = xmp_of_tiff(file)
    if exif:
        with _noting("EXIF", path, notes):
            # Of a PNG file OpenImageIO sees only the EXIF data before the pixels.
            stored = stored or (orientation(exif) if kind == "png" else 0)
            standing = upright(exif)
    return Metadata(standing, xmp, _dpi(spec)), stored or 1


def bare_exif(block: bytes) -> bytes:
    """Return an EXIF block without the name that JPEG files put before it."""
    return block.removeprefix(EXIF_NAME)


@contextmanager
def _noting(what: str, path: Path, notes: list[str]) -> Iterator[None]:
    """Say that something is damaged and go on without it."""
    try:
        yield
    except (ExifError, ContainerError, OSError, SyntaxError, ValueError, struct.error) as error:
        reason = " ".join(str(error).split())
        notes.append(f"The {what} data of {path.name} was left out: {reason}.")


def _blocks(file: BinaryIO, kind: str) -> tuple[bytes, bytes]:
    """Return (EXIF block, XMP packet); of TIFF files the first only."""
    if kind == "tiff":
        return exif_of_tiff(file), b""
    if kind == "jpegxl":
        return jxl_metadata(file)
    if kind == "png":
        exif, xmp = png_metadata(file)
        return bare_exif(exif), xmp
    return _by_pillow(file, _PLUGINS[kind]) if kind in _PLUGINS else (b"", b"")


def _by_pillow(file: BinaryIO, plugin: type[Pillow.Image]) -> tuple[bytes, bytes]:
    """Return (EXIF block, XMP packet); nothing of the pixels is decoded."""
    with warnings.catch_warnings():
        # It warns of damaged EXIF data, which is told as a note when it is looked at here.
        warnings.simplefilter("ignore")
        found = plugin(file)  # type: ignore[call-arg]
    exif, xmp = found.info.get("exif", b""), found.info.get("xmp", b"")
    return bare_exif(bytes(exif)), bytes(xmp)


def _dpi(spec: oiio.ImageSpec) -> tuple[float, float] | None:
    across = spec.get_float_attribute("XResolution", 0.0)
    down = spec.get_float_attribute("YResolution", across)
    inches = _INCHES.get(spec.get_string_attribute("ResolutionUnit"))
    if inches is None or not 0 < across < 1e6 or not 0 < down < 1e6:
        return None
    return across * inches, down * inches
