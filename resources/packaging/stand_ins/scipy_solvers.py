"""Stands in for `scipy.sparse.linalg` in the frozen program, which packs no solvers of scipy.

pymatting imports it for a preconditioner that none of our estimators takes; with it come all of
`scipy.linalg` and a second OpenBLAS, 45 MB. The sparse matrices themselves need neither.
"""

import sys
from types import ModuleType
from typing import Any, Final

NAME: Final = "scipy.sparse.linalg"


class Absent(ModuleType):
    """A module that can be imported, and has nothing in it."""

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.__name__}.{name} is not part of the frozen program")


def install() -> None:
    """Let `import scipy.sparse.linalg` find this in its place."""
    sys.modules.setdefault(NAME, Absent(NAME))
