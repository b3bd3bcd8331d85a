"""What a file holds: its pixels as they are stored, their orientation and their profile.

What their channels mean is told in `channels.py`.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import OpenImageIO as oiio
from PIL.JpegImagePlugin import JpegImageFile

from mattegui.core.arrays import AnyArray, Image, eight_bit
from mattegui.core.files import is_utf8, printable
from mattegui.core.imagefile import ImageFileError
from mattegui.core.profile import ProfileError, colour_space, from_cmyk, unpadded
from mattegui.core.rect import Rect

MAX_PIXELS: Final = 1_000_000_000
KINDS: Final = "BMP, EXR, GIF, HEIC, JPEG, JPEG XL, PNG, PSD, TIFF or WebP"
"""What can be read, in words; the content decides, whatever the suffix says."""

_FRAME: Final = 8192 * 4320
"""Pixels that a display window may have whatever lies in it: the largest frames of films."""
_SPREAD: Final = 16
"""A larger one may have so many times the pixels that there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """What a file holds: H,W,C pixels as stored, their description and their format's name."""

    pixels: AnyArray
    spec: oiio.ImageSpec
    kind: str

    @property
    def floating(self) -> bool:
        """Whether the values are light, not levels."""
        return bool(np.issubdtype(self.pixels.dtype, np.floating))


def read_stored(path: Path, notes: list[str]) -> Stored:
    """Return all pixels of the first subimage, in their place in what is to be seen of it.

    Args:
        path: The file.
        notes: Gets a sentence if not all of the pixels are to be seen.

    Raises:
        ImageFileError: The file is not there, damaged, incomplete, of an unknown kind, or larger
            than `MAX_PIXELS` or than the machine's memory; sizes are compared before any is taken.
    """
    check_is_file(path)
    stored = _read(path, "oiio:UnassociatedAlpha")
    return _on_display(stored, path, notes)


def _read(path: Path, wanted: str) -> Stored:
    """Return the pixels of the first subimage; `wanted` is what OpenImageIO is asked for."""
    config = oiio.ImageSpec()
    config.attribute(wanted, 1)
    file = oiio.ImageInput.open(str(path), config)
    if file is None:
        error = oiio.geterror()
        if "could not find a format reader" in error:
            raise ImageFileError(f"{path} is no image of a kind that can be read: {KINDS}")
        raise ImageFileError(f"{path} cannot be read as an image: {reason(error)}")
    spec, kind = file.spec(), file.format_name()
    _check_size(path, spec, (spec.height, spec.width))
    _check_display(path, spec, kind)
    pixels = file.read_image(0, 0, 0, spec.nchannels, _depth(spec))
    # Some readers return what they have of a cut-off file and only then speak of an error.
    error = file.geterror()
    file.close()
    if pixels is None or error:
        raise ImageFileError(f"{path} is damaged or incomplete: {reason(error)}")
    shaped = np.asarray(pixels).reshape(spec.height, spec.width, spec.nchannels)
    return Stored(shaped, spec, kind)


def displayed_shape(spec: oiio.ImageSpec, kind: str) -> tuple[int, int]:
    """Return (height, width) of what is to be seen of a file, before it is turned upright.

    Args:
        spec: Its description.
        kind: OpenImageIO's name of its format.
    """
    if kind == "openexr" and spec.full_width > 0 and spec.full_height > 0:
        return spec.full_height, spec.full_width
    return spec.height, spec.width


def _on_display(stored: Stored, path: Path, notes: list[str]) -> Stored:
    """Return an EXR file's pixels in their place in its display window; around them all is 0."""
    spec = stored.spec
    height, width = displayed_shape(spec, stored.kind)
    top, left = spec.y - spec.full_y, spec.x - spec.full_x
    if stored.kind != "openexr" or (top, left, height, width) == (0, 0, spec.height, spec.width):
        return stored
    pixels = np.zeros((height, width, spec.nchannels), stored.pixels.dtype)
    shown = Rect(top, left, top + spec.height, left + spec.width).clipped((height, width))
    if shown:
        pixels[shown.slices] = stored.pixels[shown.shifted(-top, -left).slices]
    if shown.area < spec.height * spec.width:
        notes.append(f"{path.name} has pixels outside of its display window; they were cut off.")
    return Stored(pixels, spec, stored.kind)


def check_is_file(path: Path) -> None:
    """Refuse what cannot be an image, before any library looks at it.

    Raises:
        ImageFileError: It is a folder, empty, not there, or its name is not UTF-8.
    """
    if not is_utf8(path):
        raise ImageFileError(
            f"{printable(path)} cannot be read: its name, or that of its folder, is not UTF-8"
        )
    if path.is_dir():
        raise ImageFileError(f"{path} is a folder, not an image")
    if not path.exists():
        raise ImageFileError(f"there is no file {path}")
    if path.stat().st_size == 0:
        raise ImageFileError(f"{path} is empty")


def turn_upright(array: AnyArray, orientation: int) -> AnyArray:
    """Return `array` turned as the EXIF orientation (1 to 8) asks."""
    if orientation in {5, 6, 7, 8}:
        array = array.swapaxes(0, 1)
    if orientation in {3, 4, 7, 8}:
        array = array[::-1]
    if orientation in {2, 3, 6, 7}:
        array = array[:, ::-1]
    return array


def icc_profile(spec: oiio.ImageSpec) -> bytes:
    """Return the embedded profile as it is, of whatever kind."""
    value = spec.getattribute("ICCProfile")
    return b"" if value is None else bytes(np.asarray(value, np.uint8))


def usable_profile(profile: bytes, path: Path, notes: list[str]) -> bytes:
    """Return the profile if it explains RGB; otherwise nothing, and say so."""
    if not profile:
        return b""
    try:
        space = colour_space(profile)
    except ProfileError:
        notes.append(f"The colour profile of {path.name} is damaged and was left out.")
        return b""
    if space != "RGB":
        notes.append(f"The colour profile of {path.name} is for {space}, not RGB; it was left out.")
        return b""
    # The writers of PNG and JPEG XL files refuse bytes that it does not count.
    return unpadded(profile)


def is_cmyk(spec: oiio.ImageSpec) -> bool:
    """Return whether a file holds inks, which its reader has turned into RGB simply."""
    spaces = (spec.get_string_attribute(f"{kind}:ColorSpace") for kind in ("jpeg", "tiff"))
    return not {"CMYK", "YCbCrK"}.isdisjoint(spaces)


def read_inks(path: Path, kind: str, profile: bytes) -> Image | None:
    """Return the colours of a CMYK file by its own profile, H,W,3 `uint8` in sRGB, as stored.

    None if that fails: the profile is for something else, or cannot be used.

    Args:
        path: The file.
        kind: OpenImageIO's name of its format.
        profile: Its colour profile.
    """
    try:
        if colour_space(profile) != "CMYK":
            return None
        inks = _inks_of_jpeg(path) if kind == "jpeg" else _inks_of_tiff(path)
        return None if inks is None else from_cmyk(eight_bit(inks), profile)
    except (ProfileError, ImageFileError, OSError, SyntaxError):
        return None


def _inks_of_jpeg(path: Path) -> AnyArray | None:
    # OpenImageIO turns inks into RGB while it reads, without a profile; Pillow leaves them.
    with path.open("rb") as file:
        found = JpegImageFile(file)
        return np.asarray(found) if found.mode == "CMYK" else None


def _inks_of_tiff(path: Path) -> AnyArray | None:
    # Pillow has no 16 bits of them, and would turn them upright.
    stored = _read(path, "oiio:RawColor")
    return stored.pixels if stored.pixels.shape[2] == 4 else None


def reason(error: str) -> str:
    """Return the first line of an OpenImageIO message, which can be hundreds."""
    return error.strip().splitlines()[0].strip() if error.strip() else "no reason was given"


def _check_size(path: Path, spec: oiio.ImageSpec, shape: tuple[int, int]) -> None:
    height, width = shape
    if width * height > MAX_PIXELS:
        raise ImageFileError(
            f"{path} measures {width}×{height} pixels, "
            f"more than the {MAX_PIXELS / 1e6:.0f} megapixels that can be opened"
        )
    needed = width * height * spec.nchannels * (4 if _depth(spec) == "float" else 2)
    if needed > _memory():
        raise ImageFileError(
            f"{path} measures {width}×{height} pixels of {spec.nchannels} channels, "
            "more than this machine's memory holds"
        )


def _check_display(path: Path, spec: oiio.ImageSpec, kind: str) -> None:
    """Refuse a display window that nothing in the file answers to: it costs as much as pixels."""
    height, width = displayed_shape(spec, kind)
    _check_size(path, spec, (height, width))
    if width * height > max(_FRAME, _SPREAD * spec.width * spec.height):
        raise ImageFileError(
            f"{path} claims to show {width}×{height} pixels and holds {spec.width}×{spec.height}"
        )


def _memory() -> int:
    """Return the machine's memory in bytes; as much as one could want if it is not told."""
    if not hasattr(os, "sysconf"):
        return 1 << 62
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _depth(spec: oiio.ImageSpec) -> str:
    """Return OpenImageIO's name of the type to read as."""
    # "float32", numpy's name, is none of its names: it would answer with what the file holds.
    if str(spec.format) in {"float", "half", "double"}:
        return "float"
    return "uint8" if str(spec.format) in {"uint8", "int8"} else "uint16"
