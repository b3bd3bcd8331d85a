"""A member of a batch's crew: it loads a model once and takes one item after another.

A process of its own for the work: a file that makes a library crash, or the system short of
memory, costs that file and nothing else.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from mattegui.core.arrays import Image, Trimap
from mattegui.core.cancelling import Cancelled, CancelledError, Tell
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.export import ExportOptions, write_export
from mattegui.core.io import read_image, read_trimap
from mattegui.core.makers.maskfile import MaskFile
from mattegui.core.profile import network_copy
from mattegui.core.trimap import describe
from mattegui.engine.batch_items import Item
from mattegui.engine.batch_report import DONE, FAILED
from mattegui.engine.models import choose
from mattegui.engine.whole import estimate_whole

if TYPE_CHECKING:
    from mattegui.engine.device_names import DeviceName
    from mattegui.engine.estimator import Estimator

READY = "ready"


@dataclass(frozen=True, slots=True)
class BatchRecipe:
    """What is done to each image of a batch.

    Attributes:
        model: As for `choose`.
        device: Where a network runs.
        options: Of the exports.
        curve: That the alpha is stretched by before.
        band: Of trimaps that are made of masks, as in `MaskFile`.
        amount: Of decontamination, 0 to 1.
    """

    model: str
    device: "DeviceName"
    options: ExportOptions
    curve: Curve = STRAIGHT
    band: float | None = None
    amount: float = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process says of an item, or of itself: then `status` is `ready` or `failed`."""

    status: str
    seconds: float = 0.0
    error: str = ""
    notes: str = ""


@runtime_checkable
class Interruptible(Protocol):
    """An estimator that gives up in the middle of a part: then by a `CancelledError`."""

    cancelled: Cancelled


def serve(
    line: Connection, stop: Event, recipe: BatchRecipe, threads: int, device: str | None
) -> None:
    """Take items from `line` and answer each, until there is none or `stop` is set.

    Args:
        line: Items come in, answers go out.
        stop: Give up, leaving no file behind.
        recipe: What to do.
        threads: How many this process may use.
        device: What to set CUDA_VISIBLE_DEVICES to; None to leave it.
    """
    _limit(threads, device)
    told: list[str] = []
    try:
        estimator = _load(recipe, threads, told.append)
    except (ValueError, OSError, MemoryError) as error:
        line.send(Answer(FAILED, error=_sentence(error)))
        return
    if isinstance(estimator, Interruptible):
        estimator.cancelled = stop.is_set
    line.send(Answer(READY))
    while True:
        try:
            item = line.recv()
        except EOFError:
            return
        if item is None:
            return
        line.send(answer(item, recipe, estimator, stop.is_set, told))
        told.clear()


def answer(
    item: Item,
    recipe: BatchRecipe,
    estimator: "Estimator",
    cancelled: Cancelled,
    told: Sequence[str] = (),
) -> Answer:
    """Do one item and say what became of it; what is wrong with its files is no exception.

    Args:
        item: What to do it to.
        recipe: What to do; `estimator` is its model.
        estimator: What makes the alpha.
        cancelled: Asked before each part.
        told: Grows by what the estimator has to tell meanwhile: it belongs to the notes.
    """
    start = time.monotonic()
    notes: list[str] = []
    status, error = DONE, ""
    try:
        notes = _matte(item, recipe, estimator, cancelled)
    except CancelledError:
        status, error = FAILED, "it was stopped before it was finished"
    except (ValueError, OSError, MemoryError, RuntimeError, ArithmeticError) as wrong:
        status, error = FAILED, _sentence(wrong)
    return Answer(status, time.monotonic() - start, error, " ".join([*notes, *told]))


def _matte(
    item: Item, recipe: BatchRecipe, estimator: "Estimator", cancelled: Cancelled
) -> list[str]:
    """Write one export and return what is to be known of it."""
    file = read_image(item.image)
    seen, note = network_copy(file)
    trimap = _trimap(item, seen, recipe.band)
    alpha = estimate_whole(seen, trimap, estimator, cancelled=cancelled)
    final = recipe.curve.applied(alpha)
    write_export(item.out, file, final, recipe.options, amount=recipe.amount, cancelled=cancelled)
    notes = [*file.notes, note, describe(trimap)]
    if item.trimap is not None and item.mask is not None:
        notes.append(f"{item.trimap.name} was used in place of the mask.")
    return [sentence for sentence in notes if sentence]


def _trimap(item: Item, image: Image, band: float | None) -> Trimap:
    """Return an item's trimap, or the one that is made of its mask."""
    if item.trimap is not None:
        return read_trimap(item.trimap, image.shape)
    if item.mask is not None:
        return MaskFile(item.mask, band).trimap(image)
    raise ValueError(item.problem)


def _limit(threads: int, device: str | None) -> None:
    # Read when their libraries are loaded, which has not happened yet.
    for name in ("OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(threads)
    if device is not None:
        os.environ["CUDA_VISIBLE_DEVICES"] = device


def _load(recipe: BatchRecipe, threads: int, tell: Tell) -> "Estimator":
    import torch

    from mattegui.engine.device import pick_device

    torch.set_num_threads(threads)
    spec = choose(recipe.model, pick_device(recipe.device).type)
    return spec.load(spec, recipe.device, tell)


def _sentence(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory for an image of this size"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return " ".join(str(error).split()) or type(error).__name__
