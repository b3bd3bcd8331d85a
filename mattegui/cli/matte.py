"""`mattegui matte`: from an image and a trimap to a cutout."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from mattegui.cli.output import OutputArguments, remarks, rendering, with_output_options
from mattegui.cli.speech import (
    begin,
    muted_libraries,
    progress_on,
    refusing_bad_input,
    refusing_large_input,
    say,
)
from mattegui.core.export import FORMATS, check_destination, write_export
from mattegui.core.io import read_image, read_trimap
from mattegui.core.profile import network_copy
from mattegui.engine.device_names import DeviceName
from mattegui.engine.models import AUTO, MODELS, choose
from mattegui.engine.whole import estimate_whole

if TYPE_CHECKING:
    from mattegui.engine.estimator import Estimator

_Image = Annotated[Path, typer.Argument(help="The image.")]
_Trimap = Annotated[
    Path,
    typer.Option(help="As large as IMAGE: black is background, white foreground, else unknown."),
]
_SUFFIXES = ", ".join(each.suffixes[0] for each in FORMATS.values())
_Out = Annotated[Path, typer.Option(help=f"The file to write; its name chooses: {_SUFFIXES}.")]
_Model = Annotated[
    str, typer.Option(help=f"One of {AUTO}, {', '.join(MODELS)}, or one that was imported.")
]
_Device = Annotated[DeviceName, typer.Option(help="Where a network runs.")]


@with_output_options
def matte(
    image: _Image,
    trimap: _Trimap,
    out: _Out,
    arguments: OutputArguments,
    model: _Model = AUTO,
    device: _Device = "auto",
) -> None:
    """Cut the subject out of IMAGE.

    The alpha is estimated where the trimap is unknown; what is written to OUT is the cutout, or
    what --output or --background ask for.
    """
    console = Console(stderr=True)
    with progress_on(console) as progress, refusing_large_input():
        begin(progress, "Reading")
        with refusing_bad_input():
            with muted_libraries():
                what = rendering(arguments, out=out)
                check_destination(out, [image, trimap, *what.sources], what.options)
                file = read_image(image)
                labels = read_trimap(trimap, file.image.shape)
                seen, note = network_copy(file)
            say(console, *remarks(file, labels, what), *([note] if note else []))
            begin(progress, "Loading the model")
            estimator = _load(console, model, device)
        task = begin(progress, "Alpha", total=1.0)
        derived = estimate_whole(seen, labels, estimator, progress=_shown(progress, task))
        alpha = what.curve.applied(derived)
        task = begin(progress, "Writing", total=1.0)
        with refusing_bad_input(writing=out), muted_libraries():
            shown = _shown(progress, task)
            write_export(out, file, alpha, what.options, amount=what.amount, progress=shown)
    say(console, f"Wrote {out}.")


def _load(console: Console, model: str, device: DeviceName) -> "Estimator":
    """Return the estimator and say which it is.

    Raises:
        ValueError: The device is not here, or the model is unknown, has no weights or damaged ones.
    """
    # torch takes seconds to import: only once the files were found to be in order.
    from mattegui.engine.device import describe_device, pick_device

    chosen = pick_device(device)
    spec = choose(model, chosen.type)
    estimator = spec.load(spec, device, lambda sentence: say(console, sentence))
    title = f"{spec.title}, the choice of {AUTO}" if model == AUTO else spec.title
    place = describe_device(chosen) if spec.weights else "CPU"
    say(console, f"Using {spec.name} ({title}) on {place}.")
    return estimator


def _shown(progress: Progress, task: TaskID) -> Callable[[float], None]:
    """Return what shows the share of a step that is done."""
    return lambda share: progress.update(task, completed=share)
