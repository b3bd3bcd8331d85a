"""A batch: many images, each by itself; one bad file never stops the others.

    report = Report.open(out)
    for event in run_batch(items, work, report, jobs=2, cancelled=lambda: False):
        …

It is a generator without any window or thread: whoever drives it shows what it yields, and may
leave it at any time. Importing this module does not import torch.
"""

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Event
from typing import Any, Final

from mattegui.core.cancelling import Cancelled, never
from mattegui.core.child import Child
from mattegui.core.export import check_destination
from mattegui.engine.batch_items import BatchError, Item, fingerprint, source_of
from mattegui.engine.batch_report import DONE, FAILED, SKIPPED, STARTED, Outcome, Report
from mattegui.engine.batch_worker import READY, Answer, BatchRecipe, serve
from mattegui.engine.models import choose

POLL: Final = 0.2
"""Seconds between two looks at whether to stop."""
PATIENCE: Final = 60.0
"""Seconds that all processes together have to give up what they are doing."""


@dataclass(frozen=True, slots=True)
class Started:
    """An image is being worked on."""

    item: Item


@dataclass(frozen=True, slots=True)
class Finished:
    """An image is done, was done before, or could not be done."""

    item: Item
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Task:
    """An item that has to be done.

    Attributes:
        item: Likewise.
        mark: Its fingerprint.
        ours: An earlier batch has made an export of it, which is there until it is replaced.
    """

    item: Item
    mark: str
    ours: bool


BatchEvent = Started | Finished
Serve = Callable[[Connection, Event, BatchRecipe, int, str | None], None]


def run_batch(
    items: Sequence[Item],
    work: BatchRecipe,
    report: Report,
    *,
    jobs: int = 1,
    overwrite: bool = False,
    description: str = "",
    cancelled: Cancelled = never,
    environment: Mapping[str, str] = os.environ,
    target: Serve = serve,
) -> Generator[BatchEvent, None, None]:
    """Yield what happens to each item, until all are done.

    Args:
        items: What to do.
        work: What to do to each.
        report: Where it is written down; items that it knows as finished and current are skipped.
        jobs: Processes at work at a time; memory is needed for as many images.
        overwrite: Replace files that no batch has written.
        description: All that the exports depend on apart from the items' own files.
        cancelled: Asked a few times a second; what is not finished then is left out.
        environment: Tells `torchrun`'s local rank, which chooses the graphics card.
        target: What runs in each process.

    Raises:
        BatchError: No process can work: the model or the device is missing.
    """
    waiting: deque[_Task] = deque()
    try:
        for item in items:
            mark = fingerprint(item, description)
            settled = _settled(item, report, mark, overwrite=overwrite)
            if settled is None:
                waiting.append(_Task(item, mark, report.is_ours(item)))
            else:
                report.add(settled)
                yield Finished(item, settled)
        if waiting and not cancelled():
            crew = _Crew(work, min(jobs, len(waiting)), _card(environment), target)
            yield from _work_through(waiting, crew, report, cancelled)
    finally:
        report.close(items)


def describe_work(work: BatchRecipe, device_kind: str) -> str:
    """Return all that an export depends on apart from its own files, for `run_batch`.

    Raises:
        ModelError: There is no such model, or its weights are missing.
    """
    spec = choose(work.model, device_kind)
    weights = ""
    if spec.path is not None:
        state = spec.path.stat()
        weights = f"{state.st_size} {state.st_mtime_ns}"
    return f"{spec.name} {weights} {work.options!r}"


def _settled(item: Item, report: Report, mark: str, *, overwrite: bool) -> Outcome | None:
    """Return what becomes of an item without any work; None if it has to be done."""
    ours = report.is_ours(item)
    if item.problem:
        return _row(item, FAILED, error=item.problem, written=ours)
    if report.is_current(item, mark):
        size = item.out.stat().st_size
        return _row(item, SKIPPED, written=True, bytes=size, fingerprint=mark)
    if item.out.exists() and not overwrite and not ours:
        return _row(item, FAILED, error=_refusal(item, report))
    try:
        check_destination(item.out, [path for path in (item.image, item.trimap) if path])
    except (ValueError, OSError) as error:
        return _row(item, FAILED, error=str(error), written=ours)
    return None


def _refusal(item: Item, report: Report) -> str:
    """Return why what lies where an item's export goes is not written over."""
    owner = report.owner(item)
    if owner is None:
        return f"{item.out} is there already and of no batch"
    if not owner.folder:
        return f"{item.out} is there already, of an image in a folder that its batch did not note"
    return f"{item.out} is there already, of another image: {owner.folder}/{owner.file}"


def _work_through(
    waiting: deque[_Task],
    crew: "_Crew",
    report: Report,
    cancelled: Cancelled,
) -> Iterator[BatchEvent]:
    try:
        while (waiting or crew.busy) and not cancelled():
            for worker in crew.idle():
                if waiting:
                    task = waiting.popleft()
                    # The export may be there before its own line is.
                    report.add(_row(task.item, STARTED, written=True))
                    worker.give(task)
                    yield Started(task.item)
            for worker, answer in crew.answers():
                task = worker.take()
                outcome = _outcome(task, answer)
                report.add(outcome)
                yield Finished(task.item, outcome)
    finally:
        for task, last in crew.dismiss():
            if last is not None and last.status == DONE:
                report.add(_outcome(task, last))
            else:
                # Nothing was written: what comes to lie there is not the batch's.
                report.add(_row(task.item, STARTED, written=task.ours))


def _outcome(task: _Task, answer: Answer) -> Outcome:
    done = answer.status == DONE
    return _row(
        task.item,
        answer.status,
        written=done or task.ours,
        seconds=answer.seconds,
        error=answer.error,
        notes=answer.notes,
        bytes=task.item.out.stat().st_size if done else 0,
        fingerprint=task.mark if done else "",
    )


def _row(item: Item, status: str, *, written: bool = False, **facts: Any) -> Outcome:
    """Return an item's line.

    Args:
        item: Whose it is.
        status: What became of it.
        written: Whether what lies at its place is an export that a batch has made of it.
        facts: What else the line tells.
    """
    out = item.out.name if written else ""
    return Outcome(item.image.name, status, out=out, folder=source_of(item), **facts)


class _Worker:
    """One process and what it is working on."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.line = child.line
        self.ready = False
        self._task: _Task | None = None

    @property
    def busy(self) -> bool:
        return self._task is not None

    def give(self, task: _Task) -> None:
        self._task = task
        # One that has just died is found when its answer is awaited.
        with suppress(OSError):
            self.line.send(task.item)

    def take(self) -> _Task:
        if self._task is None:
            raise RuntimeError("a process answered that was not asked")
        task, self._task = self._task, None
        return task

    def last_answer(self) -> Answer | None:
        """Return what it has answered and nobody has read yet."""
        with suppress(EOFError, OSError):
            if self.line.poll():
                answer: Answer = self.line.recv()
                return answer
        return None


class _Crew:
    """The processes of a batch; one that dies is replaced."""

    def __init__(self, work: BatchRecipe, size: int, card: str | None, target: Serve) -> None:
        self._target = target
        self._work = work
        self._card = card
        self._threads = max(1, (os.cpu_count() or 1) // size)
        self._stop: Event = multiprocessing.get_context("spawn").Event()
        self._workers = [self._hire() for _ in range(size)]

    @property
    def busy(self) -> bool:
        return any(worker.busy for worker in self._workers)

    def idle(self) -> list[_Worker]:
        """Return those that have loaded their model and wait."""
        return [worker for worker in self._workers if worker.ready and not worker.busy]

    def answers(self) -> Iterator[tuple[_Worker, Answer]]:
        """Wait a moment and yield what came in, also from those that died over it.

        Raises:
            BatchError: A process could not begin.
        """
        for line in wait([worker.line for worker in self._workers], POLL):
            index = next(i for i, worker in enumerate(self._workers) if worker.line is line)
            worker = self._workers[index]
            try:
                answer: Answer = worker.line.recv()
            except (EOFError, OSError):
                yield from self._replace(index)
                continue
            if worker.ready:
                yield worker, answer
            elif answer.status == READY:
                worker.ready = True
            else:
                raise BatchError(answer.error)

    def dismiss(self) -> list[tuple[_Task, Answer | None]]:
        """End all processes; those at work give up and leave no file.

        Returns:
            What they were at work on, with the last answers: some had just finished.
        """
        self._stop.set()
        for worker in self._workers:
            if not worker.busy:
                with suppress(OSError):
                    worker.line.send(None)
        left: list[tuple[_Task, Answer | None]] = []
        deadline = time.monotonic() + PATIENCE
        for worker in self._workers:
            if not worker.child.wait(max(0.0, deadline - time.monotonic())):
                worker.child.terminate()
            if worker.busy:
                left.append((worker.take(), worker.last_answer()))
            worker.child.close()
        return left

    def _replace(self, index: int) -> Iterator[tuple[_Worker, Answer]]:
        worker = self._workers[index]
        code = worker.child.exit_code()
        worker.child.close()
        self._workers[index] = self._hire()
        if worker.busy:
            yield worker, Answer(FAILED, error=_last_words(code))
        elif not worker.ready:
            raise BatchError(f"a process of the batch could not begin; {_last_words(code)}")

    def _hire(self) -> _Worker:
        return _Worker(Child(self._target, self._stop, self._work, self._threads, self._card))


def _last_words(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the process died of signal {-code}; the memory may not have sufficed"
    return f"the process ended with exit code {code}"


def _card(environment: Mapping[str, str]) -> str | None:
    """Return which graphics card this process' share is for, under `torchrun`."""
    local = environment.get("LOCAL_RANK")
    if local is None or not local.isdecimal():
        return None
    visible = [each for each in environment.get("CUDA_VISIBLE_DEVICES", "").split(",") if each]
    return visible[int(local) % len(visible)] if visible else local
