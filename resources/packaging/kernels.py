"""Compile pymatting's inner loops ahead of time, so that the frozen program needs no compiler.

pymatting hands 29 small functions to numba, which compiles them when it is first imported: for a
minute or more, and with 200 MB of LLVM. Here they are compiled once, while the program is frozen,
into one extension module; `stand_ins/numba` then gives it to pymatting in numba's place. The
alpha is the same to the last bit (tests/packaging/test_kernels.py).

The loops of knn, lkm and of the resizing of foregrounds, which numba would spread over threads,
run in one thread here.
"""

import argparse
import importlib
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODULE = "pymatting_kernels"
"""The name of the extension; `stand_ins/numba` imports it."""

Kernel = tuple[Callable[..., Any], str]


def collect() -> list[Kernel]:
    """Import pymatting, and return each function that it hands to numba with its signature."""
    numba = _untyped("numba")
    compile_later = numba.njit
    found: list[Kernel] = []

    def record(signature: str, **_: object) -> Callable[[Callable[..., Any]], Any]:
        def decorate(function: Callable[..., Any]) -> Any:
            found.append((function, signature))
            # Without its signature and its options nothing is compiled before it is exported.
            return compile_later(function)

        return decorate

    numba.njit = record
    _untyped("pymatting")
    return found


def build(folder: Path) -> Path:
    """Compile the kernels into `folder` and return the extension's path.

    Raises:
        RuntimeError: pymatting hands nothing to numba, or not in the way that is known here.
    """
    # Its deprecation has been pending for years; nothing is said to take its place.
    warnings.simplefilter("ignore", _untyped("numba.core.errors").NumbaPendingDeprecationWarning)
    compiler, new_flags = _untyped("numba.pycc.compiler"), _untyped("numba.core.compiler").Flags

    def releasing() -> Any:
        flags = new_flags()
        # Otherwise the window would stand still while a kernel runs.
        flags.release_gil = True
        return flags

    compiler.Flags = releasing
    kernels = collect()
    if not kernels:
        raise RuntimeError("pymatting handed no function to numba.njit")
    extension = _untyped("numba.pycc").CC(MODULE)
    extension.output_dir = str(folder)
    for function, signature in kernels:
        extension.export(symbol(function), signature)(function)
    extension.compile()
    return folder / str(extension.output_file)


def symbol(function: Callable[..., Any]) -> str:
    """Return a function's name in the extension."""
    return f"{function.__module__.rpartition('.')[2]}_{function.__name__}"


def _untyped(module: str) -> Any:
    return importlib.import_module(module)


def main() -> None:
    """Compile into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    build(folder)


if __name__ == "__main__":
    main()
