"""What a window asks of an estimator. Importing this module does not import torch."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import never
from mattegui.core.rect import Rect


@dataclass(frozen=True, slots=True, eq=False)
class SolveRequest:
    """A wish for alpha.

    Attributes:
        image: The whole image, H,W,3 in sRGB.
        trimap: The whole trimap, H,W; nobody writes to it any more.
        tiles: The stale ones, the most urgent first.
        draft: Begin with the reduced image.
        owed: Those of `tiles` whose earlier answers may not have been shown.
        view: What of the image is on the screen; what is remembered far from it goes first.
        painting: Says whether somebody paints at this moment: one core is left to them.
    """

    image: Image
    trimap: Trimap
    tiles: Sequence[Rect]
    draft: bool = False
    owed: Collection[Rect] = ()
    view: Rect | None = None
    painting: Callable[[], bool] = never
