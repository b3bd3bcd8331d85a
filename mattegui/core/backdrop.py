"""What lies behind a cutout: a checkerboard, one colour, or an image that is placed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from mattegui.core.arrays import Colours, Image
from mattegui.core.rect import Rect

CHECKER = 16
_LIGHT, _DARK = 204, 153
_KEPT = 512
"""Up to this side a part is kept: the tiles of a picture ask for the same ones all the time."""


def checkerboard(rect: Rect, cell: int = CHECKER) -> Colours:
    """Return the part `rect` of an endless checkerboard, so that neighbouring parts fit.

    It is not to be written to: parts that look the same are the same array.
    """
    period = 2 * cell
    top, left = rect.y0 % period, rect.x0 % period
    if max(rect.height, rect.width) > _KEPT:
        return _board(top, left, rect.height, rect.width, cell)
    return _kept_board(top, left, rect.height, rect.width, cell)


def _board(top: int, left: int, height: int, width: int, cell: int) -> Colours:
    rows = np.arange(top, top + height) // cell
    columns = np.arange(left, left + width) // cell
    light = (rows[:, None] + columns[None, :]) % 2 == 0
    board = np.where(light, _LIGHT, _DARK).astype(np.uint8)
    return cv2.merge([board, board, board]).astype(np.uint8, copy=False)


@lru_cache(maxsize=16)
def _kept_board(top: int, left: int, height: int, width: int, cell: int) -> Colours:
    board = _board(top, left, height, width, cell)
    board.flags.writeable = False
    return board


def flat(rect: Rect, colour: tuple[int, int, int]) -> Colours:
    """Return `rect`'s size in one colour."""
    return np.full((rect.height, rect.width, 3), colour, np.uint8)


def fill_size(picture: Image, shape: tuple[int, ...]) -> Image:
    """Return `picture` scaled and cropped in the middle so that it covers `shape` exactly.

    Args:
        picture: H,W,3 `uint8` or `uint16`.
        shape: (height, width, …).

    Returns:
        H,W,3 of the same depth.
    """
    height, width = shape[:2]
    factor = max(height / picture.shape[0], width / picture.shape[1])
    size = (
        max(width, round(picture.shape[1] * factor)),
        max(height, round(picture.shape[0] * factor)),
    )
    smooth = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(picture, size, interpolation=smooth)
    top, left = (scaled.shape[0] - height) // 2, (scaled.shape[1] - width) // 2
    covering = scaled[top : top + height, left : left + width]
    return np.ascontiguousarray(covering).astype(picture.dtype, copy=False)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a background lies behind an image.

    Attributes:
        scale: 1 just covers the image, as `fill_size` does.
        x: How far it is moved to the right, in widths of the image.
        y: How far it is moved down, in heights of the image.
    """

    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0


def placed(
    levels: Sequence[Colours],
    placement: Placement,
    shape: tuple[int, ...],
    level: int,
    rect: Rect,
    beyond: Colours,
) -> Colours:
    """Return the part of a placed background that lies behind a part of an image.

    Only what is asked for is scaled, so that moving a background over a large image is cheap.

    Args:
        levels: The background and its halvings, of any size.
        placement: Where it lies.
        shape: (height, width, …) of the image.
        level: The image's level that `rect` is a part of.
        rect: In pixels of that level.
        beyond: Of `rect`'s size: what is seen where the background does not reach.
    """
    height, width = levels[0].shape[:2]
    factor = max(shape[0] / height, shape[1] / width) * placement.scale
    # Pixels of the background, of its own size, that a pixel of the image's level covers.
    step = (1 << level) / factor
    source = min(len(levels) - 1, max(0, math.floor(math.log2(step)))) if step > 1 else 0
    middle = shape[1] * (0.5 + placement.x), shape[0] * (0.5 + placement.y)
    start = (
        (rect.x0 * (1 << level) - middle[0]) / factor + width / 2,
        (rect.y0 * (1 << level) - middle[1]) / factor + height / 2,
    )
    scale = 1 / (1 << source)
    matrix = np.array(
        [
            [step * scale, 0, (start[0] + step / 2) * scale - 0.5],
            [0, step * scale, (start[1] + step / 2) * scale - 0.5],
        ]
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    size = (rect.width, rect.height)
    warped = cv2.warpAffine(
        levels[source], matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    columns = _inside(start[0], step, rect.width, width)
    rows = _inside(start[1], step, rect.height, height)
    seen = beyond.copy()
    seen[rows, columns] = warped[rows, columns]
    return seen


def _inside(start: float, step: float, count: int, length: int) -> slice:
    """Return which of `count` pixels, `step` apart from `start` on, have their middle in a line."""
    first = math.ceil(-start / step - 0.5)
    end = math.ceil((length - start) / step - 0.5)
    return slice(min(count, max(0, first)), min(count, max(0, end)))
