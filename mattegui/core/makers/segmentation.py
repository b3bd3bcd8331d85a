"""`Segmentation`: what the subject is, and where that is not certain; and where it comes from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import Alpha, Mask, as_float
from mattegui.core.io import read_image

CERTAIN: Final = 0.05
"""A grey this near to black or to white, of their distance, is black or white: JPEG blurs masks."""


class MakerError(ValueError):
    """Of what was given no trimap can be made; the message says why."""


class RegionError(MakerError):
    """A box, a lasso or a point that holds no pixel of the image."""


class MaskError(MakerError):
    """A mask without an edge, of another size than the image, or with values that mean nothing."""


class IndistinctError(MakerError):
    """Subject and background could not be told apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Segmentation:
    """A hard division of an image, and where it is not to be trusted.

    Attributes:
        mask: H,W; true where the subject is.
        doubt: H,W; true where the pixel may as well be on the other side.
    """

    mask: Mask
    doubt: Mask

    @classmethod
    def of_grey(cls, grey: NDArray[np.floating[Any]]) -> "Segmentation":
        """Return the segmentation of a soft mask or an alpha of any range, H,W.

        The threshold lies in the middle between the darkest and the brightest value: masks of 0
        and 1 in a file of 8 bits mean as much as those of 0 and 255. What lies clearly between
        the two is in doubt.

        Raises:
            MaskError: It has no pixels, is not finite everywhere, or has one value only.
        """
        if grey.ndim != 2 or grey.size == 0:
            raise MaskError(f"a mask is an array of shape (height, width), not {grey.shape}")
        bad = int(np.count_nonzero(~np.isfinite(grey)))
        if bad:
            raise MaskError(f"the mask holds {bad} values that are not finite numbers")
        low, high = float(grey.min()), float(grey.max())
        if low == high:
            raise MaskError("the mask has the same value everywhere: it divides nothing")
        middle, reach = (low + high) / 2, (0.5 - CERTAIN) * (high - low)
        return cls(np.asarray(grey > middle), np.asarray(np.abs(grey - middle) < reach))


def of_alpha(alpha: Alpha) -> Segmentation:
    """Return the segmentation of an alpha, H,W in [0, 1]: what is fractional is in doubt.

    Raises:
        MaskError: It has no pixels, is not finite everywhere, or has one value only.
    """
    return Segmentation.of_grey(alpha)


def read_mask(path: Path, shape: tuple[int, ...]) -> Segmentation:
    """Read a mask: its alpha channel where that says anything, else how bright it is.

    Args:
        path: A grey or colour image of any depth; see `Segmentation.of_grey` for the threshold.
        shape: (height, width, …) of the image it belongs to.

    Raises:
        ImageFileError: The file cannot be read.
        MaskError: Its size is not the image's, or it has one value only.
    """
    file = read_image(path)
    height, width = file.image.shape[:2]
    if (height, width) != tuple(shape[:2]):
        raise MaskError(
            f"{path}: the mask measures {width}×{height} pixels, "
            f"the image {shape[1]}×{shape[0]}; they must be the same"
        )
    alpha = file.alpha
    if alpha is not None and float(alpha.min()) < float(alpha.max()):
        return of_alpha(alpha)
    try:
        grey: NDArray[Any] = cv2.cvtColor(as_float(file.image), cv2.COLOR_RGB2GRAY)
        return Segmentation.of_grey(grey)
    except MaskError as error:
        raise MaskError(f"{path}: {error}") from error
