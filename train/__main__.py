"""The workshop's command line: `python -m train dim_lite --minutes 60`.

Presets are commands; what they do is written in `presets.py`, options give the budget and the
folders of data. How to train from nothing, from own data, from projects and on several GPUs is told
in `docs/training.md`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console
from rich.progress import track

from mattegui.engine.device_names import DeviceName
from mattegui.engine.weights import WeightsError
from train.adobe import Part, write_set
from train.checkpoint import RunStateError
from train.config import Config, with_folders
from train.presets import PRESETS
from train.sources import SourceError

app = typer.Typer(
    help="Train matting networks, look at training data, and measure estimators.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)

ERRORS = (RunStateError, SourceError, WeightsError, ValueError, OSError)

Minutes = Annotated[
    float | None, typer.Option(help="Train this long in all, resumptions included.", min=0.01)
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on from the folder's checkpoint.")]
Start = Annotated[
    Path | None,
    typer.Option(
        # torchrun takes `--start` for one of its own, wherever it stands on the line.
        "--weights",
        "--start",
        help="Begin with these weights of the app instead of random ones.",
    ),
]
Out = Annotated[Path | None, typer.Option(help="Folder of the run. Default: runs/PRESET.")]
Foregrounds = Annotated[
    list[Path] | None,
    typer.Option(help="A folder of foregrounds, beside generated ones; may be given again."),
]
Backgrounds = Annotated[
    list[Path] | None,
    typer.Option(help="A folder of photos, beside painted ones; may be given again."),
]
Device = Annotated[DeviceName, typer.Option(help="auto, cpu, cuda or mps.")]


def command_for(preset: Callable[[], Config]) -> Callable[..., None]:
    """Return the command that trains a preset."""

    def train(
        minutes: Minutes = None,
        resume: Resume = False,
        start: Start = None,
        out: Out = None,
        device: Device = "auto",
        foregrounds: Foregrounds = None,
        backgrounds: Backgrounds = None,
    ) -> None:
        # Imported here: `--help` need not wait for what only training needs.
        from train.session import train as run_training

        config = with_folders(preset(), foregrounds or (), backgrounds or ())
        folder = out or Path("runs") / config.name
        if resume and start is not None:
            raise ValueError("--resume goes on from a checkpoint, --start begins anew: choose one")
        run_training(
            config,
            folder,
            minutes=minutes,
            resume=resume,
            start=start,
            device=device,
            tell=Console().print,
        )

    train.__doc__ = preset.__doc__.replace("Return", "Train", 1) if preset.__doc__ else None
    return train


for name, preset in PRESETS.items():
    app.command(name)(command_for(preset))


@app.command()
def foregrounds(
    sheet: Annotated[Path, typer.Option(help="Where to write the contact sheet, a PNG.")],
    seed: Annotated[int, typer.Option(help="Which samples.")] = 0,
    size: Annotated[int, typer.Option(help="Pixels a side of each.", min=64)] = 320,
    per_kind: Annotated[int, typer.Option(help="How many of each kind.", min=1)] = 6,
) -> None:
    """Draw a contact sheet of the generated foregrounds, to be looked at."""
    from train.foregrounds.sheet import write_sheet

    write_sheet(sheet, seed, size, per_kind)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(help="Holds image/, alpha/ and trimaps.")],
    model: Annotated[list[str], typer.Option(help="A model of the app, or a weights file.")],
    trimaps: Annotated[str, typer.Option(help="Which folder of trimaps.")] = "trimap1",
    json: Annotated[Path | None, typer.Option(help="Write the numbers here as well.")] = None,
    device: Device = "auto",
) -> None:
    """Measure SAD, MSE, Grad and Conn of estimators on a folder of images with known alpha."""
    from train.evaluate import compare, table, write_json

    console = Console()
    results = compare(folder, model, trimaps=trimaps, device=device, tell=console.print)
    console.print(table(results))
    if json is not None:
        write_json(json, results)


@app.command()
def export(
    run: Annotated[Path, typer.Argument(help="Folder of a run, or a checkpoint.")],
    out: Annotated[Path, typer.Option(help="Where to write the weights, .safetensors.")],
) -> None:
    """Write a run's averaged weights for the app: batch norm folded, half precision."""
    from train.session import export as write_weights

    write_weights(run, out)


@app.command()
def adobe(
    root: Annotated[Path, typer.Argument(help="Adobe's set: holds Training_set/, Test_set/.")],
    backgrounds: Annotated[Path, typer.Option(help="COCO's images, or Pascal VOC's.")],
    out: Annotated[Path, typer.Option(help="Where to write image/, alpha/ and trimap1/.")],
    part: Annotated[Part, typer.Option(help="Which part.")] = "test",
) -> None:
    """Write the composites of Adobe's set by its official rule (Composition-1k: --part test)."""
    written = sum(1 for _ in track(write_set(root, backgrounds, out, part), "composing"))
    Console().print(f"{written} composites in {out}")


@app.command("add-sample")
def add_sample(
    project: Annotated[list[Path], typer.Argument(help="Project files, .ora, retouched.")],
    out: Annotated[Path, typer.Option(help="Folder of RGBA foregrounds to add to.")],
) -> None:
    """Write cutouts that were corrected by hand as foregrounds to train on."""
    from train.samples import add_sample as write_sample
    from train.samples import count

    console = Console()
    for path in project:
        sample = write_sample(path, out)
        console.print(f"{sample.path}: {sample.corrected:.1%} of its edge corrected by hand")
    console.print(f"{out} holds {count(out)}; train on it with --foregrounds {out}")


def main() -> None:
    """Run the command line; what the user can mend is told in one sentence."""
    # Denormal numbers are slow on processors and worth nothing in an alpha.
    torch.set_flush_denormal(True)
    try:
        app(standalone_mode=False)
    except ERRORS as error:
        Console(stderr=True).print(f"[bold red]Error:[/] {error}", highlight=False)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
