"""The history panel and snapshots; random work on all layers comes back to the byte."""

import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.app.worker import Job
from mattegui.core.arrays import FOREGROUND, UNKNOWN, AnyArray
from mattegui.core.edit import Edit, Layer
from mattegui.core.rect import Rect
from mattegui.core.snapshot import DEPTHS
from tests.app.conftest import Rig
from tests.app.fakes import make_matte, open_in, stroke

EDGES = st.integers(-20, 320)
RECTS = st.builds(Rect, EDGES, EDGES, EDGES, EDGES)
LAYERS = st.sampled_from(list(DEPTHS))
KEYS = st.sampled_from(["", "a", "b"])
STEPS = st.one_of(
    st.tuples(st.just("edit"), LAYERS, RECTS, st.sampled_from([0, 128, 255]), KEYS),
    st.tuples(st.just("amount"), st.floats(0, 1), KEYS),
    st.tuples(st.just("jump"), st.integers(-2, 12)),
    st.sampled_from([("undo",), ("redo",), ("seal",)]),
)


def contents(document: Document) -> tuple[Any, ...]:
    matte = document.matte
    assert matte is not None
    return matte.amount, *(matte.plane(layer).tobytes() for layer in DEPTHS)


def fill(document: Document, layer: Layer, rect: Rect, value: int, key: str) -> None:
    assert document.matte is not None
    plane = document.matte.plane(layer)

    def change(_: Rect, values: AnyArray) -> None:
        values[:] = value

    document.push(Edit.of(plane, rect, change, layer), "Fill", key)


def act(document: Document, step: tuple[Any, ...]) -> None:
    kind, *rest = step
    if kind == "edit":
        fill(document, *rest)
    elif kind == "amount":
        document.set_amount(rest[0], "Amount", rest[1])
    elif kind == "jump":
        document.jump(rest[0])
    else:
        {"undo": document.undo, "redo": document.redo, "seal": document.seal}[kind]()


@settings(max_examples=40)
@given(steps=st.lists(STEPS, max_size=14), budget=st.sampled_from([10_000, 10**9]))
def test_every_state_that_is_remembered_comes_back_to_the_byte(
    qapp: object, steps: list[tuple[Any, ...]], budget: int
) -> None:
    document = Document(undo_bytes=budget)
    open_in(document, make_matte(300, 310))
    history = {0: contents(document)}
    states = {document.state: contents(document)}
    for step in steps:
        act(document, step)
        index, count = document.stack.index(), document.stack.count()
        history = {at: what for at, what in history.items() if at <= count}
        if step[0] in ("edit", "amount"):
            history[index] = contents(document)
        assert contents(document) == history[index]
        assert states.setdefault(document.state, contents(document)) == contents(document)
        assert document.can_undo == (index > document.history.first)
        held = sum(s.nbytes for s in map(document.history.step, range(1, count + 1)) if s)
        assert document.history.held == held
    for at in range(document.history.first, document.stack.count() + 1):
        document.jump(at)
        assert contents(document) == history[at]


@pytest.fixture
def document(qapp: object) -> Document:
    document = Document()
    open_in(document, make_matte(300, 400))
    return document


def test_a_slider_s_move_is_one_step(document: Document) -> None:
    for value in (0.9, 0.5, 0.2):
        document.set_amount(value, "Amount", "amount")
    assert document.stack.count() == 1
    document.seal()
    document.set_amount(0.1, "Amount", "amount")
    assert document.stack.count() == 2
    document.undo()
    assert document.matte is not None
    assert document.matte.amount == 0.2
    document.undo()
    assert document.matte.amount == 1


def test_a_saved_state_is_not_joined_with_what_comes(document: Document) -> None:
    document.set_amount(0.5, "Amount", "amount")
    document.mark_saved(document.state)
    document.set_amount(0.4, "Amount", "amount")
    assert document.modified
    document.undo()
    assert not document.modified


def test_the_panel_shows_steps_and_jumps(shown: Rig, qtbot: QtBot) -> None:
    document, panel = shown.document, shown.window.history
    matte = document.matte
    assert matte is not None
    states = [contents(document)]
    for index in range(4):
        stroke(document, FOREGROUND, 20, (50 + 60 * index, 100))
        states.append(contents(document))
    fill(document, "retouch", Rect(0, 0, 40, 40), 255, "")
    states.append(contents(document))
    steps = panel.steps
    assert steps.rowCount() == 6
    assert panel.list.currentIndex().row() == 5
    names = [steps.data(steps.index(row)) for row in range(6)]
    assert names == ["Opened", *["Brush"] * 4, "Fill"]
    for row in range(6):
        assert steps.data(steps.index(row), Qt.ItemDataRole.DecorationRole) is not None
    panel.list.clicked.emit(steps.index(2))
    assert contents(document) == states[2]
    assert panel.list.currentIndex().row() == 2
    assert steps.data(steps.index(3), Qt.ItemDataRole.ForegroundRole) is not None
    assert steps.data(steps.index(2), Qt.ItemDataRole.ForegroundRole) is None
    panel.list.activated.emit(steps.index(5))
    assert contents(document) == states[5]
    panel.list.clicked.emit(steps.index(1))
    stroke(document, UNKNOWN, 20, (200, 200))
    assert steps.rowCount() == 3
    assert panel.list.currentIndex().row() == 2


def test_forgotten_steps_are_not_listed(shown: Rig) -> None:
    document, panel = shown.document, shown.window.history
    shown.settings.undo_megabytes = 1
    shown.window.settings_controller.apply("undo_megabytes")
    for index in range(12):
        stroke(document, [FOREGROUND, UNKNOWN][index % 2], 200, (200, 150))
    first = document.history.first
    assert first > 0
    assert panel.steps.rowCount() == document.stack.count() - first + 1
    panel.list.clicked.emit(panel.steps.index(0))
    assert document.stack.index() == first
    assert not document.can_undo


def test_snapshots_are_taken_restored_renamed_and_deleted(shown: Rig, qtbot: QtBot) -> None:
    document, snapshots = shown.document, shown.file_service.snapshots
    row = shown.window.history.snapshots
    stroke(document, FOREGROUND, 20, (100, 100))
    fill(document, "decontamination", Rect(0, 0, 40, 40), 255, "")
    before = contents(document)
    document.mark_saved(document.state)
    with qtbot.waitSignal(snapshots.changed, timeout=10_000):
        row.take.click()
    assert document.modified, "a project file would have it"
    stroke(document, UNKNOWN, 90, (200, 100))
    document.set_amount(0.5, "Amount")
    after = contents(document)
    row.list.setCurrentRow(0)
    with qtbot.waitSignal(document.changed, timeout=10_000):
        row.restore.click()
    assert contents(document) == before
    assert document.stack.undoText() == "Restore Snapshot 1"
    document.undo()
    assert contents(document) == after
    item = row.list.item(0)
    item.setText("vor dem Haar")
    assert list(snapshots.items) == ["vor dem Haar"]
    with qtbot.waitSignal(snapshots.changed, timeout=10_000):
        shown.window.actions_by_name["snapshot"].trigger()
    row.list.item(1).setText("vor dem Haar")
    assert list(snapshots.items) == ["vor dem Haar", "Snapshot 2"], "a name is used once"
    row.list.setCurrentRow(0)
    row.delete.click()
    assert list(snapshots.items) == ["Snapshot 2"]


def test_a_snapshot_of_another_image_does_not_arrive(shown: Rig, qtbot: QtBot) -> None:
    shown.file_service.snapshots.take("late")
    open_in(shown.document, make_matte(50, 60))
    shown.file_service.snapshots.open({})
    qtbot.wait(100)
    assert shown.file_service.snapshots.items == {}
    assert shown.window.history.snapshots.list.count() == 0


def test_two_snapshots_at_once_are_two(shown: Rig, qtbot: QtBot) -> None:
    snapshots, free = shown.file_service.snapshots, threading.Event()
    shown.workers.files.run(Job("busy", lambda _: iter([free.wait(20)]), print, print))
    for _ in range(2):
        snapshots.take(snapshots.free_name())
    free.set()
    qtbot.waitUntil(lambda: list(snapshots.items) == ["Snapshot 1", "Snapshot 2"])
