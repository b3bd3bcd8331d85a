"""`Order`: all that a writer of one format is given."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from mattegui.core.encode import Pixels, WriteOptions
from mattegui.core.export.options import ExportOptions
from mattegui.core.imagefile import Metadata


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One file to write: `path` as the user knows it, and all that goes into it."""

    path: Path
    pixels: Pixels
    icc_profile: bytes
    metadata: Metadata
    options: ExportOptions
    passed: Callable[[float], None]

    def write_options(self, **attributes: int | str) -> WriteOptions:
        """Return how OpenImageIO is to write it."""
        return WriteOptions(self.path, self.icc_profile, self.metadata.dpi, attributes)


Write: TypeAlias = Callable[[Path, Order], None]
"""Writes a draft of an order."""
