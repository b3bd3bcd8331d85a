"""`ImageFile`: an image with everything that is kept of its file."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, Image

Light = NDArray[np.floating[Any]]
"""H,W,3 linear light with the primaries of sRGB; 1 is white, brighter is more.

`float16` if that is what the file held, else `float32`.
"""


class ImageFileError(ValueError):
    """An image file that cannot be read or written; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its image, apart from the colour profile.

    Attributes:
        exif: The EXIF block from its byte order mark on (CIPA DC-008), as it was in the file but
            for its orientation, which is 1, and its thumbnail, which is gone: the first has been
            applied, the second would show what was cut away. Empty when there is none.
        xmp: The XMP packet, byte for byte; empty when there is none.
        dpi: Pixels an inch, across and down; None when nothing is said.
    """

    exif: bytes = b""
    xmp: bytes = b""
    dpi: tuple[float, float] | None = None


NO_METADATA = Metadata()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file system says of a file, which changes when the file does.

    Attributes:
        size: In bytes.
        modified: When, in nanoseconds.
        number: The file's own; one that was moved to its place has another.
    """

    size: int
    modified: int
    number: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """Return the stamp of a file as it is now.

        Raises:
            OSError: It is not there.
        """
        state = path.stat()
        return cls(state.st_size, state.st_mtime_ns, state.st_ino)


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """An image with what is to be kept of its file.

    Attributes:
        path: Where it was read.
        image: H,W,3 `uint8` or `uint16`, upright, not writable.
        alpha: H,W if the file has an alpha channel, else None.
        icc_profile: The embedded colour profile, byte for byte; empty when there is none.
        notes: What had to be changed to read it, each a sentence for the user.
        metadata: EXIF, XMP and resolution.
        light: What a floating-point file held, as light, unclipped, straight; `image` is what is
            seen of it. None for all other files.
        stamp: Of the file before it was read; None if the image was not read from a file.
    """

    path: Path
    image: Image
    alpha: Alpha | None = None
    icc_profile: bytes = b""
    notes: tuple[str, ...] = field(default=())
    metadata: Metadata = NO_METADATA
    light: Light | None = None
    stamp: Stamp | None = None
