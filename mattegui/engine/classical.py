"""The classical estimators, by pymatting: no weights, no training, colour statistics alone."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np

from mattegui.core.arrays import (
    BACKGROUND,
    FOREGROUND,
    UNKNOWN,
    Alpha,
    Float64Array,
    Image,
    Trimap,
    as_float,
    check_image,
    check_trimap,
    known_alpha,
    merge_known,
)
from mattegui.core.cancelling import Cancelled, never, stop_if
from mattegui.core.rect import Rect
from mattegui.engine.tiles import OneByOne, Part, region_parts

Watch = Callable[[], None]
"""Called between two steps of a method; what it raises ends the method."""
Method = Callable[[Float64Array, Float64Array, Watch], Float64Array]


class ClassicalEstimator(OneByOne):
    """A method of pymatting behind the estimators' one call.

    Args:
        name: A key of `METHODS`.
        local: The method links only neighbouring pixels, so that separate unknown regions are
            separate problems.
        least: The shortest side the method can work on, in pixels.

    Attributes:
        cancelled: Asked now and then while something is solved; when it says yes, that ends by a
            `CancelledError`.
    """

    def __init__(self, name: str, method: Method, *, local: bool, least: int) -> None:
        self.name = name
        self.halo = _REACH
        self.cancelled: Cancelled = never
        self._method = method
        self._local = local
        self._least = least

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Return the alpha of the whole image; see `Estimator.estimate`."""
        check_image(image)
        trimap = check_trimap(trimap, image.shape)
        return self._solve(image, trimap)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield one part an unknown region that touches `tiles`; the whole if not local."""
        if self._local:
            yield from region_parts(trimap, tiles, _REACH)
        elif any((trimap[tile.slices] == UNKNOWN).any() for tile in tiles):
            whole = Rect.whole(trimap.shape)
            yield Part(whole, whole, trimap)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Solve the part's window."""
        return self._solve(image, part.trimap)

    def _solve(self, image: Image, trimap: Trimap) -> Alpha:
        known, settled = plain_alpha(trimap)
        if settled:
            return known
        height, width = trimap.shape
        below, right = max(0, self._least - height), max(0, self._least - width)
        colours = np.pad(as_float(image), ((0, below), (0, right), (0, 0)), mode="edge")
        padded = np.pad(trimap, ((0, below), (0, right)), mode="edge")
        solved = self._method(
            colours.astype(np.float64),
            padded / np.float64(255),
            lambda: stop_if(self.cancelled),
        )
        solved = np.nan_to_num(solved[:height, :width], nan=0.5)
        return merge_known(solved.astype(np.float32), trimap)


def plain_alpha(trimap: Trimap) -> tuple[Alpha, bool]:
    """Return what is known of an alpha without looking at the image, and whether that is all."""
    labels = set(np.unique(trimap).tolist())
    if UNKNOWN not in labels or labels == {UNKNOWN}:
        # Without any known pixel there is no equation to solve: one half everywhere.
        return known_alpha(trimap), True
    if not {BACKGROUND, FOREGROUND} <= labels:
        # Smoothness alone spreads the only known value over everything.
        only = FOREGROUND if FOREGROUND in labels else BACKGROUND
        return np.full(trimap.shape, only / 255, np.float32), True
    return known_alpha(trimap), False


def prepare() -> None:
    """Load what the methods need, which takes seconds, before it is needed."""
    import pymatting  # noqa: F401


def _closed_form(image: Float64Array, trimap: Float64Array, watch: Watch) -> Float64Array:
    """Levin, Lischinski, Weiss: A closed-form solution to natural image matting (2008)."""
    return _alpha("cf", image, trimap, watch)


def _knn(image: Float64Array, trimap: Float64Array, watch: Watch) -> Float64Array:
    """Chen, Li, Tang: KNN matting (2012)."""
    return _alpha("knn", image, trimap, watch)


def _large_kernel(image: Float64Array, trimap: Float64Array, watch: Watch) -> Float64Array:
    """He, Sun, Tang: Fast matting using large kernel matting Laplacian matrices (2010)."""
    return _alpha("lkm", image, trimap, watch)


def _alpha(method: str, image: Float64Array, trimap: Float64Array, watch: Watch) -> Float64Array:
    # Importing pymatting compiles or loads dozens of numba functions: seconds.
    import pymatting

    estimate: Any = getattr(pymatting, f"estimate_alpha_{method}")
    # Its solver calls that after each of its steps, of which there are up to some thousands.
    alpha: Float64Array = estimate(image, trimap, cg_kwargs={"callback": lambda *_: watch()})
    return alpha


_REACH: Final = 2
"""Two pixels interact in the closed form if one 3×3 window holds both."""

METHODS: Final[dict[str, tuple[Method, bool, int]]] = {
    "closed-form": (_closed_form, True, 3),
    "knn": (_knn, False, 5),
    "lkm": (_large_kernel, False, 41),
}
"""Each method with whether it is local and its shortest side: a window, or enough neighbours."""


def classical(name: str) -> ClassicalEstimator:
    """Return the classical estimator of that name, a key of `METHODS`."""
    method, local, least = METHODS[name]
    return ClassicalEstimator(name, method, local=local, least=least)
