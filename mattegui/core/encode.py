"""Writing pixels through OpenImageIO, strip by strip: so that it can be stopped and shown."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
import OpenImageIO as oiio

from mattegui.core.arrays import AnyArray
from mattegui.core.decode import reason
from mattegui.core.imagefile import ImageFileError

STRIP: Final = 256
"""Rows that are made and written at once."""
_HARMLESS: Final = "failed TIFFWriteCustomDirectory() of the Exif data"
"""What the TIFF writer says when a file has no EXIF data to write; it is never given any."""
_CLASSIC_TIFF: Final = 4_000_000_000
"""Bytes that offsets of 32 bits reach, less a little for the directories."""


@dataclass(frozen=True, slots=True, eq=False)
class Pixels:
    """Pixels that are made when they are asked for, so that no whole copy is ever held.

    Attributes:
        shape: (height, width, channels).
        kind: OpenImageIO's name of what is stored: `uint8`, `uint16`, `half` or `float`.
        rows: Returns the rows from one number to another, H,W,C: of `kind`, or `float32`.
    """

    shape: tuple[int, int, int]
    kind: str
    rows: Callable[[int, int], AnyArray]

    @property
    def raw_bytes(self) -> int:
        """What they take without any compression."""
        each = {"uint8": 1, "uint16": 2, "half": 2, "float": 4}[self.kind]
        return int(np.prod(self.shape)) * each

    def strips(self, passed: Callable[[float], None]) -> Iterator[tuple[int, AnyArray]]:
        """Yield (first row, rows) from top to bottom, telling `passed` the share that is done."""
        height = self.shape[0]
        for top in range(0, height, STRIP):
            bottom = min(top + STRIP, height)
            yield top, np.ascontiguousarray(self.rows(top, bottom))
            passed(bottom / height)

    def whole(self, passed: Callable[[float], None]) -> AnyArray:
        """Return all of them, for encoders that take nothing less."""
        whole: AnyArray | None = None
        for top, rows in self.strips(passed):
            if whole is None:
                # Only now is it known as what they are made.
                whole = np.empty(self.shape, rows.dtype)
            whole[top : top + len(rows)] = rows
        return np.empty(self.shape) if whole is None else whole


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write.

    Attributes:
        path: The file as the user knows it, for messages.
        icc_profile: To embed, byte for byte.
        dpi: Pixels an inch, across and down.
        attributes: OpenImageIO's own for the format.
        multiplied: Colours are multiplied by their alpha, as EXR wants it.
    """

    path: Path
    icc_profile: bytes = b""
    dpi: tuple[float, float] | None = None
    attributes: dict[str, int | str] = field(default_factory=dict)
    multiplied: bool = False


def write_pixels(
    draft: Path, pixels: Pixels, how: WriteOptions, passed: Callable[[float], None]
) -> None:
    """Write a file; its suffix chooses the format.

    Args:
        draft: Where to.
        pixels: What.
        how: In which way.
        passed: Takes the share that is done; may raise to give up.

    Raises:
        ImageFileError: The pixels could not be written, or not all of them.
        OSError: The folder is not writable.
    """
    # OpenImageIO reports a missing permission only as a text; Python knows its kind.
    draft.touch()
    file = oiio.ImageOutput.create(str(draft))
    if file is None:
        raise ImageFileError(f"cannot write {how.path}: {reason(oiio.geterror())}")
    spec = _spec(pixels, how)
    if how.icc_profile and file.format_name() == "png":
        # Otherwise it says sRGB beside the profile, whatever that says.
        spec.attribute("oiio:ColorSpace", "unknown")
    written = file.open(str(draft), spec)
    try:
        for top, rows in pixels.strips(passed) if written else ():
            written = written and file.write_scanlines(top, top + len(rows), 0, rows)
    finally:
        closed = file.close()
        error = _said(file)
    # The PNG writer returns success on a full disk and only mentions it.
    if not (written and closed) or error:
        raise ImageFileError(f"cannot write {how.path}: {reason(error)}")


def check_space(folder: Path, needed: int) -> None:
    """Refuse to begin where the disk cannot hold `needed` bytes.

    For encoders that do not come back from a full disk. Where the system can, the bytes are
    reserved for a moment: that asks quotas and limits as well.

    Raises:
        OSError: There is too little room.
    """
    if sys.platform != "win32" and hasattr(os, "posix_fallocate"):
        with tempfile.TemporaryFile(dir=folder) as file:
            os.posix_fallocate(file.fileno(), 0, needed)
    elif shutil.disk_usage(folder).free < needed:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _spec(pixels: Pixels, how: WriteOptions) -> oiio.ImageSpec:
    height, width, channels = pixels.shape
    spec = oiio.ImageSpec(width, height, channels, pixels.kind)
    if channels in {2, 4}:
        spec.alpha_channel = channels - 1
    if channels == 2:
        spec.channelnames = ("Y", "A")
    if not how.multiplied:
        spec.attribute("oiio:UnassociatedAlpha", 1)
    if pixels.raw_bytes > _CLASSIC_TIFF:
        spec.attribute("tiff:bigtiff", 1)
    for name, value in how.attributes.items():
        spec.attribute(name, value)
    if how.dpi is not None:
        spec.attribute("XResolution", how.dpi[0])
        spec.attribute("YResolution", how.dpi[1])
        spec.attribute("ResolutionUnit", "in")
    if how.icc_profile:
        kind = oiio.TypeDesc(f"uint8[{len(how.icc_profile)}]")
        spec.attribute("ICCProfile", kind, np.frombuffer(how.icc_profile, np.uint8))
    return spec


def _said(file: oiio.ImageOutput) -> str:
    """Return what the writer complains of, but for the one thing that means nothing."""
    lines = (line.strip() for line in file.geterror().splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(_HARMLESS))
