"""A glimpse of an image: a reduced copy that is there long before the whole of it is read.

A JPEG decoder can leave most of its inverse transforms out: an eighth of the size comes out of each
block's mean alone. Other kinds have to be read whole, so that nothing would be gained.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import OpenImageIO as oiio

from mattegui.core.decode import MAX_PIXELS, icc_profile, is_cmyk, turn_upright, usable_profile
from mattegui.core.files import is_utf8
from mattegui.core.imagefile import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.profile import network_copy
from mattegui.core.trimap import blank

WORTH_IT: Final = 4_000_000
"""Pixels from which on an image is reduced first: smaller ones are there at once."""
LEAST_SIDE: Final = 1000
"""The reduced copy's longest side has at least so many pixels: about what a canvas shows."""
_REDUCED: Final = {
    8: cv2.IMREAD_REDUCED_COLOR_8,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    2: cv2.IMREAD_REDUCED_COLOR_2,
}
_JPEG: Final = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True, eq=False)
class Glimpse:
    """A reduced image, ready to be shown in the place of the whole.

    Attributes:
        matte: Of the reduced image: upright, its colours converted as those of the whole will be.
        shape: (height, width) of the whole image, upright.
    """

    matte: Matte
    shape: tuple[int, int]


def read_glimpse(path: Path) -> Glimpse | None:
    """Return a glimpse of an image; None if it is small, of a kind that has none, or damaged.

    What is wrong with a file is for `read_image` to say: it reads the same file soon after.
    """
    if not is_utf8(path):
        return None
    try:
        with path.open("rb") as head:
            if head.read(len(_JPEG)) != _JPEG:
                return None
        spec = _spec_of(path)
        if spec is None or not WORTH_IT <= spec.width * spec.height <= MAX_PIXELS:
            return None
        data = np.fromfile(path, np.uint8)
    except (OSError, UnicodeDecodeError):
        return None
    longest = max(spec.width, spec.height)
    by = next(factor for factor in _REDUCED if longest >= LEAST_SIDE * factor or factor == 2)
    # Of a name OpenCV knows ASCII only, on Windows; and turning is done as for the whole image.
    pixels = cv2.imdecode(data, _REDUCED[by] | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None:
        return None
    orientation = spec.get_int_attribute("Orientation", 1)
    image = np.ascontiguousarray(
        turn_upright(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), orientation), np.uint8
    )
    image.flags.writeable = False
    file = ImageFile(path, image, icc_profile=usable_profile(icc_profile(spec), path, []))
    seen, _ = network_copy(file)
    srgb = None if seen is image else seen
    shape = turn_upright(np.empty((spec.height, spec.width, 0)), orientation).shape
    return Glimpse(Matte(file, blank(image.shape), srgb=srgb), (shape[0], shape[1]))


def _spec_of(path: Path) -> oiio.ImageSpec | None:
    """Return what the head of a file says; None if that is not clear, or colours are inks."""
    source = oiio.ImageInput.open(str(path))
    if source is None:
        # The complaint waits to be fetched, and would be taken for another file's.
        oiio.geterror()
        return None
    spec = source.spec()
    source.close()
    return None if is_cmyk(spec) else spec
