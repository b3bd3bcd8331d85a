"""How the command line talks: sentences on stderr, tables on stdout, one line for bad input."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

BAD_INPUT: Final = 2
"""Exit code for what the user can put right."""

PIPED_WIDTH: Final = 1000


def say(console: Console, *sentences: str) -> None:
    """Print each sentence on a line of its own, as it is."""
    for sentence in sentences:
        console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def table_console() -> Console:
    """Return a console for tables on stdout; into a file or a pipe they are not squeezed."""
    console = Console()
    return console if console.is_terminal else Console(width=PIPED_WIDTH)


def progress_on(console: Console) -> Progress:
    """Return what shows one line of progress while it is entered, on a terminal only."""
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def begin(progress: Progress, step: str, *, total: float | None = None) -> TaskID:
    """Show another step in place of the last; without a total it only shows that it goes on."""
    for task in progress.task_ids:
        progress.remove_task(task)
    return progress.add_task(step, total=total)


@contextmanager
def muted_libraries() -> Iterator[None]:
    """Keep C libraries from writing to stderr while the block runs.

    libpng complains there on its own account about what `core.io` reports in full.
    """
    stderr = os.dup(2)
    silence = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(silence, 2)
        yield
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
        os.close(silence)


@contextmanager
def refusing_bad_input(*, writing: Path | None = None) -> Iterator[None]:
    """Turn what was wrong with the input into one line on stderr and exit code 2.

    Args:
        writing: The file being written, for errors that name none or only its draft.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        _refuse(_reason(error, writing), error)


@contextmanager
def refusing_large_input() -> Iterator[None]:
    """As `refusing_bad_input`, but for a lack of memory alone: other errors are our mistakes."""
    try:
        yield
    except MemoryError as error:
        _refuse("there is not enough memory for an image of this size", error)


def _refuse(reason: str, error: Exception) -> None:
    typer.echo(f"mattegui: {reason}", err=True)
    raise typer.Exit(BAD_INPUT) from error


def _reason(error: ValueError | OSError, writing: Path | None) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"cannot write {writing}" if writing else error.filename
        return f"{where}: {error.strerror}"
    return " ".join(str(error).split())
