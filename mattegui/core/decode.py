"""From what a file holds to an image: channels, depth, orientation and profile."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

from mattegui.core.arrays import Alpha, AnyArray, Image, quantise, white
from mattegui.core.files import is_utf8, printable
from mattegui.core.imagefile import ImageFileError, Light
from mattegui.core.profile import ProfileError, colour_space, from_cmyk, unpadded

MAX_PIXELS: Final = 1_000_000_000
KINDS: Final = "BMP, EXR, GIF, HEIC, JPEG, JPEG XL, PNG, PSD, TIFF or WebP"
"""What can be read, in words; the content decides, whatever the suffix says."""

_INKS: Final = {"jpeg": JpegImageFile, "tiff": TiffImageFile}


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


def read_stored(path: Path) -> Stored:
    """Return all pixels of the first subimage.

    Raises:
        ImageFileError: The file is not there, damaged, incomplete, of an unknown kind, or larger
            than `MAX_PIXELS` or than the machine's memory; sizes are compared before any is taken.
    """
    check_is_file(path)
    config = oiio.ImageSpec()
    config.attribute("oiio:UnassociatedAlpha", 1)
    file = oiio.ImageInput.open(str(path), config)
    if file is None:
        error = oiio.geterror()
        if "could not find a format reader" in error:
            raise ImageFileError(f"{path} is no image of a kind that can be read: {KINDS}")
        raise ImageFileError(f"{path} cannot be read as an image: {reason(error)}")
    spec, kind = file.spec(), file.format_name()
    _check_size(path, spec)
    pixels = file.read_image(0, 0, 0, spec.nchannels, _depth(spec))
    # Some readers return what they have of a cut-off file and only then speak of an error.
    error = file.geterror()
    file.close()
    if pixels is None or error:
        raise ImageFileError(f"{path} is damaged or incomplete: {reason(error)}")
    shaped = np.asarray(pixels).reshape(spec.height, spec.width, spec.nchannels)
    return Stored(shaped, spec, kind)


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


def split_channels(
    stored: Stored, path: Path, notes: list[str]
) -> tuple[AnyArray, Alpha | None, Light | None]:
    """Return (levels H,W,3, alpha H,W or None, light H,W,3 or None): see `ImageFile`.

    Raises:
        ImageFileError: There are no colour channels, or values that are not finite.
    """
    pixels, names = stored.pixels, [name.upper() for name in stored.spec.channelnames]
    colours = _colour_channels(names, stored.spec, path)
    if stored.floating and not bool(np.isfinite(pixels).all()):
        bad = int((~np.isfinite(pixels).all(axis=2)).sum())
        raise ImageFileError(f"{path}: {bad} pixels hold values that are not finite numbers")
    # By name: the GIF reader gives an index beyond the last channel.
    has_alpha = "A" in names
    used = len(set(colours)) + has_alpha
    if stored.spec.nchannels > used:
        notes.append(f"{path.name} has {stored.spec.nchannels} channels; {used} of them are used.")
    opacity = pixels[..., names.index("A")].astype(np.float32) if has_alpha else None
    if not stored.floating:
        alpha = None if opacity is None else opacity / np.float32(white(pixels))
        if list(colours) == [0, 1, 2]:
            # Picking by a list takes eight times as long as a copy.
            return np.ascontiguousarray(pixels[..., :3]), alpha, None
        return pixels[..., colours], alpha, None
    light = pixels[..., colours]
    if opacity is not None:
        opacity = np.clip(opacity, 0.0, 1.0)
        light = _straight(light, opacity, stored.spec)
    levels = _encoded(light, notes)
    if opacity is None and str(stored.spec.format) == "half":
        light = light.astype(np.float16)
    return levels, opacity, light


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
    """Return the colours of a CMYK file by its own profile, H,W,3 in sRGB; None if that fails.

    OpenImageIO turns inks into RGB while it reads, without a profile; Pillow leaves them.
    """
    plugin = _INKS.get(kind)
    try:
        if plugin is None or colour_space(profile) != "CMYK":
            return None
        with path.open("rb") as file:
            found: Pillow.Image = plugin(file)
            if found.mode != "CMYK":
                return None
            return from_cmyk(np.asarray(found), profile)
    except (ProfileError, OSError, SyntaxError):
        return None


def reason(error: str) -> str:
    """Return the first line of an OpenImageIO message, which can be hundreds."""
    return error.strip().splitlines()[0].strip() if error.strip() else "no reason was given"


def _check_size(path: Path, spec: oiio.ImageSpec) -> None:
    if spec.width * spec.height > MAX_PIXELS:
        raise ImageFileError(
            f"{path} measures {spec.width}×{spec.height} pixels, "
            f"more than the {MAX_PIXELS / 1e6:.0f} megapixels that can be opened"
        )
    needed = spec.width * spec.height * spec.nchannels * (4 if _depth(spec) == "float" else 2)
    if needed > _memory():
        raise ImageFileError(
            f"{path} measures {spec.width}×{spec.height} pixels of {spec.nchannels} channels, "
            "more than this machine's memory holds"
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


def _colour_channels(names: list[str], spec: oiio.ImageSpec, path: Path) -> list[int]:
    if {"R", "G", "B"} <= set(names):
        return [names.index(name) for name in "RGB"]
    if names[0] in {"Y", "I", "L"}:
        return [0, 0, 0]
    found = ", ".join(spec.channelnames)
    raise ImageFileError(f"{path} has no colour channels: it holds {found}")


def _straight(colour: AnyArray, opacity: Alpha, spec: oiio.ImageSpec) -> AnyArray:
    """Return colours divided by their alpha, for the formats that store them multiplied."""
    if spec.get_int_attribute("oiio:UnassociatedAlpha", 0):
        return colour
    divisor = np.where(opacity > 0, opacity, 1)[..., None]
    straight: AnyArray = colour / divisor
    return straight


def _encoded(linear: NDArray[np.floating[Any]], notes: list[str]) -> AnyArray:
    """Return linear light as 16-bit sRGB (IEC 61966-2-1)."""
    if bool((linear > 1).any()) or bool((linear < 0).any()):
        notes.append("Values below 0 or above 1 (brighter than white) were clipped.")
    linear = np.clip(linear, 0.0, 1.0)
    curve = 1.055 * linear ** (1 / 2.4) - 0.055
    return quantise(np.where(linear <= 0.0031308, 12.92 * linear, curve), np.dtype(np.uint16))
