"""What can be written of a finished matte. Each exporter turns it into pixels of one file."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Image, quantise
from mattegui.core.compositing import eight_bit, fill_size, over
from mattegui.core.foreground import estimate_foreground
from mattegui.core.io import ImageFile, ImageFileError, check_writable, write_image

Exporter = Callable[[Image, Alpha], AnyArray]


def cutout(image: Image, alpha: Alpha) -> AnyArray:
    """Return the cutout, H,W,4: foreground colours and straight alpha, of the image's depth."""
    foreground = estimate_foreground(image, alpha)
    return np.dstack([foreground, quantise(alpha, image.dtype)])


def alpha_only(image: Image, alpha: Alpha) -> AnyArray:
    """Return the alpha alone, H,W, of the image's depth."""
    return quantise(alpha, image.dtype)


def foreground_only(image: Image, alpha: Alpha) -> AnyArray:
    """Return the foreground colours alone, H,W,3."""
    return estimate_foreground(image, alpha)


EXPORTERS: dict[str, Exporter] = {
    "rgba": cutout,
    "alpha": alpha_only,
    "foreground": foreground_only,
}


def composite(image: Image, alpha: Alpha, background: tuple[int, int, int] | Image) -> AnyArray:
    """Return the subject over a new background, H,W,3 with 8 bits.

    Args:
        image: H,W,3.
        alpha: H,W.
        background: One colour, or an image of any size, which is scaled to cover.
    """
    foreground = eight_bit(estimate_foreground(image, alpha))
    if isinstance(background, tuple):
        behind = np.full(image.shape, background, np.uint8)
    else:
        behind = fill_size(eight_bit(background), image.shape)
    return over(foreground, alpha, behind)


def check_destination(path: Path, sources: Iterable[Path]) -> None:
    """Refuse a name that an export cannot have: before minutes of work, not after.

    Args:
        path: Where the export is to go.
        sources: The files it is made from; none of them may be overwritten.

    Raises:
        ImageFileError: The suffix is unknown, `path` is a folder, or one of `sources`.
        FileNotFoundError: Its folder is not there.
    """
    check_writable(path)
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise ImageFileError(f"{path} is what is read; choose another name for the export")


def write_export(path: Path, pixels: AnyArray, source: ImageFile, *, colours: bool = True) -> None:
    """Write an exporter's pixels, with the source's colour profile where they have its colours.

    Raises:
        ImageFileError: It would overwrite the source, or cannot be written.
        OSError: The folder is not there or not writable.
    """
    check_destination(path, [source.path])
    write_image(path, pixels, icc_profile=source.icc_profile if colours else b"")
