"""The directories of TIFF files, classic and big, and of EXIF blocks: read, and put together anew.

Both are the same thing (CIPA DC-008, TIFF 6.0).
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO, Final, TypeAlias

EXIF, GPS, INTEROPERABILITY = 0x8769, 0x8825, 0xA005
SUBDIRECTORIES: Final = frozenset({EXIF, GPS, INTEROPERABILITY})
LARGEST: Final = 1 << 24
"""Bytes that one value may take: camera makers' notes reach a megabyte."""
SHORT, LONG = 3, 4

_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES_BIG: Final = _SIZES | {16: 8, 17: 8, 18: 8}
# Rationals are two numbers, so half their size is what has a byte order.
_UNITS: Final = _SIZES_BIG | {5: 4, 10: 4}
_LONG8: Final = 16


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
class Entry:
    """Where an entry stands in a file: `at` is its value, in place or where the offset points."""

    tag: int
    kind: int
    count: int
    at: int

    @property
    def size(self) -> int:
        """Of its value, in bytes."""
        return self.count * _SIZES_BIG[self.kind]


class Reader:
    """Reads the directories of a TIFF file, classic or big, or of an EXIF block.

    Attributes:
        order: Of its bytes, as `struct` has it.
        big: Offsets have 64 bits.
        link: Where the offset of the first directory stands.
        first: Where the first directory stands.

    Raises:
        ExifError: It is none of these, cut off, or damaged; every method does.
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
        self.first = self._offset(self.link)

    def bytes_at(self, at: int, size: int) -> bytes:
        """Return so many bytes from the place `at` on, as they are."""
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
        """Return the number at a place; `code` is that of `struct`, without the byte order."""
        (value,) = struct.unpack(self.order + code, self.bytes_at(at, struct.calcsize(code)))
        return int(value)

    def _offset(self, at: int) -> int:
        return self.number(at, "Q" if self.big else "I")

    def entries(self, at: int) -> Iterator[Entry]:
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
            yield Entry(tag, kind, count, value)

    def next_link(self, at: int) -> int:
        """Return where the directory at `at` names the one after it."""
        step, head = (20, 8) if self.big else (12, 2)
        return at + head + step * self._count(at)

    def _count(self, at: int) -> int:
        count = self.number(at, "Q" if self.big else "H")
        if count > 4096:
            raise ExifError(f"a directory claims {count} entries")
        return count

    def integer(self, entry: Entry) -> int:
        """Return the value of an entry that holds one whole number."""
        codes = {SHORT: "H", LONG: "I", 13: "I", _LONG8: "Q", 18: "Q"}
        if entry.kind not in codes or entry.count != 1:
            raise ExifError(f"the value of tag {entry.tag:#x} is no number")
        return self.number(entry.at, codes[entry.kind])

    def little(self, entry: Entry) -> Value:
        """Return the value of an entry."""
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

    def _below(self, entry: Entry, depth: int) -> Directory:
        """Return the directory that an entry names; empty for a damaged one that matters little."""
        try:
            return self.directory(self.integer(entry), depth=depth + 1)
        except ExifError:
            # What an image was taken with and where is in those of the first level.
            if depth == 0:
                raise
            return {}


def serialise(directory: Directory, start: int, *, big: bool = False) -> bytes:
    """Return a directory, little endian, as it is to stand at `start`, with all it points to."""
    head, entry, offset, inline = ("<Q", "<HHQ", "<Q", 8) if big else ("<H", "<HHI", "<I", 4)
    step = struct.calcsize(entry) + inline
    table = struct.pack(head, len(directory))
    tail = b""
    behind = start + len(table) + step * len(directory) + inline
    for tag, value in sorted(directory.items()):
        place = behind + len(tail)
        if isinstance(value, dict):
            tail += serialise(value, place, big=big)
            table += struct.pack(entry, tag, _LONG8 if big else LONG, 1)
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
