"""What runs in the processes of a batch under test, in place of a model."""

import os
import shutil
import time
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event

from mattegui.engine.batch_worker import READY, Answer, BatchRecipe


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
