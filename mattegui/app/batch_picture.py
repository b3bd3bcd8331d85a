"""Pictures of what became of the images of a batch, as large as a person needs to judge them."""

from collections.abc import Iterator

import cv2
import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from mattegui.app.batch_plan import Row
from mattegui.app.complaints import reason_of
from mattegui.app.qimages import qimage_of
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import eight_bit
from mattegui.core.backdrop import checkerboard
from mattegui.core.cancelling import Cancelled
from mattegui.core.compositing import over
from mattegui.core.io import read_image
from mattegui.core.rect import Rect
from mattegui.core.thumbnail import small

SIDE = 1024
"""The longest side of a picture, in pixels."""


class BatchPictures(QObject):
    """Makes pictures in a worker thread.

    Signals:
        made: the name of an image and its `QImage`, which is null if there can be none.
        failed: a sentence that says why there can be none.
    """

    made = Signal(str, object)
    failed = Signal(str)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker

    def make(self, row: Row) -> None:
        """Make a picture; of several that are asked for the newest counts."""

        def work(_: Cancelled) -> Iterator[QImage]:
            yield picture_of_row(row)

        def take(picture: QImage) -> None:
            self.made.emit(row.name, picture)

        def fail(error: Exception) -> None:
            take(QImage())
            # That the image itself cannot be read is why it failed: it has been said.
            if row.state != "failed":
                self.failed.emit(reason_of(error))

        self._worker.run(Job("batch picture", work, take, fail))


def picture_of_row(row: Row) -> QImage:
    """Return the export over a checkerboard; the image itself where there is no export.

    Raises:
        ImageFileError: The file cannot be read.
    """
    there = row.state in {"done", "skipped"}
    file = read_image(row.item.out if there else row.item.image)
    colours = small(eight_bit(file.image), SIDE)
    if file.alpha is not None:
        size = colours.shape[1], colours.shape[0]
        alpha = cv2.resize(file.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        colours = over(colours, alpha, checkerboard(Rect.whole(colours.shape)))
    return qimage_of(colours)
