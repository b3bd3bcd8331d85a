"""What image files are packed in: putting metadata into PNG and JPEG XL files, and finding it.

OpenImageIO writes the pixels of both, but EXIF only taken apart, and neither whole. Here the bytes
go in as they are.
"""

import os
import shutil
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PNG_END: Final = b"\0\0\0\0IEND\xaeB`\x82"
JXL_SIGNATURE: Final = b"\0\0\0\x0cJXL \r\n\x87\n"
_JXL_KIND: Final = b"\0\0\0\x14ftypjxl \0\0\0\0jxl "
XMP_KEYWORD: Final = b"XML:com.adobe.xmp"
_CODESTREAM: Final = b"\xff\x0a"
_HEADER: Final = 33
"""Bytes of a PNG file up to the end of its first chunk."""
LARGEST: Final = 1 << 24


class ContainerError(ValueError):
    """A file that is not packed as its kind should be; the message says how."""


def put_into_png(path: Path, exif: bytes, xmp: bytes) -> None:
    """Put an EXIF block and an XMP packet into a PNG file, before its pixels.

    Behind the pixels both would be allowed too, but many readers look no further than these. What
    the writer of the pixels put in of its own is taken out.

    Raises:
        ContainerError: It is no PNG file.
        OSError: The disk is full.
    """
    chunks = b""
    if exif:
        chunks += _png_chunk(b"eXIf", exif)
    if xmp:
        # An international text without compression, language or translation (PNG, 11.3.3.4).
        chunks += _png_chunk(b"iTXt", XMP_KEYWORD + bytes(5) + xmp)
    if not chunks:
        return
    packed = path.with_name(path.name + ".packed")
    try:
        with path.open("rb") as source, packed.open("wb") as target:
            header = source.read(_HEADER)
            if not header.startswith(PNG_SIGNATURE) or header[12:16] != b"IHDR":
                raise ContainerError("it is no PNG file")
            target.write(header + chunks)
            for kind, chunk in _chunks_before_pixels(source):
                if kind != b"eXIf" and not chunk[8:].startswith(XMP_KEYWORD):
                    target.write(chunk)
            shutil.copyfileobj(source, target, 1 << 20)
        packed.replace(path)
    finally:
        packed.unlink(missing_ok=True)


def check_png_end(path: Path) -> None:
    """Check that a PNG file was written to its end: its writer does not say so itself.

    Raises:
        ContainerError: It ends too early.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - len(PNG_END)))
        if file.read() != PNG_END:
            raise ContainerError("the file ends too early; the disk may be full")


def put_into_jxl(path: Path, exif: bytes, xmp: bytes) -> None:
    """Put an EXIF block and an XMP packet behind the image of a JPEG XL file (ISO 18181-2).

    Raises:
        ContainerError: It is no JPEG XL file.
        OSError: The disk is full.
    """
    boxes = b""
    if exif:
        # The four bytes say that the block begins right behind them.
        boxes += _jxl_box(b"Exif", bytes(4) + exif)
    if xmp:
        boxes += _jxl_box(b"xml ", xmp)
    if not boxes:
        return
    content = path.read_bytes()
    if content.startswith(_CODESTREAM):
        content = JXL_SIGNATURE + _JXL_KIND + _jxl_box(b"jxlc", content)
    elif not content.startswith(JXL_SIGNATURE):
        raise ContainerError("it is no JPEG XL file")
    path.write_bytes(_with_closed_boxes(content) + boxes)


def jxl_metadata(file: BinaryIO) -> tuple[bytes, bytes]:
    """Return (EXIF block, XMP packet) of a JPEG XL file; empty where there is none.

    Compressed boxes are not opened.

    Raises:
        ContainerError: Its boxes are damaged.
    """
    if file.read(len(JXL_SIGNATURE)) != JXL_SIGNATURE:
        # A bare codestream has no room for either.
        return b"", b""
    file.seek(0)
    found = {b"Exif": b"", b"xml ": b""}
    for kind, start, end in _jxl_boxes(file):
        if kind in found:
            if end - start > LARGEST:
                raise ContainerError(f"its metadata claims {end - start} bytes")
            file.seek(start)
            found[kind] = file.read(end - start)
    exif = found[b"Exif"]
    skipped = int.from_bytes(exif[:4], "big") + 4
    return exif[skipped:], found[b"xml "]


def _chunks_before_pixels(source: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, whole chunk) up to the first with pixels, and leave the file at that."""
    while True:
        head = source.read(8)
        if len(head) < 8:
            raise ContainerError("it has no pixels")
        size, kind = struct.unpack(">I4s", head)
        if kind == b"IDAT":
            source.seek(-8, os.SEEK_CUR)
            return
        if size > LARGEST:
            raise ContainerError(f"a chunk claims {size} bytes")
        yield kind, head + source.read(size + 4)


def _png_chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(content, zlib.crc32(kind))
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def _jxl_box(kind: bytes, content: bytes) -> bytes:
    size = len(content) + 8
    if size < 1 << 32:
        return struct.pack(">I", size) + kind + content
    return struct.pack(">I4sQ", 1, kind, size + 8) + content


def _jxl_boxes(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    """Yield (kind, start of the content, its end) of each box."""
    total = file.seek(0, os.SEEK_END)
    at = 0
    while at + 8 <= total:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            long = file.read(8)
            if len(long) < 8:
                raise ContainerError("a box is cut off")
            size, head = int.from_bytes(long, "big"), 16
        end = total if size == 0 else at + size
        if (size and size < head) or end > total:
            raise ContainerError("a box is cut off")
        yield kind, at + head, end
        at = end


def _with_closed_boxes(content: bytes) -> bytes:
    """Return a container whose last box says its size: 0 would mean that all that follows is it."""
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        if size == 0:
            kind = content[at + 4 : at + 8]
            return content[:at] + _jxl_box(kind, content[at + 8 :])
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        at += max(size, 8)
    return content
