"""How long work in the core is stopped: it asks now and then whether it is still wanted."""

from collections.abc import Callable
from typing import TypeAlias

Cancelled: TypeAlias = Callable[[], bool]
"""Says whether the caller no longer wants the work; asked in the thread that does it."""


class CancelledError(Exception):
    """The caller asked to stop; nothing was changed."""


def never() -> bool:
    """Say that the work is wanted to its end."""
    return False


def stop_if(cancelled: Cancelled) -> None:
    """Leave the work if the caller no longer wants it.

    Raises:
        CancelledError: `cancelled` said so.
    """
    if cancelled():
        raise CancelledError("stopped before it was finished")
