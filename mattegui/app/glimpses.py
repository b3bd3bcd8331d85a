"""`Glimpses`: finds what can be shown of an image while it is still being read."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled
from mattegui.core.glimpse import Glimpse, read_glimpse

LANE: Final = "glimpse"


class Glimpses(QObject):
    """Reads a reduced image beside the worker that reads the whole.

    Signals:
        found: a `Glimpse`.
        failed: a sentence for the user.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker

    @Slot(object)
    def look(self, path: Path) -> None:
        """Look for a glimpse of an image; there may be none."""

        def work(_: Cancelled) -> Iterator[Glimpse]:
            glimpse = read_glimpse(path)
            if glimpse is not None:
                yield glimpse

        self._worker.run(Job(LANE, work, self.found.emit, self._fail))

    @Slot()
    def stop(self) -> None:
        """Look no more: the whole image is there, or will not be."""
        self._worker.cancel(LANE)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(
            self.tr("There is no glimpse of the image: {reason}").format(reason=reason_of(error))
        )
