"""EXIF blocks and the directories of TIFF files, which are the same thing (CIPA DC-008, TIFF 6.0).

A block is carried on byte for byte, with the few values that would be wrong set in place: moving
its parts would break the notes of camera makers, which count from the block's beginning. Only TIFF
files, whose directories are the file's own, have theirs taken apart and put together again.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Final, TypeAlias

EXIF, GPS, INTEROPERABILITY = 0x8769, 0x8825, 0xA005
ORIENTATION, XMP = 0x0112, 0x02BC
WIDTH, HEIGHT = 0xA002, 0xA003
THUMBNAIL_AT, THUMBNAIL_SIZE = 0x0201, 0x0202

SUBDIRECTORIES: Final = frozenset({EXIF, GPS, INTEROPERABILITY})
# What describes the image in a TIFF file's first directory; the rest says how it is stored.
DESCRIPTIVE: Final = frozenset(
    {0x010E, 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F}
) | {EXIF, GPS}
LARGEST: Final = 1 << 24
"""Bytes that one value may take: camera makers' notes reach a megabyte."""

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES_BIG: Final = _SIZES | {16: 8, 17: 8, 18: 8}
# Rationals are two numbers, so half their size is what has a byte order.
_UNITS: Final = _SIZES_BIG | {5: 4, 10: 4}
_SHORT, _LONG, _LONG8 = 3, 4, 16
# It is to be a short, and readers take what some programs write instead.
_ORIENTED: Final = {1: "B", _SHORT: "H", _LONG: "I"}


class ExifError(ValueError):
    """A block or directory that is damaged; the message says how."""


@dataclass(frozen=True, slots=True)
class Value:
    """One entry of a directory: its type, how many, and the bytes, little endian."""

    kind: int
    count: int
    raw: bytes


Directory: TypeAlias = "dict[int, Value | Directory]"


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where an entry stands in a file: `at` is its value, in place or where the offset points."""

    tag: int
    kind: int
    count: int
    at: int

    @property
    def size(self) -> int:
        return self.count * _SIZES_BIG[self.kind]


class _Reader:
    """Reads the directories of a TIFF file, classic or big, or of an EXIF block.

    Raises:
        ExifError: It is none of these, or cut off.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        mark = self.bytes_at(0, 4)
        orders = {b"II*\0": "<", b"MM\0*": ">", b"II+\0": "<", b"MM\0+": ">"}
        if mark not in orders:
            raise ExifError("it has no byte order mark")
        self.order = orders[mark]
        self.big = b"+" in mark
        self.link = 8 if self.big else 4
        """Where the offset of the first directory stands."""
        self.first = self._offset(self.link)

    def bytes_at(self, at: int, size: int) -> bytes:
        if size > LARGEST:
            raise ExifError(f"a value claims {size} bytes")
        # Offsets of 64 bits may be more than any file has room for.
        if at >= 1 << 62:
            raise ExifError("it is cut off")
        self._file.seek(at)
        found = self._file.read(size)
        if len(found) < size:
            raise ExifError("it is cut off")
        return found

    def number(self, at: int, code: str) -> int:
        (value,) = struct.unpack(self.order + code, self.bytes_at(at, struct.calcsize(code)))
        return int(value)

    def _offset(self, at: int) -> int:
        return self.number(at, "Q" if self.big else "I")

    def entries(self, at: int) -> Iterator[_Entry]:
        """Yield the entries of the directory at `at`; types that nobody knows are left out."""
        step, head, inline = (20, 8, 8) if self.big else (12, 2, 4)
        code = self.order + ("HHQ" if self.big else "HHI")
        for index in range(self._count(at)):
            place = at + head + step * index
            tag, kind, count = struct.unpack_from(code, self.bytes_at(place, step))
            if kind not in _SIZES_BIG:
                continue
            value = place + step - inline
            if count * _SIZES_BIG[kind] > inline:
                value = self._offset(value)
            yield _Entry(tag, kind, count, value)

    def next_link(self, at: int) -> int:
        """Return where the directory at `at` names the one after it."""
        step, head = (20, 8) if self.big else (12, 2)
        return at + head + step * self._count(at)

    def _count(self, at: int) -> int:
        count = self.number(at, "Q" if self.big else "H")
        if count > 4096:
            raise ExifError(f"a directory claims {count} entries")
        return count

    def integer(self, entry: _Entry) -> int:
        codes = {_SHORT: "H", _LONG: "I", 13: "I", _LONG8: "Q", 18: "Q"}
        if entry.kind not in codes or entry.count != 1:
            raise ExifError(f"the value of tag {entry.tag:#x} is no number")
        return self.number(entry.at, codes[entry.kind])

    def little(self, entry: _Entry) -> Value:
        raw = self.bytes_at(entry.at, entry.size)
        unit = _UNITS[entry.kind]
        if self.order == ">" and unit > 1:
            raw = b"".join(raw[i : i + unit][::-1] for i in range(0, len(raw), unit))
        return Value(entry.kind, entry.count, raw)

    def directory(self, at: int, wanted: frozenset[int] | None = None, depth: int = 0) -> Directory:
        """Return a directory with those below it; the depth bounds a hostile circle.

        A value that cannot be read is left out: the rest says something without it.
        """
        found: Directory = {}
        for entry in self.entries(at):
            if wanted is not None and entry.tag not in wanted:
                continue
            value: Value | Directory | None = None
            if entry.tag in SUBDIRECTORIES and depth < 2:
                value = self._below(entry, depth)
            elif entry.kind in _SIZES:
                with suppress(ExifError):
                    value = self.little(entry)
            # A directory has one entry at least, TIFF 6.0 section 2.
            if value:
                found[entry.tag] = value
        return found

    def _below(self, entry: _Entry, depth: int) -> Directory:
        """Return the directory that an entry names; empty for a damaged one that matters little."""
        try:
            return self.directory(self.integer(entry), depth=depth + 1)
        except ExifError:
            # What an image was taken with and where is in those of the first level.
            if depth == 0:
                raise
            return {}


def upright(block: bytes) -> bytes:
    """Return an EXIF block that says upright and shows nothing: see `Metadata.exif`.

    A block without any entry, as some writers leave it, is none.

    Raises:
        ExifError: It is damaged; also in what only an export looks at, which would fail.
    """
    reader = _Reader(io.BytesIO(block))
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
    reader = _Reader(io.BytesIO(block))
    for entry in _orientations(reader.entries(reader.first)):
        return reader.number(entry.at, _ORIENTED[entry.kind])
    return 0


def sized(block: bytes, width: int, height: int) -> bytes:
    """Return an EXIF block that gives this size, where it gives one.

    Raises:
        ExifError: It is damaged.
    """
    reader = _Reader(io.BytesIO(block))
    patched = bytearray(block)
    below = [entry for entry in reader.entries(reader.first) if entry.tag == EXIF]
    for entry in reader.entries(reader.integer(below[0])) if below else ():
        if entry.tag in {WIDTH, HEIGHT} and entry.count == 1 and entry.kind in {_SHORT, _LONG}:
            code = "H" if entry.kind == _SHORT else "I"
            value = width if entry.tag == WIDTH else height
            if value < 1 << 8 * struct.calcsize(code):
                _put(patched, reader.order + code, entry.at, value)
    return bytes(patched)


def exif_of_tiff(file: BinaryIO) -> bytes:
    """Return an EXIF block of what a TIFF file's first directory says; empty if that is nothing.

    Raises:
        ExifError: Its directories are damaged.
    """
    reader = _Reader(file)
    described = reader.directory(reader.first, DESCRIPTIVE)
    return b"II*\0" + struct.pack("<I", 8) + _serialise(described, 8) if described else b""


def xmp_of_tiff(file: BinaryIO) -> bytes:
    """Return the XMP packet of a TIFF file's first directory; empty if there is none.

    Raises:
        ExifError: The directory is damaged, or the packet cut off.
    """
    reader = _Reader(file)
    packets = [entry for entry in reader.entries(reader.first) if entry.tag == XMP]
    return reader.bytes_at(packets[0].at, packets[0].size) if packets else b""


def into_tiff(file: BinaryIO, block: bytes, xmp: bytes) -> None:
    """Give a finished little-endian TIFF file the tags of an EXIF block, and an XMP packet.

    Descriptions of the writer's own, such as the time, are taken out. The first directory is
    written anew behind the file's end, and the header made to name it.

    Raises:
        ExifError: The block or the file is damaged.
    """
    reader = _Reader(file)
    if reader.order != "<":
        raise ExifError("the file is big endian")
    added: Directory = {}
    if block:
        source = _Reader(io.BytesIO(block))
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
    file.write(bytes(start - end) + _serialise(stored | added, start, big=reader.big))
    file.seek(reader.link)
    file.write(struct.pack("<Q" if reader.big else "<I", start))


def _put(block: bytearray, code: str, at: int, value: int) -> None:
    if at + struct.calcsize(code) > len(block):
        raise ExifError("it is cut off")
    struct.pack_into(code, block, at, value)


def _orientations(entries: Iterable[_Entry]) -> list[_Entry]:
    wanted = (entry for entry in entries if entry.tag == ORIENTATION and entry.count)
    return [entry for entry in wanted if entry.kind in _ORIENTED]


def _thumbnail(reader: _Reader, at: int) -> list[_Entry]:
    wanted = {THUMBNAIL_AT, THUMBNAIL_SIZE}
    return [entry for entry in reader.entries(at) if entry.tag in wanted]


def _serialise(directory: Directory, start: int, *, big: bool = False) -> bytes:
    """Return a directory, little endian, as it is to stand at `start`, with all it points to."""
    head, entry, offset, inline = ("<Q", "<HHQ", "<Q", 8) if big else ("<H", "<HHI", "<I", 4)
    step = struct.calcsize(entry) + inline
    table = struct.pack(head, len(directory))
    tail = b""
    behind = start + len(table) + step * len(directory) + inline
    for tag, value in sorted(directory.items()):
        place = behind + len(tail)
        if isinstance(value, dict):
            tail += _serialise(value, place, big=big)
            table += struct.pack(entry, tag, _LONG8 if big else _LONG, 1)
            table += struct.pack(offset, place)
        else:
            table += struct.pack(entry, tag, value.kind, value.count)
            if len(value.raw) <= inline:
                table += value.raw.ljust(inline, b"\0")
            else:
                tail += value.raw
                table += struct.pack(offset, place)
        # Offsets are even, TIFF 6.0 section 2.
        tail += bytes(len(tail) % 2)
    return table + bytes(inline) + tail
