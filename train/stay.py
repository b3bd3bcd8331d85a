"""One stay on a borrowed machine: unpack, train, measure, write what is taken home."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch

from mattegui.core.arrays import Alpha, Image, Trimap, snap_trimap
from mattegui.core.cancelling import Tell
from mattegui.engine.device import describe_device, pick_device
from mattegui.engine.device_names import DeviceName
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.weights import read_network
from train import checkpoint
from train.cache import fill_together
from train.config import Config, SourceConfig
from train.evaluate import Case, Result, Row, find_cases, measure
from train.parcel import MIB, join, split, unpack, unpacked_source
from train.run import EXPORTED, HELD_BACK
from train.session import train
from train.sources import SourceError, read_alpha

FIGURES: Final = "figures.json"
WORK: Final = Path("runs/remote")


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One stay on a borrowed machine.

    Attributes:
        parcel: What `parcel.pack` wrote.
        out: Where to what is taken home: parts of the weights, the log, `figures.json`.
        minutes: Of training, this time.
        planned: Of training over all stays: the learning rate falls over these.
        earlier: A folder that a stay before brought home; it counts where `work` has no checkpoint.
        work: For all else. On a machine that is kept between two calls its checkpoint goes on.
        device: Where to train.
    """

    parcel: Path
    out: Path
    minutes: float
    planned: float
    earlier: Path | None = None
    work: Path = WORK
    device: DeviceName = "auto"


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What became of a stay, as `figures.json` keeps it.

    Attributes:
        preset: What was trained.
        device: Where, in words.
        torch: Its version.
        step: Of the training over all stays, as the following ones to `best`; see `Progress`.
        seconds: Trained.
        examples: Crops seen.
        generated: Foregrounds.
        best: The lowest validation error; None before the first validation.
        crops_per_second: Of this stay.
        planned_minutes: Of training over all stays.
        mean: SAD, MSE, Grad and Conn over the photos, as a model card has them; empty without any.
        photos: The same for each photo by name.
    """

    preset: str
    device: str
    torch: str
    step: int
    seconds: float
    examples: int
    generated: int
    best: float | None
    crops_per_second: float
    planned_minutes: float
    mean: Row
    photos: Mapping[str, Row]


def visit(config: Config, stay: Visit, tell: Tell) -> Figures:
    """Unpack, train, measure, and write what is taken home; return the figures.

    Raises:
        RunStateError: The checkpoint in `work` cannot be resumed.
        WeightsError: The earlier weights cannot be used.
        SourceError: The parcel cannot be used.
        ValueError: Parts of the earlier weights are missing.
        OSError: A file cannot be written.
    """
    data, folder = stay.work / "data", stay.work / config.name
    stay.out.mkdir(parents=True, exist_ok=True)
    if not data.is_dir():
        unpack(stay.parcel, data)
    config = replace(config, source=unpacked_source(config.source, data))
    _draw_first(config.source, stay.work / "cache")
    resume = (folder / checkpoint.NAME).is_file()
    start, seconds = (None, 0.0) if resume else _brought(stay)
    before = checkpoint.read(folder / checkpoint.NAME).progress if resume else None
    train(
        config,
        folder,
        minutes=stay.planned,
        resume=resume,
        start=start,
        device=stay.device,
        tell=tell,
        stop_after=stay.minutes,
        earlier=seconds,
        drawers=max(1, _cores() - 2),
    )
    progress = checkpoint.read(folder / checkpoint.NAME).progress
    examples = progress.examples - (before.examples if before else 0)
    taken = progress.seconds - (before.seconds if before else seconds)
    measured = measure_photos(folder / EXPORTED, data / "photos", stay.device, tell)
    figures = Figures(
        preset=config.name,
        device=describe_device(pick_device(stay.device)),
        torch=torch.__version__,
        step=progress.step,
        seconds=progress.seconds,
        examples=progress.examples,
        generated=progress.generated,
        # JSON knows no infinity.
        best=progress.best if np.isfinite(progress.best) else None,
        crops_per_second=examples / max(taken, 1e-9),
        planned_minutes=stay.planned,
        mean=measured.mean if measured else {},
        photos=measured.rows if measured else {},
    )
    split(folder / EXPORTED, stay.out)
    log = folder / "log.jsonl"
    if log.is_file():
        (stay.out / log.name).write_bytes(log.read_bytes()[-MIB:])
    text = json.dumps(asdict(figures), indent=1, allow_nan=False)
    (stay.out / FIGURES).write_text(text + "\n")
    return figures


def _draw_first(source: SourceConfig, cache: Path) -> None:
    """Draw on all cores what must be there before training starts."""
    for count, validation in ((source.generated_first, False), (HELD_BACK, True)):
        wanted = min(source.generated, count)
        if wanted:
            fill_together(cache, source, wanted, min(_cores(), wanted), validation=validation)


def _brought(stay: Visit) -> tuple[Path | None, float]:
    """Return the weights of an earlier stay as one file, and the seconds of their training."""
    if stay.earlier is None:
        return None, 0.0
    start = stay.work / EXPORTED
    join(sorted(stay.earlier.glob(f"{EXPORTED}.*")), start)
    return start, float(json.loads((stay.earlier / FIGURES).read_text())["seconds"])


def _cores() -> int:
    return os.cpu_count() or 1


def measure_photos(weights: Path, photos: Path, device: DeviceName, tell: Tell) -> Result | None:
    """Return the errors of weights on the photos of a parcel; None where it has none.

    Raises:
        WeightsError: The weights cannot be read.
        SourceError: A photo cannot be read, or lacks a partner.
    """
    if not photos.is_dir():
        return None
    estimator = NetworkEstimator(weights.name, read_network(weights), pick_device(device), tell)
    return measure(estimator, weights.name, find_cases(photos, "trimap1"), read_plain)


def read_plain(case: Case) -> tuple[Image, Trimap, Alpha]:
    """Return a case's arrays as `Case.read` does, from files of 8 bits, with OpenCV alone.

    Raises:
        SourceError: A file cannot be read.
    """
    bgr = cv2.imread(str(case.image), cv2.IMREAD_COLOR)
    trimap = cv2.imread(str(case.trimap), cv2.IMREAD_GRAYSCALE)
    if bgr is None or trimap is None:
        raise SourceError(f"{case.image} or {case.trimap} cannot be read")
    rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8)
    return rgb, snap_trimap(trimap.astype(np.uint8)), read_alpha(case.alpha)
