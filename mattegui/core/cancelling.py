"""How long work in the core is stopped and watched: it asks, and tells, now and then."""

from collections.abc import Callable
from typing import TypeAlias

Cancelled: TypeAlias = Callable[[], bool]
"""Says whether the caller no longer wants the work; asked in the thread that does it."""

Progress: TypeAlias = Callable[[float], None]
"""Is told the share that is done, 0 to 1, in the thread that does the work."""

Tell: TypeAlias = Callable[[str], None]
"""Is told a sentence for the user, in the thread that does the work."""


class CancelledError(Exception):
    """The caller asked to stop; nothing was changed."""


def never() -> bool:
    """Say that the work is wanted to its end."""
    return False


def unseen(_: float) -> None:
    """Take the share that is done; nobody asked for it."""


def stop_if(cancelled: Cancelled) -> None:
    """Leave the work if the caller no longer wants it.

    Raises:
        CancelledError: `cancelled` said so.
    """
    if cancelled():
        raise CancelledError("stopped before it was finished")
