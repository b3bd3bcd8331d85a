"""The longest time in which the window answers nothing, while it mats and while a hand works."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from mattegui.app.views import VIEWS
from mattegui.core.arrays import FOREGROUND, UNKNOWN
from mattegui.engine.session import Session
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, stroke
from tests.bench.desk import application, open_made, wait
from tests.bench.row import Row

HEIGHT, WIDTH = 4000, 6000
MEDIUM: Final = (400, 600)
TARGET: Final = 100.0
BEAT_MS: Final = 2
PAUSE: Final = 0.15


class Heart(QObject):
    """Beats in the event loop and remembers the longest pauses."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def longest(self) -> tuple[float, float]:
        """Return the longest pause and the most processor time in one, in milliseconds; forget."""
        gaps, self.gaps = self.gaps, []
        return 1000 * max(g for g, _ in gaps), 1000 * max(w for _, w in gaps)

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


class SlowEngine(FakeSession):
    """Takes its time for every patch, as a network does."""

    def solve(self, *arguments: Any, **options: Any) -> Iterator[Any]:
        for patch in super().solve(*arguments, **options):
            time.sleep(0.02)
            yield patch


def run() -> list[Row]:
    """Measure with dim-lite and a slow engine at 24 megapixels, closed form at a quarter of one."""
    _application = application()
    rows = []
    for name, engine, shape in (
        ("24 MP, dim-lite", Session("dim-lite"), (HEIGHT, WIDTH)),
        ("24 MP, slow engine", SlowEngine(), (HEIGHT, WIDTH)),
        ("0.24 MP, closed form", Session("closed-form"), MEDIUM),
    ):
        rig = open_made(engine, *shape, live=True)
        heart = Heart()
        for act in (_mat, _paint, _undo, _look, _place_background, _step_through_doubt):
            act(rig)
            gap, work = heart.longest()
            what = act.__name__.strip("_").replace("_", " ")
            rows += [
                Row(f"heartbeat, {name}, {what}: longest gap", gap, "ms"),
                Row(f"heartbeat, {name}, {what}: longest work of the window", work, "ms", TARGET),
            ]
        rig.close()
    return rows


def _idle(seconds: float = PAUSE) -> None:
    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() >= end)


def _settle(rig: Rig) -> None:
    wait(lambda: rig.solver.up_to_date and not rig.solver.busy)


def _mat(rig: Rig) -> None:
    _settle(rig)
    wait(lambda: rig.analysis.idle_monitor.resting)


def _each(rig: Rig, act: Callable[[int, int], None]) -> None:
    matte = rig.document.matte
    if matte is None:
        raise RuntimeError("nothing is open")
    height, width = matte.trimap.shape
    for step in range(4):
        act(height * (step + 1) // 6, width * (step + 1) // 6)
        _idle()


def _paint(rig: Rig) -> None:
    def act(y: int, x: int) -> None:
        label = UNKNOWN if y % 2 else FOREGROUND
        stroke(rig.document, label, y / 20, (x, y), (x * 1.5, y))

    _each(rig, act)


def _undo(rig: Rig) -> None:
    for step in (rig.document.undo, rig.document.redo, rig.document.undo, rig.document.undo):
        step()
        _idle()


def _look(rig: Rig) -> None:
    for view in VIEWS:
        rig.window.views.choose(view)
        _idle()
    rig.canvas.zoom_to(1)
    _idle()
    rig.canvas.fit()
    _settle(rig)


def _place_background(rig: Rig) -> None:
    rig.window.views.choose("trimap")
    path = Path(__file__).parents[2] / "resources" / "samples" / "astronaut.png"
    rig.file_service.open_background(path)
    wait(lambda: rig.window.views.view == "image")
    for scale in (60, 120, 200):
        rig.window.views.options._scale.setValue(scale)
        _idle()


def _step_through_doubt(rig: Rig) -> None:
    wait(lambda: rig.analysis.idle_monitor.resting)
    for _ in range(3):
        rig.analysis.doubts.step(1)
        _idle(0.4)
