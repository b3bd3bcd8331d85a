"""`mattegui matte`: from an image and a trimap to a cutout."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import Progress

from mattegui.cli.speech import (
    begin,
    muted_libraries,
    progress_on,
    refusing_bad_input,
    refusing_large_input,
    say,
)
from mattegui.core.arrays import Alpha, AnyArray, Image, Trimap, known_alpha
from mattegui.core.compositing import parse_colour
from mattegui.core.export import EXPORTERS, check_destination, composite, write_export
from mattegui.core.io import ImageFile, read_image, read_trimap
from mattegui.core.rect import Rect
from mattegui.core.trimap import describe
from mattegui.engine.models import AUTO, MODELS, choose

if TYPE_CHECKING:
    from mattegui.engine.estimator import Estimator

Device = Literal["auto", "cpu", "cuda", "mps"]

_Image = Annotated[Path, typer.Argument(help="The image.")]
_Trimap = Annotated[
    Path,
    typer.Option(help="As large as IMAGE: black is background, white foreground, else unknown."),
]
_Out = Annotated[Path, typer.Option(help="The file to write: .png, .tif or .tiff.")]
_Model = Annotated[
    str, typer.Option(help=f"One of {AUTO}, {', '.join(MODELS)}, or one that was imported.")
]
_Device = Annotated[Device, typer.Option(help="Where a network runs.")]
_Output = Annotated[
    str | None,
    typer.Option(
        help=f"One of {', '.join(EXPORTERS)}; rgba if not given.",
        metavar=f"[{'|'.join(EXPORTERS)}]",
    ),
]
_Background = Annotated[
    str | None,
    typer.Option(
        help="Write the subject over this instead: #rrggbb, a colour's name or an image file.",
        metavar="COLOUR|IMAGE",
    ),
]


def matte(
    image: _Image,
    trimap: _Trimap,
    out: _Out,
    model: _Model = AUTO,
    device: _Device = "auto",
    output: _Output = None,
    background: _Background = None,
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
                rendering = _rendering(output, background)
                check_destination(out, [image, trimap, *rendering.sources])
                file = read_image(image)
                labels = read_trimap(trimap, file.image.shape)
            say(console, *_remarks(file, labels, rendering))
            begin(progress, "Loading the model")
            estimator = _load(console, model, device)
        alpha = _estimate(file.image, labels, estimator, progress)
        begin(progress, "Foreground colours")
        pixels = rendering.pixels(file.image, alpha)
        begin(progress, "Writing")
        with refusing_bad_input(writing=out), muted_libraries():
            write_export(out, pixels, file, colours=rendering.output != "alpha")
    say(console, f"Wrote {out}.")


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What is written of a finished matte.

    Attributes:
        output: A key of `EXPORTERS`.
        background: What to lay the subject over instead; None for the exporter's own pixels.
    """

    output: str
    background: tuple[int, int, int] | ImageFile | None = None

    @property
    def sources(self) -> list[Path]:
        return [self.background.path] if isinstance(self.background, ImageFile) else []

    def pixels(self, image: Image, alpha: Alpha) -> AnyArray:
        behind = self.background
        if behind is None:
            return EXPORTERS[self.output](image, alpha)
        return composite(image, alpha, behind.image if isinstance(behind, ImageFile) else behind)


def _rendering(output: str | None, background: str | None) -> _Rendering:
    """Return what the two options ask for.

    Raises:
        ValueError: They contradict each other or one of them means nothing.
    """
    if output is not None and output not in EXPORTERS:
        raise ValueError(f"--output: there is no {output!r}; there are {', '.join(EXPORTERS)}")
    if background is None:
        return _Rendering(output or "rgba")
    if output is not None:
        raise ValueError(
            f"--background writes an opaque composite; --output {output} does not go with it"
        )
    if Path(background).exists():
        return _Rendering("rgba", read_image(Path(background)))
    try:
        return _Rendering("rgba", parse_colour(background))
    except ValueError as error:
        raise ValueError(f"--background: there is no file {background}, and {error}") from error


def _remarks(file: ImageFile, trimap: Trimap, rendering: _Rendering) -> list[str]:
    """Return what the user should know before the work begins."""
    remarks = [*file.notes, describe(trimap)]
    if file.alpha is not None and bool((file.alpha < 1).any()):
        remarks.append(f"{file.path.name} has an alpha channel of its own; it is not used.")
    behind = rendering.background
    if isinstance(behind, ImageFile):
        remarks.extend(behind.notes)
        if behind.icc_profile != file.icc_profile:
            remarks.append(
                f"The colour profile of {behind.path.name} is not that of {file.path.name}; "
                "its colours are taken as they are."
            )
    return [remark for remark in remarks if remark]


def _load(console: Console, model: str, device: Device) -> "Estimator":
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


def _estimate(image: Image, trimap: Trimap, estimator: "Estimator", progress: Progress) -> Alpha:
    """Return the alpha of the whole image, showing how far it is."""
    from mattegui.engine.estimator import WHOLE_TILE

    alpha = known_alpha(trimap)
    tiles = list(Rect.whole(trimap.shape).split(WHOLE_TILE))
    parts = list(estimator.parts(trimap, tiles))
    task = begin(progress, "Alpha", total=sum(part.window.area for part in parts))
    for part in parts:
        solved = estimator.solve_part(image[part.window.slices], part)
        kept = part.rect.shifted(-part.window.y0, -part.window.x0)
        alpha[part.rect.slices] = solved[kept.slices]
        progress.advance(task, part.window.area)
    return alpha
