"""The alpha of a whole image, part by part, so that it can be shown how far it is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from mattegui.core.arrays import Alpha, Image, Trimap, known_alpha
from mattegui.core.cancelling import Cancelled, never, stop_if
from mattegui.core.rect import Rect

if TYPE_CHECKING:
    from mattegui.engine.estimator import Estimator


def estimate_whole(
    image: Image,
    trimap: Trimap,
    estimator: "Estimator",
    *,
    progress: Callable[[float], None] = lambda _: None,
    cancelled: Cancelled = never,
) -> Alpha:
    """Return the alpha of a whole image.

    Args:
        image: H,W,3, as the estimator is to see it.
        trimap: H,W.
        estimator: What makes the alpha.
        progress: Takes the share that is done, 0 to 1.
        cancelled: Asked before each part.

    Raises:
        CancelledError: `cancelled` said so.
    """
    from mattegui.engine.estimator import WHOLE_TILE

    alpha = known_alpha(trimap)
    parts = list(estimator.parts(trimap, list(Rect.whole(trimap.shape).split(WHOLE_TILE))))
    total, done = sum(part.window.area for part in parts), 0
    answers = estimator.solve_parts(image, parts)
    for part in parts:
        stop_if(cancelled)
        solved = next(answers)
        kept = part.rect.relative_to(part.window)
        alpha[part.rect.slices] = solved[kept.slices]
        done += part.window.area
        progress(done / total)
    return alpha
