"""Several processes that draw closed form towards a prior, each a cell at a time."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Final

from mattegui.core.arrays import Alpha
from mattegui.core.cancelling import Cancelled, never
from mattegui.engine.apart import ApartEstimator
from mattegui.engine.classical import classical
from mattegui.engine.prior import Cell

MOST: Final = 4
"""Each has taken 0.13 GB of its own before it solves anything."""


class ApartPool:
    """As many processes as there are cores, up to `MOST`.

    Args:
        name: A key of `classical.METHODS`: what they are begun as.
        count: How many; None for what this computer has.
    """

    def __init__(self, name: str, count: int | None = None) -> None:
        count = count or max(1, min(MOST, os.cpu_count() or 1))
        self._members = [ApartEstimator(classical(name)) for _ in range(count)]
        self._free: SimpleQueue[ApartEstimator] = SimpleQueue()
        for member in self._members:
            self._free.put(member)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="apart")
        self.cancelled: Cancelled = never

    def warm_up(self) -> None:
        """Begin the processes, which then load what they need, without waiting for them."""
        for member in self._members:
            member.warm_up()

    def close(self) -> None:
        """End the processes; nothing more can be drawn."""
        for member in self._members:
            member.cancelled = _always
        self._threads.shutdown(cancel_futures=True)
        for member in self._members:
            member.close()

    def draw(self, cells: Iterable[Cell]) -> Iterator[Alpha]:
        """Yield the alpha of each cell, in their order; a few are solved ahead.

        Raises:
            ApartError: A process could not solve one, or died.
        """
        waiting: deque[Future[Alpha]] = deque()
        try:
            for cell in cells:
                waiting.append(self._threads.submit(self._drawn, cell, self.cancelled))
                if len(waiting) > len(self._members):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            # Left half-way: nobody waits for the others, and those that have begun give up.
            for future in waiting:
                future.cancel()

    def _drawn(self, cell: Cell, cancelled: Cancelled) -> Alpha:
        member = self._free.get()
        member.cancelled = cancelled
        try:
            return member.drawn_to(cell)
        finally:
            self._free.put(member)


def _always() -> bool:
    return True
