"""Make the table of characters that comes with Qt smaller.

Qt's wheel brings the whole data of ICU, 32 MB. Qt asks it how names are sorted, in every language,
and that stays; it has tables of its own for what else it needs (dates, numbers, line breaks). Left
out are the names of units, zones, currencies, languages and regions, transliteration, spelt-out
numbers, line breaks by dictionary, and the character sets that are not Unicode.

The format is ICU's "common data" (https://unicode-org.github.io/icu/userguide/icu_data): a header,
then a count, that many pairs of offsets to a name and to its data, the names, and the data. Names
are sorted, offsets are from the count on, data begin at multiples of 16 bytes.
"""

import re
import struct
from pathlib import Path
from typing import Final

MAGIC: Final = 0x27DA
FORMAT: Final = b"CmnD"
ALIGNMENT: Final = 16

_DROPPED: Final = re.compile(
    r"^[^/]+/(?:"
    r"(?:brkitr|curr|lang|rbnf|region|translit|unit|zone)/"
    r"|[^/]+\.(?:cnv|spp|cfu)$"
    # Of the files at the top those of single languages: de.res, sr_Latn_BA.res.
    r"|[a-z]{2,3}(?:_\w+)?\.res$"
    r"|unames\.icu$)"
)


def reduce_table(data: bytes) -> bytes:
    """Return a table of characters without what the program never asks for.

    Args:
        data: ICU's common data, of this computer's byte order.

    Raises:
        ValueError: It is something else.
    """
    header, items = read_items(data)
    return write_items(header, {n: item for n, item in items.items() if not _DROPPED.match(n)})


def read_items(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the header, and each item by its name."""
    size, magic = struct.unpack_from("<HH", data)
    if magic != MAGIC or data[12:16] != FORMAT:
        raise ValueError("this is not ICU's common data")
    body = memoryview(data)[size:]
    (count,) = struct.unpack_from("<I", body)
    pairs = [struct.unpack_from("<II", body, 4 + 8 * index) for index in range(count)]
    ends = [start for _, start in pairs[1:]] + [len(body)]
    names = [bytes(body[name : data.index(0, size + name) - size]).decode() for name, _ in pairs]
    return data[:size], {
        name: bytes(body[start:end])
        for name, (_, start), end in zip(names, pairs, ends, strict=True)
    }


def write_items(header: bytes, items: dict[str, bytes]) -> bytes:
    """Return common data with these items; see `read_items`."""
    names = sorted(items, key=str.encode)
    labels = [name.encode() + b"\0" for name in names]
    place = 4 + 8 * len(names)
    pairs: list[list[int]] = []
    for label in labels:
        pairs.append([place, 0])
        place += len(label)
    parts = [b"".join(labels)]
    for pair, name in zip(pairs, names, strict=True):
        padding = -(len(header) + place) % ALIGNMENT
        parts += [bytes(padding), items[name]]
        pair[1] = place + padding
        place = pair[1] + len(items[name])
    toc = b"".join(struct.pack("<II", *pair) for pair in pairs)
    return b"".join((header, struct.pack("<I", len(names)), toc, *parts))


def code(symbol: str, path: Path) -> str:
    """Return assembly that makes the contents of a file readable under a name."""
    return (
        f".section .rodata\n.balign {ALIGNMENT}\n.globl {symbol}\n.type {symbol}, @object\n"
        f'{symbol}:\n.incbin "{path}"\n.size {symbol}, . - {symbol}\n'
    )
