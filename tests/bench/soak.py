"""Ten thousand random strokes in the whole program: nothing crashes, nothing grows."""

import gc
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mattegui.app.settings import Settings
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession
from tests.bench.row import Row
from tests.samples import photo, write

STROKES: Final = 10_000
SETTLED: Final = 2_000
"""Strokes until undo is full and everything has been used once."""
UNDO_MEGABYTES: Final = 16
LABELS: Final = (BACKGROUND, FOREGROUND, UNKNOWN)
DRIFT: Final = 3.0
"""Per cent that memory may grow by from `SETTLED` strokes to the last."""


def run() -> list[Row]:
    """Paint, undo, redo, jump and switch views at random, and watch the memory."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MATTEGUI_DATA"] = folder
        engine = FakeSession()
        rig = Rig(engine, Settings(undo_megabytes=UNDO_MEGABYTES, live=False))
        rig.window.show()
        rig.file_service.open(write(Path(folder) / "photo.png", photo(800, 1200)))
        while rig.document.matte is None:
            application.processEvents()
        rows = _soak(rig, engine)
        rig.close()
    return rows


def _soak(rig: Rig, engine: FakeSession) -> list[Row]:
    chance = random.Random(1)
    start, memory, nones, edits = time.perf_counter(), 1, 0, 0
    for number in range(STROKES):
        _act(rig, chance)
        QApplication.processEvents()
        # The stand-in remembers for tests what it was asked.
        engine.finished.clear()
        engine.asked.clear()
        if number == SETTLED:
            _rest(rig)
            memory, nones, edits = _memory(), sys.getrefcount(None), rig.document.stack.count()
    _rest(rig)
    grown = 100 * (_memory() - memory) / memory
    steps = max(1, rig.document.stack.count() - edits)
    return [
        Row("soak: strokes without a crash", STROKES, "strokes"),
        Row("soak: a stroke", 1000 * (time.perf_counter() - start) / STROKES, "ms"),
        Row("soak: memory at the end", _memory() / 1e6, "MB"),
        Row("soak: growth since the beginning", grown, "%", DRIFT),
        # A lost reference is one for each call; what steps hold goes up, never down.
        Row("soak: references to None lost for each step", (nones - _nones()) / steps, "", 0.0),
    ]


def _act(rig: Rig, chance: random.Random) -> None:
    """Paint a stroke with the mouse, then do something else now and then."""
    canvas, left = rig.canvas, Qt.MouseButton.LeftButton
    rig.window.options.choose_label(chance.choice(LABELS))
    canvas.set_radius(chance.uniform(1, 60))
    points = [
        QPoint(chance.randrange(canvas.width()), chance.randrange(canvas.height()))
        for _ in range(4)
    ]
    QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, points[0])
    for point in points[1:]:
        QTest.mouseMove(canvas, point)
    QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, points[-1])
    what = chance.random()
    if what < 0.1:
        rig.document.undo()
    elif what < 0.15:
        rig.document.redo()
    elif what < 0.16:
        rig.document.jump(rig.document.stack.index() - chance.randrange(20))
    elif what < 0.18:
        rig.window.views.step(1)
    elif what < 0.19:
        rig.solver.solve()


def _rest(rig: Rig) -> None:
    """Wait until nothing is being solved or written."""
    while rig.solver.busy or not rig.persistence.journal.idle:
        QApplication.processEvents()


def _nones() -> int:
    gc.collect()
    return sys.getrefcount(None)


def _memory() -> int:
    """Return the bytes of memory that this process has."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
