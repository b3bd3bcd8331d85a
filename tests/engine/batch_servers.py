"""What runs in the processes of a batch under test, in place of a model."""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from mattegui.core.arrays import Alpha, Image, Trimap
from mattegui.core.cancelling import Cancelled, CancelledError, never
from mattegui.core.rect import Rect
from mattegui.engine import batch_member
from mattegui.engine.batch_member import READY, Answer, BatchRecipe
from mattegui.engine.tiles import OneByOne, Part


def copying(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """Copy each image to its place; what is called crash, killed, slow or late does so."""
    line.send(Answer(READY))
    while (item := line.recv()) is not None:
        if item.image.stem == "crash":
            os._exit(7)
        if item.image.stem == "killed":
            os.kill(os.getpid(), 9)
        if item.image.stem == "slow":
            stop.wait(60)
            time.sleep(0.1)
            line.send(Answer("failed", error="it was stopped before it was finished"))
            return
        if item.image.stem == "late":
            stop.wait(60)
        shutil.copy(item.image, item.out)
        environment = os.environ.get("CUDA_VISIBLE_DEVICES", "none") if device is None else device
        line.send(Answer("done", 0.5, notes=f"{threads} {environment}"))


def refusing(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """Find no model."""
    line.send(Answer("failed", error=f"there is no model {recipe.model!r}"))


def dying(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """End before anything was loaded."""
    os._exit(3)


def deaf(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """Take an image and give it up for nobody."""
    line.send(Answer(READY))
    line.recv()
    time.sleep(600)


class Patient(OneByOne):
    """Solves for as long as nobody stops it."""

    cancelled: Cancelled = never

    def estimate(self, image: Image, trimap: Trimap) -> Alpha:
        """Do the whole as a part."""
        (part,) = self.parts(trimap, [])
        return self.solve_part(image, part)

    def parts(self, trimap: Trimap, tiles: Sequence[Rect]) -> Iterator[Part]:
        """Yield the whole."""
        whole = Rect.whole(trimap.shape)
        yield Part(whole, whole, trimap)

    def solve_part(self, image: Image, part: Part) -> Alpha:
        """Wait to be stopped."""
        while not self.cancelled():
            time.sleep(0.01)
        raise CancelledError


def patient(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """Serve as a batch does, with an estimator that has to be stopped."""
    batch_member._load = lambda *_: Patient()  # type: ignore[assignment]
    batch_member.serve(line, stop, recipe, threads, device)
