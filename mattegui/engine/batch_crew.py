"""`Crew`: the processes of a batch, who is at work on what, and what becomes of those that die."""

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
from mattegui.engine.batch_member import READY, Answer, BatchRecipe
from mattegui.engine.batch_report import FAILED

POLL: Final = 0.2
"""Seconds between two looks at whether to stop."""
PATIENCE: Final = 60.0
"""Seconds that all processes together have to give up what they are doing."""
MOST: Final = 61 if sys.platform == "win32" else 1024
"""Processes that can be waited for at once."""

Serve = Callable[[Connection, Event, BatchRecipe, int, str | None], None]


@dataclass(frozen=True, slots=True)
class Assignment:
    """An item that has to be done.

    Attributes:
        item: Likewise.
        mark: Its fingerprint.
        ours: An earlier batch has made an export of it, which is there until it is replaced.
    """

    item: Item
    mark: str
    ours: bool


class Member:
    """One process and what it is working on."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.line = child.line
        self.ready = False
        self._assignment: Assignment | None = None

    @property
    def busy(self) -> bool:
        """Whether it was given an assignment that nobody has taken back."""
        return self._assignment is not None

    def give(self, assignment: Assignment) -> None:
        """Let it begin with an assignment."""
        self._assignment = assignment
        # One that has just died is found when its answer is awaited.
        with suppress(OSError):
            self.line.send(assignment.item)

    def take(self) -> Assignment:
        """Take back what it was given: it is done, or will not be.

        Raises:
            RuntimeError: It was given nothing.
        """
        if self._assignment is None:
            raise RuntimeError("a process answered that was not asked")
        assignment, self._assignment = self._assignment, None
        return assignment

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
        recipe: What they do to each item.
        size: How many; no more than can be waited for.
        card: The graphics card that they share; None for any.
        target: What runs in each.
    """

    def __init__(self, recipe: BatchRecipe, size: int, card: str | None, target: Serve) -> None:
        self._target = target
        self._recipe = recipe
        self._card = card
        size = min(size, MOST)
        self._threads = max(1, (os.cpu_count() or 1) // size)
        self._stop: Event = multiprocessing.get_context("spawn").Event()
        self._members = [self._hire() for _ in range(size)]

    @property
    def busy(self) -> bool:
        """Whether any is at work."""
        return any(member.busy for member in self._members)

    def idle(self) -> list[Member]:
        """Return those that have loaded their model and wait."""
        return [member for member in self._members if member.ready and not member.busy]

    def answers(self) -> Iterator[tuple[Member, Answer]]:
        """Wait a moment and yield what came in, also from those that died over it.

        Raises:
            BatchError: A process could not begin.
        """
        for line in wait([member.line for member in self._members], POLL):
            index = next(i for i, member in enumerate(self._members) if member.line is line)
            member = self._members[index]
            try:
                answer: Answer = member.line.recv()
            except (EOFError, OSError):
                yield from self._replace(index)
                continue
            if member.ready:
                yield member, answer
            elif answer.status == READY:
                member.ready = True
            else:
                raise BatchError(answer.error)

    def dismiss(self) -> list[tuple[Assignment, Answer | None]]:
        """End all processes; those at work give up and leave no file.

        Returns:
            What they were at work on, with the last answers: some had just finished.
        """
        self._stop.set()
        for member in self._members:
            # One that is busy reads it once it has answered.
            with suppress(OSError):
                member.line.send(None)
        left: list[tuple[Assignment, Answer | None]] = []
        deadline = time.monotonic() + PATIENCE
        for member in self._members:
            if not member.child.wait(max(0.0, deadline - time.monotonic())):
                member.child.terminate()
            if member.busy:
                left.append((member.take(), member.last_answer()))
            member.child.close()
        return left

    def _replace(self, index: int) -> Iterator[tuple[Member, Answer]]:
        member = self._members[index]
        code = member.child.exit_code()
        member.child.close()
        self._members[index] = self._hire()
        if member.busy:
            yield member, Answer(FAILED, error=_last_words(code))
        elif not member.ready:
            raise BatchError(f"a process of the batch could not begin; {_last_words(code)}")

    def _hire(self) -> Member:
        return Member(Child(self._target, self._stop, self._recipe, self._threads, self._card))


def _last_words(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the process died of signal {-code}; the memory may not have sufficed"
    return f"the process ended with exit code {code}"
