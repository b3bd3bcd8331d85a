"""From the channels that a file stores to colours, alpha and light."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, AnyArray, Image, quantise, white
from mattegui.core.decode import Stored
from mattegui.core.exif import ExifError, extra_samples
from mattegui.core.imagefile import ImageFileError, Light
from mattegui.core.profile import STRIP, ProfileError, light

_WHITE_IS_ZERO: Final = 0
"""Of TIFF's PhotometricInterpretation."""
_ASSOCIATED: Final = 1
"""Of TIFF's ExtraSamples."""
_LINEAR, _SRGB = "lin_rec709", "srgb_rec709"
"""How OpenImageIO's names begin for linear light and for sRGB."""

Values = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Channels:
    """What the channels of a file mean; see `ImageFile` for all of it.

    Attributes:
        levels: H,W,3 `uint8` or `uint16`, straight.
        alpha: H,W, or None.
        light: H,W,3, or None.
        icc_profile: That of `levels`; empty for sRGB.
    """

    levels: Image
    alpha: Alpha | None
    light: Light | None
    icc_profile: bytes


def split_channels(stored: Stored, path: Path, profile: bytes, notes: list[str]) -> Channels:
    """Return what the channels of a file mean.

    Args:
        stored: What it holds; its pixels may be changed in place.
        path: Where, for messages.
        profile: Its colour profile, if it has a usable one.
        notes: Gets a sentence for each thing that had to be changed.

    Raises:
        ImageFileError: There are no colour channels, or values that are not finite.
    """
    _let_black_be_zero(stored)
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
    opacity = pixels[..., names.index("A")] if has_alpha else None
    # Picking by a list takes eight times as long as a copy.
    plain = list(colours) == [0, 1, 2]
    picked = np.ascontiguousarray(pixels[..., :3]) if plain else pixels[..., colours]
    if opacity is not None and _is_multiplied(stored, path):
        picked = _straight(picked, opacity)
    if stored.floating:
        alpha = None if opacity is None else np.clip(opacity.astype(np.float32), 0.0, 1.0)
        return _from_values(picked, alpha, stored, path, profile, notes)
    alpha = None if opacity is None else opacity.astype(np.float32) / np.float32(white(pixels))
    return Channels(picked, alpha, None, profile)


def _let_black_be_zero(stored: Stored) -> None:
    """Turn the grey of a TIFF file round in which 0 is white."""
    photometric = stored.spec.get_int_attribute("tiff:PhotometricInterpretation", -1)
    if stored.kind != "tiff" or photometric != _WHITE_IS_ZERO:
        return
    # OpenImageIO does it for unsigned values of 8 bits alone, and then for alpha as well.
    wrong = slice(1, None) if str(stored.spec.format) == "uint8" else slice(0, 1)
    pixels = stored.pixels
    top = 1 if stored.floating else white(pixels)
    np.subtract(top, pixels[..., wrong], out=pixels[..., wrong])


def _colour_channels(names: list[str], spec: oiio.ImageSpec, path: Path) -> list[int]:
    if {"R", "G", "B"} <= set(names):
        return [names.index(name) for name in "RGB"]
    if names[0] in {"Y", "I", "L"}:
        return [0, 0, 0]
    found = ", ".join(spec.channelnames)
    raise ImageFileError(f"{path} has no colour channels: it holds {found}")


def _is_multiplied(stored: Stored, path: Path) -> bool:
    """Return whether colours are stored multiplied by their alpha."""
    if stored.spec.get_int_attribute("oiio:UnassociatedAlpha", 0):
        return False
    if stored.floating:
        return stored.kind != "jpegxl"
    if stored.kind != "tiff":
        return False
    # Without that tag OpenImageIO takes a fourth channel for alpha, but nobody has multiplied.
    with path.open("rb") as file, suppress(ExifError):
        return _ASSOCIATED in extra_samples(file)
    return False


def _straight(colours: AnyArray, opacity: AnyArray) -> AnyArray:
    """Return colours divided by their alpha; where that is 0 they stay."""
    if np.issubdtype(colours.dtype, np.floating):
        clipped = np.clip(opacity, 0.0, 1.0)
        divided: AnyArray = colours / np.where(clipped > 0, clipped, 1)[..., None]
        return divided
    top = np.uint32(white(colours))
    straight = np.empty_like(colours)
    for start in range(0, len(colours), STRIP):
        rows = slice(start, start + STRIP)
        alpha = np.where(opacity[rows] > 0, opacity[rows], top)[..., None].astype(np.uint32)
        # Rounded to nearest; 65535² and half of that divisor are just within 32 bits.
        levels = (colours[rows].astype(np.uint32) * top + alpha // 2) // alpha
        straight[rows] = np.minimum(levels, top)
    return straight


def _from_values(
    values: Values,
    alpha: Alpha | None,
    stored: Stored,
    path: Path,
    profile: bytes,
    notes: list[str],
) -> Channels:
    """Return what floating-point values mean: linear light, or what the file says they are."""
    space = stored.spec.get_string_attribute("oiio:ColorSpace") if stored.kind == "jpegxl" else ""
    if profile and stored.kind == "openexr":
        notes.append(f"{path.name} holds linear light; its colour profile was left out.")
    elif profile and not space.startswith(_LINEAR):
        try:
            found = _by_profile(values, alpha, path, profile, notes)
        except ProfileError:
            notes.append(f"The colour profile of {path.name} is damaged and was left out.")
        else:
            if found is not None:
                return found
    elif space.startswith(_SRGB):
        return Channels(_levels(values, notes), alpha, _light(values, b""), b"")
    levels = _encoded(values, notes)
    if alpha is None and str(stored.spec.format) == "half":
        values = values.astype(np.float16)
    return Channels(levels, alpha, values, b"")


def _by_profile(
    values: Values, alpha: Alpha | None, path: Path, profile: bytes, notes: list[str]
) -> Channels | None:
    """Return what values mean by an RGB profile; None if that is what they mean without it.

    Raises:
        ProfileError: The profile cannot be used.
    """
    grey = np.repeat(np.linspace(0, 1, 17, dtype=np.float32)[:, None, None], 3, axis=2)
    if not _is_left_by(profile, grey, 0.01):
        return Channels(_levels(values, notes), alpha, _light(values, profile), profile)
    # With 16 bits linear levels would be too coarse in the dark.
    if _is_left_by(profile, np.eye(3, dtype=np.float32)[None], 0.003):
        return None
    linear = _light(values, profile)
    notes.append(f"{path.name} holds linear light; it was converted to sRGB's primaries.")
    return Channels(_encoded(linear, notes), alpha, linear, b"")


def _is_left_by(profile: bytes, colours: NDArray[np.float32], within: float) -> bool:
    """Return whether colours are the same light, whether by a profile or as they are."""
    return float(np.abs(light(colours, profile) - colours).max()) <= within


def _light(values: Values, profile: bytes) -> Light:
    """Return encoded values as linear light, H,W,3; what is less than black is black."""
    found = np.empty(values.shape, np.float32)
    for start in range(0, len(values), STRIP):
        rows = slice(start, start + STRIP)
        found[rows] = light(np.maximum(values[rows], 0).astype(np.float32, copy=False), profile)
    return found


def _levels(values: Values, notes: list[str]) -> Image:
    """Return values with 16 bits, encoded as they are."""
    _say_if_clipped(values, notes)
    levels = np.empty(values.shape, np.uint16)
    for start in range(0, len(values), STRIP):
        rows = slice(start, start + STRIP)
        levels[rows] = quantise(values[rows], levels.dtype)
    return levels


def _encoded(linear: Values, notes: list[str]) -> Image:
    """Return linear light as 16-bit sRGB (IEC 61966-2-1)."""
    _say_if_clipped(linear, notes)
    levels = np.empty(linear.shape, np.uint16)
    for start in range(0, len(linear), STRIP):
        rows = slice(start, start + STRIP)
        seen = np.clip(linear[rows], 0.0, 1.0)
        curve = 1.055 * seen ** (1 / 2.4) - 0.055
        levels[rows] = quantise(np.where(seen <= 0.0031308, 12.92 * seen, curve), levels.dtype)
    return levels


def _say_if_clipped(values: Values, notes: list[str]) -> None:
    if bool((values > 1).any()) or bool((values < 0).any()):
        notes.append("Values below 0 or above 1 (brighter than white) were clipped.")
