"""Write what OpenCV makes of some arrays: `opencv_results.py OUT.npz [FOLDER]`.

All functions that the program uses are asked, with the kinds of arrays that it gives them. The
arrays are made by numpy alone, so that two OpenCVs are given the same.

FOLDER has the OpenCV that is asked; without it that of the interpreter is.
"""

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

if len(sys.argv) > 2:
    sys.path.insert(0, sys.argv[2])

import cv2

if len(sys.argv) > 2:
    assert cv2.__file__.startswith(sys.argv[2]), cv2.__file__

Results = Iterator[tuple[str, Any]]

NOISE = np.random.default_rng(0)
COARSE = np.kron(NOISE.random((32, 46, 3)), np.ones((8, 8, 1)))[:253, :361]
FLOATS = np.clip(COARSE + NOISE.normal(0, 0.02, COARSE.shape), 0, 1).astype(np.float32)
BYTES, WORDS = ((FLOATS * top).round().astype(kind) for top, kind in ((255, "u1"), (65535, "u2")))
ALPHA = np.clip(1.6 * FLOATS[..., 0] - 0.3, 0, 1)
LEVELS, FINE = ((ALPHA * top).round().astype(kind) for top, kind in ((255, "u1"), (65535, "u2")))
MASK = (ALPHA > 0.5).view(np.uint8)
DOTS = (NOISE.random(MASK.shape) > 0.001).view(np.uint8)
TRIMAP = np.where(ALPHA >= 1, 255, np.where(ALPHA <= 0, 0, 128)).astype(np.uint8)
WITH_ALPHA, FINE_WITH_ALPHA = np.dstack([BYTES, LEVELS]), np.dstack([WORDS, FINE])
REAL = {"f1": ALPHA, "f3": FLOATS}
WHOLE = {
    "b1": LEVELS,
    "b3": BYTES,
    "b4": WITH_ALPHA,
    "w1": FINE,
    "w3": WORDS,
    "w4": FINE_WITH_ALPHA,
}


def scaling() -> Results:
    for way, factor in product(("AREA", "LINEAR", "CUBIC", "NEAREST", "NEAREST_EXACT"), SCALES):
        size = (round(ALPHA.shape[1] * factor), round(ALPHA.shape[0] * factor))
        for kind, array in (REAL | WHOLE).items():
            code = getattr(cv2, f"INTER_{way}")
            yield f"resize {way} {factor} {kind}", cv2.resize(array, size, interpolation=code)
    for way, factor in product(("AREA", "LINEAR", "CUBIC", "NEAREST"), SCALES):
        matrix = np.array([[factor, 0, 0.31], [0, factor, -0.72]])
        flags = getattr(cv2, f"INTER_{way}") | cv2.WARP_INVERSE_MAP
        for kind, array in (REAL | WHOLE).items():
            warped = cv2.warpAffine(
                array, matrix, (201, 147), flags=flags, borderMode=cv2.BORDER_REPLICATE
            )
            yield f"warpAffine {way} {factor} {kind}", warped


SCALES = (0.123, 0.25, 0.37, 0.5, 0.77, 1.0, 1.7, 2.0)


def filters() -> Results:
    for (kind, array), side in product(REAL.items(), (3, 5, 13, 45, 90)):
        yield f"blur {side} {kind}", cv2.blur(array, (side, side))
        constant = cv2.blur(array, (side, side), borderType=cv2.BORDER_CONSTANT)
        yield f"blur constant {side} {kind}", constant
    for (kind, array), sigma in product((REAL | WHOLE).items(), (0.5, 1.0, 2.0, 3.7, 12.0)):
        for border in (cv2.BORDER_DEFAULT, cv2.BORDER_REPLICATE):
            blurred = cv2.GaussianBlur(array, (0, 0), sigma, borderType=border)
            yield f"GaussianBlur {sigma} {border} {kind}", blurred
    for (kind, array), (x, y) in product(REAL.items(), ((1, 0), (0, 1))):
        for border in (cv2.BORDER_DEFAULT, cv2.BORDER_REPLICATE):
            slope = cv2.Sobel(array, cv2.CV_32F, x, y, scale=1 / 8, borderType=border)
            yield f"Sobel {x} {y} {border} {kind}", slope
    slopes = np.gradient(FINE.astype(float) / 64)
    across, down = (slope.astype(np.int16) for slope in slopes)
    yield "Canny", cv2.Canny(across, down, 40, 40, L2gradient=True)


def colours() -> Results:
    for code in ("RGB2LAB", "RGB2GRAY"):
        yield f"{code} f3", cv2.cvtColor(FLOATS, getattr(cv2, f"COLOR_{code}"))
    for code in ("RGB2GRAY", "RGB2BGR", "RGB2BGRA", "RGBA2BGRA", "RGBA2GRAY", "GRAY2RGB"):
        channels = 1 if code.startswith("GRAY") else code.index("2")
        for kind in (f"b{channels}", f"w{channels}"):
            yield f"{code} {kind}", cv2.cvtColor(WHOLE[kind], getattr(cv2, f"COLOR_{code}"))
    yield "applyColorMap", cv2.applyColorMap(LEVELS, cv2.COLORMAP_INFERNO)
    yield "LUT", cv2.LUT(TRIMAP, np.linspace(0, 1, 256, dtype=np.float32))


def arithmetic() -> Results:
    for kind, array in (REAL | WHOLE).items():
        yield f"split {kind}", cv2.split(array)
        yield f"copyMakeBorder {kind}", cv2.copyMakeBorder(array, 0, 1, 0, 1, cv2.BORDER_REPLICATE)
        yield f"copyTo {kind}", cv2.copyTo(array, MASK, np.zeros_like(array))
        yield f"convertScaleAbs {kind}", cv2.convertScaleAbs(array, alpha=0.4)
        yield f"convertScaleAbs 255 {kind}", cv2.convertScaleAbs(array, alpha=255.0)
        yield f"add {kind}", cv2.add(array, array)
    for array, count in product((LEVELS, FINE, ALPHA), (2, 3, 4)):
        yield f"merge {count} {array.dtype}", cv2.merge([array] * count)
    yield "multiply", cv2.multiply(FLOATS, 1 - FLOATS, dtype=cv2.CV_32F)
    yield "multiply bytes", cv2.multiply(BYTES, FLOATS, dtype=cv2.CV_32F)
    yield "multiply bytes to floats", cv2.multiply(LEVELS, 255 - LEVELS, dtype=cv2.CV_32F)
    yield "divide", cv2.divide(255 * FLOATS, FLOATS + 1, dtype=cv2.CV_8U)
    yield "multiply scaled", cv2.multiply(LEVELS, 255 - LEVELS, scale=1 / 255)
    yield "bitwise_and", cv2.bitwise_and(WITH_ALPHA, WITH_ALPHA, mask=LEVELS)
    yield "minMaxLoc", cv2.minMaxLoc(ALPHA)


def shapes() -> Results:
    for side in (3, 9, 33):
        round_one = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        yield f"ellipse {side}", round_one
        for kind, kernel in {"round": round_one, "square": np.ones((side, side), "u1")}.items():
            yield f"dilate {kind} {side}", cv2.dilate(TRIMAP, kernel)
            yield f"dilate {kind} {side} floats", cv2.dilate(ALPHA, kernel)
            yield f"erode {kind} {side}", cv2.erode(MASK, kernel, borderValue=(1,))
        for way in (cv2.MORPH_OPEN, cv2.MORPH_GRADIENT):
            yield f"morphologyEx {way} {side}", cv2.morphologyEx(TRIMAP, way, round_one)
    for kind, mask in {"mask": MASK, "dots": DOTS, "few": 1 - DOTS}.items():
        yield f"distanceTransform {kind}", cv2.distanceTransform(mask, cv2.DIST_L2, 5)
        yield (
            f"distanceTransformWithLabels {kind}",
            cv2.distanceTransformWithLabels(mask, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL),
        )
        yield f"boundingRect {kind}", cv2.boundingRect(mask)
        for neighbours in (4, 8):
            found = cv2.connectedComponentsWithStats(mask, connectivity=neighbours)
            yield f"connectedComponentsWithStats {neighbours} {kind}", found
    filled = np.pad(DOTS, 1)
    flags = 8 | (2 << 8) | cv2.FLOODFILL_MASK_ONLY
    cv2.floodFill(np.zeros_like(DOTS), filled, (7, 7), (0,), (0,), (0,), flags)
    yield "floodFill", filled
    labels = np.where(MASK, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    behind, before = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(1)
    for mode in (cv2.GC_INIT_WITH_MASK, cv2.GC_EVAL):
        cv2.grabCut(BYTES, labels, (0, 0, 0, 0), behind, before, 1, mode)
    yield "grabCut", (labels, behind, before)


def files() -> Results:
    for kind, array in WHOLE.items():
        done, png = cv2.imencode(".png", array)
        assert done
        again = cv2.imdecode(png, cv2.IMREAD_UNCHANGED)
        np.testing.assert_array_equal(again, array)
        yield f"png {kind}", again
    for path in sorted(Path(sys.argv[1]).parent.glob("*.jpg")):
        for share in (2, 4, 8):
            flags = getattr(cv2, f"IMREAD_REDUCED_COLOR_{share}") | cv2.IMREAD_IGNORE_ORIENTATION
            yield f"{path.name} {share}", cv2.imdecode(np.fromfile(path, np.uint8), flags)


def main() -> None:
    parts: tuple[Callable[[], Results], ...] = (
        scaling,
        filters,
        colours,
        arithmetic,
        shapes,
        files,
    )
    results: dict[str, Any] = {}
    for part in parts:
        for name, result in part():
            several = result if isinstance(result, (tuple, list)) else [result]
            results |= {f"{name} {n}": np.asarray(one) for n, one in enumerate(several)}
    np.savez(sys.argv[1], allow_pickle=False, **results)


if __name__ == "__main__":
    main()
