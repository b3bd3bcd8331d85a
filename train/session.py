"""From a preset and a folder to trained weights: what stands around the loop."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Timer

import torch

from mattegui.core.cancelling import Tell
from mattegui.engine.allocator import keep_freed_memory
from mattegui.engine.device import pick_device
from mattegui.engine.device_names import DeviceName
from mattegui.engine.weights import save_network
from train import checkpoint
from train.cache import filling
from train.config import Config
from train.loop import fit
from train.network import build, folded
from train.run import Run
from train.schedule import Budget
from train.team import join


def train(
    config: Config,
    folder: Path,
    *,
    minutes: float | None,
    resume: bool,
    start: Path | None = None,
    device: DeviceName,
    tell: Tell,
    stop_after: float | None = None,
    earlier: float = 0.0,
    drawers: int = 1,
) -> None:
    """Train `config` in `folder` until its budget is spent.

    Args:
        config: What to train; when resuming its network must be the checkpoint's, whose folders of
            data stay where it names none.
        folder: For checkpoints, weights and the log; is made where it is missing.
        minutes: The budget over all resumptions; none for the config's steps.
        resume: Go on from the folder's checkpoint.
        start: Weights as the app reads them, to begin with instead of random ones.
        device: `auto`, `cpu`, `cuda` or `mps`.
        tell: Takes sentences for the user.
        stop_after: Minutes after which to stop as if asked to, though the budget is not spent.
        earlier: Seconds of the budget that `start` was trained with.
        drawers: Processes that draw foregrounds meanwhile.

    Raises:
        RunStateError: The folder's checkpoint cannot be resumed, or must not be overwritten.
        WeightsError: The weights to start from cannot be used, or are another network's.
        SourceError: Training data cannot be used.
        OSError: A file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    budget = Budget(steps=config.steps, minutes=minutes)
    with join(pick_device(device)) as team:
        if team.device.type == "cpu":
            # Every step frees and takes the same gigabytes again.
            keep_freed_memory()
        run = Run(config, folder, budget, team, tell)
        run.open(resume=resume)
        if start is not None:
            run.start_from(start)
            run.progress.seconds = earlier
        drawing = filling(run.cache, run.config.source, drawers) if team.leads else nullcontext()
        with drawing, run.log, _stopping(run, stop_after):
            # Asked to end, by `kill` or a cluster, a run keeps what it has done.
            signal.signal(signal.SIGTERM, lambda *_: setattr(run, "stopping", True))
            fit(run)


@contextmanager
def _stopping(run: Run, minutes: float | None) -> Iterator[None]:
    """Ask `run` to stop after so many minutes, unless the block ends before."""
    timer = Timer(60 * (minutes or 0.0), lambda: setattr(run, "stopping", True))
    if minutes is not None:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()


def export(run: Path, out: Path) -> None:
    """Write the averaged weights of a run's checkpoint as the app reads them.

    Args:
        run: Folder of a run, or a checkpoint file.
        out: Ends in `.safetensors`.

    Raises:
        RunStateError: There is no usable checkpoint.
        OSError: The file cannot be written.
    """
    path = run / checkpoint.NAME if run.is_dir() else run
    kept = checkpoint.read(path)
    average = build(kept.config.network, kept.config.seed)
    checkpoint.restore(average, kept.tensors["average"], path)
    progress = kept.progress
    note = f"{kept.config.name}, step {progress.step}, {progress.examples} examples"
    save_network(out, folded(average), note=note, dtype=torch.float16)
