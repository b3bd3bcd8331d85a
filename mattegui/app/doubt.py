"""`Doubts`: where the alpha is doubtful, measured in the worker thread whenever the work rests."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.idle_monitor import IdleMonitor
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled
from mattegui.core.rect import Rect
from mattegui.core.uncertainty import (
    Doubt,
    find_spots,
    measure_doubt,
    reading_order,
    spot_side,
)

LANE: Final = "doubt"


class Doubts(QObject):
    """Keeps the map of doubt and its spots, and goes from one spot to the next.

    Signals:
        measured: the map of the whole image at a coarse level; None when there is none yet.
        reached: the rect of a spot, in image pixels, its number from 1, and how many there are.
        missed: there is no doubtful spot.
        failed: a sentence that says why the doubt could not be measured.
    """

    measured = Signal(object)
    reached = Signal(object, int, int)
    missed = Signal()
    failed = Signal(str)

    def __init__(self, document: Document, worker: Worker, idle_monitor: IdleMonitor) -> None:
        super().__init__()
        self._document, self._worker = document, worker
        self.spots: tuple[Rect, ...] = ()
        self._known = False
        self._wanted = 0
        self._at: Rect | None = None
        self._side = 1
        idle_monitor.came.connect(self._measure)
        idle_monitor.ended.connect(self._expire)
        document.opened.connect(self._forget)

    def step(self, steps: int) -> None:
        """Go to the next spot (1) or the one before (-1), as soon as they are known."""
        if self._document.matte is None:
            return
        if not self._known:
            self._wanted = steps
            return
        if not self.spots:
            self.missed.emit()
            return
        index = self._after(steps)
        self._at = self.spots[index]
        self.reached.emit(self._at, index + 1, len(self.spots))

    def _after(self, steps: int) -> int:
        """Return which spot follows where the last step led to; the list may be another by now."""
        if self._at is None:
            return 0 if steps > 0 else len(self.spots) - 1
        here = reading_order(self._at, self._side)
        keys = [reading_order(spot, self._side) for spot in self.spots]
        if steps > 0:
            return next((i for i, key in enumerate(keys) if key > here), 0)
        before = [i for i, key in enumerate(keys) if key < here]
        return before[-1] if before else len(keys) - 1

    @Slot()
    def _measure(self) -> None:
        layers = self._document.layers
        if layers is None:
            return
        level = layers.map_level
        # Of a line of spots, in image pixels; the same for as long as the image is.
        side = self._side = spot_side(layers.image.shape(level)) << level
        whole = Rect.whole(layers.image.shape(level))
        image = layers.image.level(level)
        trimap = layers.trimap.level(level).copy()
        alpha = layers.alpha_in(level, whole).copy()

        def work(_: Cancelled) -> Iterator[tuple[Doubt, tuple[Rect, ...]]]:
            doubt = measure_doubt(image, trimap, alpha)
            spots = [_magnified(spot, level) for spot in find_spots(doubt)]
            yield doubt, tuple(sorted(spots, key=lambda spot: reading_order(spot, side)))

        self._worker.run(Job(LANE, work, self._take, self._fail))

    def _take(self, found: tuple[Doubt, tuple[Rect, ...]]) -> None:
        doubt, self.spots = found
        self._known = True
        self.measured.emit(doubt)
        wanted, self._wanted = self._wanted, 0
        if wanted:
            self.step(wanted)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(self.tr("Doubtful places could not be found: {}").format(reason_of(error)))

    @Slot()
    def _expire(self) -> None:
        self._known = False
        self._worker.cancel(LANE)

    @Slot()
    def _forget(self) -> None:
        self._expire()
        self.spots, self._at, self._wanted = (), None, 0
        self.measured.emit(None)


def _magnified(rect: Rect, level: int) -> Rect:
    return Rect(rect.y0 << level, rect.x0 << level, rect.y1 << level, rect.x1 << level)
