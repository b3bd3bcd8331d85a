"""A picture of what became of an image of a batch, as large as a person needs to judge it."""

import cv2
import numpy as np
from PySide6.QtGui import QImage

from mattegui.app.batch_plan import Row
from mattegui.core.compositing import checkerboard, eight_bit, over
from mattegui.core.io import read_image
from mattegui.core.rect import Rect
from mattegui.core.thumbnail import small

SIDE = 1024
"""The longest side of a picture, in pixels."""


def picture_of_row(row: Row) -> QImage:
    """Return the export over a checkerboard; the image itself where there is no export.

    Raises:
        ImageFileError: The file cannot be read.
    """
    there = row.state in {"done", "skipped"}
    file = read_image(row.item.out if there else row.item.image)
    colours = small(eight_bit(file.image), SIDE)
    if file.alpha is not None:
        size = colours.shape[1], colours.shape[0]
        alpha = cv2.resize(file.alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        colours = over(colours, alpha, checkerboard(Rect.whole(colours.shape)))
    pixels = np.ascontiguousarray(colours)
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_RGB888
    # A copy, which owns its memory: the pixels end with this function.
    return QImage(pixels.data, width, height, pixels.strides[0], kind).copy()
