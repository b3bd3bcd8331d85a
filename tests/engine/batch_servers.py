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
from mattegui.engine import batch_worker
from mattegui.engine.batch_worker import READY, Answer, BatchRecipe
from mattegui.engine.tiles import OneByOne, Part


def copying(
    tasks: Connection, stop: Event, work: BatchRecipe, threads: int, device: str | None
) -> None:
    """Copy each image to its place; what is called crash, killed, slow or late does so."""
    tasks.send(Answer(READY))
    while (item := tasks.recv()) is not None:
        if item.image.stem == "crash":
            os._exit(7)
        if item.image.stem == "killed":
            os.kill(os.getpid(), 9)
        if item.image.stem == "slow":
            stop.wait(60)
            time.sleep(0.1)
            tasks.send(Answer("failed", error="it was stopped before it was finished"))
            return
        if item.image.stem == "late":
            stop.wait(60)
        shutil.copy(item.image, item.out)
        environment = os.environ.get("CUDA_VISIBLE_DEVICES", "none") if device is None else device
        tasks.send(Answer("done", 0.5, notes=f"{threads} {environment}"))


def refusing(
    tasks: Connection, stop: Event, work: BatchRecipe, threads: int, device: str | None
) -> None:
    """Find no model."""
    tasks.send(Answer("failed", error=f"there is no model {work.model!r}"))


def dying(
    tasks: Connection, stop: Event, work: BatchRecipe, threads: int, device: str | None
) -> None:
    """End before anything was loaded."""
    os._exit(3)


def deaf(
    tasks: Connection, stop: Event, work: BatchRecipe, threads: int, device: str | None
) -> None:
    """Take an image and give it up for nobody."""
    tasks.send(Answer(READY))
    tasks.recv()
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
    tasks: Connection, stop: Event, work: BatchRecipe, threads: int, device: str | None
) -> None:
    """Serve as a batch does, with an estimator that has to be stopped."""
    batch_worker._load = lambda *_: Patient()  # type: ignore[assignment]
    batch_worker.serve(tasks, stop, work, threads, device)
