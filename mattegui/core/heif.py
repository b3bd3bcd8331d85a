"""HEIC files, as telephones write them: read by pillow-heif when it is installed."""

import importlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from mattegui.core.arrays import AnyArray
from mattegui.core.imagefile import ImageFileError

SUFFIXES: Final = (".heic", ".heif")
_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """What a HEIC file holds: H,W,C pixels, upright, `uint8` or `uint16`, straight."""

    pixels: AnyArray
    icc_profile: bytes
    exif: bytes
    xmp: bytes


def is_available() -> bool:
    """Return whether HEIC files can be read here."""
    return importlib.util.find_spec("pillow_heif") is not None


def is_heif(path: Path) -> bool:
    """Return whether a file's first bytes say HEIC (ISO 14496-12, section 4.3)."""
    with path.open("rb") as file:
        head = file.read(12)
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def decode(path: Path, most_pixels: int) -> Decoded:
    """Return the main image of a HEIC file.

    Args:
        path: The file.
        most_pixels: More than that are refused before they take memory.

    Raises:
        ImageFileError: pillow-heif is not installed, or the file is too large or damaged.
    """
    if not is_available():
        raise ImageFileError(
            f"{path} is a HEIC file; to read these, install the extra heif (pillow-heif)"
        )
    pillow_heif = importlib.import_module("pillow_heif")
    try:
        file = pillow_heif.open_heif(path, convert_hdr_to_8bit=False)
        width, height = file.size
        if width * height > most_pixels:
            raise ImageFileError(
                f"{path} measures {width}×{height} pixels, more than can be opened"
            )
        pixels = np.asarray(file)
        info = file.info
    except ImageFileError:
        raise
    except (OSError, EOFError, RuntimeError, SyntaxError, ValueError) as error:
        raise ImageFileError(f"{path} is damaged or incomplete: {error}") from error
    pixels = pixels.reshape(height, width, -1)
    if pixels.dtype == np.uint16:
        # They stand in the upper bits: white would be 65472 with 10 of them.
        top = (1 << 16) - (1 << 16 - int(info.get("bit_depth", 16)))
        pixels = (pixels.astype(np.uint32) * 65535 // top).astype(np.uint16)
    profile, exif, xmp = (info.get(name) or b"" for name in ("icc_profile", "exif", "xmp"))
    return Decoded(pixels, bytes(profile), bytes(exif), bytes(xmp))
