"""`Clipboard`: the work goes to other programs and comes from them without a file dialog."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QImage

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.qimages import qimage_of
from mattegui.app.solver import Solver
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import eight_bit
from mattegui.core.cancelling import Cancelled
from mattegui.core.export import (
    ExportOptions,
    default_name,
    export_foreground,
    render_export,
    write_export,
)
from mattegui.core.io import write_image
from mattegui.core.resources import data_folder

PASTED: Final = "pasted"
"""Folder of images that came from the clipboard: a file of theirs is what work is kept for."""


@dataclass(frozen=True, slots=True)
class DragPayload:
    """A cutout or alpha on its way to another program."""

    path: Path
    picture: QImage


class Clipboard(QObject):
    """Copies, pastes, and makes the file that is dragged out of the window.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says what could not be done, and why.
        received: the path of an image that came from the clipboard.
        ready: a `DragPayload` that can be dragged out of the window.
    """

    told = Signal(str)
    failed = Signal(str)
    received = Signal(object)
    ready = Signal(object)

    def __init__(self, document: Document, worker: Worker, solver: Solver) -> None:
        super().__init__()
        self.worker = worker
        self._document, self._solver = document, solver
        self._folder = tempfile.TemporaryDirectory(prefix="mattegui-", ignore_cleanup_errors=True)

    def copy_cutout(self) -> None:
        """Put the cutout on the clipboard, with its alpha."""
        self._pack("rgba", self._to_clipboard, self.tr("The cutout was copied."))

    def copy_alpha(self) -> None:
        """Put the alpha on the clipboard, as a grey image."""
        self._pack("alpha", self._to_clipboard, self.tr("The alpha was copied."))

    def prepare_drag(self) -> None:
        """Make the cutout's file; `ready` tells when it can be dragged."""
        self._pack("rgba", self.ready.emit, "")

    def paste(self) -> None:
        """Take the image on the clipboard, or the first file there."""
        # Of an empty clipboard there is no data at all, whatever the binding's types say.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        urls = data.urls() if data is not None else []
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if files:
            self.received.emit(files[0])
            return
        picture = QGuiApplication.clipboard().image()
        if picture.isNull():
            self.told.emit(self.tr("There is no image on the clipboard."))
            return

        def work(_: Cancelled) -> Iterator[Path]:
            yield _keep_pasted(picture)

        def fail(error: Exception) -> None:
            self.failed.emit(self.tr("The image could not be pasted: {0}").format(reason_of(error)))

        self.worker.run(Job("paste", work, self.received.emit, fail))

    def _to_clipboard(self, payload: DragPayload) -> None:
        data = QMimeData()
        data.setImageData(payload.picture)
        # Straight alpha and full depth, for programs that read PNG; without it Qt would make one
        # from the picture, in the main thread, whenever somebody asks.
        data.setData("image/png", QByteArray(payload.path.read_bytes()))
        QGuiApplication.clipboard().setMimeData(data)

    def _pack(self, exporter: str, take: Callable[[DragPayload], None], sentence: str) -> None:
        """Make a file and a picture of what an exporter gives, in the worker, and hand them on."""
        matte = self._document.matte
        if matte is None:
            return
        if not self._solver.up_to_date:
            self.told.emit(self.tr("The alpha is not finished yet: what you get is its draft."))
        source, state = matte.file, matte.final_state()
        options = ExportOptions(content=exporter, compression=1)
        path = Path(self._folder.name) / default_name(source.path, options)

        def work(cancelled: Cancelled) -> Iterator[DragPayload]:
            alpha = state.alpha()
            colours = export_foreground(source, alpha, options, state.amount(), cancelled)
            write_export(path, source, alpha, options, foreground=colours, cancelled=cancelled)
            pixels = render_export(source, alpha, options, foreground=colours)
            yield DragPayload(path, qimage_of(eight_bit(pixels)))

        def finish(payload: DragPayload) -> None:
            take(payload)
            if sentence:
                self.told.emit(sentence)

        def fail(error: Exception) -> None:
            self.failed.emit(self.tr("Nothing was copied: {0}").format(reason_of(error)))

        self.worker.run(Job("clipboard", work, finish, fail))


def drag_data(payload: DragPayload) -> QMimeData:
    """Return what a program gets that a parcel is dropped on: its file, and its picture."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(payload.path))])
    data.setImageData(payload.picture)
    return data


def _keep_pasted(picture: QImage) -> Path:
    """Write a pasted picture where the program keeps its own files, and return its path.

    Raises:
        OSError: It cannot be written.
    """
    kind = QImage.Format.Format_RGBA8888 if picture.hasAlphaChannel() else None
    straight = picture.convertToFormat(kind or QImage.Format.Format_RGB888)
    channels = 4 if kind else 3
    rows = np.frombuffer(straight.constBits(), np.uint8).reshape(straight.height(), -1)
    pixels = rows[:, : straight.width() * channels].reshape(straight.height(), -1, channels)
    folder = data_folder() / PASTED
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / datetime.now().strftime("pasted-%Y%m%d-%H%M%S-%f.png")
    write_image(path, np.array(pixels))
    return path
