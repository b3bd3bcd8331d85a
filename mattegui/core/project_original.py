"""The original image file inside a project: only its own bytes keep all that it says.

Layers are PNG: they hold the pixels and the colour profile, not the EXIF block, not the light of a
floating-point file. Small originals are embedded, large ones are referred to by their digest. In
both cases the layer has the same pixels, so a project opens without its original.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import OpenImageIO as oiio

from mattegui.core.arrays import Image
from mattegui.core.decode import displayed_shape
from mattegui.core.imagefile import Stamp
from mattegui.core.io import ImageFile, ImageFileError, read_image

MAX_EMBEDDED: Final = 256 << 20
"""Bytes of an original that is embedded; raw 16-bit images of 40 megapixels have as many."""


class OtherSizeError(ImageFileError):
    """An original that does not measure what its project does."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file that an image was read from, as it was then.

    Attributes:
        name: Of the file.
        size: In bytes.
        sha256: Of all its bytes, hexadecimal.
        data: The bytes themselves; None for one that is too large to embed.
    """

    name: str
    size: int
    sha256: str
    data: bytes | None

    @classmethod
    def of(cls, name: str, data: bytes) -> "Original":
        """Return the original whose bytes are at hand."""
        return cls(name, len(data), hashlib.sha256(data).hexdigest(), data)

    @property
    def suffix(self) -> str:
        """The suffix of its name if it is a plain one, else nothing."""
        suffix = PurePath(self.name).suffix.lower()
        return suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) < 7 else ""


def find_original(file: ImageFile) -> Original | None:
    """Return the file that an image was read from; None if it has changed or gone since.

    Raises:
        OSError: It is there but cannot be read.
    """
    if not file.path.is_file():
        return None
    if file.path.stat().st_size > MAX_EMBEDDED:
        digest = _digest(file.path)
        kept = Original(file.path.name, file.path.stat().st_size, digest, None)
        return kept if _is_untouched(file) or _shows(file.path, file.image) else None
    original = Original.of(file.path.name, file.path.read_bytes())
    return original if _is_untouched(file) or _holds(original, file.image) else None


def read_bytes(original: Original, shape: tuple[int, ...]) -> ImageFile:
    """Return the image of an embedded original.

    Args:
        original: With its bytes.
        shape: (height, width, …) that it is to have, checked before memory is taken.

    Raises:
        OtherSizeError: It measures something else.
        ImageFileError: It cannot be read.
    """
    with TemporaryDirectory(prefix="mattegui-") as folder:
        # A name of our own: the one in the project is somebody else's.
        path = Path(folder) / f"original{original.suffix}"
        path.write_bytes(original.data or b"")
        try:
            _check_size(path, shape)
            file = read_image(path)
        except ImageFileError as error:
            raise type(error)(str(error).replace(str(path), original.name)) from error
        notes = tuple(note.replace(path.name, original.name) for note in file.notes)
        return replace(file, path=Path(original.name), notes=notes)


def is_at(original: Original, path: Path) -> bool:
    """Say whether the file at `path` is `original`, to the byte."""
    # A path in a project may lead to another machine; looking there would tell it of us.
    if str(path).startswith(("//", "\\\\")) or not path.is_file():
        return False
    return path.stat().st_size == original.size and _digest(path) == original.sha256


def _is_untouched(file: ImageFile) -> bool:
    """Say whether nothing has written to the file since it was read.

    Decoding it once more would say so too, but takes a fifth of the time of a save.
    """
    return file.stamp is not None and file.stamp == Stamp.of(file.path)


def _holds(original: Original, image: Image) -> bool:
    try:
        return np.array_equal(read_bytes(original, image.shape).image, image)
    except ImageFileError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _shows(path: Path, image: Image) -> bool:
    try:
        return np.array_equal(read_image(path).image, image)
    except ImageFileError:
        return False


def _check_size(path: Path, shape: tuple[int, ...]) -> None:
    file = oiio.ImageInput.open(str(path))
    if file is None:
        # Not a kind that OpenImageIO knows; whoever reads it says so, or knows another way.
        oiio.geterror()
        return
    height, width = displayed_shape(file.spec(), file.format_name())
    file.close()
    if sorted((height, width)) != sorted(shape[:2]):
        raise OtherSizeError(
            f"{path} measures {width}×{height} pixels, the project {shape[1]}×{shape[0]}"
        )
