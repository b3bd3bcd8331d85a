"""Pictures of what became of the images of a batch, as large as a person needs to judge them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from mattegui.app.batch_plan import Row
from mattegui.app.complaints import reason_of
from mattegui.app.qimages import qimage_of
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import AnyArray, eight_bit, quantise
from mattegui.core.cancelling import Cancelled
from mattegui.core.io import read_image
from mattegui.core.profile import network_copy

SIDE = 1024
"""The longest side of a picture, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An export, or the image itself where there is none; both are null if there can be neither.

    Attributes:
        small: To fit it by.
        whole: In full size, with 8 bits.
    """

    small: QImage = field(default_factory=QImage)
    whole: QImage = field(default_factory=QImage)


class BatchPictures(QObject):
    """Makes pictures in a worker thread.

    Signals:
        made: the name of an image and its `Picture`.
        failed: a sentence that says why there can be none.
    """

    made = Signal(str, object)
    failed = Signal(str)

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker

    def make(self, row: Row) -> None:
        """Make a picture; of several that are asked for the newest counts."""

        def work(_: Cancelled) -> Iterator[Picture]:
            yield picture_of_row(row)

        def take(picture: Picture) -> None:
            self.made.emit(row.name, picture)

        def fail(error: Exception) -> None:
            take(Picture())
            # That the image itself cannot be read is why it failed: it has been said.
            if row.state != "failed":
                self.failed.emit(reason_of(error))

        self._worker.run(Job("batch picture", work, take, fail))


def picture_of_row(row: Row) -> Picture:
    """Return the export in sRGB, or the image itself where there is no export.

    Raises:
        ImageFileError: The file cannot be read.
    """
    there = row.state in {"done", "skipped"}
    file = read_image(row.item.out if there else row.item.image)
    pixels: AnyArray = eight_bit(network_copy(file)[0])
    if file.alpha is not None:
        pixels = np.dstack([pixels, quantise(file.alpha, np.dtype(np.uint8))])
    whole = qimage_of(pixels)
    if max(whole.width(), whole.height()) <= SIDE:
        return Picture(whole, whole)
    # By Qt, which weighs colours by alpha: those under alpha 0 may be black.
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return Picture(whole.scaled(SIDE, SIDE, keep, smooth), whole)
