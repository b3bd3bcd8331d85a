"""Finding what files say about their images: EXIF, XMP and the resolution."""

import struct
import warnings
from pathlib import Path
from typing import BinaryIO, Final

import OpenImageIO as oiio
from PIL import Image as Pillow
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from mattegui.core.containers import ContainerError, jxl_metadata
from mattegui.core.exif import ExifError, from_tiff, upright
from mattegui.core.imagefile import Metadata

# Each plug-in by itself: Pillow's own door refuses large images before it looks at their format.
_PLUGINS: Final = {"jpeg": JpegImageFile, "png": PngImageFile, "webp": WebPImageFile}
_INCHES: Final = {"in": 1.0, "inch": 1.0, "cm": 2.54, "m": 0.0254}
EXIF_NAME: Final = b"Exif\0\0"


def read_metadata(path: Path, kind: str, spec: oiio.ImageSpec) -> tuple[Metadata, str]:
    """Return what a file says about its image, and a sentence if not all of it can be read.

    Args:
        path: The file.
        kind: OpenImageIO's name of its format.
        spec: Its description.
    """
    dpi = _dpi(spec)
    try:
        exif, xmp = _blocks(path, kind)
        exif = upright(exif) if exif else b""
    except (ExifError, ContainerError, OSError, SyntaxError, ValueError, struct.error) as error:
        reason = " ".join(str(error).split())
        return Metadata(dpi=dpi), f"The EXIF data of {path.name} was left out: {reason}."
    return Metadata(exif, xmp, dpi), ""


def bare_exif(block: bytes) -> bytes:
    """Return an EXIF block without the name that JPEG files put before it."""
    return block.removeprefix(EXIF_NAME)


def _blocks(path: Path, kind: str) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        if kind == "tiff":
            return from_tiff(file)
        if kind == "jpegxl":
            return jxl_metadata(file)
        if kind in _PLUGINS:
            return _by_pillow(file, _PLUGINS[kind])
    return b"", b""


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
