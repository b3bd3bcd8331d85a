"""OpenRaster files, written: a ZIP of PNG layers with their order in `stack.xml`.

The format: https://www.openraster.org/baseline/file-layout-spec.html, version 0.0.5. Krita, GIMP,
MyPaint and others open it. What they do not know beside the layers they leave out when they save.
"""

import os
import re
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2

from mattegui.core.arrays import Colours
from mattegui.core.files import atomic_path
from mattegui.core.openraster_png import encode

MIMETYPE: Final = "image/openraster"
STACK: Final = "stack.xml"
MERGED: Final = "mergedimage.png"
THUMBNAIL: Final = "Thumbnails/thumbnail.png"
THUMBNAIL_SIDE: Final = 256
_NO_CHARACTER: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, not even escaped (XML 1.0, section 2.2, production `Char`)."""
# As xml.sax.saxutils has it, which would bring all of urllib and http into every start.
_IN_ATTRIBUTE: Final = str.maketrans(
    {
        **{"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"},
        **{"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"},
    }
)
# Two files of the same content are the same bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


class OpenRasterError(ValueError):
    """An OpenRaster file that cannot be used; the message names the file, its part, and why."""


@dataclass(frozen=True, slots=True)
class RasterLayer:
    """One layer as it is written, of the whole canvas's size.

    Attributes:
        name: What the user sees in the list of layers; see `written_name`.
        part: Name in the ZIP, such as `data/trimap.png`.
        png: The encoded pixels.
        visible: Whether it is shown at first.
        opacity: 0 to 1.
    """

    name: str
    part: str
    png: bytes
    visible: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Canvas:
    """What all layers have in common.

    Attributes:
        width: In pixels.
        height: In pixels.
        preview: H,W,3 or H,W,4; is scaled down to the thumbnail.
    """

    width: int
    height: int
    preview: Colours


def write_openraster(
    path: Path, canvas: Canvas, layers: Iterable[RasterLayer], extras: Mapping[str, bytes]
) -> None:
    """Write an OpenRaster file, whole or not at all; what was there before becomes `NAME~`.

    Args:
        path: Where to; at every moment there is a whole file, the old or the new one.
        canvas: Its size and thumbnail.
        layers: The topmost first. The only visible one is the merged image as well; its part is
            named `MERGED`, so that its pixels are in the file once.
        extras: Further parts by name.

    Raises:
        OSError: The folder is not there or not writable, or the disk is full.
        OpenRasterError: `path` is a folder, or the file would be larger than 4 GB.
    """
    if path.is_dir():
        raise OpenRasterError(f"cannot write {path}: it is a folder")
    ordered = tuple(layers)
    with atomic_path(path) as draft:
        try:
            with zipfile.ZipFile(draft, "w", allowZip64=False) as archive:
                # First and uncompressed, so that its bytes at a fixed place tell the kind of file.
                _add(archive, "mimetype", MIMETYPE.encode())
                _add(archive, STACK, _stack(canvas, ordered), zipfile.ZIP_DEFLATED)
                for layer in ordered:
                    _add(archive, layer.part, layer.png)
                for name, data in extras.items():
                    _add(archive, name, data)
                _add(archive, THUMBNAIL, encode(_thumbnail(canvas.preview)))
        except (zipfile.LargeZipFile, OverflowError) as error:
            raise OpenRasterError(f"cannot write {path}: it would be larger than 4 GB") from error
        _keep_backup(path)


def backup_path(path: Path) -> Path:
    """Return where the version before the last save lies: `photo.ora~` beside `photo.ora`."""
    return path.with_name(path.name + "~")


def written_name(name: str) -> str:
    """Return a layer's name as it is written: U+FFFD stands for each character XML cannot hold."""
    return _NO_CHARACTER.sub("\ufffd", name)


def _keep_backup(path: Path) -> None:
    """Let the backup be what is at `path` now; `path` stays where it is."""
    if not path.is_file():
        return
    backup = backup_path(path)
    with atomic_path(backup) as draft:
        try:
            # A second name for the same bytes costs nothing.
            os.link(path, draft)
        except OSError:
            # Not every file system has hard links.
            shutil.copy2(path, draft)


def _add(
    archive: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_STORED
) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = method
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)


def _stack(canvas: Canvas, layers: Iterable[RasterLayer]) -> bytes:
    """Return `stack.xml`."""
    lines = [
        "<?xml version='1.0' encoding='UTF-8'?>",
        f'<image version="0.0.5" w="{canvas.width}" h="{canvas.height}" xres="72" yres="72">',
        "<stack>",
    ]
    for layer in layers:
        visibility = "visible" if layer.visible else "hidden"
        lines.append(
            f"<layer name={_quoted(layer.name)} src={_quoted(layer.part)} "
            f'x="0" y="0" opacity="{layer.opacity:g}" visibility="{visibility}" '
            'composite-op="svg:src-over"/>'
        )
    return "\n".join([*lines, "</stack>", "</image>", ""]).encode()


def _quoted(text: str) -> str:
    """Return a text as the value of an attribute."""
    return f'"{written_name(text).translate(_IN_ATTRIBUTE)}"'


def _thumbnail(preview: Colours) -> Colours:
    """Return `preview` at most 256 pixels a side; alpha counts as the weight of colours."""
    height, width = preview.shape[:2]
    factor = min(1.0, THUMBNAIL_SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    small = cv2.resize(preview, size, interpolation=cv2.INTER_AREA)
    return small.astype(preview.dtype, copy=False)
