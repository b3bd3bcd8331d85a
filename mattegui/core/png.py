"""What a PNG file says beside its pixels: EXIF, XMP, and which colours its numbers mean.

The chunks are looked at one by one, to the end of the file: some programs add theirs behind the
pixels, where libraries look only when they decode everything.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from mattegui.core.containers import LARGEST, PNG_SIGNATURE, XMP_KEYWORD, ContainerError

_SRGB: Final = bytes([1, 13, 0, 1])
"""Of cICP: primaries of BT.709, the curve of sRGB, RGB, full range (ITU-T H.273)."""
_GAMMA: Final = (43_000, 48_000)
"""Of gAMA, in 1/100000: what stands for the curve of sRGB, 45455, to within what nobody sees."""
_PRIMARIES: Final = (31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)
"""Of cHRM, in 1/100000: x and y of white, red, green and blue in sRGB."""
_NEAR: Final = 1000


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Where a chunk stands: `at` is its content."""

    kind: bytes
    size: int
    at: int


def png_metadata(file: BinaryIO) -> tuple[bytes, bytes]:
    """Return (EXIF block, XMP packet) of a PNG file; empty where there is none.

    Raises:
        ContainerError: One of them is damaged.
    """
    exif = xmp = b""
    for chunk in _chunks(file):
        if chunk.kind == b"eXIf":
            exif = _content(file, chunk)
        elif chunk.kind == b"iTXt" and _begins(file, chunk, XMP_KEYWORD + b"\0"):
            xmp = _text(_content(file, chunk))
    return exif, xmp


def other_colours(file: BinaryIO) -> str:
    """Return the name of the chunk that says that the numbers are not sRGB; empty if none does.

    Profiles are not looked at: they go before `sRGB`, `gAMA` and `cHRM`.

    Raises:
        ContainerError: It is no PNG file.
    """
    said = {}
    for chunk in _chunks(file):
        if chunk.kind == b"IDAT":
            break
        if chunk.kind in {b"cICP", b"sRGB", b"gAMA", b"cHRM"}:
            said[chunk.kind] = file.read(min(chunk.size, 32))
    # In this order they go before each other (PNG, third edition, section 13.13).
    if b"cICP" in said:
        return "" if said[b"cICP"] == _SRGB else "cICP"
    if b"sRGB" in said:
        return ""
    if len(gamma := said.get(b"gAMA", b"")) == 4:
        (value,) = struct.unpack(">I", gamma)
        if not _GAMMA[0] <= value <= _GAMMA[1]:
            return "gAMA"
    if len(places := said.get(b"cHRM", b"")) == 32:
        pairs = zip(struct.unpack(">8I", places), _PRIMARIES, strict=True)
        if any(abs(one - other) > _NEAR for one, other in pairs):
            return "cHRM"
    return ""


def _chunks(file: BinaryIO) -> Iterator[_Chunk]:
    """Yield each chunk with the file at its content, up to the last that is there."""
    if file.read(len(PNG_SIGNATURE)) != PNG_SIGNATURE:
        raise ContainerError("it is no PNG file")
    at = len(PNG_SIGNATURE) + 8
    while len(head := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        yield _Chunk(kind, size, at)
        if kind == b"IEND":
            return
        file.seek(at + size + 4)
        at += size + 12


def _begins(file: BinaryIO, chunk: _Chunk, words: bytes) -> bool:
    return chunk.size >= len(words) and file.read(len(words)) == words


def _content(file: BinaryIO, chunk: _Chunk) -> bytes:
    name = chunk.kind.decode()
    if chunk.size > LARGEST:
        raise ContainerError(f"its {name} chunk claims {chunk.size} bytes")
    file.seek(chunk.at)
    content, checksum = file.read(chunk.size), file.read(4)
    if checksum != struct.pack(">I", zlib.crc32(content, zlib.crc32(chunk.kind))):
        raise ContainerError(f"its {name} chunk is damaged")
    return content


def _text(content: bytes) -> bytes:
    """Return the text of an international text chunk (PNG, third edition, section 11.3.3.4)."""
    _, _, rest = content.partition(b"\0")
    compressed = rest[:1] == b"\1"
    _language, _, rest = rest[2:].partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    if not compressed:
        return text
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(text, LARGEST)
    except zlib.error as error:
        raise ContainerError("its XMP packet is damaged") from error
    if not unpacker.eof:
        raise ContainerError("its XMP packet is cut off, or has no end")
    return unpacked
