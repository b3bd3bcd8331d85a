"""`Answers`: other answers to the same question, kept beside the work to compare it with."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.complaints import reason_of, spoken
from mattegui.app.document import Document
from mattegui.app.panels.compare import KEPT
from mattegui.app.solver import SolveSession
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.edit import Edit
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.engine.request import SolveRequest
from mattegui.engine.tiles import TILE

LANE: Final = "compare"

_Answer: TypeAlias = tuple[Layers, Matte]


class Answers(QObject):
    """Lets another estimator answer, in a worker thread of its own, and keeps what it said.

    Nothing of it is on the undo stack: an answer is derived, and can be had again.

    Signals:
        changed: there is another answer, it is outdated, or how far it is.
        told: a sentence for the user.
        failed: a sentence that says why there is no answer.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(str)

    def __init__(self, document: Document, worker: Worker, session: SolveSession) -> None:
        super().__init__()
        self._document, self._worker, self._session = document, worker, session
        self._answers: dict[str, _Answer] = {}
        self._outdated: set[str] = set()
        self.computing = ""
        """The model that is at work; empty if none is."""
        self.share = 0.0
        """How much of its work is done, 0 to 1."""
        document.opened.connect(self._forget)
        document.edited.connect(self._on_edited)
        document.amount_changed.connect(self._set_amount)
        document.curve_changed.connect(self._set_curve)

    def layers(self, name: str) -> Layers | None:
        """Return an answer, by its model's name or `KEPT`; None if there is none."""
        answer = self._answers.get(name)
        return None if answer is None else answer[0]

    def outdated(self, name: str) -> bool:
        """Say whether the trimap has changed since an answer was given."""
        return name in self._outdated

    def compute(self, model: str) -> None:
        """Ask a model for its alpha of the trimap as it is now; of another model's none is kept."""
        matte = self._document.matte
        if matte is None:
            return
        self.stop()
        for name in set(self._answers) - {KEPT}:
            del self._answers[name]
        trimap, image_levels = matte.trimap.copy(), self._document.layers
        self._session.choose(model)
        self._outdated.discard(model)
        sentences: list[str] = []

        def work(cancelled: Cancelled) -> Iterator[float | _Answer]:
            self._session.load(sentences.append)
            other = matte.sibling(trimap)
            tiles = list(other.rect.split(TILE))
            request = SolveRequest(other.seen, trimap, tiles, owed=tiles)
            for patch in self._session.solve(request, cancelled):
                part = patch.rect.slices
                other.alpha[part], other.foreground[part] = patch.alpha, patch.foreground
                yield patch.progress
            if not cancelled():
                yield Layers(other, image_levels), other

        def take(item: float | _Answer) -> None:
            while sentences:
                self.told.emit(spoken(sentences.pop(0)))
            if isinstance(item, float):
                self.share = item
            else:
                other_layers, other = item
                # They may have been changed while it was computed.
                other.amount, other.curve = matte.amount, matte.curve
                other_layers.follow_curve()
                self._answers[model] = item
            self.changed.emit()

        self.computing, self.share = model, 0.0
        self.changed.emit()
        self._worker.run(Job(LANE, work, take, self._fail, self._end))

    def keep(self) -> None:
        """Keep the answer that is shown now."""
        matte, layers = self._document.matte, self._document.layers
        if matte is None:
            return

        def work(_: Cancelled) -> Iterator[_Answer]:
            other = matte.sibling(matte.trimap.copy())
            # It is in the alpha already.
            other.curve = STRAIGHT
            other.alpha[:], other.foreground[:] = matte.final_alpha(), matte.foreground
            yield Layers(other, layers), other

        def take(answer: _Answer) -> None:
            self._answers[KEPT] = answer
            self._outdated.discard(KEPT)
            self.changed.emit()

        self._worker.run(Job(KEPT, work, take, self._fail))

    def stop(self) -> None:
        """Give up what is being computed."""
        self._worker.cancel(LANE)
        self._end()

    def _end(self) -> None:
        if self.computing:
            self.computing = ""
            self.changed.emit()

    def _fail(self, error: Exception) -> None:
        self._end()
        self.failed.emit(self.tr("There is no alpha to compare with: {}").format(reason_of(error)))

    @Slot(object)
    def _on_edited(self, edit: Edit) -> None:
        if edit.layer == "trimap" and (self._answers or self.computing):
            self._outdated = {*self._answers, self.computing} - {""}
            self.changed.emit()

    @Slot(float)
    def _set_amount(self, amount: float) -> None:
        for _, matte in self._answers.values():
            matte.amount = amount

    @Slot(object)
    def _set_curve(self, curve: Curve) -> None:
        for name, (layers, matte) in self._answers.items():
            # What was kept is as it was.
            if name != KEPT:
                matte.curve = curve
                layers.follow_curve()

    @Slot()
    def _forget(self) -> None:
        self._worker.cancel(KEPT)
        self._answers.clear()
        self._outdated.clear()
        self.stop()
        self.changed.emit()
