"""Training on a machine that is borrowed for minutes: one command there, and one before and after.

`python -m train.remote pack`, `… run`, `… join`: see `docs/training.md`. What is there beyond
Python is torch, OpenCV and a few small libraries; nothing is fetched.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import torch
import typer
from rich.console import Console

from mattegui.engine.device_names import DeviceName
from mattegui.engine.weights import read_network
from train.config import Config, with_folders
from train.parcel import MIB, join, pack
from train.presets import PRESETS
from train.run import EXPORTED
from train.stay import WORK, Visit, visit

app = typer.Typer(
    help="Train on a borrowed machine.", no_args_is_help=True, pretty_exceptions_show_locals=False
)


@app.command("pack")
def pack_command(
    preset: Annotated[str, typer.Argument(help="Of which preset.")],
    out: Annotated[Path, typer.Option(help="A new folder.")],
    mib: Annotated[float, typer.Option(help="Size of all archives together.", min=0.1)] = 40.0,
    photos: Annotated[Path | None, typer.Option(help="Holds image/, trimap1/ and alpha/.")] = None,
    foregrounds: Annotated[
        list[Path] | None, typer.Option(help="A folder of foregrounds; may be given again.")
    ] = None,
    backgrounds: Annotated[
        list[Path] | None, typer.Option(help="A folder of photos; may be given again.")
    ] = None,
) -> None:
    """Pack the folders that a preset shall train on into archives small enough to travel."""
    config = with_folders(chosen(preset), foregrounds or (), backgrounds or ())
    pack(config.source, out, most=int(mib * MIB), tell=Console().print, photos=photos)


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
    console.print_json(data={k: v for k, v in asdict(figures).items() if k != "photos"})


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
