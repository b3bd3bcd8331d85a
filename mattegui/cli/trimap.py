"""`mattegui trimap`: a trimap from a box round the subject, or from a mask."""

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from mattegui.cli.speech import (
    begin,
    muted_libraries,
    progress_on,
    refusing_bad_input,
    refusing_large_input,
    say,
)
from mattegui.core.export import check_destination
from mattegui.core.io import read_image, write_image
from mattegui.core.makers.band import measure_edge
from mattegui.core.makers.grabcut import segment_box
from mattegui.core.makers.segmentation import read_mask
from mattegui.core.profile import network_copy
from mattegui.core.rect import Rect
from mattegui.core.trimap import describe

_BOX = re.compile(r"\s*(-?\d+)\s*,\s*(-?\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*")

_Image = Annotated[Path, typer.Argument(help="The image.")]
_Out = Annotated[Path, typer.Option(help="The file to write: .png, .tif or .tiff.")]
_Box = Annotated[
    str | None,
    typer.Option(
        help="Round the subject with a little room to spare, in pixels from the top left corner.",
        metavar="X,Y,WIDTH,HEIGHT",
    ),
]
_Mask = Annotated[
    Path | None,
    typer.Option(help="As large as IMAGE: bright or opaque is the subject, whatever the depth."),
]
_Band = Annotated[
    float | None,
    typer.Option(
        help="How far the unknown reaches to each side of a typical edge, in pixels; "
        "2 % of the root of the subject's area if not given."
    ),
]
_Adaptive = Annotated[
    bool, typer.Option("--adaptive/--uniform", help="Whether the band is wider on hair.")
]


def trimap(
    image: _Image,
    out: _Out,
    box: _Box = None,
    mask: _Mask = None,
    band: _Band = None,
    adaptive: _Adaptive = True,
) -> None:
    """Make a trimap of IMAGE, to be corrected by hand or used as it is.

    Give either --box or --mask.
    """
    console = Console(stderr=True)
    with progress_on(console) as progress, refusing_large_input():
        begin(progress, "Reading")
        with refusing_bad_input(), muted_libraries():
            rect = _rect(box, mask)
            check_destination(out, [image, *([mask] if mask else [])])
            file = read_image(image)
            found = read_mask(mask, file.image.shape) if mask else None
            # As a batch and the window see it.
            seen, note = network_copy(file)
        say(console, *file.notes, *filter(None, [note]))
        begin(progress, "Trimap")
        with refusing_bad_input():
            if found is None:
                found = segment_box(seen, rect)
            edge = measure_edge(found, seen if adaptive else None)
            width = edge.default_width if band is None else band
            made = edge.trimap(width)
        with refusing_bad_input(writing=out), muted_libraries():
            write_image(out, made)
    say(console, *filter(None, [describe(made)]), f"Wrote {out}, with a band of {width:g} pixels.")


def _rect(box: str | None, mask: Path | None) -> Rect:
    """Return the box; an empty one where there is a mask instead.

    Raises:
        ValueError: There are both or neither, or the box is not four whole numbers.
    """
    if (box is None) == (mask is None):
        raise ValueError("give either --box X,Y,WIDTH,HEIGHT or --mask FILE")
    if box is None:
        return Rect(0, 0, 0, 0)
    numbers = _BOX.fullmatch(box)
    if numbers is None:
        raise ValueError(f"--box: {box!r} is not X,Y,WIDTH,HEIGHT in whole pixels")
    x, y, width, height = (int(number) for number in numbers.groups())
    return Rect(y, x, y + height, x + width)
