"""OpenRaster files, read: whoever wrote them.

Nothing is unpacked by the names in the file, and nothing is read whose size was not weighed first.
"""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Final, NoReturn

import numpy as np

from mattegui.core.arrays import AnyArray
from mattegui.core.openraster import MIMETYPE, STACK, OpenRasterError
from mattegui.core.openraster_png import decode, read_header, read_profile
from mattegui.core.openraster_stack import Stack, StackEntry

MAX_PARTS: Final = 4096
MAX_DIRECTORY: Final = 1 << 20
"""Bytes of the ZIP's table of contents: `MAX_PARTS` names of 200 letters."""
MAX_TEXT: Final = 4 << 20
"""Bytes of a part that is text."""
_SPREAD: Final = 4
"""A layer may reach this many times beyond the canvas on each axis: it was moved or scaled."""
_RATIO: Final = 200
_HARMLESS: Final = 16 << 20
"""Compressed parts up to here may be of any density; flat PNGs shrink a thousandfold."""
_END: Final = b"PK\x05\x06"
_END_64: Final = b"PK\x06\x07"
_FAULTS: Final = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError),
    *(UnicodeError, ValueError, OverflowError, KeyError, OSError),
)
"""What `zipfile` raises on damaged files: `RuntimeError` for a compression or an encryption that it
does not know, `OSError` when it is led to before the beginning."""


class OpenRaster:
    """An open file; use it in a `with` block.

    Attributes:
        path: Where it lies.
        width: Of the canvas, in pixels.
        height: Of the canvas.
        entries: The layers of all groups, the topmost first.
    """

    def __init__(self, path: Path) -> None:
        """Open a file and read its table of contents.

        Raises:
            OpenRasterError: It is not there, of another kind, damaged or hostile.
            OSError: It may not be read.
        """
        self.path = path
        _check_end(path)
        try:
            self._archive = zipfile.ZipFile(path)
        except _FAULTS as error:
            raise OpenRasterError(f"{path} is damaged: {error}") from error
        try:
            self._infos = {info.filename: info for info in self._archive.infolist()}
            self._check_parts()
            if self.part("mimetype", 256).strip() != MIMETYPE.encode():
                self._fail("mimetype", f"it is no OpenRaster file: this is not {MIMETYPE}")
            stack = Stack(self.part(STACK, MAX_TEXT), MAX_PARTS, self._fail)
        except BaseException:
            self._archive.close()
            raise
        self.width, self.height, self.entries = stack.width, stack.height, tuple(stack.entries)

    def __enter__(self) -> "OpenRaster":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        return part in self._infos

    def part(self, name: str, limit: int) -> bytes:
        """Return a part's bytes.

        Args:
            name: As in the table of contents.
            limit: The most bytes it may have.

        Raises:
            OpenRasterError: It is missing, damaged or larger.
        """
        info = self._infos.get(name)
        if info is None:
            self._fail(name, "it is missing")
        if info.file_size > limit:
            self._fail(name, f"it has {info.file_size} bytes, more than the {limit} it may have")
        if info.file_size > max(_HARMLESS, _RATIO * info.compress_size):
            self._fail(name, f"{info.compress_size} bytes claim to hold {info.file_size}")
        with self._reading(name):
            return self._archive.read(info)

    def pixels(self, entry: StackEntry) -> AnyArray:
        """Return a layer on the whole canvas, H,W,C: 1, 3 (RGB) or 4 (RGBA) channels.

        Outside of what the layer holds all channels are 0.

        Raises:
            OpenRasterError: Its part is missing or damaged, or claims an absurd size.
        """
        png = self._png(entry)
        try:
            read = decode(png)
        except ValueError as error:
            self._fail(entry.part, str(error))
        return _placed(read, entry, self.height, self.width)

    def profile(self, entry: StackEntry) -> bytes:
        """Return a layer's colour profile; empty where there is none.

        Raises:
            OpenRasterError: Its part is missing or damaged.
        """
        return read_profile(self._png(entry))

    def _png(self, entry: StackEntry) -> bytes:
        """Return a layer's PNG after a look at what its first bytes claim."""
        if entry.part not in self:
            self._fail(entry.part, "it is missing")
        with self._reading(entry.part), self._archive.open(self._infos[entry.part]) as file:
            start = file.read(64)
        try:
            header = read_header(start)
        except ValueError as error:
            self._fail(entry.part, str(error))
        if header.width > _SPREAD * self.width or header.height > _SPREAD * self.height:
            self._fail(
                entry.part,
                f"it claims {header.width}×{header.height} pixels on a canvas of "
                f"{self.width}×{self.height}",
            )
        # Pixels that cannot be compressed, and room for profiles and comments.
        return self.part(entry.part, header.packed + header.packed // 64 + MAX_TEXT * 4)

    def _check_parts(self) -> None:
        seen = set()
        for info in self._archive.infolist():
            name = info.filename
            if name in seen:
                self._fail(name, "it is there twice")
            seen.add(name)
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
                self._fail(name, "its name leads out of the file")
            if stat.S_ISLNK(info.external_attr >> 16):
                self._fail(name, "it is a link")
            if info.flag_bits & 1:
                self._fail(name, "it is encrypted")
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                self._fail(name, "it is compressed by a method that OpenRaster does not know")

    @contextmanager
    def _reading(self, name: str) -> Iterator[None]:
        try:
            yield
        except OpenRasterError:
            raise
        except _FAULTS as error:
            self._fail(name, f"it is damaged: {error}", error)

    def _fail(self, part: str, why: str, error: Exception | None = None) -> NoReturn:
        raise OpenRasterError(f"{self.path}, part {part[:80]!r}: {why}") from error


def _check_end(path: Path) -> None:
    """Look at the last record of a ZIP before `zipfile` takes memory for what it lists."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "is not there"
        raise OpenRasterError(f"{path} {what}")
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 42))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise OpenRasterError(f"{path} is no OpenRaster file, or it is cut off")
    parts = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    if parts > MAX_PARTS or directory > MAX_DIRECTORY or _END_64 in tail[max(0, at - 20) : at]:
        raise OpenRasterError(f"{path} claims to have more parts than an OpenRaster file has")


def _placed(pixels: AnyArray, entry: StackEntry, height: int, width: int) -> AnyArray:
    """Return `pixels` at the entry's place on a canvas of zeros."""
    if pixels.shape[:2] == (height, width) and entry.x == entry.y == 0:
        return pixels
    canvas = np.zeros((height, width, pixels.shape[2]), pixels.dtype)
    y0, x0 = max(0, entry.y), max(0, entry.x)
    y1 = min(height, entry.y + pixels.shape[0])
    x1 = min(width, entry.x + pixels.shape[1])
    if y0 < y1 and x0 < x1:
        inner = pixels[y0 - entry.y : y1 - entry.y, x0 - entry.x : x1 - entry.x]
        canvas[y0:y1, x0:x1] = inner
    return canvas
