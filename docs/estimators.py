"""Make the picture of the estimators: `PYTHONPATH=. python docs/estimators.py`.

Each row is a scene that the generators of `train` make: the image, the trimap, closed form's alpha,
dim-lite's, that of both together, and the true one, with each one's SAD.
"""

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from rich.console import Console

from mattegui.core.arrays import Alpha, Image
from mattegui.core.metrics import METRICS
from mattegui.engine.models import MODELS
from train.scenes import Scene, scene

OUT: Final = Path(__file__).parent / "images" / "estimators.png"
SCENES: Final = (("fur", 3, 0.0), ("fur", 1, 1.0))
"""Kind, seed, and how far the background's colours are the subject's."""

SHOWN: Final = ("closed-form", "dim-lite", "dim-lite-cf")
SIDE: Final = 256
GAP: Final = 6


def main() -> None:
    """Write the picture, and print what is under it."""
    console = Console()
    estimators = [MODELS[name].load(MODELS[name], "cpu", console.print) for name in SHOWN]
    rows = []
    for kind, seed, alike in SCENES:
        drawn = scene(kind, seed, alike=alike)
        alphas = [each.estimate(drawn.rgb, drawn.trimap) for each in estimators]
        figures = [error(alpha, drawn) for alpha in alphas]
        said = ", ".join(f"{name} {sad:.2f}" for name, sad in zip(SHOWN, figures, strict=True))
        console.print(f"{kind} {seed}: SAD {said}")
        grey = [drawn.trimap, *(bytes_of(alpha) for alpha in (*alphas, drawn.alpha))]
        rows.append(row([drawn.rgb, *(np.dstack([each] * 3) for each in grey)]))
    whole = np.vstack([part for each in rows for part in (each, gap(GAP, each.shape[1]))][:-1])
    cv2.imwrite(str(OUT), whole[..., ::-1], [cv2.IMWRITE_PNG_COMPRESSION, 9])


def error(alpha: Alpha, drawn: Scene) -> float:
    """Return an alpha's SAD, in thousands of pixels."""
    return METRICS["SAD"](alpha, drawn.alpha, drawn.trimap)


def bytes_of(alpha: Alpha) -> Image:
    """Return alpha as grey, `uint8`."""
    return np.rint(alpha * 255).astype(np.uint8)


def row(pictures: list[Image]) -> Image:
    """Return pictures side by side, reduced to `SIDE`."""
    small = [cv2.resize(each, (SIDE, SIDE), interpolation=cv2.INTER_AREA) for each in pictures]
    return np.hstack([part for each in small for part in (each, gap(SIDE, GAP))][:-1])


def gap(height: int, width: int) -> Image:
    """Return a white space."""
    return np.full((height, width, 3), 255, np.uint8)


if __name__ == "__main__":
    main()
