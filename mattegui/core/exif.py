"""EXIF blocks and the directories of TIFF files, which are the same thing (CIPA DC-008, TIFF 6.0).

A block is carried on byte for byte, with the few values that would be wrong set in place: moving
its parts would break the notes of camera makers, which count from the block's beginning. Only TIFF
files, whose directories are the file's own, have theirs taken apart and put together again.
"""

import io
import struct
from collections.abc import Iterable
from typing import BinaryIO, Final

from mattegui.core.exif_directory import (
    EXIF,
    GPS,
    LONG,
    SHORT,
    Directory,
    Entry,
    ExifError,
    Reader,
    Value,
    serialise,
)

__all__ = [
    "ExifError",
    "exif_of_tiff",
    "extra_samples",
    "into_tiff",
    "orientation",
    "sized",
    "upright",
    "xmp_of_tiff",
]

ORIENTATION, XMP = 0x0112, 0x02BC
EXTRA_SAMPLES: Final = 0x0152
WIDTH, HEIGHT = 0xA002, 0xA003
THUMBNAIL_AT, THUMBNAIL_SIZE = 0x0201, 0x0202

# What describes the image in a TIFF file's first directory; the rest says how it is stored.
DESCRIPTIVE: Final = frozenset(
    {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F}
) | {EXIF, GPS}
# It is to be a short, and readers take what some programs write instead.
_ORIENTED: Final = {1: "B", SHORT: "H", LONG: "I"}


def upright(block: bytes) -> bytes:
    """Return an EXIF block that says upright and shows nothing: see `Metadata.exif`.

    A block without any entry, as some writers leave it, is none.

    Raises:
        ExifError: It is damaged; also in what only an export looks at, which would fail.
    """
    reader = Reader(io.BytesIO(block))
    patched = bytearray(block)
    entries = list(reader.entries(reader.first))
    if not entries:
        return b""
    reader.directory(reader.first)
    for entry in _orientations(entries):
        _put(patched, reader.order + _ORIENTED[entry.kind], entry.at, 1)
    link = reader.next_link(reader.first)
    second = reader.number(link, "I")
    if second:
        places = {entry.tag: reader.integer(entry) for entry in _thumbnail(reader, second)}
        start, size = places.get(THUMBNAIL_AT, 0), places.get(THUMBNAIL_SIZE, 0)
        patched[start : start + size] = bytes(len(patched[start : start + size]))
        _put(patched, reader.order + "I", link, 0)
    return bytes(patched)


def orientation(block: bytes) -> int:
    """Return the orientation that an EXIF block gives, 1 to 8; 0 where it gives none.

    Raises:
        ExifError: It is damaged.
    """
    reader = Reader(io.BytesIO(block))
    for entry in _orientations(reader.entries(reader.first)):
        return reader.number(entry.at, _ORIENTED[entry.kind])
    return 0


def sized(block: bytes, width: int, height: int) -> bytes:
    """Return an EXIF block that gives this size, where it gives one.

    Raises:
        ExifError: It is damaged.
    """
    reader = Reader(io.BytesIO(block))
    patched = bytearray(block)
    below = [entry for entry in reader.entries(reader.first) if entry.tag == EXIF]
    for entry in reader.entries(reader.integer(below[0])) if below else ():
        if entry.tag in {WIDTH, HEIGHT} and entry.count == 1 and entry.kind in {SHORT, LONG}:
            code = "H" if entry.kind == SHORT else "I"
            value = width if entry.tag == WIDTH else height
            if value < 1 << 8 * struct.calcsize(code):
                _put(patched, reader.order + code, entry.at, value)
    return bytes(patched)


def exif_of_tiff(file: BinaryIO) -> bytes:
    """Return an EXIF block of what a TIFF file's first directory says; empty if that is nothing.

    Raises:
        ExifError: Its directories are damaged.
    """
    reader = Reader(file)
    described = reader.directory(reader.first, DESCRIPTIVE)
    return b"II*\0" + struct.pack("<I", 8) + serialise(described, 8) if described else b""


def xmp_of_tiff(file: BinaryIO) -> bytes:
    """Return the XMP packet of a TIFF file's first directory; empty if there is none.

    Raises:
        ExifError: The directory is damaged, or the packet cut off.
    """
    reader = Reader(file)
    packets = [entry for entry in reader.entries(reader.first) if entry.tag == XMP]
    return reader.bytes_at(packets[0].at, packets[0].size) if packets else b""


def extra_samples(file: BinaryIO) -> tuple[int, ...]:
    """Return what a TIFF file says of the channels behind its colours (TIFF 6.0, section 18).

    0 unspecified, 1 alpha that the colours are multiplied by, 2 alpha of straight colours; empty
    where nothing is said.

    Raises:
        ExifError: The directory is damaged.
    """
    reader = Reader(file)
    for entry in reader.entries(reader.first):
        if entry.tag == EXTRA_SAMPLES and entry.kind == SHORT:
            raw = reader.little(entry).raw
            return struct.unpack(f"<{entry.count}H", raw)
    return ()


def into_tiff(file: BinaryIO, block: bytes, xmp: bytes) -> None:
    """Give a finished little-endian TIFF file the tags of an EXIF block, and an XMP packet.

    Descriptions of the writer's own, such as the time, are taken out. The first directory is
    written anew behind the file's end, and the header made to name it.

    Raises:
        ExifError: The block or the file is damaged.
    """
    reader = Reader(file)
    if reader.order != "<":
        raise ExifError("the file is big endian")
    added: Directory = {}
    if block:
        source = Reader(io.BytesIO(block))
        added = source.directory(source.first, DESCRIPTIVE)
    if xmp:
        added[XMP] = Value(1, len(xmp), xmp)
    stored: Directory = {
        entry.tag: Value(entry.kind, entry.count, reader.bytes_at(entry.at, entry.size))
        for entry in reader.entries(reader.first)
        if entry.tag not in DESCRIPTIVE | {XMP}
    }
    end = file.seek(0, io.SEEK_END)
    start = end + -end % 16
    file.write(bytes(start - end) + serialise(stored | added, start, big=reader.big))
    file.seek(reader.link)
    file.write(struct.pack("<Q" if reader.big else "<I", start))


def _put(block: bytearray, code: str, at: int, value: int) -> None:
    if at + struct.calcsize(code) > len(block):
        raise ExifError("it is cut off")
    struct.pack_into(code, block, at, value)


def _orientations(entries: Iterable[Entry]) -> list[Entry]:
    wanted = (entry for entry in entries if entry.tag == ORIENTATION and entry.count)
    return [entry for entry in wanted if entry.kind in _ORIENTED]


def _thumbnail(reader: Reader, at: int) -> list[Entry]:
    wanted = {THUMBNAIL_AT, THUMBNAIL_SIZE}
    return [entry for entry in reader.entries(at) if entry.tag in wanted]
