"""The processes of a batch: who is at work on what, and what becomes of those that die."""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.synchronize import Event
from typing import Final

from mattegui.core.child import Child
from mattegui.engine.batch_items import BatchError, Item
from mattegui.engine.batch_report import FAILED
from mattegui.engine.batch_worker import READY, Answer, BatchRecipe

POLL: Final = 0.2
"""Seconds between two looks at whether to stop."""
PATIENCE: Final = 60.0
"""Seconds that all processes together have to give up what they are doing."""
MOST: Final = 61 if sys.platform == "win32" else 1024
"""Processes that can be waited for at once."""

Serve = Callable[[Connection, Event, BatchRecipe, int, str | None], None]


@dataclass(frozen=True, slots=True)
class Task:
    """An item that has to be done.

    Attributes:
        item: Likewise.
        mark: Its fingerprint.
        ours: An earlier batch has made an export of it, which is there until it is replaced.
    """

    item: Item
    mark: str
    ours: bool


class Worker:
    """One process and what it is working on."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.line = child.line
        self.ready = False
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether it was given a task that nobody has taken back."""
        return self._task is not None

    def give(self, task: Task) -> None:
        """Let it begin with a task."""
        self._task = task
        # One that has just died is found when its answer is awaited.
        with suppress(OSError):
            self.line.send(task.item)

    def take(self) -> Task:
        """Take back what it was given: it is done, or will not be.

        Raises:
            RuntimeError: It was given nothing.
        """
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


class Crew:
    """The processes of a batch; one that dies is replaced.

    Args:
        work: What they do to each item.
        size: How many; no more than can be waited for.
        card: The graphics card that they share; None for any.
        target: What runs in each.
    """

    def __init__(self, work: BatchRecipe, size: int, card: str | None, target: Serve) -> None:
        self._target = target
        self._work = work
        self._card = card
        size = min(size, MOST)
        self._threads = max(1, (os.cpu_count() or 1) // size)
        self._stop: Event = multiprocessing.get_context("spawn").Event()
        self._workers = [self._hire() for _ in range(size)]

    @property
    def busy(self) -> bool:
        """Whether any is at work."""
        return any(worker.busy for worker in self._workers)

    def idle(self) -> list[Worker]:
        """Return those that have loaded their model and wait."""
        return [worker for worker in self._workers if worker.ready and not worker.busy]

    def answers(self) -> Iterator[tuple[Worker, Answer]]:
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

    def dismiss(self) -> list[tuple[Task, Answer | None]]:
        """End all processes; those at work give up and leave no file.

        Returns:
            What they were at work on, with the last answers: some had just finished.
        """
        self._stop.set()
        for worker in self._workers:
            # One that is busy reads it once it has answered.
            with suppress(OSError):
                worker.line.send(None)
        left: list[tuple[Task, Answer | None]] = []
        deadline = time.monotonic() + PATIENCE
        for worker in self._workers:
            if not worker.child.wait(max(0.0, deadline - time.monotonic())):
                worker.child.terminate()
            if worker.busy:
                left.append((worker.take(), worker.last_answer()))
            worker.child.close()
        return left

    def _replace(self, index: int) -> Iterator[tuple[Worker, Answer]]:
        worker = self._workers[index]
        code = worker.child.exit_code()
        worker.child.close()
        self._workers[index] = self._hire()
        if worker.busy:
            yield worker, Answer(FAILED, error=_last_words(code))
        elif not worker.ready:
            raise BatchError(f"a process of the batch could not begin; {_last_words(code)}")

    def _hire(self) -> Worker:
        return Worker(Child(self._target, self._stop, self._work, self._threads, self._card))


def _last_words(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the process died of signal {-code}; the memory may not have sufficed"
    return f"the process ended with exit code {code}"
