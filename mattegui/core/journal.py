"""The journal: what was painted since an image was opened, so that a crash loses two seconds.

A file of records behind a line that names the format. Each record is its kind, the length and the
CRC-32 of its payload, and the payload; see `RECORD_HEAD`. The first records are the state that the
journal begins with; edits follow in the order in which they were made. Only what edits leave
behind is written: a journal restores the work, not the steps.

A record is whole or it does not count, and nothing behind a damaged one does: what a power cut
leaves of the last append is passed over, everything before it is restored.
"""

import json
import os
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from mattegui.core.arrays import AnyArray, Colours
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.files import atomic_path
from mattegui.core.snapshot import DEPTHS, PACKING, Snapshot, pack_plane

MAGIC: Final = b"MatteGUI journal 1\n"
SUFFIX: Final = ".journal"
RECORD_HEAD: Final = struct.Struct("<cII")
RECORD_BLOCK: Final = struct.Struct("<4I")
RECORD_CURVE: Final = struct.Struct("<3d")
RECORD_LAYERS: Final = tuple(DEPTHS)


class Kind:
    """What a record holds: its first byte."""

    ORIGIN: Final = b"O"
    PLANE: Final = b"P"
    AMOUNT: Final = b"A"
    CURVE: Final = b"C"
    EDIT: Final = b"E"
    SNAPSHOT: Final = b"S"
    FORGET: Final = b"F"
    THUMBNAIL: Final = b"T"


@dataclass(frozen=True, slots=True)
class Origin:
    """Which image a journal belongs to.

    Attributes:
        source: The image file, or the project file, that was opened.
        size: Of that file in bytes; -1 if it was not known.
        modified: When it was last written, in nanoseconds since 1970.
        sha256: Of its bytes, hexadecimal; empty if it was not known.
        shape: (height, width) of the image.
        settings: Whatever else is to be found again.
    """

    source: Path
    size: int
    modified: int
    sha256: str
    shape: tuple[int, int]
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class State:
    """What a journal restores.

    Attributes:
        origin: The image that it belongs to.
        planes: Every layer, H,W or H,W,2.
        amount: Of decontamination.
        curve: That the alpha is stretched by.
        snapshots: By name.
        thumbnail: H,W,3, the image made small; None without one.
        edits: How many edits were made on the state that it began with.
        damage: Why the end is missing; empty if nothing is.
        length: Bytes of the file that count.
    """

    origin: Origin
    planes: dict[Layer, AnyArray]
    amount: float = 1.0
    curve: Curve = STRAIGHT
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    thumbnail: Colours | None = None
    edits: int = 0
    damage: str = ""
    length: int = 0


def edit_record(edit: Edit) -> bytes:
    """Return the record of an edit."""
    parts = [bytes([RECORD_LAYERS.index(edit.layer)])]
    for block in edit.blocks:
        rect = block.rect
        parts.append(RECORD_BLOCK.pack(rect.y0, rect.x0, rect.y1, rect.x1))
        parts.append(np.ascontiguousarray(block.after).tobytes())
    data = b"".join(parts)
    return _record(Kind.EDIT, struct.pack("<I", len(data)) + zlib.compress(data, PACKING))


def amount_record(amount: float) -> bytes:
    """Return the record of a new amount of decontamination."""
    return _record(Kind.AMOUNT, struct.pack("<d", amount))


def curve_record(curve: Curve) -> bytes:
    """Return the record of a new curve."""
    return _record(Kind.CURVE, RECORD_CURVE.pack(*astuple(curve)))


def snapshot_record(name: str, snapshot: Snapshot) -> bytes:
    """Return the record of a snapshot that is kept from now on."""
    head = {
        "name": name,
        "taken": snapshot.taken,
        "amount": snapshot.amount,
        "planes": {layer: len(data) for layer, data in snapshot.planes.items()},
        "curve": astuple(snapshot.curve),
    }
    text = json.dumps(head).encode()
    return _record(
        Kind.SNAPSHOT, struct.pack("<I", len(text)) + text + b"".join(snapshot.planes.values())
    )


def forget_record(name: str) -> bytes:
    """Return the record of a snapshot that is no longer kept."""
    # Half of a surrogate pair can be pasted into a name.
    return _record(Kind.FORGET, name.encode(errors="surrogatepass"))


def write_journal(path: Path, state: State, records: Iterable[bytes] = ()) -> int:
    """Begin a journal with a state and what came after it, atomically; return its length.

    Raises:
        OSError: It cannot be written.
    """
    whole = [*_state_records(state), *records]
    with atomic_path(path) as draft, draft.open("wb") as file:
        file.write(MAGIC)
        file.writelines(whole)
        return file.tell()


def append(path: Path, length: int, records: Iterable[bytes]) -> int:
    """Write records behind the first `length` bytes of a journal; return its new length.

    What a crash left behind these bytes is cut off. The records are on the disk when this returns.
    If that fails, the first `length` bytes are as they were.

    Raises:
        OSError: The disk is full, or the journal is gone.
    """
    with path.open("rb+", buffering=0) as file:
        try:
            if file.seek(0, os.SEEK_END) > length:
                # Whole records may lie behind a damaged one, and would count again where the new
                # ones end. The disk is waited for: a crash must not keep old ones beside new ones.
                file.truncate(length)
                os.fsync(file.fileno())
            file.seek(length)
            _write_all(file.fileno(), b"".join(records))
            os.fsync(file.fileno())
        except OSError:
            # Half a record would hide what is appended later, when there is room again.
            file.truncate(length)
            raise
        return file.tell()


def _record(kind: bytes, payload: bytes) -> bytes:
    return RECORD_HEAD.pack(kind, len(payload), zlib.crc32(payload, kind[0])) + payload


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _state_records(state: State) -> Iterator[bytes]:
    origin = state.origin
    head = {
        "source": str(origin.source),
        "size": origin.size,
        "modified": origin.modified,
        "sha256": origin.sha256,
        "shape": list(origin.shape),
        "settings": dict(origin.settings),
        "edits": state.edits,
    }
    yield _record(Kind.ORIGIN, json.dumps(head).encode())
    for layer, plane in state.planes.items():
        # What is all 0 is not read, and takes no room.
        if layer == "trimap" or plane.any():
            yield _record(Kind.PLANE, bytes([RECORD_LAYERS.index(layer)]) + pack_plane(plane))
    yield amount_record(state.amount)
    if not state.curve.is_straight:
        yield curve_record(state.curve)
    if state.thumbnail is not None:
        height, width = state.thumbnail.shape[:2]
        packed = zlib.compress(np.ascontiguousarray(state.thumbnail).data)
        yield _record(Kind.THUMBNAIL, struct.pack("<HH", height, width) + packed)
    for name, snapshot in state.snapshots.items():
        yield snapshot_record(name, snapshot)
