"""Worker threads, and the one road that every long job takes to them and back."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QThread, Signal, Slot  # noqa: TID251

from mattegui.core.cancelling import Cancelled

Item = TypeVar("Item")

JobFunction: TypeAlias = Callable[[Cancelled], Iterator[Item]]
"""Is told by a function whether the job was cancelled; yields what it finds."""


def nothing() -> None:
    """Do nothing."""


@dataclass(eq=False)
class Job(Generic[Item]):
    """Something to do in a worker thread, and whom to tell, in the main thread, of the result.

    Attributes:
        lane: Of the jobs of one lane only the newest counts: it cancels the others.
        work: Runs in the worker thread.
        on_item: Called for every item that `work` yields.
        on_error: Called with the exception if `work` raised one.
        on_done: Called once after the last item.
    """

    lane: str
    work: JobFunction[Item]
    on_item: Callable[[Item], None]
    on_error: Callable[[Exception], None]
    on_done: Callable[[], None] = nothing
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to end; nothing more of it will be delivered."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to end."""
        return self._cancelled.is_set()


_Message: TypeAlias = tuple[Job[Any], Callable[..., None], tuple[Any, ...], bool]
"""Of which job, what to call with what, and whether it is the job's last."""


class _Runner(QObject):
    """Lives in the worker's thread and does the jobs one after the other."""

    wake = Signal()
    sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.queue: list[Job[Any]] = []
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

    def _do(self, job: Job[Any]) -> None:
        try:
            for item in job.work(lambda: job.cancelled):
                if job.cancelled:
                    return
                self.sent.emit((job, job.on_item, (item,), False))
        # The border of the thread: whatever went wrong is told to the job's owner.
        except Exception as error:  # noqa: BLE001
            self.sent.emit((job, job.on_error, (error,), True))
        else:
            self.sent.emit((job, job.on_done, (), True))


class Worker(QObject):
    """Runs jobs in one thread; their callbacks are called in the thread that made the worker."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = QThread()
        self._runner = _Runner()
        self._runner.moveToThread(self._thread)
        self._runner.sent.connect(self._deliver)
        self._newest: dict[str, Job[Any]] = {}
        self._thread.start()

    def run(self, job: Job[Any]) -> None:
        """Queue a job; the earlier ones of its lane are cancelled."""
        self.cancel(job.lane)
        self._newest[job.lane] = job
        with self._runner.lock:
            self._runner.queue.append(job)
        self._runner.wake.emit()

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
    def _deliver(self, message: _Message) -> None:
        job, callback, arguments, last = message
        # What its functions hold may be as large as the image; many lanes are used only once.
        if last and self._newest.get(job.lane) is job:
            del self._newest[job.lane]
        # Asked again here: it may have been cancelled while the message was on its way.
        if not job.cancelled:
            callback(*arguments)
