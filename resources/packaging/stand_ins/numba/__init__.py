"""Stands in for numba in the frozen program: gives pymatting its functions already compiled.

See `kernels.py`, which makes the extension module.
"""

from collections.abc import Callable
from typing import Any

import pymatting_kernels

prange = range


def njit(_signature: str, **_options: object) -> Callable[[Callable[..., Any]], Any]:
    """Return what replaces a function by its compiled form; the signature is compiled in."""

    def replace(function: Callable[..., Any]) -> Any:
        module = function.__module__.rpartition(".")[2]
        return getattr(pymatting_kernels, f"{module}_{function.__name__}")

    return replace


def pndindex(*_shape: int) -> None:
    """Stand for a loop of numba's own; only compiled functions have one.

    Raises:
        RuntimeError: Always.
    """
    raise RuntimeError("pndindex has no meaning outside a compiled function")
