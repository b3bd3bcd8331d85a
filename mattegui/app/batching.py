"""`Batching`: a batch at work: what the batch window shows, and all that it can ask for."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from mattegui.app.batch_picture import BatchPictures
from mattegui.app.batch_plan import Plan, Row, Run, rows_of, run_plan
from mattegui.app.complaints import reason_of
from mattegui.app.throughput import Throughput
from mattegui.app.worker import Job, Worker
from mattegui.core.cancelling import Cancelled
from mattegui.engine.batch import BatchEvent, Started, run_batch
from mattegui.engine.batch_items import Item
from mattegui.engine.batch_report import STARTED, Outcome
from mattegui.engine.batch_reviews import Reviews

_RUN: Final = "batch"
_LOOK: Final = "batch list"


class Batching(QObject):
    """Looks a batch over, runs and stops it, and remembers what was accepted.

    Signals:
        listed: the rows are others.
        row_changed: the index of a row that has changed.
        progressed: it began or ended, or an image of it did.
        finished: it ended; whether by itself.
        failed: a sentence that says what could not be done, and why.
    """

    listed = Signal()
    row_changed = Signal(int)
    progressed = Signal()
    finished = Signal(bool)
    failed = Signal(str)

    def __init__(
        self,
        worker: Worker,
        looks: Worker,
        run: Run = run_batch,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Be ready.

        Args:
            worker: Is busy for as long as a batch runs.
            looks: Looks folders over and makes pictures meanwhile.
            run: Stands for `run_batch` in a test.
            clock: Tells seconds.
        """
        super().__init__()
        self._worker, self._looks, self._run = worker, looks, run
        self.plan: Plan | None = None
        self.rows: list[Row] = []
        self._places: dict[str, int] = {}
        self._reviews: Reviews | None = None
        self._stop: threading.Event | None = None
        self._starting = False
        self._later: Plan | None = None
        self._given: dict[str, Path] = {}
        self._again: set[str] = set()
        self._doing: set[str] = set()
        self._throughput = Throughput(clock)
        self.pictures = BatchPictures(looks)
        self.pictures.failed.connect(self.failed)

    @property
    def running(self) -> bool:
        """Whether processes are at work, or are ending."""
        return self._stop is not None

    @property
    def stopping(self) -> bool:
        """Whether they were asked to end."""
        return self._stop is not None and self._stop.is_set()

    @property
    def left(self) -> int:
        """How many images are still to be done."""
        unsettled = sum(row.state in {"waiting", "working"} for row in self.rows)
        return max(unsettled, len(self._doing))

    @property
    def seconds_left(self) -> float | None:
        """About how long it will take; None as long as nothing is known."""
        return self._throughput.seconds_for(len(self._doing)) if self.running else None

    def place(self, name: str) -> int | None:
        """Return the index of an image's row, if there is one."""
        return self._places.get(name)

    def row(self, name: str) -> Row | None:
        """Return the row of an image, if there is one."""
        place = self.place(name)
        return None if place is None else self.rows[place]

    def look(self, plan: Plan) -> None:
        """List what a plan comes to, at once or after the batch that runs; nothing is written."""
        if self.running or self._starting:
            self._later = plan
        else:
            self._list(plan)

    def start(self, plan: Plan) -> None:
        """Do all that is not done yet; exports that were accepted stay as they are."""
        if not self.running:
            self._starting, self._later = True, None
            self._list(plan)

    def redo(self, name: str) -> None:
        """Do one image again, now or after those that are being done."""
        row = self.row(name)
        if row is None or row.item.problem or name in self._doing:
            return
        self._again.add(name)
        self._change(name, Row(row.item))
        if not self.running and not self._starting:
            self._run_again()

    def give_trimap(self, name: str, trimap: Path) -> None:
        """Have an image done with a trimap that was painted for it."""
        row = self.row(name)
        if row is None:
            return
        self._given[name] = trimap
        self._change(name, Row(self._with_given(row.item)))
        if name in self._doing:
            # With what was there before: once more after that.
            self._again.add(name)
        else:
            self.redo(name)

    def stop(self) -> bool:
        """Stop, and say whether there was anything to stop.

        What is being worked on is given up; `finished` tells when the processes have ended.
        """
        self._again.clear()
        if self._stop is None:
            return False
        self._stop.set()
        self.progressed.emit()
        return True

    def accept(self, name: str) -> None:
        """Remember that somebody has seen what became of an image and is content with it."""
        row = self.row(name)
        if row is None or row.outcome is None or self._reviews is None or not row.reviewable:
            return
        try:
            self._reviews.accept(row.outcome)
        except OSError as error:
            self._fail(error)
            return
        self._change(name, Row(row.item, row.outcome, accepted=True))

    def _list(self, plan: Plan) -> None:
        def work(_: Cancelled) -> Iterator[tuple[list[Row], Reviews]]:
            yield rows_of(plan)

        def take(found: tuple[list[Row], Reviews]) -> None:
            if self.running:
                # One image was to be done again meanwhile.
                self._later = plan
                return
            rows, self._reviews = found
            if self.plan is None or (plan.images, plan.out) != (self.plan.images, self.plan.out):
                self._given.clear()
            self.plan = plan
            # Given while this was being listed; from now on they are found by their names.
            self.rows = [replace(row, item=self._with_given(row.item)) for row in rows]
            self._given.clear()
            self._places = {row.name: place for place, row in enumerate(self.rows)}
            self.listed.emit()
            if self._starting:
                self._starting = False
                self._run_all()

        def fail(error: Exception) -> None:
            self._starting = False
            if self.running:
                self._fail(error)
                return
            self.plan, self.rows, self._places, self._reviews = None, [], {}, None
            self.listed.emit()
            self._fail(error)

        self._looks.run(Job(_LOOK, work, take, fail))

    def _run_all(self) -> None:
        self._begin({row.name for row in self.rows if not row.settled}, set())

    def _run_again(self) -> None:
        again, self._again = self._again, set()
        self._begin(set(again), again)

    def _begin(self, names: set[str], anew: set[str]) -> None:
        plan, rows = self.plan, list(self.rows)
        if plan is None or self.running:
            return
        stop = self._stop = threading.Event()
        self._doing = names
        self._throughput.reset()

        def work(cancelled: Cancelled) -> Iterator[BatchEvent]:
            def over() -> bool:
                return stop.is_set() or cancelled()

            yield from run_plan(plan, rows, anew, over, self._run)

        def end() -> None:
            self._end(by_itself=not stop.is_set())

        def fail(error: Exception) -> None:
            self._again.clear()
            self._fail(error)
            self._end(by_itself=False)

        self._worker.run(Job(_RUN, work, self._take, fail, end))
        self.progressed.emit()

    def _take(self, event: BatchEvent) -> None:
        item = self._with_given(event.item)
        name = item.image.name
        if isinstance(event, Started):
            self._throughput.begin()
            self._change(name, Row(item, Outcome(name, STARTED)))
        else:
            outcome = event.outcome
            self._doing.discard(name)
            self._throughput.finish()
            if name not in self._again:
                self._change(name, self._reviewed(item, outcome))
        self.progressed.emit()

    def _with_given(self, item: Item) -> Item:
        """Return an item with the trimap that was painted for it since it was listed, if any."""
        given = self._given.get(item.image.name)
        return item if given is None else replace(item, trimap=given, problem="")

    def _reviewed(self, item: Item, outcome: Outcome) -> Row:
        """Return a row with what is known of its review: an export made anew has none."""
        accepted = False
        try:
            accepted = self._reviews is not None and self._reviews.settle(outcome)
        except OSError as error:
            self._fail(error)
        return Row(item, outcome, accepted)

    def _end(self, *, by_itself: bool) -> None:
        self._stop = None
        self._doing = set()
        for row in self.rows:
            if row.state == "working":
                self._change(row.name, Row(row.item))
        if self._again:
            self._run_again()
            return
        self.progressed.emit()
        self.finished.emit(by_itself)
        later, self._later = self._later, None
        if later is not None:
            self.look(later)

    def _change(self, name: str, row: Row) -> None:
        place = self._places.get(name)
        if place is not None:
            self.rows[place] = row
            self.row_changed.emit(place)

    @Slot(object)
    def _fail(self, error: Exception) -> None:
        self.failed.emit(" ".join(reason_of(error).split()) or type(error).__name__)
