"""TIFF files of kinds that the writers at hand do not make."""

import struct
from pathlib import Path

import numpy as np

from mattegui.core.arrays import AnyArray
from mattegui.core.exif_directory import Directory, Value, serialise

WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, INKS = 0, 1, 2, 5
ASSOCIATED, UNASSOCIATED = 1, 2


def shorts(*values: int) -> Value:
    return Value(3, len(values), struct.pack(f"<{len(values)}H", *values))


def tiff(path: Path, pixels: AnyArray, photometric: int, **tags: Value) -> Path:
    """Write a TIFF file of one strip, uncompressed; further tags are named by `t` and a number."""
    height, width, channels = pixels.shape
    data = np.ascontiguousarray(pixels).tobytes()
    data += bytes(len(data) % 2)
    kinds = {"u": 1, "i": 2, "f": 3}
    directory: Directory = {
        256: shorts(width),
        257: shorts(height),
        258: shorts(*[8 * pixels.dtype.itemsize] * channels),
        259: shorts(1),
        262: shorts(photometric),
        273: Value(4, 1, struct.pack("<I", 8)),
        277: shorts(channels),
        278: shorts(height),
        279: Value(4, 1, struct.pack("<I", len(data))),
        339: shorts(*[kinds[pixels.dtype.kind]] * channels),
    }
    directory |= {int(name[1:]): value for name, value in tags.items()}
    start = 8 + len(data)
    header = b"II*\0" + struct.pack("<I", start)
    path.write_bytes(header + data + serialise(directory, start))
    return path
