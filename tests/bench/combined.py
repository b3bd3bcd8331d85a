"""Closed form drawn towards dim-lite's alpha: a megapixel beside its two halves, and strokes.

With the weights that come with the program and noise for an image: how sure the network is changes
how soon the solver is done. A stroke's answers are told as the app gets them: the draft, which is
the network's alpha; the final alpha under the stroke; and everything.
"""

import statistics
import time
from functools import partial

import cv2

from mattegui.core.arrays import FOREGROUND, UNKNOWN, Image, Trimap
from mattegui.core.cancelling import never
from mattegui.core.rect import Rect
from mattegui.engine.models import MODELS
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Session
from mattegui.engine.tiles import StaleTiles
from tests.bench.row import Row
from tests.bench.scene import median_seconds, picture, ring
from tests.bench.stroke import HEIGHT, PLACES, WIDTH

SIDE = 1024
NAMES = ("dim-lite", "dim-lite-cf", "closed-form")


def run() -> list[Row]:
    """Measure the three on one megapixel, and five strokes at twelve."""
    image, trimap = picture(SIDE, SIDE), ring(SIDE, SIDE, 90)
    rows = []
    for name in NAMES:
        made = MODELS[name].load(MODELS[name], "cpu", print)
        seconds = median_seconds(partial(made.estimate, image, trimap), repeats=3)
        rows.append(Row(f"{name}, 1 MP, median of three", seconds, "s"))
    return [*rows, *strokes()]


def strokes() -> list[Row]:
    """Measure a first solve, and from the release of a stroke to each of its answers."""
    image, trimap = picture(HEIGHT, WIDTH), ring(HEIGHT, WIDTH, 120)
    session = Session("dim-lite-cf", "cpu")
    halo = session.load(print).halo
    try:
        stale = StaleTiles(trimap.shape)
        stale.mark([Rect.whole(trimap.shape)], 0)
        first = answer(session, image, trimap, stale, Rect.whole(trimap.shape))
        times = []
        for index, (x, y) in enumerate(PLACES):
            label = (FOREGROUND, UNKNOWN)[index % 2]
            cv2.line(trimap, (x - 70, y), (x + 70, y), label, 60)
            rect = Rect(y - 30, x - 100, y + 30, x + 100)
            stale.mark([rect], halo)
            times.append(answer(session, image, trimap, stale, rect))
    finally:
        session.close()
    medians = [statistics.median(each) for each in zip(*times, strict=True)]
    rows = [Row("dim-lite-cf, first solve of the unknown ring at 12 MP", first[-1], "s")]
    for what, median in zip(("network's", "first final", "whole final"), medians, strict=True):
        rows.append(Row(f"dim-lite-cf, stroke at 12 MP to the {what} alpha, median", median, "s"))
    return rows


def answer(
    session: Session, image: Image, trimap: Trimap, stale: StaleTiles, near: Rect
) -> tuple[float, float, float]:
    """Bring all stale tiles up to date; return when the last draft, a final, and all were there."""
    tiles, _ = stale.take(near)
    start = time.perf_counter()
    drafts = finals = 0.0
    for patch in session.solve(SolveRequest(image, trimap, tiles), never):
        if patch.draft:
            drafts = time.perf_counter() - start
        elif not finals:
            finals = time.perf_counter() - start
    for tile in tiles:
        stale.settle(tile, stale.generation)
    return drafts, finals, time.perf_counter() - start
