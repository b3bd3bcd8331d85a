"""Importing torch where the interpreter does not stand still meanwhile.

`import torch` has the system load half a gigabyte of code while it holds the interpreter's lock: a
window that is up already answers nobody for as long. Called as a C function, the loader leaves the
lock to others; the import then finds the libraries open.
"""

import atexit
import ctypes
import gc
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

SUFFIXES: Final = {"linux": ".so", "darwin": ".dylib"}
"""On Windows torch itself opens its libraries through ctypes."""

HEAVY: Final = ("libtorch_cpu", "libtorch_cuda")
"""Plain C++, those with the slow start. What needs Python's lock to start is not among them."""


def import_torch() -> None:
    """Import torch, for the first time or again, with few and short pauses for other threads.

    The import makes over a hundred thousand objects that stay. Python would look through them for
    garbage again and again, holding its lock: a tenth of a second each time, later on as well.
    """
    if "torch" in sys.modules:
        return
    open_libraries()
    gc.disable()
    try:
        import torch  # noqa: F401
    finally:
        gc.enable()
    gc.freeze()
    # At the end of the program they go like everything else.
    atexit.register(gc.unfreeze)


def open_libraries() -> list[Path]:
    """Open the heavy libraries that `import torch` will need; a no-op once it is imported.

    A library that does not open is left to the import, which says why with the right words.

    Returns:
        Those that are open now.
    """
    suffix = SUFFIXES.get(sys.platform)
    spec = find_spec("torch")
    if suffix is None or "torch" in sys.modules or spec is None or spec.origin is None:
        return []
    loader = ctypes.CDLL(None).dlopen
    loader.restype = ctypes.c_void_p
    loader.argtypes = [ctypes.c_char_p, ctypes.c_int]
    found = [Path(spec.origin).parent / "lib" / f"{name}{suffix}" for name in HEAVY]
    # As the import opens them; what is open so already costs it nothing.
    return [path for path in found if path.exists() and loader(bytes(path), os.RTLD_NOW)]
