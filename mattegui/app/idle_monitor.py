"""`IdleMonitor`: tells when nothing has changed for a moment: time to look at the whole image."""

import time
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.core.layers import Layers
from mattegui.core.rect import Rect

MS: Final = 250
"""How long nothing may have changed."""
SLICE: Final = 0.008
"""Seconds of work at once."""
_STEP: Final = 128


class IdleMonitor(QObject):
    """Waits until the work is at rest, then brings its coarser levels up to date, in slices.

    Signals:
        came: the work is at rest; its coarse levels can be read at little cost.
        ended: something has changed again.

    Attributes:
        resting: Whether the work is at rest.
    """

    came = Signal()
    ended = Signal()

    def __init__(self, document: Document, solver: Solver) -> None:
        super().__init__()
        self.resting = False
        self._document, self._solver = document, solver
        self._slices: Iterator[None] = iter(())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        document.opened.connect(self._begin)
        document.edited.connect(self._begin)
        document.solved.connect(self._begin)
        document.curve_changed.connect(self._begin)

    @Slot()
    def _begin(self) -> None:
        if self.resting:
            self.resting = False
            self.ended.emit()
        layers = self._document.layers
        self._slices = iter(()) if layers is None else _refreshed(layers)
        self._timer.start(MS)

    @Slot()
    def _go_on(self) -> None:
        if self._document.layers is None:
            return
        if self._solver.busy:
            self._timer.start(MS)
            return
        deadline = time.monotonic() + SLICE
        for _ in self._slices:
            if time.monotonic() >= deadline:
                self._timer.start(0)
                return
        self.resting = True
        self.came.emit()


def _refreshed(layers: Layers) -> Iterator[None]:
    """Bring the coarse levels up to date, a part at a time."""
    level = layers.map_level
    for pyramid in (layers.trimap, layers.alpha, layers.foreground, layers.retouch):
        for part in Rect.whole(pyramid.shape(level)).split(_STEP):
            pyramid.part(level, part)
            yield
        pyramid.level(layers.depth - 1)
