"""Stand-ins: an engine whose right answer is known, and documents made on the spot."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from mattegui.app.document import Document
from mattegui.core.arrays import UNKNOWN, Alpha, Image, Trimap, merge_known
from mattegui.core.io import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.stroke import Stroke
from mattegui.core.trimap import paint
from mattegui.engine.request import SolveRequest
from mattegui.engine.session import Loaded
from mattegui.engine.solve import Patch
from tests.samples import photo

HALOS: Final = {"near": 40, "far": 90}
"""The models of the fake, each with its reach."""


def answer(trimap: Trimap, rect: Rect, model: str) -> Alpha:
    """Return the only right alpha of `rect`: the mean label within the model's halo.

    Every pixel of the trimap within the halo changes it, so an outdated alpha cannot pass. The
    sums are whole numbers below 2^24: exact, whichever window they are taken in.
    """
    reach = HALOS.get(model, HALOS["near"])
    padded = cv2.copyMakeBorder(trimap, reach, reach, reach, reach, cv2.BORDER_REPLICATE)
    side = 2 * reach + 1
    window = padded[rect.y0 : rect.y1 + 2 * reach, rect.x0 : rect.x1 + 2 * reach]
    sums = cv2.boxFilter(window, cv2.CV_32F, (side, side), normalize=False)
    mean = sums[reach : reach + rect.height, reach : reach + rect.width] / (255 * side * side)
    return merge_known(mean.astype(np.float32), trimap[rect.slices])


class FakeSession:
    """An engine without a network. What its worker thread does is steered by the test.

    Attributes:
        gate: Holds every patch back until the test lets it pass; None lets all pass.
        remembers: Answer only with what has changed since it last answered, but for what is owed.
        whole: Answer with one patch for all tiles, as the classical estimators do.
        error: Raised by the next `solve`, once.
        sentence: Told by the next `load`, once.
        finished: Jobs that were solved to the end.
        threads: In which `load` and `solve` ran.
        asked: Tiles and view of every job.
        image: What the last job was given.
        painting: Says whether somebody paints, as the last job was told.
        saw_unknown: There was something unknown in the last job's trimap.
    """

    def __init__(self, *, gate: threading.Semaphore | None = None) -> None:
        self.model = "near"
        self.gate = gate
        self.whole = False
        self.remembers = False
        self._memory: tuple[tuple[int, str], Alpha] = ((0, ""), np.empty((0, 0), np.float32))
        self.error: Exception | None = None
        self.sentence = ""
        self.finished: list[Trimap] = []
        self.threads: set[int] = set()
        self._loaded = ""
        self.asked: list[tuple[list[Rect], Rect | None]] = []
        self.image: Image | None = None
        self.painting: Callable[[], bool] = lambda: False
        self.saw_unknown = False

    def choose(self, model: str) -> None:
        self.model = model

    def load(self, tell: Callable[[str], None]) -> Loaded:
        self.threads.add(threading.get_ident())
        self._loaded = self.model
        if self.sentence:
            sentence, self.sentence = self.sentence, ""
            tell(sentence)
        return Loaded(
            self._loaded, self._loaded.title(), "CPU", HALOS.get(self._loaded, HALOS["near"])
        )

    def solve(self, request: SolveRequest, cancelled: Callable[[], bool]) -> Iterator[Patch]:
        image, trimap, tiles = request.image, request.trimap, request.tiles
        self.threads.add(threading.get_ident())
        self.asked.append((list(tiles), request.view))
        self.image, self.painting = image, request.painting
        self.saw_unknown = bool((trimap == UNKNOWN).any())
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        wanted = [tile for tile in tiles if (trimap[tile.slices] == UNKNOWN).any()]
        if self.remembers:
            yield from self._changes(image, trimap, wanted, cancelled, request.owed)
            return
        pieces = [(Rect.union(wanted), Rect(0, 0, 0, 0))] if self.whole and wanted else []
        pieces = pieces or [(tile, tile) for tile in wanted]
        drafts = [(rect, Rect(0, 0, 0, 0)) for rect, _ in pieces] if request.draft else []
        for count, (rect, tile) in enumerate([*drafts, *pieces], start=1):
            if not self._may_pass(cancelled):
                return
            alpha = answer(trimap, rect, self._loaded)
            share = count / (len(drafts) + len(pieces))
            yield Patch(rect, alpha, image[rect.slices], count <= len(drafts), share, tile)
        self.finished.append(trimap)

    def _changes(
        self,
        image: Image,
        trimap: Trimap,
        tiles: Sequence[Rect],
        cancelled: Callable[[], bool],
        owed: Collection[Rect],
    ) -> Iterator[Patch]:
        """Answer as an engine that remembers: of tiles that are not owed only what has changed."""
        key = (id(image), self._loaded)
        if self._memory[0] != key:
            self._memory = key, np.full(trimap.shape, np.nan, np.float32)
        memory = self._memory[1]
        for count, tile in enumerate(tiles, start=1):
            alpha = answer(trimap, tile, self._loaded)
            changed = (
                np.ones_like(alpha, np.bool_) if tile in owed else alpha != memory[tile.slices]
            )
            memory[tile.slices] = alpha
            inner = Rect.around(changed)
            if not inner:
                continue
            if not self._may_pass(cancelled):
                return
            rect = inner.shifted(tile.y0, tile.x0)
            share = count / len(tiles)
            yield Patch(rect, alpha[inner.slices], image[rect.slices], False, share, tile)
        self.finished.append(trimap)

    def _may_pass(self, cancelled: Callable[[], bool]) -> bool:
        while not cancelled():
            if self.gate is None or self.gate.acquire(timeout=0.001):
                return True
        return False


def make_matte(height: int, width: int) -> Matte:
    """Return the matte of an image that was never in a file."""
    image = photo(height, width)
    image.flags.writeable = False
    return Matte.of(ImageFile(Path("made.png"), image))


def open_in(document: Document, matte: Matte) -> Matte:
    """Open `matte` in `document`."""
    document.open(matte, Layers(matte))
    return matte


def stroke(document: Document, label: int, radius: float, *points: tuple[float, float]) -> None:
    """Paint on the document's trimap as the brush does."""
    assert document.matte is not None
    document.push(paint(document.matte.trimap, Stroke(label, radius, points)), "Brush")
