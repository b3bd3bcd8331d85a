"""`Throughput`: how fast many things are done, and so how long the rest will take."""

from collections.abc import Callable


class Throughput:
    """Counts what is done by the clock.

    Args:
        clock: Tells seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._begun: float | None = None
        self._done = 0

    def reset(self) -> None:
        """Know nothing."""
        self._begun, self._done = None, 0

    def begin(self) -> None:
        """Begin one; the first starts the clock."""
        if self._begun is None:
            self._begun = self._clock()

    def finish(self) -> None:
        """Count one; before the first has begun it was settled at a glance, and tells nothing."""
        self._done += self._begun is not None

    def seconds_for(self, count: int) -> float | None:
        """Return about how long `count` more will take; None as long as none was done."""
        if self._begun is None or not self._done:
            return None
        return (self._clock() - self._begun) / self._done * count
