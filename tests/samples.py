"""Images, trimaps and files for tests, made on the spot."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import OpenImageIO as oiio
from numpy.typing import NDArray

from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Alpha, AnyArray, Image, Trimap

Pixels = NDArray[Any]


def photo(height: int, width: int, dtype: type[np.unsignedinteger[Any]] = np.uint8) -> Image:
    """Return a smooth image with some texture: every codec keeps it roughly."""
    y, x = np.mgrid[:height, :width] / max(height, width, 2)
    rng = np.random.default_rng(7)
    colours = np.stack([x, y, 0.5 + 0.4 * np.sin(9 * x + 5 * y)], axis=-1)
    colours = np.clip(colours + rng.normal(0, 0.01, colours.shape), 0, 1)
    return np.asarray(np.rint(colours * np.iinfo(dtype).max).astype(dtype))


def disc(height: int, width: int, band: int = 12) -> tuple[Image, Trimap, Alpha]:
    """Return a red disc with a soft edge on blue, a trimap around its edge, and its true alpha."""
    y, x = np.mgrid[:height, :width] + 0.5
    inside = min(height, width) / 3.2 - np.hypot(y - height / 2, x - width / 2)
    alpha = np.clip(inside / 6 + 0.5, 0, 1).astype(np.float32)
    trimap = np.where(inside > band, FOREGROUND, np.where(inside < -band, BACKGROUND, UNKNOWN))
    rng = np.random.default_rng(3)
    red, blue = np.array([0.8, 0.15, 0.1]), np.array([0.1, 0.2, 0.7])
    colours = alpha[..., None] * red + (1 - alpha[..., None]) * blue
    colours = np.clip(colours + rng.normal(0, 0.01, colours.shape), 0, 1)
    return np.rint(colours * 255).astype(np.uint8), trimap.astype(np.uint8), alpha


def write(path: Path, pixels: AnyArray, *, names: str = "", **attributes: Any) -> Path:
    """Write `pixels` with OpenImageIO; `_` in an attribute's name stands for `:`."""
    pixels = pixels.reshape(*pixels.shape[:2], -1)
    height, width, channels = pixels.shape
    kind = "half" if pixels.dtype == np.float16 else str(pixels.dtype).replace("float32", "float")
    spec = oiio.ImageSpec(width, height, channels, kind)
    if names:
        spec.channelnames = tuple(names)
        spec.alpha_channel = names.find("A")
    for name, value in attributes.items():
        if isinstance(value, bytes):
            array = np.frombuffer(value, np.uint8)
            spec.attribute(name, oiio.TypeDesc(f"uint8[{len(value)}]"), array)
        else:
            spec.attribute(name.replace("_", ":"), value)
    file = oiio.ImageOutput.create(str(path))
    assert file is not None
    assert file.open(str(path), spec), file.geterror()
    assert file.write_image(np.ascontiguousarray(pixels)), file.geterror()
    file.close()
    # The TIFF writer has complaints that do not concern the pixels.
    file.geterror()
    return path


def read_back(path: Path) -> tuple[AnyArray, oiio.ImageSpec]:
    """Read a file without the code under test: pixels as stored, H,W,C, and its description."""
    config = oiio.ImageSpec()
    config.attribute("oiio:UnassociatedAlpha", 1)
    file = oiio.ImageInput.open(str(path), config)
    assert file is not None
    spec = file.spec()
    pixels = file.read_image(0, 0, 0, spec.nchannels, str(spec.format))
    file.close()
    return np.asarray(pixels), spec


def write_psd(path: Path, pixels: AnyArray) -> Path:
    """Write a minimal Photoshop file: a header and the merged image, uncompressed.

    Adobe Photoshop File Formats Specification: header, three empty sections, image data.
    """
    height, width, channels = pixels.shape
    depth = pixels.dtype.itemsize * 8
    header = b"8BPS" + struct.pack(">H6xHIIHH", 1, channels, height, width, depth, 3)
    planes = pixels.transpose(2, 0, 1).astype(pixels.dtype.newbyteorder(">")).tobytes()
    path.write_bytes(header + struct.pack(">IIIH", 0, 0, 0, 0) + planes)
    return path


def icc_profile(space: bytes = b"RGB ") -> bytes:
    """Return the smallest colour profile that readers accept: a header and one tag."""
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"test\0" + bytes(80)
    tags = struct.pack(">I4sII", 1, b"desc", 144, len(text))
    size = 128 + len(tags) + len(text)
    header = bytearray(128)
    header[0:4] = struct.pack(">I", size)
    header[8:12] = bytes([2, 0x40, 0, 0])
    header[12:24] = b"mntr" + space + b"XYZ "
    header[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    header[36:40] = b"acsp"
    header[68:80] = struct.pack(">3i", 0x0000F6D6, 0x00010000, 0x0000D32D)
    return bytes(header) + tags + text
