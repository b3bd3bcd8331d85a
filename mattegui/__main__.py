"""The way in: a sub-command goes to the command line, anything else opens the application."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

COMMANDS: Final = ("matte", "batch", "trimap", "models", "doctor")

SMOKE: Final = "--smoke"
"""With a folder: the application proves that it is complete; see docs/packaging.md."""


@contextmanager
def imports_that_stay() -> Iterator[None]:
    """Keep the garbage collector from looking through what is imported inside, again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def main() -> int:
    """Run the program on `sys.argv` and return its exit code.

    What is not needed is not imported: the command line never loads Qt, the application never
    loads the command line.
    """
    arguments = sys.argv[1:]
    if len(arguments) == 2 and arguments[0] == SMOKE:
        with imports_that_stay():
            from mattegui.app.smoke import rehearse
        return rehearse(Path(arguments[1]))
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from mattegui.cli.main import run as run_command

        return run_command(arguments)
    paths = [Path(argument) for argument in arguments]
    for path in paths:
        # A mistyped command would otherwise open a window.
        if not path.exists():
            commands = ", ".join(COMMANDS)
            sys.stderr.write(f"mattegui: there is no file {path}; the commands are {commands}\n")
            return 2
    with imports_that_stay():
        from mattegui.app.main import run
    return run(paths)


if __name__ == "__main__":
    sys.exit(main())
