"""The commands put together: the composition root of the command line."""

from collections.abc import Sequence
from typing import Annotated

import typer

from mattegui import __version__
from mattegui.cli.batch import batch
from mattegui.cli.doctor import doctor
from mattegui.cli.matte import matte
from mattegui.cli.models import models_group
from mattegui.cli.speech import BAD_INPUT
from mattegui.cli.trimap import trimap


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, 2 if the input was bad, 1 for other trouble."""
    try:
        build()(args=list(arguments), prog_name="mattegui")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else BAD_INPUT
    return 0


def build() -> typer.Typer:
    """Return the command line with all its commands."""
    cli = typer.Typer(
        help="Cut out hair, fur and smoke. `mattegui [IMAGE]` without a command opens the window.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    cli.callback()(_root)
    cli.command()(matte)
    cli.command()(batch)
    cli.command()(trimap)
    cli.add_typer(models_group(), name="models")
    cli.command()(doctor)
    return cli


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"mattegui {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print it and exit."),
    ] = False,
) -> None:
    # Options that stand before a command act in their own callbacks.
    pass
