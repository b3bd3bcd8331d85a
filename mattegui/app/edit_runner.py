"""`EditRunner`: from what a drag has led to, to an edit; what takes long in the worker thread."""

from collections.abc import Iterator
from itertools import count
from typing import Final

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mattegui.app.complaints import reason_of
from mattegui.app.document import Document
from mattegui.app.lessons import Lessons
from mattegui.app.tool_controller import ToolController
from mattegui.app.tools.tool import Bands, Found, Work
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import AnyArray, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.edit import Edit, Layer
from mattegui.core.locks import spared
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect

LANE: Final = "make"
BAND_LANE: Final = "band"
_PAUSE: Final = 40
"""Milliseconds that a slider rests before the band is drawn anew."""


class EditRunner(QObject):
    """Pushes edits, runs works and pushes what they find; of two works the newer one counts.

    Signals:
        working: what is being looked for; empty when it is found, or no longer looked for.
        failed: a sentence that says why nothing was changed.
        bands_offered: the `Bands` of what was just made, which can still be changed, or None.

    Attributes:
        tool_controller: Whose locks are heeded.
    """

    working = Signal(str)
    failed = Signal(str)
    bands_offered = Signal(object)

    def __init__(self, document: Document, worker: Worker, tool_controller: ToolController) -> None:
        super().__init__()
        self._document, self._worker, self.tool_controller = document, worker, tool_controller
        self._busy = False
        self._found: Found | None = None
        self._lessons = Lessons(document)
        self._text = ""
        self._base: Trimap | None = None
        self._wanted = (0.0, True)
        self._pushing = False
        self._step = 0
        self._made = count()
        self._key = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._draw_band)
        document.opened.connect(self._on_opened)
        document.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether a work is under way."""
        return self._busy

    def push(self, edit: Edit, text: str) -> None:
        """Make an edit, but for the pixels whose label is locked."""
        self._document.push(spared(edit, self.tool_controller.locked), text)

    def run(self, work: Work, text: str) -> None:
        """Run a work and push what it finds, compared with the trimap as it is then."""
        matte = self._document.matte
        if matte is None:
            return

        def search(cancelled: Cancelled) -> Iterator[Found]:
            yield work.run(cancelled)

        def take(found: Found) -> None:
            self._take(matte, found, text)
            if matte is self._document.matte:
                self._lessons.note(work, found)

        self._set_busy(text)
        self._worker.run(Job(LANE, search, take, self._fail, self._end))

    def find_again(self, text: str) -> None:
        """Look once more for the subject that was found last, heeding what was painted since."""
        matte, lesson = self._document.matte, self._lessons.last()
        if matte is None:
            return
        if lesson is None:
            self.failed.emit(self.tr("Find a subject first, with a box or a lasso round it."))
            return
        self.run(lesson.again(matte.trimap), text)

    def clear(self, layer: Layer, text: str) -> None:
        """Make a layer what it is when nobody has painted on it."""
        matte, state = self._document.matte, self._document.state
        if matte is None:
            return
        plane = matte.plane(layer).copy()

        def work(_: Cancelled) -> Iterator[Edit]:
            yield Edit.of(plane, matte.rect, _empty, layer)

        def take(edit: Edit) -> None:
            if matte is not self._document.matte:
                return
            if state != self._document.state:
                # Painted on meanwhile.
                self.clear(layer, text)
            elif edit:
                self._document.push(edit, text)
            else:
                self.failed.emit(self.tr("Nothing was changed: nothing is corrected."))

        self._worker.run(Job(f"clear {layer}", work, take, self._complain))

    def cancel(self) -> bool:
        """Stop looking, or stop offering other bands; say whether there was anything to stop."""
        if self._busy:
            self._worker.cancel(LANE)
            self._end()
            return True
        if self._found is not None:
            self.settle()
            return True
        return False

    @Slot(float, bool)
    def set_band(self, width: float, adaptive: bool) -> None:
        """Give what was just made another band, as soon as the slider rests."""
        self._wanted = width, adaptive
        if self._found is not None:
            self._pause.start(_PAUSE)

    @Slot()
    def settle(self) -> None:
        """Leave the band as it is; it is offered no more."""
        self._pause.stop()
        self._worker.cancel(BAND_LANE)
        self._found = self._base = None
        self._document.seal()
        self.bands_offered.emit(None)

    def _take(self, matte: Matte, found: Found, text: str) -> None:
        if matte is not self._document.matte:
            return
        if self._found is not None:
            self.settle()
        base = matte.trimap[found.rect.slices].copy()
        self._key = f"band {next(self._made)}"
        self._text = text
        if self._write(matte, found, base, found.labels) and found.bands is not None:
            self._found, self._base = found, base
            self.bands_offered.emit(found.bands)

    def _write(self, matte: Matte, found: Found, base: Trimap, labels: Trimap) -> bool:
        """Write labels over what was there before the first of them; say whether that changed it.

        Edits with the same key are one step, however long the slider moves.
        """
        rect = found.rect
        meant = np.ones(base.shape, np.bool_) if found.mask is None else found.mask.copy()
        meant &= ~np.isin(base, list(self.tool_controller.locked))
        wanted = np.where(meant, labels, base)

        def change(part: Rect, values: Trimap) -> None:
            values[:] = wanted[part.relative_to(rect).slices]

        edit = Edit.of(matte.trimap, rect, change)
        self._pushing = True
        self._document.push(edit, self._text, self._key)
        self._pushing = False
        self._step = self._document.stack.index()
        return bool(edit)

    @Slot()
    def _draw_band(self) -> None:
        found = self._found
        if found is None or found.bands is None:
            return
        bands: Bands = found.bands
        width, adaptive = self._wanted

        def draw(_: Cancelled) -> Iterator[Trimap]:
            yield bands.labels(width, adaptive=adaptive)

        def take(labels: Trimap) -> None:
            self._replace(found, labels)

        self._worker.run(Job(BAND_LANE, draw, take, self._complain))

    def _replace(self, found: Found, labels: Trimap) -> None:
        matte = self._document.matte
        if matte is not None and found is self._found and self._base is not None:
            self._write(matte, found, self._base, labels)
            self._lessons.follow(found)

    @Slot()
    def _on_changed(self) -> None:
        """Offer no more bands once the last step is another one."""
        if self._found is None or self._pushing:
            return
        if self._document.stack.index() != self._step:
            self.settle()

    @Slot()
    def _on_opened(self) -> None:
        self.cancel()
        if self._found is not None:
            self.settle()

    def _set_busy(self, text: str) -> None:
        self._busy = True
        self.working.emit(text)

    def _end(self) -> None:
        self._busy = False
        self.working.emit("")

    def _fail(self, error: Exception) -> None:
        self._end()
        self._complain(error)

    def _complain(self, error: Exception) -> None:
        sentence = self.tr("Nothing was changed: {reason}.")
        self.failed.emit(sentence.format(reason=reason_of(error)))


def _empty(_: Rect, values: AnyArray) -> None:
    values[:] = 0
