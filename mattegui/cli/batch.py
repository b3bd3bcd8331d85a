"""`mattegui batch`: a folder of images with their trimaps or masks to a folder of exports."""

import os
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from mattegui.cli.output import OutputArguments, Rendering, rendering, with_output_options
from mattegui.cli.speech import refusing_bad_input, say
from mattegui.core.export import FORMATS, PRIVACY_WARNING
from mattegui.core.makers.band import check_width
from mattegui.engine.batch import BatchEvent, Finished, describe_recipe, run_batch
from mattegui.engine.batch_items import Item, find_items, share_of
from mattegui.engine.batch_member import BatchRecipe
from mattegui.engine.batch_ranks import can_meet, meet
from mattegui.engine.batch_report import (
    DONE,
    FAILED,
    SKIPPED,
    WHOLE,
    Known,
    Report,
    merge_reports,
)
from mattegui.engine.batch_reviews import Reviews
from mattegui.engine.device_names import DeviceName
from mattegui.engine.models import AUTO, MODELS

FAILURES = 1
"""Exit code when at least one image failed."""

_Images = Annotated[Path, typer.Argument(help="The folder of images.", metavar="DIR")]
_Trimaps = Annotated[
    Path | None,
    typer.Option(
        help="A folder with a trimap for each image, called as the image or with _trimap added; "
        "or one file for all of them.",
        metavar="DIR|FILE",
    ),
]
_Masks = Annotated[
    Path | None,
    typer.Option(
        help="Instead of --trimaps: a folder with a mask for each image, called as the image or "
        "with _mask added; or one file for all of them. Trimaps are made of them.",
        metavar="DIR|FILE",
    ),
]
_Band = Annotated[
    float | None,
    typer.Option(
        help="With --masks: how far the unknown reaches to each side of a typical edge, in pixels; "
        "2 % of the root of the subject's area if not given.",
        metavar="PX",
    ),
]
_Out = Annotated[
    Path, typer.Option(help="The folder to write to; it is made if need be.", metavar="DIR")
]
_Jobs = Annotated[
    int,
    typer.Option(min=1, help="Images at a time; each takes a process with a model of its own."),
]
_Format = Annotated[
    str,
    typer.Option(
        "--format", help=f"One of {', '.join(FORMATS)}.", metavar=f"[{'|'.join(FORMATS)}]"
    ),
]
_Overwrite = Annotated[
    bool, typer.Option("--overwrite", help="Replace files that no batch has written.")
]
_Model = Annotated[
    str, typer.Option(help=f"One of {AUTO}, {', '.join(MODELS)}, or one that was imported.")
]
_Device = Annotated[DeviceName, typer.Option(help="Where a network runs.")]


@with_output_options
def batch(
    images: _Images,
    out: _Out,
    arguments: OutputArguments,
    trimaps: _Trimaps = None,
    masks: _Masks = None,
    band: _Band = None,
    file_format: _Format = "png",
    jobs: _Jobs = 1,
    overwrite: _Overwrite = False,
    model: _Model = AUTO,
    device: _Device = "auto",
) -> None:
    """Cut the subjects out of all images in DIR.

    Give either --trimaps or --masks.

    What was finished before and has not changed is skipped, so that a batch that was cut short
    goes on where it ended. A file that fails stops none of the others. OUT/report.csv tells what
    became of each; the exit code is 1 if any failed. Under torchrun the images are shared by rank,
    and all end together.
    """
    console = Console(stderr=True)
    with refusing_bad_input():
        what = rendering(arguments, file_format=file_format)
        labels = _labels(trimaps, masks, band)
        found = find_items(images, labels, out, what.options, masks=masks is not None)
        items, rank, world = share_of(found, os.environ)
        # Of its own share: another rank may see other files by now.
        items, accepted = _without_accepted(items, out)
        recipe = BatchRecipe(model, device, what.options, what.curve, band, what.amount)
        description = _description(recipe, what)
        out.mkdir(parents=True, exist_ok=True)
        report = Report.open(out, rank, world)
        if accepted:
            say(console, f"Left as they are, for they were accepted: {accepted}.")
        if what.options.hidden == "original" and rank == 0:
            say(console, PRIVACY_WARNING)
        events = run_batch(
            items, recipe, report, jobs=jobs, overwrite=overwrite, description=description
        )
        with closing(events):
            counts = _show(console, items, events)
        met = world > 1 and can_meet(os.environ)
        if met:
            counts = meet(counts, rank, world, lambda: merge_reports(out, found, world))
    if rank == 0 or not met:
        _sum_up(console, counts, out / WHOLE if met else report.path)
    if counts[FAILED]:
        raise typer.Exit(FAILURES)


def _without_accepted(items: list[Item], out: Path) -> tuple[list[Item], int]:
    """Return the items but for those whose exports somebody has accepted, and the number of these.

    Raises:
        BatchError: What was accepted, or a report, cannot be read.
    """
    reviews, known = Reviews.open(out), Known.read(out)
    left = [item for item in items if not reviews.settled(item, known.of(item))]
    return left, len(items) - len(left)


def _labels(trimaps: Path | None, masks: Path | None, band: float | None) -> Path:
    """Return where the trimaps are, or the masks.

    Raises:
        ValueError: There are both or neither, or a band that goes with nothing or means nothing.
    """
    if masks is None and band is not None:
        raise ValueError("--band goes with --masks")
    if band is not None:
        try:
            check_width(band)
        except ValueError as error:
            raise ValueError(f"--band: {error}") from error
    place = trimaps or masks
    if place is None or (trimaps is not None and masks is not None):
        raise ValueError("give either --trimaps DIR|FILE or --masks DIR|FILE")
    return place


def _description(recipe: BatchRecipe, what: Rendering) -> str:
    """Return what all exports of the batch depend on."""
    # torch takes seconds to import: only once the folders were found to be in order.
    from mattegui.engine.device import pick_device

    found = describe_recipe(recipe, pick_device(recipe.device).type)
    states = [path.stat() for path in what.sources]
    return " ".join([found, *(f"{state.st_size} {state.st_mtime_ns}" for state in states)])


def _show(console: Console, items: list[Item], events: Iterable[BatchEvent]) -> Counter[str]:
    """Say what fails as it happens, show how far the batch is, and count what became of them."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    counts: Counter[str] = Counter()
    progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with progress:
        task = progress.add_task("Loading the model", total=len(items))
        for event in events:
            if not isinstance(event, Finished):
                progress.update(task, description=event.item.image.name)
                continue
            counts[event.outcome.status] += 1
            progress.advance(task)
            if event.outcome.status == FAILED:
                say(console, f"{event.outcome.file}: {event.outcome.error}")
    return counts


def _sum_up(console: Console, counts: Counter[str], report: Path) -> None:
    """Say how it went."""
    said = ", ".join(f"{counts[status]} {status}" for status in (DONE, SKIPPED, FAILED))
    say(console, f"{said}; see {report}.")
