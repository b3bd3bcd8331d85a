"""Training on a machine that is borrowed for minutes: one command there, and one before and after.

`python -m train.device pack`, `… run`, `… join`: see `docs/training.md`. What is there beyond
Python is torch, OpenCV and a few small libraries; nothing is fetched.
"""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Final

import cv2
import numpy as np
import torch
import typer
from rich.console import Console

from mattegui.core.arrays import Alpha, Image, Trimap, snap_trimap
from mattegui.engine.device import DeviceName, describe_device, pick_device
from mattegui.engine.estimator import NetworkEstimator
from mattegui.engine.weights import read_network
from train import checkpoint
from train.cache import fill_together
from train.config import Config, SourceConfig
from train.evaluate import Case, find_cases, measure
from train.parcel import MIB, join, pack, split, unpack, unpacked_source
from train.presets import PRESETS
from train.run import EXPORTED, HELD_BACK
from train.session import train
from train.sources import SourceError, read_alpha

Tell = Callable[[str], None]

FIGURES: Final = "figures.json"
WORK: Final = Path("runs/device")

app = typer.Typer(
    help="Train on a borrowed machine.", no_args_is_help=True, pretty_exceptions_show_locals=False
)


class PlainCase(Case):
    """A case of 8-bit files without colour profiles, read with OpenCV alone."""

    def read(self) -> tuple[Image, Trimap, Alpha]:
        """Return the three arrays; see `Case.read`."""
        bgr = cv2.imread(str(self.image), cv2.IMREAD_COLOR)
        trimap = cv2.imread(str(self.trimap), cv2.IMREAD_GRAYSCALE)
        if bgr is None or trimap is None:
            raise SourceError(f"{self.image} or {self.trimap} cannot be read")
        rgb = cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB).astype(np.uint8)
        return rgb, snap_trimap(trimap.astype(np.uint8)), read_alpha(self.alpha)


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


def visit(config: Config, stay: Visit, tell: Tell) -> dict[str, Any]:
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
    figures: dict[str, Any] = {
        "preset": config.name,
        "device": describe_device(pick_device(stay.device)),
        "torch": torch.__version__,
        **asdict(progress),
        "crops_per_second": examples / max(taken, 1e-9),
        "planned_minutes": stay.planned,
        "photos": photo_figures(folder / EXPORTED, data / "photos", stay.device, tell),
    }
    split(folder / EXPORTED, stay.out)
    log = folder / "log.jsonl"
    if log.is_file():
        (stay.out / log.name).write_bytes(log.read_bytes()[-MIB:])
    # No validation before the first: JSON knows no infinity.
    figures["best"] = progress.best if np.isfinite(progress.best) else None
    (stay.out / FIGURES).write_text(json.dumps(figures, indent=1, allow_nan=False) + "\n")
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


def photo_figures(weights: Path, photos: Path, device: DeviceName, tell: Tell) -> dict[str, Any]:
    """Return what the model card says of weights: SAD, MSE, Grad and Conn; nothing without photos.

    Raises:
        WeightsError: The weights cannot be read.
        SourceError: A photo cannot be read, or lacks a partner.
    """
    if not photos.is_dir():
        return {}
    cases = [
        PlainCase(each.name, each.image, each.trimap, each.alpha)
        for each in find_cases(photos, "trimap1")
    ]
    estimator = NetworkEstimator(weights.name, read_network(weights), pick_device(device), tell)
    result = measure(estimator, weights.name, cases)
    return {"mean": dict(result.mean), "images": {name: dict(r) for name, r in result.rows.items()}}


@app.command("pack")
def pack_command(
    preset: Annotated[str, typer.Argument(help="Of which preset.")],
    out: Annotated[Path, typer.Option(help="A new folder.")],
    mib: Annotated[float, typer.Option(help="Size of all archives together.", min=0.1)] = 40.0,
    photos: Annotated[Path | None, typer.Option(help="Holds image/, trimap1/ and alpha/.")] = None,
) -> None:
    """Pack the training data of a preset into archives that are small enough to travel."""
    pack(chosen(preset).source, out, most=int(mib * MIB), tell=Console().print, photos=photos)


@app.command("run")
def run_command(
    preset: Annotated[str, typer.Argument(help="What to train.")],
    parcel: Annotated[Path, typer.Option(help="What `pack` wrote.")],
    out: Annotated[Path, typer.Option(help="What is to be taken home.")],
    minutes: Annotated[float, typer.Option(help="Of training, this time.", min=0.01)],
    planned: Annotated[float, typer.Option(help="Of training, over all stays.", min=0.01)],
    earlier: Annotated[Path | None, typer.Option(help="What was taken home before.")] = None,
    work: Annotated[Path, typer.Option(help="For all else.")] = WORK,
    device: Annotated[DeviceName, typer.Option(help="auto, cpu, cuda or mps.")] = "auto",
) -> None:
    """Unpack, train, measure, and write weights in parts with their figures."""
    stay = Visit(
        parcel=parcel,
        out=out,
        minutes=minutes,
        planned=planned,
        earlier=earlier,
        work=work,
        device=device,
    )
    console = Console()
    figures = visit(chosen(preset), stay, console.print)
    console.print_json(data={k: v for k, v in figures.items() if k != "photos"})
    console.print_json(data=figures["photos"].get("mean", {}))


@app.command("join")
def join_command(
    folder: Annotated[Path, typer.Argument(help="What was taken home.")],
    out: Annotated[Path, typer.Option(help="Where to write the weights, .safetensors.")],
) -> None:
    """Write the weights that came home in parts as one file, and see that they can be read."""
    join(sorted(folder.glob(f"{EXPORTED}.*")), out)
    read_network(out)
    Console().print(f"{out}: whole")


def chosen(preset: str) -> Config:
    """Return the config of a preset.

    Raises:
        ValueError: There is none.
    """
    if preset not in PRESETS:
        raise ValueError(f"there is no preset {preset!r}; there are {', '.join(PRESETS)}")
    return PRESETS[preset]()


def main() -> None:
    """Run the command line; what the user can mend is told in one sentence."""
    torch.set_flush_denormal(True)
    try:
        app(standalone_mode=False)
    except (ValueError, OSError) as error:
        Console(stderr=True).print(f"[bold red]Error:[/] {error}", highlight=False)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
