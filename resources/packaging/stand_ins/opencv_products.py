"""OpenCV's product of matrices, by numpy.

The wheel brings an OpenBLAS for it, 39 MB. The OpenCV that `opencv.py` compiles has none, and would
take ten times as long; but numpy has one. This file is put beside OpenCV's library as a part of
its package, and OpenCV imports all of these.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.floating[Any]]


def gemm(
    src1: _Floats,
    src2: _Floats,
    alpha: float,
    src3: _Floats | None,
    beta: float,
    dst: None = None,
    flags: int = 0,
) -> _Floats:
    """Return alpha · src1 · src2 + beta · src3, as `cv2.gemm` does.

    Args:
        src1: As for `cv2.gemm`, and so are all others.
        src2: ...
        alpha: ...
        src3: Counts nothing if `beta` is 0.
        beta: ...
        dst: Is always made anew.
        flags: `GEMM_1_T` and so on: which of them are turned first.
    """
    one = src1.T if flags & cv2.GEMM_1_T else src1
    other = src2.T if flags & cv2.GEMM_2_T else src2
    product: _Floats = one @ other
    if alpha != 1:
        product *= alpha
    if beta and src3 is not None:
        product += beta * (src3.T if flags & cv2.GEMM_3_T else src3)
    return product


cv2.gemm = gemm
