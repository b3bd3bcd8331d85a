"""Reading and writing image files, all through OpenImageIO.

The colour profile is read with the pixels, so that an export can carry it on.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, AnyArray, Image, Trimap, check_trimap, quantise, white
from mattegui.core.files import atomic_path

MAX_PIXELS: Final = 1_000_000_000
READABLE: Final = (
    *(".bmp", ".exr", ".gif", ".jpeg", ".jpg", ".jxl"),
    *(".png", ".psd", ".tif", ".tiff", ".webp"),
)
WRITABLE: Final = (".png", ".tif", ".tiff")
KINDS: Final = "BMP, EXR, GIF, JPEG, JPEG XL, PNG, PSD, TIFF or WebP"
"""What `READABLE` stands for, in words; the content decides, whatever the suffix says."""


class ImageFileError(ValueError):
    """An image file that cannot be read or written; the message says which and why."""


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """An image with what is to be kept of its file.

    Attributes:
        path: Where it was read.
        image: H,W,3 `uint8` or `uint16`, upright, not writable.
        alpha: H,W if the file has an alpha channel, else None.
        icc_profile: The embedded colour profile, byte for byte; empty when there is none.
        notes: What had to be changed to read it, each a sentence for the user.
    """

    path: Path
    image: Image
    alpha: Alpha | None = None
    icc_profile: bytes = b""
    notes: tuple[str, ...] = field(default=())


def read_image(path: Path) -> ImageFile:
    """Read an image: 8 bits stay 8, everything deeper becomes 16, colours are straight.

    Floating-point files hold linear light; they are encoded as sRGB with 16 bits.

    Raises:
        ImageFileError: The file is not there, damaged, incomplete, too large, of an unknown kind,
            without colour channels, or holds values that are not finite.
    """
    pixels, spec = _read(path)
    notes: list[str] = []
    colour, opacity = _channels(pixels, spec, path, notes)
    if np.issubdtype(pixels.dtype, np.floating):
        colour = _encoded(colour, notes)
    orientation = spec.get_int_attribute("Orientation", 1)
    if _is_cmyk(spec):
        notes.append(f"{path.name} holds CMYK inks; its colours were converted to RGB simply.")
    image = np.ascontiguousarray(_upright(colour, orientation))
    image.flags.writeable = False
    alpha = None if opacity is None else np.ascontiguousarray(_upright(opacity, orientation))
    return ImageFile(path, image, alpha, _icc_profile(spec, path, notes), tuple(notes))


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
    with atomic_path(path) as draft:
        _write(draft, path, pixels, icc_profile, compression)


def check_writable(path: Path) -> None:
    """Refuse a name that no image can be written to.

    Raises:
        ImageFileError: The suffix is unknown, or `path` is a folder.
        FileNotFoundError: Its folder is not there.
        PermissionError: Its folder is read-only.
    """
    if path.suffix.lower() not in WRITABLE:
        known = ", ".join(WRITABLE)
        raise ImageFileError(f"cannot write {path}: the name must end in one of {known}")
    if path.is_dir():
        raise ImageFileError(f"cannot write {path}: it is a folder")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"cannot write {path}: there is no folder {path.parent}")
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(f"cannot write {path}: its folder is read-only")


def _read(path: Path) -> tuple[AnyArray, oiio.ImageSpec]:
    """Return all pixels, H,W,C, of the first subimage, and its description."""
    if path.is_dir():
        raise ImageFileError(f"{path} is a folder, not an image")
    if not path.exists():
        raise ImageFileError(f"there is no file {path}")
    if path.stat().st_size == 0:
        raise ImageFileError(f"{path} is empty")
    config = oiio.ImageSpec()
    config.attribute("oiio:UnassociatedAlpha", 1)
    file = oiio.ImageInput.open(str(path), config)
    if file is None:
        error = oiio.geterror()
        if "could not find a format reader" in error:
            raise ImageFileError(f"{path} is no image of a kind that can be read: {KINDS}")
        raise ImageFileError(f"{path} cannot be read as an image: {_reason(error)}")
    spec = file.spec()
    if spec.width * spec.height > MAX_PIXELS:
        raise ImageFileError(
            f"{path} measures {spec.width}×{spec.height} pixels, "
            f"more than the {MAX_PIXELS / 1e6:.0f} megapixels that can be opened"
        )
    pixels = file.read_image(0, 0, 0, spec.nchannels, _depth(spec))
    # Some readers return what they have of a cut-off file and only then speak of an error.
    error = file.geterror()
    file.close()
    if pixels is None or error:
        raise ImageFileError(f"{path} is damaged or incomplete: {_reason(error)}")
    return np.asarray(pixels).reshape(spec.height, spec.width, spec.nchannels), spec


def _depth(spec: oiio.ImageSpec) -> str:
    """Return OpenImageIO's name of the type to read as."""
    # "float32", numpy's name, is none of its names: it would answer with what the file holds.
    if str(spec.format) in {"float", "half", "double"}:
        return "float"
    return "uint8" if str(spec.format) in {"uint8", "int8"} else "uint16"


def _channels(
    pixels: AnyArray, spec: oiio.ImageSpec, path: Path, notes: list[str]
) -> tuple[AnyArray, Alpha | None]:
    """Return (colour H,W,3, alpha H,W or None) from the channels that the file has."""
    names = [name.upper() for name in spec.channelnames]
    if {"R", "G", "B"} <= set(names):
        colours = [names.index(name) for name in "RGB"]
    elif names[0] in {"Y", "I", "L"}:
        colours = [0, 0, 0]
    else:
        found = ", ".join(spec.channelnames)
        raise ImageFileError(f"{path} has no colour channels: it holds {found}")
    if np.issubdtype(pixels.dtype, np.floating) and not bool(np.isfinite(pixels).all()):
        bad = int((~np.isfinite(pixels).all(axis=2)).sum())
        raise ImageFileError(f"{path}: {bad} pixels hold values that are not finite numbers")
    # By name: the GIF reader gives an index beyond the last channel.
    has_alpha = "A" in names
    used = len(set(colours)) + has_alpha
    if spec.nchannels > used:
        notes.append(f"{path.name} has {spec.nchannels} channels; {used} of them are used.")
    if not has_alpha:
        return pixels[..., colours], None
    opacity = pixels[..., names.index("A")].astype(np.float32)
    if not np.issubdtype(pixels.dtype, np.floating):
        return pixels[..., colours], opacity / np.float32(white(pixels))
    opacity = np.clip(opacity, 0.0, 1.0)
    return _straight(pixels[..., colours], opacity, spec), opacity


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


def _upright(array: AnyArray, orientation: int) -> AnyArray:
    """Return `array` turned as the EXIF orientation (1 to 8) asks."""
    if orientation in {5, 6, 7, 8}:
        array = array.swapaxes(0, 1)
    if orientation in {3, 4, 7, 8}:
        array = array[::-1]
    if orientation in {2, 3, 6, 7}:
        array = array[:, ::-1]
    return array


def _icc_profile(spec: oiio.ImageSpec, path: Path, notes: list[str]) -> bytes:
    value = spec.getattribute("ICCProfile")
    if value is None:
        return b""
    profile = bytes(np.asarray(value, np.uint8))
    # ICC.1:2022 section 7.2: the header states the length and carries this signature.
    if profile[36:40] != b"acsp" or int.from_bytes(profile[:4], "big") != len(profile):
        notes.append(f"The colour profile of {path.name} is damaged and was left out.")
        return b""
    if profile[16:20] != b"RGB ":
        kind = profile[16:20].decode("ascii", "replace").strip()
        notes.append(f"The colour profile of {path.name} is for {kind}, not RGB; it was left out.")
        return b""
    return profile


def _is_cmyk(spec: oiio.ImageSpec) -> bool:
    spaces = (spec.get_string_attribute(f"{kind}:ColorSpace") for kind in ("jpeg", "tiff"))
    return not {"CMYK", "YCbCrK"}.isdisjoint(spaces)


def _write(draft: Path, path: Path, pixels: AnyArray, icc_profile: bytes, compression: int) -> None:
    # With two axes OpenImageIO would take the second for the channels.
    pixels = np.ascontiguousarray(pixels.reshape(*pixels.shape[:2], -1))
    height, width, channels = pixels.shape
    spec = oiio.ImageSpec(width, height, channels, str(pixels.dtype))
    spec.attribute("oiio:UnassociatedAlpha", 1)
    spec.attribute("png:compressionLevel", compression)
    if icc_profile:
        kind = oiio.TypeDesc(f"uint8[{len(icc_profile)}]")
        spec.attribute("ICCProfile", kind, np.frombuffer(icc_profile, np.uint8))
    # OpenImageIO reports a missing permission only as a text; Python knows its kind.
    draft.touch()
    file = oiio.ImageOutput.create(str(draft))
    if file is None:
        raise ImageFileError(f"cannot write {path}: {_reason(oiio.geterror())}")
    written = file.open(str(draft), spec)
    written = written and file.write_image(pixels)
    written = file.close() and written
    error = file.geterror()
    # The PNG writer returns success on a full disk and only mentions it.
    if not written or "write error" in error.lower():
        raise ImageFileError(f"cannot write {path}: {_reason(error)}")


def _reason(error: str) -> str:
    """Return the first line of an OpenImageIO message, which can be hundreds."""
    return error.strip().splitlines()[0].strip() if error.strip() else "no reason was given"
