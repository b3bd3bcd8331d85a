"""`HistogramCounter`: counts in the worker thread how often each alpha occurs, when all is idle."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.idle_monitor import IdleMonitor
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled
from mattegui.core.histogram import Histogram, count_alpha

LANE: Final = "histogram"


class HistogramCounter(QObject):
    """Keeps the histogram of the final alpha up to date.

    Signals:
        counted: a `Histogram`; None when there is none yet.
        failed: a sentence that says why it could not be counted.
    """

    counted = Signal(object)
    failed = Signal(str)

    def __init__(self, document: Document, worker: Worker, idle_monitor: IdleMonitor) -> None:
        super().__init__()
        self._document, self._worker = document, worker
        idle_monitor.came.connect(self._count)
        idle_monitor.ended.connect(self._stop)
        document.opened.connect(self._forget)

    @Slot()
    def _count(self) -> None:
        matte = self._document.matte
        if matte is None:
            return
        # Not copies: if they change meanwhile, this is cancelled and begun again.
        alpha, curve, retouch = matte.alpha, matte.curve, matte.retouch

        def work(cancelled: Cancelled) -> Iterator[Histogram]:
            yield count_alpha(alpha, curve, retouch, cancelled)

        self._worker.run(Job(LANE, work, self.counted.emit, self._fail))

    @Slot()
    def _stop(self) -> None:
        self._worker.cancel(LANE)

    @Slot()
    def _forget(self) -> None:
        self._stop()
        self.counted.emit(None)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(self.tr("The histogram could not be counted: {}").format(reason_of(error)))
