import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mattegui.core import journal
from mattegui.core.arrays import AnyArray
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.journal import (
    Origin,
    State,
    amount_record,
    append,
    curve_record,
    edit_record,
    forget_record,
    snapshot_record,
    write_journal,
)
from mattegui.core.journal_reader import JournalError, compact, read_journal
from mattegui.core.rect import Rect
from mattegui.core.snapshot import DEPTHS, Snapshot, plane_shape

SHAPE = (300, 280)
EDGES = st.integers(-20, 310)
RECTS = st.builds(Rect, EDGES, EDGES, EDGES, EDGES)
LAYERS = st.sampled_from(list(DEPTHS))
STEPS = st.lists(
    st.one_of(
        st.tuples(LAYERS, RECTS, st.integers(0, 255)),
        st.floats(0, 1),
        st.builds(Curve, st.floats(0, 0.4), st.floats(0.5, 1), st.floats(0.1, 10)),
    ),
    max_size=8,
)


def fresh() -> State:
    planes: dict[Layer, AnyArray] = {
        layer: np.zeros(plane_shape(layer, SHAPE), np.uint8) for layer in DEPTHS
    }
    planes["trimap"][20:40, 30:200] = 128
    small = np.arange(36, dtype=np.uint8).reshape(3, 4, 3)
    origin = Origin(Path("a/photo.png"), 123, 456, "abc", SHAPE, {"model": "dim"})
    return State(origin, planes, 0.75, thumbnail=small)


def contents(state: State) -> tuple[Any, ...]:
    return state.amount, state.curve, *(plane.tobytes() for plane in state.planes.values())


def filling(value: int) -> Callable[[Rect, AnyArray], None]:
    return lambda _, values: values.fill(value)


def play(path: Path, steps: list[Any]) -> list[tuple[int, tuple[Any, ...]]]:
    """Write a journal of random steps; return its length and its state after each."""
    state = fresh()
    length = write_journal(path, state)
    history = [(length, contents(state))]
    for step in steps:
        if isinstance(step, float):
            state.amount = step
            record = amount_record(step)
        elif isinstance(step, Curve):
            state.curve = step
            record = curve_record(step)
        else:
            layer, rect, value = step
            plane = state.planes[layer]
            edit = Edit.of(plane, rect, filling(value), layer)
            if not edit:
                continue
            edit.apply(plane)
            record = edit_record(edit)
        length = append(path, length, [record])
        history.append((length, contents(state)))
    return history


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.journal"


@given(steps=STEPS)
def test_what_was_done_comes_back_to_the_byte(steps: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.journal"
        history = play(path, steps)
        state = read_journal(path)
        assert contents(state) == history[-1][1]
        assert state.damage == ""
        assert state.length == history[-1][0] == path.stat().st_size
        compact(path)
        again = read_journal(path)
        assert contents(again) == contents(state)
        assert again.edits == state.edits
        assert again.origin == state.origin == fresh().origin
        assert again.thumbnail is not None
        assert again.thumbnail.tobytes() == bytes(range(36))


@given(steps=STEPS, where=st.floats(0, 1), damage=st.sampled_from(["cut", "flip", "zeros"]))
def test_of_a_damaged_journal_all_before_the_damage_comes_back(
    steps: list[Any], where: float, damage: str
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.journal"
        history = play(path, steps)
        data = bytearray(path.read_bytes())
        at = min(len(data) - 1, int(where * len(data)))
        if damage == "cut":
            del data[at:]
        elif damage == "flip":
            data[at] ^= 0x41
        else:
            data[at:] = bytes(len(data) - at)
        path.write_bytes(data)
        whole = [state for length, state in history if length <= at]
        try:
            restored = read_journal(path)
        except JournalError:
            assert not whole, "the beginning is whole, and yet nothing came back"
            return
        if whole:
            assert contents(restored) == whole[-1] or (damage == "zeros" and not restored.damage)
        boundary = at in [length for length, _ in history]
        assert restored.damage or boundary or contents(restored) in [s for _, s in history]


def test_what_is_appended_after_a_damaged_tail_counts(path: Path) -> None:
    history = play(path, [("trimap", Rect(0, 0, 50, 50), 255)])
    with path.open("ab") as file:
        file.write(b"E half a record")
    length = read_journal(path).length
    assert length == history[-1][0]
    append(path, length, [amount_record(0.25)])
    state = read_journal(path)
    assert state.amount == 0.25
    assert state.damage == ""


def test_records_behind_a_damaged_one_never_count_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    length = play(path, [])[-1][0]
    # Of one size, so that the first new record ends where the second old one begins.
    old = [amount_record(amount) for amount in (0.1, 0.2, 0.3)]
    append(path, length, old)
    data = bytearray(path.read_bytes())
    data[length + journal.RECORD_HEAD.size] ^= 0xFF
    path.write_bytes(data)
    assert read_journal(path).length == length
    done: list[str] = []
    write, fsync = os.write, os.fsync

    def writing(descriptor: int, data: memoryview) -> int:
        done.append(f"write at {os.fstat(descriptor).st_size - length}")
        return write(descriptor, data)

    def syncing(descriptor: int) -> None:
        done.append(f"sync of {os.fstat(descriptor).st_size - length}")
        fsync(descriptor)

    monkeypatch.setattr(os, "write", writing)
    monkeypatch.setattr(os, "fsync", syncing)
    assert append(path, length, [amount_record(0.9)]) == length + len(old[0])
    state = read_journal(path)
    assert (state.amount, state.damage) == (0.9, "")
    assert state.length == path.stat().st_size
    assert done == ["sync of 0", "write at 0", f"sync of {len(old[0])}"], "the old are gone first"


def test_a_full_disk_leaves_the_journal_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    length = play(path, [])[-1][0]
    before = path.read_bytes()
    write = os.write

    def some(descriptor: int, data: memoryview) -> int:
        if len(data) < 9:
            raise OSError(28, "No space left on device")
        return write(descriptor, bytes(data[:8]))

    monkeypatch.setattr(os, "write", some)
    with pytest.raises(OSError, match="No space"):
        append(path, length, [amount_record(0.5)])
    assert path.read_bytes() == before


def test_snapshots_come_and_go(path: Path) -> None:
    state = fresh()
    state.planes["retouch"][5:9, 7:60] = 200
    kept = Snapshot.of(state.planes, 0.5, 1700000000.0, Curve(0.1, 0.8))
    length = write_journal(path, fresh())
    length = append(path, length, [snapshot_record("vor dem Haar", kept)])
    length = append(path, length, [snapshot_record("b", kept), forget_record("b")])
    compact(path)
    restored = read_journal(path).snapshots
    assert list(restored) == ["vor dem Haar"]
    snapshot = restored["vor dem Haar"]
    assert (snapshot.amount, snapshot.taken) == (0.5, 1700000000.0)
    assert snapshot.curve == Curve(0.1, 0.8)
    for layer, plane in state.planes.items():
        assert np.array_equal(snapshot.plane(layer), plane)
    assert "decontamination" not in snapshot.planes


def signed(kind: bytes, payload: bytes) -> bytes:
    return journal.RECORD_HEAD.pack(kind, len(payload), zlib.crc32(payload, kind[0])) + payload


def snapshot(**head: float) -> bytes:
    text = json.dumps({"name": "a", "planes": {}, **head}).encode()
    return signed(b"S", len(text).to_bytes(4, "little") + text)


BAD: dict[str, Callable[[], bytes]] = {
    "an unknown kind": lambda: signed(b"Z", b""),
    "an unknown layer": lambda: signed(b"E", (1).to_bytes(4, "little") + zlib.compress(b"\x09")),
    "no zlib": lambda: signed(b"E", (9).to_bytes(4, "little") + b"nothing"),
    "a bomb": lambda: signed(b"E", (9).to_bytes(4, "little") + zlib.compress(bytes(1 << 20))),
    "a rect outside": lambda: signed(
        b"E",
        (18).to_bytes(4, "little")
        + zlib.compress(b"\0" + journal.RECORD_BLOCK.pack(299, 279, 301, 280) + b"x"),
    ),
    "half an amount": lambda: signed(b"A", b"123"),
    "half a curve": lambda: signed(b"C", bytes(16)),
    "a curve that cannot be": lambda: signed(b"C", journal.RECORD_CURVE.pack(0.5, 0.4, 1)),
    "a snapshot of no time": lambda: snapshot(taken=1e300, amount=1),
    "a snapshot of too large a number": lambda: snapshot(taken=10**400, amount=1),
    "a snapshot of too much": lambda: snapshot(taken=1, amount=1.5),
    "a snapshot without a head": lambda: signed(b"S", b"\x01\0\0\0{"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_record_that_makes_no_sense_ends_it(path: Path, what: str) -> None:
    history = play(path, [0.5])
    append(path, history[-1][0], [BAD[what](), amount_record(0.1)])
    state = read_journal(path)
    assert contents(state) == history[-1][1]
    assert state.damage


@pytest.mark.parametrize("data", [b"", b"PNG", journal.MAGIC, journal.MAGIC + signed(b"O", b"{}")])
def test_without_a_beginning_nothing_is_restored(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(JournalError, match=r"a\.journal"):
        read_journal(path)


def test_a_snapshot_of_any_name_can_be_forgotten(path: Path) -> None:
    kept = Snapshot.of(fresh().planes, 0.5, 1700000000.0)
    length = write_journal(path, fresh())
    length = append(path, length, [snapshot_record(name, kept) for name in ("\ud800", "a\0")])
    append(path, length, [forget_record("\ud800")])
    assert list(read_journal(path).snapshots) == ["a\0"]
