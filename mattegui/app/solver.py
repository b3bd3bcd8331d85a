"""Keeps the alpha up to date with the trimap: hears edits, marks stale tiles, newest wins."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from mattegui.app.complaints import reason_of, spoken
from mattegui.app.document import Document
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled, Tell
from mattegui.core.edit import Edit
from mattegui.core.rect import Rect
from mattegui.engine.models import AUTO
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Loaded
from mattegui.engine.tiles import StaleTiles

if TYPE_CHECKING:
    from mattegui.engine.solve import Patch

LANE: Final = "solve"
WIDEST_HALO: Final = 320
"""Of any network there is; used until it is known which one is at work."""
TURNING_MS: Final = 200
"""How long the view has to stand still before what is solved turns to it."""


class SolveSession(Protocol):
    """What the solver needs of `engine.session.Session`."""

    def choose(self, model: str) -> None:
        """Use another model from the next `load` on."""
        ...

    def load(self, tell: Tell) -> Loaded:
        """Make ready what is to be used; in the worker thread."""
        ...

    def solve(self, request: SolveRequest, cancelled: Cancelled) -> "Iterator[Patch]":
        """Yield patches until the request's tiles are up to date; in the worker thread."""
        ...


@dataclass(frozen=True, slots=True)
class _Solved:
    """A patch, and the generation of the stale tiles that it answers to."""

    generation: int
    patch: "Patch"


@dataclass(frozen=True, slots=True)
class _Settled:
    """The tiles of a generation that are up to date, whether or not they had a patch."""

    generation: int
    tiles: Sequence[Rect]


class Solver(QObject):
    """Has whatever is stale solved.

    Attributes:
        model: What is to be used, as the user or a project wants: a key of `known_models`, or
            `auto`.

    Signals:
        progressed: the share of the running work that is done, 0 to 1; 1 when there is none.
        told: sentences for the user, each in a line.
        failed: a sentence that says why the alpha could not be estimated.
        loaded: a `Loaded` that says what is at work.
    """

    progressed = Signal(float)
    told = Signal(str)
    failed = Signal(str)
    loaded = Signal(object)

    def __init__(
        self, document: Document, worker: Worker, session: SolveSession, model: str = AUTO
    ) -> None:
        super().__init__()
        self._document = document
        self._worker = worker
        self._session = session
        self.model = model
        self._halo = WIDEST_HALO
        self._stale = StaleTiles((0, 0))
        self._last = Rect(0, 0, 0, 0)
        self._view: Rect | None = None
        self._plan: list[Rect] = []
        self._refused: list[Rect] = []
        self._turning = QTimer(self, singleShot=True, interval=TURNING_MS)
        self._turning.timeout.connect(self._turn_to_view)
        self._painting = False
        self._drafted = False
        self._live = True
        self._busy = False
        self._sentences: deque[str] = deque()
        document.opened.connect(self._on_opened)
        document.edited.connect(self._on_edited)

    @property
    def busy(self) -> bool:
        """Whether something is being solved."""
        return self._busy

    @property
    def up_to_date(self) -> bool:
        """Whether the alpha answers to the trimap everywhere."""
        return not len(self._stale)

    def set_live(self, live: bool) -> None:
        """Solve after every stroke, or only when asked."""
        self._live = live
        if live:
            self.solve()

    def choose(self, model: str) -> None:
        """Use another model, and solve everything again with it."""
        self.model = model
        self._session.choose(model)
        self._halo = WIDEST_HALO
        self._mark_all()
        self.solve()

    def adopt(self, model: str) -> None:
        """Use the model that the alpha is of: what is up to date stays so."""
        if not self.up_to_date:
            self.choose(model)
            return
        self.model = model
        self._session.choose(model)
        self._halo = WIDEST_HALO
        self.warm_up()

    @Slot(object)
    def set_view(self, view: Rect) -> None:
        """Solve what the screen shows first, also of what is being solved.

        Args:
            view: Rows and columns of the image that are visible; empty if none are.
        """
        if view == self._view:
            return
        self._view = view or None
        if self._busy:
            self._turning.start()

    @Slot(bool)
    def set_painting(self, painting: bool) -> None:
        """Leave a core to the pointer from a stroke's first point until it is released."""
        # Read by the worker thread before each piece of work; nothing else depends on it.
        self._painting = painting

    @Slot()
    def warm_up(self) -> None:
        """Load the estimator before it is needed, unless that is happening already."""
        if not self._busy:
            self._worker.run(Job(LANE, self._warming, self._take, self._fail))

    def solve(self) -> None:
        """Solve what is stale; what runs is cancelled, what it had finished stays."""
        matte = self._document.matte
        if matte is None:
            return
        tiles, owed = self._stale.take(self._last, self._view)
        if not tiles:
            return
        self._plan, self._refused = tiles, []
        generation = self._stale.generation
        request = SolveRequest(
            matte.seen,
            matte.trimap.copy(),
            tiles,
            draft=not self._drafted,
            owed=owed,
            view=self._view,
            painting=lambda: self._painting,
        )

        def work(cancelled: Cancelled) -> Iterator[Loaded | _Solved | _Settled]:
            yield from self._warming(cancelled)
            for patch in self._session.solve(request, cancelled):
                yield _Solved(generation, patch)
            # A generator that stopped because it was cancelled has not settled its tiles.
            if not cancelled():
                yield _Settled(generation, tiles)

        self._busy = True
        self.progressed.emit(0.0)
        self._worker.run(Job(LANE, work, self._take, self._fail, self._end))

    def cancel(self) -> None:
        """Stop; tiles that were not solved stay stale."""
        self._worker.cancel(LANE)
        self._end()

    def _warming(self, cancelled: Cancelled) -> Iterator[Loaded]:
        """Yield what was loaded; runs in the worker thread."""
        loaded = self._session.load(self._sentences.append)
        if not cancelled():
            yield loaded

    def _tell(self) -> None:
        """Pass on what the engine had to say, in the main thread.

        Sentences do not travel with a job: of a cancelled one nothing is delivered, but that the
        graphics memory ran out is true all the same.
        """
        told = [self._sentences.popleft() for _ in range(len(self._sentences))]
        if told:
            self.told.emit("\n".join(spoken(sentence) for sentence in told))

    def _take(self, item: Loaded | _Solved | _Settled) -> None:
        """Take one item of a job, in the main thread."""
        self._tell()
        match item:
            case Loaded():
                self._halo = item.halo
                self.loaded.emit(item)
            case _Solved(generation, patch):
                self._take_patch(generation, patch)
            case _Settled(generation, tiles):
                for tile in tiles:
                    if not any(tile & rect for rect in self._refused):
                        self._stale.settle(tile, generation)
                self._drafted = True

    def _take_patch(self, generation: int, patch: "Patch") -> None:
        # A tile that was painted on since belongs to the next job; its old answer is not shown.
        # A draft is not shown where anything is final.
        if self._stale.accepts(patch.rect, generation) and (
            not patch.draft or self._stale.all_stale(patch.rect)
        ):
            self._document.set_alpha(patch)
            self._stale.settle(patch.tile, generation)
        elif not patch.draft:
            # Of some of its tiles it was the answer, which nobody has seen.
            self._refused.append(patch.rect)
        if not patch.draft:
            # All drafts come before the first final patch; the next job needs no more of them.
            self._drafted = True
        # With the last patch the tiles are not settled yet: 1 is left to the end.
        if patch.progress < 1:
            self.progressed.emit(patch.progress)

    @Slot()
    def _turn_to_view(self) -> None:
        """Begin anew if, for what the screen shows by now, another tile would come first."""
        planned = next((tile for tile in self._plan if self._stale.all_stale(tile)), None)
        if self._busy and self._stale.stale(self._last, self._view)[:1] != [planned]:
            self.solve()

    def _end(self) -> None:
        self._tell()
        self._busy = False
        self.progressed.emit(1.0)

    def _fail(self, error: Exception) -> None:
        self._end()
        sentence = self.tr("The alpha could not be estimated: {reason}")
        self.failed.emit(sentence.format(reason=reason_of(error)))

    def _mark_all(self) -> None:
        matte = self._document.matte
        if matte is not None:
            self._stale.mark([matte.rect], 0)

    @Slot()
    def _on_opened(self) -> None:
        matte = self._document.matte
        if matte is None:
            return
        # What is still on its way belongs to another image.
        self.cancel()
        self._stale = StaleTiles(matte.trimap.shape)
        self._last = matte.rect
        self._view = None
        self._drafted = False
        if not self._document.finished:
            self._mark_all()
        if self._live:
            self.solve()

    @Slot(object)
    def _on_edited(self, edit: Edit) -> None:
        if edit.layer != "trimap":
            # Corrections lie over the alpha; the estimator knows nothing of them.
            return
        self._stale.mark(edit.rects, self._halo)
        self._last = Rect.union(edit.rects)
        if self._live:
            self.solve()
