"""Arrays as pictures of Qt's."""

import numpy as np
from PySide6.QtGui import QImage

from mattegui.core.arrays import AnyArray

_KINDS = {
    1: QImage.Format.Format_Grayscale8,
    3: QImage.Format.Format_RGB888,
    4: QImage.Format.Format_RGBA8888,
}


def qimage_of(pixels: AnyArray) -> QImage:
    """Return 8-bit pixels as a picture of Qt's that owns its memory.

    Args:
        pixels: H,W grey, H,W,3 RGB or H,W,4 RGBA with straight alpha, `uint8`, at least one pixel.

    Raises:
        ValueError: They are of another shape or depth.
    """
    channels = 1 if pixels.ndim == 2 else pixels.shape[-1]
    if pixels.ndim not in {2, 3} or pixels.dtype != np.uint8 or channels not in _KINDS:
        raise ValueError(f"no picture is made of {pixels.dtype} values of shape {pixels.shape}")
    kept = np.ascontiguousarray(pixels)
    height, width = kept.shape[:2]
    borrowed = QImage(kept.data, width, height, kept.strides[0], _KINDS[channels])
    # Otherwise it would show freed memory once the array is gone.
    return borrowed.copy()
