import numpy as np
import pytest
from PySide6.QtGui import QImage

from mattegui.app.qimages import qimage_of
from mattegui.core.arrays import AnyArray

RNG = np.random.default_rng(5)


def channels(picture: QImage, y: int, x: int) -> list[int]:
    colour = picture.pixelColor(x, y)
    return [colour.red(), colour.green(), colour.blue(), colour.alpha()]


def test_pixels_come_through_whatever_their_rows_are() -> None:
    # Rows of Qt's pictures begin at multiples of four bytes, those of an odd width do not.
    pixels = RNG.integers(0, 256, (9, 14, 4)).astype(np.uint8)[:, ::2]
    whole = qimage_of(pixels)
    assert (whole.width(), whole.height()) == (7, 9)
    for y, x in ((0, 0), (4, 3), (8, 6)):
        assert channels(whole, y, x) == pixels[y, x].tolist()
        assert channels(qimage_of(pixels[..., :3]), y, x) == [*pixels[y, x, :3].tolist(), 255]
        assert channels(qimage_of(pixels[..., 0]), y, x)[0] == pixels[y, x, 0]


def test_the_picture_owns_its_memory() -> None:
    pixels = np.full((5, 5, 3), 9, np.uint8)
    picture = qimage_of(pixels)
    pixels[:] = 200
    assert picture.pixelColor(2, 2).red() == 9
    assert picture.format() == QImage.Format.Format_RGB888


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((4, 4, 3), np.uint16),
        np.zeros((4, 4, 2), np.uint8),
        np.zeros(4, np.uint8),
        np.zeros((2, 2, 2, 3), np.uint8),
    ],
)
def test_what_is_no_picture_is_refused(pixels: AnyArray) -> None:
    with pytest.raises(ValueError, match="no picture is made of"):
        qimage_of(pixels)
