"""The one worker thread, and the one road that every long job takes."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot  # noqa: TID251

Work = Callable[[Callable[[], bool]], Iterator[Any]]
"""Takes a function that says whether the job was cancelled; yields what it finds."""


@dataclass(eq=False)
class Job:
    """Something to do in the worker thread, and whom to tell, in the main thread, of the result.

    Attributes:
        lane: Of the jobs of one lane only the newest counts: it cancels the others.
        work: Runs in the worker thread.
        on_item: Called for every item that `work` yields.
        on_done: Called once after the last item.
        on_error: Called with the exception if `work` raised one.
    """

    lane: str
    work: Work
    on_item: Callable[[Any], None]
    on_done: Callable[[], None]
    on_error: Callable[[Exception], None]
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to end; nothing more of it will be delivered."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to end."""
        return self._cancelled.is_set()


class _Bench(QObject):
    """Lives in the worker thread and does the jobs one after the other."""

    wake = Signal()
    sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.queue: list[Job] = []
        self.lock = threading.Lock()
        self.wake.connect(self.drain)

    @Slot()
    def drain(self) -> None:
        while True:
            with self.lock:
                if not self.queue:
                    return
                job = self.queue.pop(0)
            if not job.cancelled:
                self._do(job)

    def _do(self, job: Job) -> None:
        try:
            for item in job.work(lambda: job.cancelled):
                if job.cancelled:
                    return
                self.sent.emit((job, job.on_item, (item,)))
        # The border of the thread: whatever went wrong is told to the job's owner.
        except Exception as error:  # noqa: BLE001
            self.sent.emit((job, job.on_error, (error,)))
        else:
            self.sent.emit((job, job.on_done, ()))


class Worker(QObject):
    """Runs jobs in one thread; their callbacks are called in the thread that made the worker."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = QThread()
        self._bench = _Bench()
        self._bench.moveToThread(self._thread)
        self._bench.sent.connect(self._deliver)
        self._newest: dict[str, Job] = {}
        self._thread.start()

    def run(self, job: Job) -> None:
        """Queue a job; the earlier ones of its lane are cancelled."""
        self.cancel(job.lane)
        self._newest[job.lane] = job
        with self._bench.lock:
            self._bench.queue.append(job)
        self._bench.wake.emit()

    def cancel(self, lane: str) -> None:
        """Cancel what runs or waits in a lane."""
        job = self._newest.pop(lane, None)
        if job is not None:
            job.cancel()

    def close(self, milliseconds: int = 3000) -> bool:
        """Cancel everything and end the thread; say whether it ended in time."""
        for lane in list(self._newest):
            self.cancel(lane)
        self._thread.quit()
        return self._thread.wait(milliseconds)

    @Slot(object)
    def _deliver(self, message: tuple[Job, Callable[..., None], tuple[Any, ...]]) -> None:
        job, callback, arguments = message
        # Asked again here: it may have been cancelled while the message was on its way.
        if not job.cancelled:
            callback(*arguments)
