"""Colour profiles: what their numbers mean, and the copies that others need of an image.

An image keeps the numbers and the profile of its file. A network has learnt from sRGB, and a
compositor expects linear light: both get a copy.
"""

import io
import struct
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageCms

from mattegui.core.arrays import AnyArray, Colours, Float32Array, Image, eight_bit
from mattegui.core.imagefile import ImageFile

STRIP: Final = 256
"""Rows that are converted at once: a copy of a large image needs little beside itself."""

# Linear sRGB to the profile connection space, XYZ under D50 (IEC 61966-2-1, adapted by Bradford).
_SRGB_TO_XYZ: Final = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_XYZ_TO_SRGB: Final = np.linalg.inv(_SRGB_TO_XYZ)
_PARAMETERS: Final = {0: "g", 1: "gab", 2: "gabc", 3: "gabcd", 4: "gabcdef"}


class ProfileError(ValueError):
    """A colour profile that cannot be used; the message says why."""


def colour_space(profile: bytes) -> str:
    """Return the space whose numbers a profile explains: `RGB`, `CMYK`, `GRAY` and others.

    Raises:
        ProfileError: It is damaged: ICC.1:2022 section 7.2 wants its length and a signature.
    """
    return unpadded(profile)[16:20].decode("ascii", "replace").strip()


def unpadded(profile: bytes) -> bytes:
    """Return a profile without the bytes that some writers put behind it.

    Raises:
        ProfileError: It is damaged, as for `colour_space`.
    """
    length = int.from_bytes(profile[:4], "big")
    if profile[36:40] != b"acsp" or not 128 <= length <= len(profile):
        raise ProfileError("it is damaged")
    return profile[:length]


@lru_cache(maxsize=16)
def is_srgb(profile: bytes) -> bool:
    """Return whether a profile means sRGB, to within one level of 8 bits; no profile does.

    Names are not to be relied on, so a lattice of colours is sent through it.
    """
    if not profile:
        return True
    levels = np.linspace(0, 255, 9).astype(np.uint8)
    lattice = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(27, 27, 3)
    try:
        seen = _through(lattice, profile)
    except ProfileError:
        return False
    return int(np.abs(seen.astype(int) - lattice).max()) <= 1


def srgb_copy(image: Image, profile: bytes) -> Image:
    """Return what `image` looks like in sRGB, for a network; itself if it is sRGB already.

    Args:
        image: H,W,3, of any depth.
        profile: Of `image`, empty for sRGB.

    Returns:
        H,W,3 `uint8` when converted, by Little CMS, with relative colorimetric intent.

    Raises:
        ProfileError: The profile cannot be used.
    """
    if is_srgb(profile):
        return image
    seen: Colours = np.empty(image.shape, np.uint8)
    for top in range(0, image.shape[0], STRIP):
        seen[top : top + STRIP] = _through(eight_bit(image[top : top + STRIP]), profile)
    return seen


def converted(levels: Image, profile: bytes, wanted: bytes) -> Image:
    """Return colours under another profile; themselves where both profiles mean the same.

    Args:
        levels: H,W,3, of any depth.
        profile: Of `levels`, empty for sRGB.
        wanted: The one to have, empty for sRGB.

    Returns:
        H,W,3 `uint8` when converted, as `srgb_copy` does.

    Raises:
        ProfileError: One of them cannot be used, or not in this direction.
    """
    if profile == wanted or (is_srgb(profile) and is_srgb(wanted)):
        return levels
    made: Colours = np.empty(levels.shape, np.uint8)
    for top in range(0, levels.shape[0], STRIP):
        strip = eight_bit(levels[top : top + STRIP])
        made[top : top + STRIP] = _through(strip, profile, wanted=wanted)
    return made


def network_copy(file: ImageFile) -> tuple[Image, str]:
    """Return the sRGB copy of an image for a network, and a sentence if there can be none.

    A profile that cannot be used is no reason to stop: the image itself is returned then.
    """
    try:
        return srgb_copy(file.image, file.icc_profile), ""
    except ProfileError as error:
        return file.image, _taken_for_srgb(file, error)


def is_usable(profile: bytes) -> bool:
    """Say whether it is known what colours with a profile look like."""
    try:
        converted(np.zeros((1, 1, 3), np.uint8), profile, b"")
    except ProfileError:
        return False
    return True


def with_usable_profile(file: ImageFile) -> ImageFile:
    """Return a file without its profile, and with a note of that, if that cannot be used."""
    try:
        converted(file.image[:1, :1], file.icc_profile, b"")
    except ProfileError as error:
        notes = (*file.notes, _taken_for_srgb(file, error))
        return replace(file, icc_profile=b"", notes=notes)
    return file


def from_cmyk(inks: NDArray[np.uint8], profile: bytes) -> Colours:
    """Return inks, H,W,4 with 255 as full, as sRGB, H,W,3.

    Raises:
        ProfileError: The profile cannot be used.
    """
    seen: Colours = np.empty((*inks.shape[:2], 3), np.uint8)
    for top in range(0, inks.shape[0], STRIP):
        seen[top : top + STRIP] = _through(inks[top : top + STRIP], profile, "CMYK")
    return seen


def srgb_light(values: Float32Array) -> Float32Array:
    """Return sRGB values in [0, 1] as linear light (IEC 61966-2-1)."""
    curve = ((values + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    light: Float32Array = np.where(values <= 0.04045, values / np.float32(12.92), curve)
    return light.astype(np.float32, copy=False)


def light(values: Float32Array, profile: bytes) -> Float32Array:
    """Return encoded values as linear light with sRGB's primaries.

    Colours that sRGB does not hold come out below 0 or above 1, as compositors expect.

    Args:
        values: H,W,3 in [0, 1].
        profile: What they are encoded by; empty for sRGB.

    Raises:
        ProfileError: The profile is damaged.
    """
    if is_srgb(profile):
        return srgb_light(values)
    tags = _tags(profile)
    if not {"rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"} <= tags.keys():
        # A profile of tables: Little CMS reads it, with 8 bits.
        levels = np.rint(np.clip(values, 0, 1) * 255).astype(np.uint8)
        return srgb_light(_through(levels, profile).astype(np.float32) / np.float32(255))
    linear = np.stack(
        [_curve(tags[f"{name}TRC"], values[..., i]) for i, name in enumerate("rgb")], axis=-1
    )
    to_xyz = np.stack([_xyz(tags[f"{name}XYZ"]) for name in "rgb"], axis=1)
    mixed: Float32Array = (linear @ (_XYZ_TO_SRGB @ to_xyz).T).astype(np.float32)
    return mixed


def _taken_for_srgb(file: ImageFile, error: ProfileError) -> str:
    return f"The colours of {file.path.name} are taken for sRGB; of its profile: {error}."


def _opened(profile: bytes) -> ImageCms.ImageCmsProfile:
    if not profile:
        return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile))
    except OSError as error:
        raise ProfileError(f"it cannot be opened: {error}") from error


@lru_cache(maxsize=16)
def _transform(profile: bytes, mode: str, wanted: bytes) -> ImageCms.ImageCmsTransform:
    try:
        return ImageCms.buildTransform(
            _opened(profile),
            _opened(wanted),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError as error:
        raise ProfileError(f"no conversion can be made of it: {error}") from error


def _through(pixels: AnyArray, profile: bytes, mode: str = "RGB", wanted: bytes = b"") -> Colours:
    source = Pillow.frombytes(mode, pixels.shape[1::-1], np.ascontiguousarray(pixels).tobytes())
    seen = ImageCms.applyTransform(source, _transform(profile, mode, wanted))
    return np.asarray(seen)


def _tags(profile: bytes) -> dict[str, bytes]:
    """Return the tags of a profile, ICC.1:2022 section 7.3."""
    try:
        (count,) = struct.unpack_from(">I", profile, 128)
        table = [struct.unpack_from(">4sII", profile, 132 + 12 * i) for i in range(min(count, 100))]
    except struct.error as error:
        raise ProfileError("its table of tags is cut off") from error
    return {name.decode("ascii", "replace"): profile[at : at + size] for name, at, size in table}


def _xyz(tag: bytes) -> NDArray[np.float64]:
    return np.array(struct.unpack_from(">3i", tag, 8)) / 65536


def _curve(tag: bytes, values: Float32Array) -> NDArray[Any]:
    """Return values through a tone curve, ICC.1:2022 sections 10.6 and 10.18."""
    try:
        if tag[:4] == b"curv":
            (count,) = struct.unpack_from(">I", tag, 8)
            return _sampled(np.frombuffer(tag, ">u2", count, 12), values)
        if tag[:4] == b"para":
            (kind,) = struct.unpack_from(">H", tag, 8)
            names = _PARAMETERS[kind]
            numbers = np.array(struct.unpack_from(f">{len(names)}i", tag, 12)) / 65536
            return _parametric(dict(zip(names, numbers.tolist(), strict=True)), kind, values)
    except (struct.error, ValueError, KeyError) as error:
        raise ProfileError("one of its tone curves is damaged") from error
    raise ProfileError("one of its tone curves is of an unknown kind")


def _sampled(samples: NDArray[Any], values: Float32Array) -> NDArray[Any]:
    if samples.size == 0:
        return values
    if samples.size == 1:
        return values ** np.float32(samples[0] / 256)
    decoded: NDArray[Any] = np.interp(values, np.linspace(0, 1, samples.size), samples / 65535)
    return decoded


def _parametric(p: dict[str, float], kind: int, values: Float32Array) -> NDArray[Any]:
    gamma, a, b = p["g"], p.get("a", 1.0), p.get("b", 0.0)
    c, e, f = p.get("c", 0.0), p.get("e", 0.0), p.get("f", 0.0)
    power: NDArray[Any] = np.maximum(a * values + b, 0) ** gamma
    if kind == 0:
        return power
    if kind in {1, 2}:
        # Table 68: below −b/a the curve is the constant c.
        return np.where(values >= -b / a, power, 0) + c
    return np.where(values >= p["d"], power + e, c * values + f)
