"""From a movement of the mouse to the repaint, on images of 24 and of 100 megapixels."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mattegui.app.canvas import Canvas
from mattegui.app.document import Document
from mattegui.app.edit_runner import EditRunner
from mattegui.app.render import Renderer
from mattegui.app.solver import Solver
from mattegui.app.tool_controller import ToolController
from mattegui.app.worker import Worker
from mattegui.core.arrays import UNKNOWN
from mattegui.core.cancelling import Cancelled
from mattegui.core.io import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Loaded
from tests.bench.desk import Painted
from tests.bench.row import Row

if TYPE_CHECKING:
    from mattegui.engine.solve import Patch

SIZE: Final = (4000, 6000)
RADII: Final = (20, 100, 500)
HUGE: Final = (8660, 11547)
HUGE_RADIUS: Final = 1000
MOVES: Final = 150
REPAINT: Final = 8.0
"""Milliseconds that 95 of 100 repaints may take: half of what a screen of 60 Hz allows."""
HUGE_REPAINT: Final = 16.0
"""The same for a brush of 2000 pixels on an image of 100 megapixels."""
SLOWEST: Final = 33.0
RELEASE: Final = 100.0
UNDO: Final = 30.0
"""Of images of 24 megapixels; of larger ones release and undo are only reported."""


Span = tuple[float, float]
"""Milliseconds that passed, and those of them in which the processor worked for this thread.

On a machine that does other things as well the second tells more of the program.
"""


class _Nothing:
    """An engine that has nothing to say: only the hand is measured."""

    def choose(self, model: str) -> None:
        pass

    def load(self, tell: Callable[[str], None]) -> Loaded:
        return Loaded("nothing", "Nothing", "CPU", 192)

    def solve(self, request: SolveRequest, cancelled: Cancelled) -> "Iterator[Patch]":
        return iter(())


class _Scene:
    """A canvas of a usual size with a large image, connected as in the program."""

    def __init__(self, size: tuple[int, int], tool: str = "brush") -> None:
        height, width = size
        self.document, self.worker, self.tool_controller = Document(), Worker(), ToolController()
        self.edit_runner = EditRunner(self.document, self.worker, self.tool_controller)
        self.solver = Solver(self.document, self.worker, _Nothing())
        self.tool_controller.take(tool)
        # The retouch is drawn into the picture while it is painted, where a view shows alpha.
        view = "trimap" if tool == "brush" else "checkerboard"
        self.canvas = Canvas(self.document, Renderer(view), self.tool_controller)
        self.canvas.made.connect(self.edit_runner.push)
        self.canvas.resize(1280, 800)
        self.painted = Painted(self.canvas)
        rng = np.random.default_rng(1)
        coarse = rng.integers(0, 256, (height // 40, width // 40, 3), np.uint8)
        image = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
        matte = Matte.of(ImageFile(Path("made.png"), image.astype(np.uint8)))
        matte.trimap[height // 3 : height // 2] = UNKNOWN
        self.document.open(matte, Layers(matte))
        self.canvas.show()

    def rest(self) -> None:
        """Handle events until nothing is painted any more."""
        before = -1
        while before != self.painted.count:
            before = self.painted.count
            QApplication.processEvents()

    def timed(self, act: Callable[[], None], *, fully: bool = False) -> Span:
        """Measure from `act` to the next repaint, or until all is repainted."""
        before = self.painted.count
        start, worked = time.perf_counter(), time.thread_time()
        act()
        while self.painted.count == before:
            QApplication.processEvents()
        if fully:
            self.rest()
        return 1000 * (time.perf_counter() - start), 1000 * (time.thread_time() - worked)

    def stroke(self, radius: float) -> tuple[list[Span], Span, Span]:
        """Paint a stroke and take it back: the moves, the release and the undo."""
        canvas, left = self.canvas, Qt.MouseButton.LeftButton
        self.tool_controller.radius = radius
        points = [_on_the_way(step / MOVES) for step in range(MOVES)]
        QTest.mouseMove(canvas, points[0])
        QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, points[0])
        self.rest()
        moves = [self.timed(partial(QTest.mouseMove, canvas, at)) for at in points[1:]]

        def release() -> None:
            QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, points[-1])

        released = self.timed(release, fully=True)
        undone = self.timed(self.document.undo, fully=True)
        return moves, released, undone


def run() -> list[Row]:
    """Measure strokes of several sizes, with the whole image in view and at full size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application = QApplication.instance() or QApplication([])
    rows = _measured(_Scene(SIZE), RADII, REPAINT, "paint")
    rows += _measured(_Scene(SIZE, "retouch"), RADII, REPAINT, "retouch")
    return rows + _measured(_Scene(HUGE), (HUGE_RADIUS,), HUGE_REPAINT, "paint on 100 MP")


def _measured(scene: _Scene, radii: Sequence[int], repaint: float, name: str) -> list[Row]:
    rows = []
    for place, look in (("fitted", scene.canvas.fit), ("at 100 %", _at_full_size(scene.canvas))):
        look()
        scene.rest()
        for radius in radii:
            scene.stroke(radius)
            rows += _rows(f"{name} {place}, radius {radius}", repaint, *scene.stroke(radius))
    scene.canvas.close()
    scene.worker.close()
    return rows


def _rows(name: str, repaint: float, moves: list[Span], released: Span, undone: Span) -> list[Row]:
    middle, late = (float(value) for value in np.percentile([p for p, _ in moves], [50, 95]))
    worked = float(np.percentile([w for _, w in moves], 95))
    event = f"{name}: event to repaint"
    large = repaint == HUGE_REPAINT
    return [
        Row(f"{event}, median", middle, "ms"),
        Row(f"{event}, p95", late, "ms", repaint),
        Row(f"{event}, p95 of the processor's time", worked, "ms"),
        Row(f"{event}, slowest", max(moves)[0], "ms", SLOWEST),
        Row(f"{name}: release to edit seen", released[0], "ms", None if large else RELEASE),
        Row(f"{name}: release to edit seen, the processor's time", released[1], "ms"),
        Row(f"{name}: undo", undone[0], "ms", None if large else UNDO),
        Row(f"{name}: undo, the processor's time", undone[1], "ms"),
    ]


def _on_the_way(share: float) -> QPoint:
    """Return a point of a path that winds through the canvas."""
    y = 400 + 250 * np.sin(6 * np.pi * share)
    return QPoint(round(140 + 1000 * share), round(float(y)))


def _at_full_size(canvas: Canvas) -> Callable[[], None]:
    return lambda: canvas.zoom_to(1)
