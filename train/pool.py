"""Images of any size as one flat array of packed pixels on the training device.

Four bytes of a pixel are one `int32`, so that a warp costs one gather for each of bilinear
interpolation's four corners whatever the sizes, and nothing is converted that is not looked at.
Each image is kept at several resolutions: a crop that shows a large part of an image reads from a
smaller copy and does not alias.

Axes: B batch, H and W of the crop, N images, K anchors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

LEVELS: Final = 4
"""Copies of each image, each half the size of the one before."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a crop lies in its image: source = centre + matrix · (offset from the crop's middle).

    Attributes:
        index_B: Which image.
        centre_B2: x, y in pixels of the full size.
        matrix_B22: Rows give x and y of the source.
        scale_B: Source pixels per crop pixel: which copy to read.
    """

    index_B: Tensor
    centre_B2: Tensor
    matrix_B22: Tensor
    scale_B: Tensor


def pack(images: Sequence[Pixels]) -> dict[str, NDArray[np.generic]]:
    """Return images, each H,W,4 `uint8` RGBA in straight colour, as `Pool` takes them.

    Returns:
        `pixels`, all copies of all images as `int32`; `starts`, N,L; and `sizes`, N,L,2.

    Raises:
        ValueError: There are no images.
    """
    if not images:
        raise ValueError("a pool needs at least one image")
    sizes = np.array([_level_sizes(image) for image in images], np.int64)
    counts = sizes.prod(2)
    starts = np.cumsum(counts).reshape(counts.shape) - counts
    # Filled in place, one image after the other: pools take gigabytes.
    pixels = np.empty(int(counts.sum()), np.int32)
    for image, places in zip(images, starts, strict=True):
        for start, level in zip(places, _levels(image), strict=True):
            packed = np.ascontiguousarray(level).view(np.int32).ravel()
            pixels[start : start + packed.size] = packed
    return {"pixels": pixels, "starts": starts, "sizes": sizes}


class Pool:
    """N images on a device, from which crops are warped."""

    def __init__(self, packed: Mapping[str, NDArray[Any]], device: torch.device) -> None:
        """Take what `pack` returns."""
        self._pixels = torch.from_numpy(packed["pixels"]).to(device)
        self._starts_NL = torch.from_numpy(packed["starts"]).to(device)
        self.sizes_NL2 = torch.from_numpy(packed["sizes"]).to(device)
        self.device = device

    def __len__(self) -> int:
        return len(self._starts_NL)

    @property
    def sizes_N2(self) -> Tensor:
        """Heights and widths at full size."""
        return self.sizes_NL2[:, 0]

    def warp(self, place: Placement, height: int, width: int, *, reflect: bool) -> Tensor:
        """Return crops, rgba_B4HW `float32` in [0, 1].

        Outside its image a crop is the mirrored image where `reflect`, otherwise the border's
        colour with alpha 0.
        """
        level_B = place.scale_B.log2().round().clamp(0, LEVELS - 1).long()
        start_B = self._starts_NL[place.index_B, level_B]
        size_B2 = self.sizes_NL2[place.index_B, level_B]
        x_BHW, y_BHW = self._positions(place, level_B, height, width)
        rows_B, columns_B = size_B2[:, 0, None, None], size_B2[:, 1, None, None]
        if reflect:
            x_BHW, y_BHW = _mirror(x_BHW, columns_B), _mirror(y_BHW, rows_B)
            rgba_BHW4 = self._bilinear(x_BHW, y_BHW, start_B, rows_B, columns_B)
            return rgba_BHW4.permute(0, 3, 1, 2)
        rgba_BHW4 = self._bilinear(x_BHW, y_BHW, start_B, rows_B, columns_B)
        inside = (x_BHW > -1) & (x_BHW < columns_B) & (y_BHW > -1) & (y_BHW < rows_B)
        rgba_BHW4[..., 3] *= inside
        return rgba_BHW4.permute(0, 3, 1, 2)

    def _positions(
        self, place: Placement, level_B: Tensor, height: int, width: int
    ) -> tuple[Tensor, Tensor]:
        """Return x_BHW and y_BHW in pixels of the level that is read."""
        down = torch.arange(height, device=self.device)[:, None] - (height - 1) / 2
        right = torch.arange(width, device=self.device) - (width - 1) / 2
        shrink_B = torch.exp2(-level_B.float())
        matrix = place.matrix_B22 * shrink_B[:, None, None]
        centre = (place.centre_B2 + 0.5) * shrink_B[:, None] - 0.5
        m = matrix[:, :, :, None, None]
        x_BHW = centre[:, 0, None, None] + m[:, 0, 0] * right + m[:, 0, 1] * down
        y_BHW = centre[:, 1, None, None] + m[:, 1, 0] * right + m[:, 1, 1] * down
        return x_BHW, y_BHW

    def _bilinear(
        self, x_BHW: Tensor, y_BHW: Tensor, start_B: Tensor, rows_B: Tensor, columns_B: Tensor
    ) -> Tensor:
        left, top = x_BHW.floor(), y_BHW.floor()
        fx, fy = (x_BHW - left)[..., None], (y_BHW - top)[..., None]
        zero = torch.zeros_like(rows_B)
        x0 = torch.clamp(left.long(), zero, columns_B - 1)
        x1 = torch.clamp(left.long() + 1, zero, columns_B - 1)
        y0 = torch.clamp(top.long(), zero, rows_B - 1) * columns_B + start_B[:, None, None]
        y1 = torch.clamp(top.long() + 1, zero, rows_B - 1) * columns_B + start_B[:, None, None]
        upper = torch.lerp(self._take(y0 + x0), self._take(y0 + x1), fx)
        lower = torch.lerp(self._take(y1 + x0), self._take(y1 + x1), fx)
        return torch.lerp(upper, lower, fy) / 255

    def _take(self, index_BHW: Tensor) -> Tensor:
        packed = torch.take(self._pixels, index_BHW)
        return packed.view(torch.uint8).view(*index_BHW.shape, 4).float()


def _level_sizes(image: Pixels) -> list[tuple[int, int]]:
    """Return height and width of each of `_levels`."""
    sizes = [(image.shape[0], image.shape[1])]
    for _ in range(LEVELS - 1):
        sizes.append((max(1, sizes[-1][0] // 2), max(1, sizes[-1][1] // 2)))
    return sizes


def _levels(image: Pixels) -> list[Pixels]:
    levels = [image]
    for _ in range(LEVELS - 1):
        levels.append(_half(levels[-1]))
    return levels


def _half(image: Pixels) -> Pixels:
    """Return RGBA at half the size; colours are averaged with alpha as their weight."""
    height, width = image.shape[:2]
    size = (max(1, width // 2), max(1, height // 2))
    if bool((image[..., 3] == 255).all()):
        halved: Pixels = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
        return halved
    # A little weight everywhere keeps the colours of fully transparent pixels.
    weight = image[..., 3:].astype(np.float32) / 255 + 1e-3
    rgb = cv2.resize(image[..., :3] * weight, size, interpolation=cv2.INTER_AREA)
    small = cv2.resize(weight[..., 0], size, interpolation=cv2.INTER_AREA)[..., None]
    rgba = np.concatenate([rgb / small, (small - 1e-3) * 255], axis=2)
    rounded: Pixels = np.rint(np.clip(rgba, 0, 255)).astype(np.uint8)
    return rounded


def _mirror(x: Tensor, length: Tensor) -> Tensor:
    """Reflect positions into [0, length − 1], any number of times."""
    span = (length - 1).clamp(min=1).float()
    return span - (torch.remainder(x, 2 * span) - span).abs()
