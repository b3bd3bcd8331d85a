"""Reading a journal: every record is checked, and the first damaged one ends it."""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from mattegui.core.arrays import AnyArray
from mattegui.core.curve import Curve
from mattegui.core.edit import Layer
from mattegui.core.journal import (
    MAGIC,
    RECORD_BLOCK,
    RECORD_CURVE,
    RECORD_HEAD,
    RECORD_LAYERS,
    Kind,
    Origin,
    State,
    write_journal,
)
from mattegui.core.rect import Rect
from mattegui.core.snapshot import DEPTHS, Snapshot, plane_shape, unpack, unpack_plane

_NONSENSE = (ValueError, LookupError, TypeError, OverflowError, struct.error)
"""What records raise that are whole and yet say what cannot be."""


class JournalError(ValueError):
    """A journal of which nothing can be restored; the message says why."""


def read_journal(path: Path) -> State:
    """Return the state that a journal leads to.

    Raises:
        JournalError: Even what it begins with is damaged.
        OSError: It cannot be read.
    """
    data = path.read_bytes()
    if not data.startswith(MAGIC):
        raise JournalError(f"{path} is not a journal of this program")
    records = _records(data, path)
    try:
        state = _begun(records, path)
    except _NONSENSE as error:
        raise JournalError(f"{path} is damaged at its beginning: {error}") from error
    for kind, payload, end in records:
        if kind == b"":
            state.damage = payload.decode()
            break
        try:
            _take(state, kind, payload)
        except _NONSENSE as error:
            state.damage = f"a record is damaged: {error}"
            break
        state.length = end
    return state


def compact(path: Path) -> int:
    """Replace a journal's edits by the state that they lead to; return its new length.

    Raises:
        JournalError: It is damaged at its beginning.
        OSError: It cannot be read or written.
    """
    return write_journal(path, read_journal(path))


def _records(data: bytes, path: Path) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield (kind, payload, where it ends); a last one of no kind says what is wrong, if so."""
    at = len(MAGIC)
    while at < len(data):
        try:
            kind, length, checksum = RECORD_HEAD.unpack_from(data, at)
        except struct.error:
            yield b"", f"{path.name} ends in the middle of a record".encode(), at
            return
        begin, at = at + RECORD_HEAD.size, at + RECORD_HEAD.size + length
        payload = data[begin:at]
        if len(payload) < length or zlib.crc32(payload, kind[0]) != checksum:
            yield b"", f"{path.name} is damaged from byte {begin} on".encode(), begin
            return
        yield kind, payload, at


def _begun(records: Iterator[tuple[bytes, bytes, int]], path: Path) -> State:
    """Return the state that a journal begins with: its origin and its trimap."""
    kind, payload, _ = next(records, (b"", b"", 0))
    if kind != Kind.ORIGIN:
        raise JournalError(f"{path} does not say which image it belongs to")
    head = json.loads(payload)
    height, width = (int(side) for side in head["shape"])
    origin = Origin(
        Path(head["source"]),
        int(head["size"]),
        int(head["modified"]),
        str(head["sha256"]),
        (height, width),
        dict(head["settings"]),
    )
    kind, payload, end = next(records, (b"", b"", 0))
    if kind != Kind.PLANE or payload[:1] != b"\0":
        raise JournalError(f"{path} has no trimap")
    planes: dict[Layer, AnyArray] = {"trimap": unpack_plane(payload[1:], "trimap", origin.shape)}
    for layer in RECORD_LAYERS[1:]:
        planes[layer] = np.zeros(plane_shape(layer, origin.shape), np.uint8)
    return State(origin, planes, edits=int(head["edits"]), length=end)


def _take(state: State, kind: bytes, payload: bytes) -> None:
    """Let one record change the state.

    Raises:
        One of `_NONSENSE`: It says what cannot be.
    """
    if kind == Kind.EDIT:
        _take_edit(state, payload)
    elif kind == Kind.PLANE:
        layer = RECORD_LAYERS[payload[0]]
        state.planes[layer] = unpack_plane(payload[1:], layer, state.origin.shape)
    elif kind == Kind.AMOUNT:
        (state.amount,) = struct.unpack("<d", payload)
    elif kind == Kind.CURVE:
        state.curve = Curve(*RECORD_CURVE.unpack(payload))
    elif kind == Kind.SNAPSHOT:
        _take_snapshot(state, payload)
    elif kind == Kind.FORGET:
        state.snapshots.pop(payload.decode(errors="surrogatepass"), None)
    elif kind == Kind.THUMBNAIL:
        height, width = struct.unpack_from("<HH", payload)
        pixels = np.frombuffer(unpack(payload[4:], 3 * height * width), np.uint8)
        state.thumbnail = pixels.reshape(height, width, 3)
    else:
        raise ValueError(f"{kind!r} is no kind of record")


def _take_edit(state: State, payload: bytes) -> None:
    (size,) = struct.unpack_from("<I", payload)
    data = unpack(payload[4:], size)
    layer = RECORD_LAYERS[data[0]]
    plane, at = state.planes[layer], 1
    blocks = []
    while at < len(data):
        rect = Rect(*RECORD_BLOCK.unpack_from(data, at))
        at += RECORD_BLOCK.size
        if not rect or rect.clipped(plane.shape) != rect:
            raise ValueError(f"{rect} does not lie in the image")
        size = rect.area * DEPTHS[layer]
        values = np.frombuffer(data, np.uint8, size, at)
        blocks.append((rect, values.reshape(plane_shape(layer, (rect.height, rect.width)))))
        at += size
    # Only now: a record is taken whole or not at all.
    for rect, values in blocks:
        plane[rect.slices] = values
    state.edits += 1


def _take_snapshot(state: State, payload: bytes) -> None:
    (size,) = struct.unpack_from("<I", payload)
    head = json.loads(payload[4 : 4 + size])
    at, planes = 4 + size, {}
    for layer, length in head["planes"].items():
        planes[RECORD_LAYERS[RECORD_LAYERS.index(layer)]] = payload[at : at + length]
        at += length
    curve = Curve(*map(float, head.get("curve", ())))
    state.snapshots[str(head["name"])] = Snapshot(
        float(head["taken"]), state.origin.shape, float(head["amount"]), planes, curve
    )
