"""A process that works for this one, the line to it, and its end.

It is begun afresh (`spawn`), for a copy of a program with threads cannot be trusted, and what runs
in it must be a function of a module.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Concatenate, Final, ParamSpec

Args = ParamSpec("Args")
GRACE: Final = 2.0
"""Seconds in which a process that has closed its line should have ended."""


class Child:
    """One process, from its beginning to its end.

    Args:
        target: What runs in it, with its end of the line as the first argument.
        args: What it is given besides.

    Attributes:
        line: To talk to it; it raises EOFError or OSError once the process is no more.
    """

    def __init__(
        self,
        target: Callable[Concatenate[Connection, Args], None],
        *args: Args.args,
        **kwargs: Args.kwargs,
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, theirs = context.Pipe()
        self._process = context.Process(
            target=_run, args=(target, theirs, args, kwargs), daemon=True
        )
        self._process.start()
        # Only the process holds it now, so that its end is noticed.
        theirs.close()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end, at most so long, and say whether it has come."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def terminate(self) -> None:
        """Ask it to end, and wait until it has."""
        self._process.terminate()
        self._process.join()

    def close(self) -> None:
        """End it, whatever it is doing, and give back what it held."""
        self.line.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def exit_code(self) -> int | None:
        """Return what a process ended with that was not told to; −N if signal N ended it.

        None is for one that closed its line and is still there.
        """
        self._process.join(GRACE)
        return self._process.exitcode


def end_with_parent() -> None:
    """From now on, end this process when the one that began it is no more.

    For work that does not listen to its line for long; no file of it is kept.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(
    target: Callable[..., None], line: Connection, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    # The program that began this process ends it; a Ctrl+C reaches both.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    target(line, *args, **kwargs)
