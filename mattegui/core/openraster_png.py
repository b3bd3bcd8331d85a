"""PNG parts of OpenRaster files, to and from memory.

A part comes from anywhere. What its header claims is weighed against the bytes that are there
before any memory is taken for pixels.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np

from mattegui.core.arrays import AnyArray

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MAX_PROFILE: Final = 8 << 20
"""Bytes of a colour profile; the largest printer profiles have 4 MB."""

_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {1, 2, 4, 8, 16}
_HEADER_END: Final = len(SIGNATURE) + 25
# RFC 1951: 258 bytes cost at least two bits.
_DENSEST: Final = 1032


@dataclass(frozen=True, slots=True)
class Header:
    """What a PNG's first chunk claims.

    Attributes:
        width: In pixels.
        height: In pixels.
        packed: Bytes of all rows before compression, filter bytes included.
    """

    width: int
    height: int
    packed: int


def encode(pixels: AnyArray, icc_profile: bytes = b"") -> bytes:
    """Return pixels as a PNG file.

    Args:
        pixels: H,W or H,W,3 RGB or H,W,4 RGBA, straight; `uint8` or `uint16`.
        icc_profile: To embed, byte for byte.
    """
    order = {3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}
    stored = cv2.cvtColor(pixels, order[pixels.shape[2]]) if pixels.ndim == 3 else pixels
    # OpenCV's own choice of filter and strategy takes a fifth of the time of zlib's level 3, and
    # the files are of the same size.
    done, png = cv2.imencode(".png", stored)
    if not done:
        raise ValueError(f"pixels of shape {pixels.shape} cannot be written as PNG")
    data = png.tobytes()
    if not icc_profile:
        return data
    # PNG, third edition, section 11.3.2.3: before the first IDAT.
    body = b"iCCPICC profile\0\0" + zlib.compress(icc_profile)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return data[:_HEADER_END] + chunk + data[_HEADER_END:]


def read_header(png: bytes) -> Header:
    """Return what the first chunk claims; only the first 33 bytes are looked at.

    Raises:
        ValueError: It is no PNG, or its first chunk makes no sense.
    """
    if png[: len(SIGNATURE)] != SIGNATURE or png[12:16] != b"IHDR" or len(png) < _HEADER_END:
        raise ValueError("it is no PNG")
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    if not (width and height and kind in _CHANNELS and depth in _DEPTHS):
        raise ValueError("its PNG header makes no sense")
    row = (width * depth * _CHANNELS[kind] + 7) // 8
    return Header(width, height, height * (row + 1))


def decode(png: bytes) -> AnyArray:
    """Return the pixels of a PNG: H,W,1 or H,W,3 RGB or H,W,4 RGBA; `uint8` or `uint16`.

    Raises:
        ValueError: It is no PNG, damaged or incomplete, or its header claims more pixels than its
            bytes can hold.
    """
    header = read_header(png)
    if header.packed > len(png) * _DENSEST:
        raise ValueError(
            f"its header claims {header.width}×{header.height} pixels, "
            f"more than its {len(png)} bytes can hold"
        )
    try:
        read: AnyArray | None = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    except cv2.error as error:
        raise ValueError(f"its pixels cannot be read: {error.err}") from error
    if read is None or read.shape[:2] != (header.height, header.width):
        raise ValueError("its pixels are damaged or incomplete")
    if read.ndim == 2:
        return read[..., None]
    order = {3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGBA}
    turned: AnyArray = cv2.cvtColor(read, order[read.shape[2]])
    return turned


def read_profile(png: bytes) -> bytes:
    """Return the embedded colour profile; empty where there is none or it is damaged."""
    for kind, body in _chunks(png):
        if kind == b"iCCP":
            packed = body.partition(b"\0")[2][1:]
            unpacker = zlib.decompressobj()
            try:
                profile = unpacker.decompress(packed, MAX_PROFILE)
            except zlib.error:
                return b""
            return profile if unpacker.eof else b""
    return b""


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks before the first with pixels: type and body."""
    view: Any = memoryview(png)
    at = len(SIGNATURE)
    while at + 8 <= len(png):
        size, kind = struct.unpack_from(">I4s", png, at)
        if kind == b"IDAT":
            return
        yield kind, bytes(view[at + 8 : at + 8 + size])
        at += size + 12
