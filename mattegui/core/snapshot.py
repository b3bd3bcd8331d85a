"""`Snapshot`: all that the user painted, packed, under a name to come back to."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mattegui.core.arrays import AnyArray
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.edit import Layer

PACKING = 1
"""zlib's fastest level: labels shrink a hundredfold at every level."""

DEPTHS: dict[Layer, int] = {"trimap": 1, "retouch": 2, "decontamination": 2}
"""Bytes that a pixel of each layer has."""

LATEST = 253_402_000_000
"""In the year 9999, the last that a date can have; seconds since 1970."""

CORRECTIONS: tuple[Layer, ...] = ("retouch", "decontamination")
"""The layers that lie over what is derived."""


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """The layers at one moment.

    Attributes:
        taken: When, in seconds since 1970.
        shape: (height, width) of the image.
        amount: Of decontamination, 0 to 1.
        planes: The layers that hold anything, each packed by zlib; the others are all 0.
        curve: That the alpha is stretched by.

    Raises:
        ValueError: The amount or the time cannot be.
    """

    taken: float
    shape: tuple[int, int]
    amount: float
    planes: Mapping[Layer, bytes]
    curve: Curve = STRAIGHT

    def __post_init__(self) -> None:
        if not 0 <= self.amount <= 1:
            raise ValueError(f"amount {self.amount} is not between 0 and 1")
        if not 0 <= self.taken <= LATEST:
            raise ValueError(f"no snapshot was taken {self.taken} seconds after 1970")

    @classmethod
    def of(
        cls,
        planes: Mapping[Layer, AnyArray],
        amount: float,
        taken: float,
        curve: Curve = STRAIGHT,
    ) -> "Snapshot":
        """Pack the layers that are given; a tenth of a second for 24 megapixels."""
        height, width = planes["trimap"].shape
        packed = {name: pack_plane(plane) for name, plane in planes.items() if plane.any()}
        return cls(taken, (height, width), amount, packed, curve)

    def plane(self, layer: Layer) -> AnyArray:
        """Return a layer as it was; H,W or H,W,2 `uint8`.

        Raises:
            ValueError: It is damaged.
        """
        if layer not in self.planes:
            return np.zeros(plane_shape(layer, self.shape), np.uint8)
        return unpack_plane(self.planes[layer], layer, self.shape)


def pack_plane(plane: AnyArray) -> bytes:
    """Return a layer's bytes, packed."""
    return zlib.compress(np.ascontiguousarray(plane).data, PACKING)


def unpack_plane(packed: bytes, layer: Layer, shape: tuple[int, int]) -> AnyArray:
    """Return the layer that `pack_plane` packed; it can be written to.

    Raises:
        ValueError: It is damaged or measures something else.
    """
    size = plane_shape(layer, shape)
    return np.frombuffer(unpack(packed, int(np.prod(size))), np.uint8).reshape(size)


def unpack(packed: bytes, size: int) -> bytearray:
    """Return exactly `size` bytes that zlib packed.

    Raises:
        ValueError: They are damaged, fewer or more. No more memory than `size` is taken for that.
    """
    unpacker = zlib.decompressobj()
    try:
        data = bytearray(unpacker.decompress(packed, size + 1))
    except zlib.error as error:
        raise ValueError(f"packed data is damaged: {error}") from error
    if len(data) != size:
        raise ValueError(f"packed data does not hold {size} bytes")
    return data


def plane_shape(layer: Layer, shape: tuple[int, int]) -> tuple[int, ...]:
    """Return what an array of a layer measures."""
    depth = DEPTHS[layer]
    return shape if depth == 1 else (*shape, depth)
