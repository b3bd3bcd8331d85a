"""What the commands that write exports have in common: their options, and what these ask for."""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from mattegui.cli.colours import parse_colour
from mattegui.core.arrays import Alpha, Trimap
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.export import (
    EXPORTERS,
    FORMATS,
    HIDDEN,
    PRIVACY_WARNING,
    ExportOptions,
    check_options,
)
from mattegui.core.export.options import Depth, Hidden
from mattegui.core.imagefile import ImageFile
from mattegui.core.io import read_image
from mattegui.core.profile import with_usable_profile
from mattegui.core.trimap import describe

_CONTENTS = tuple(name for name in EXPORTERS if name != "composite")

Output = Annotated[
    str | None,
    typer.Option(
        help=f"One of {', '.join(_CONTENTS)}; rgba if not given.",
        metavar=f"[{'|'.join(_CONTENTS)}]",
    ),
]
Background = Annotated[
    str | None,
    typer.Option(
        help="Write the subject over this instead: #rrggbb, a colour's name or an image file.",
        metavar="COLOUR|IMAGE",
    ),
]
DepthOption = Annotated[
    Depth, typer.Option(help="Bits a channel; half and float are linear light. auto: the image's.")
]
Crop = Annotated[bool, typer.Option("--crop", help="Write only the part around the subject.")]
Padding = Annotated[int, typer.Option(min=0, metavar="PX", help="With --crop: pixels left around.")]
HiddenOption = Annotated[
    Hidden,
    typer.Option(
        help="Colours under alpha 0: "
        + ", ".join(f"{name} ({what.lower()})" for name, what in HIDDEN.items())
        + "."
    ),
]
Foreground = Annotated[
    bool,
    typer.Option(
        "--foreground/--no-foreground",
        help="Take the background's colour out of soft edges, or leave the image's colours.",
    ),
]
Decontamination = Annotated[
    float, typer.Option(metavar="0-1", help="How much of the background's colour is taken out.")
]
Compression = Annotated[
    int, typer.Option(min=1, max=9, metavar="1-9", help="Of PNG, TIFF and EXR: 1 is fast.")
]
Quality = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=100,
        metavar="1-100",
        help="Of WebP and JPEG XL, lossless if not given, and of JPEG, 95 if not given.",
    ),
]
KeepMetadata = Annotated[
    bool,
    typer.Option(
        "--metadata/--no-metadata", help="Keep EXIF (place and camera too), XMP and resolution."
    ),
]
ClipBlack = Annotated[
    float, typer.Option(metavar="0-1", help="Alpha up to here becomes 0: clears haze.")
]
ClipWhite = Annotated[
    float, typer.Option(metavar="0-1", help="Alpha from here on becomes 1: closes holes.")
]
Gamma = Annotated[
    float,
    typer.Option(metavar="0.1-10", help="More than 1 makes soft alpha denser, less thinner."),
]


@dataclass(frozen=True, slots=True)
class OutputArguments:
    """The options as they stand on the command line; the fields are the options' names."""

    output: Output = None
    background: Background = None
    depth: DepthOption = "auto"
    crop: Crop = False
    padding: Padding = 0
    hidden: HiddenOption = "bleed"
    foreground: Foreground = True
    decontamination: Decontamination = 1.0
    compression: Compression = 3
    quality: Quality = None
    metadata: KeepMetadata = True
    clip_black: ClipBlack = STRAIGHT.black
    clip_white: ClipWhite = STRAIGHT.white
    gamma: Gamma = STRAIGHT.gamma


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is written of each finished matte.

    Attributes:
        options: For `write_export`.
        background: The file that a composite is laid over, if it is one.
        curve: That the alpha is stretched by before.
        amount: Of decontamination, 0 to 1.
    """

    options: ExportOptions
    background: ImageFile | None = None
    curve: Curve = STRAIGHT
    amount: float = 1.0

    @property
    def sources(self) -> list[Path]:
        """What is read for it: files that must not be written to."""
        return [self.background.path] if self.background else []


def with_output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `OutputArguments` in place of its parameter `arguments`."""
    signature = inspect.signature(command)
    own = [each for each in signature.parameters.values() if each.name != "arguments"]
    shared = list(inspect.signature(OutputArguments).parameters.values())
    names = {each.name for each in shared}

    @functools.wraps(command)
    def run(**values: Any) -> None:
        arguments = OutputArguments(**{name: values.pop(name) for name in names})
        command(**values, arguments=arguments)

    keyword = inspect.Parameter.KEYWORD_ONLY
    parameters = [each.replace(kind=keyword) for each in (*own, *shared)]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def rendering(
    arguments: OutputArguments, *, out: Path | None = None, file_format: str = ""
) -> Rendering:
    """Return what the options ask for.

    Args:
        arguments: As given.
        out: Whose suffix chooses the format.
        file_format: A key of `FORMATS`, if there is no name yet.

    Raises:
        ValueError: They contradict each other or one of them means nothing.
    """
    if arguments.padding and not arguments.crop:
        raise ValueError("--padding goes with --crop")
    amount = _amount(arguments)
    options = ExportOptions(
        content=_content(arguments),
        format=file_format,
        depth=arguments.depth,
        crop=arguments.crop,
        padding=arguments.padding,
        hidden=arguments.hidden,
        decontaminate=arguments.foreground,
        compression=arguments.compression,
        quality=arguments.quality,
        metadata=arguments.metadata,
    )
    if file_format and file_format not in FORMATS:
        raise ValueError(f"--format: there is no {file_format!r}; there are {', '.join(FORMATS)}")
    if out is None:
        check_options(options, FORMATS[file_format])
    found = _with_background(options, arguments.background)
    try:
        curve = Curve(arguments.clip_black, arguments.clip_white, arguments.gamma)
    except ValueError as error:
        raise ValueError(f"--clip-black, --clip-white and --gamma: {error}") from error
    return replace(found, curve=curve, amount=amount)


def remarks(file: ImageFile, trimap: Trimap, what: Rendering) -> list[str]:
    """Return what the user should know before the work begins."""
    found = [*file.notes, describe(trimap)]
    if file.alpha is not None and has_holes(file.alpha):
        found.append(f"{file.path.name} has an alpha channel of its own; it is not used.")
    if what.options.hidden == "original" and what.options.content != "alpha":
        found.append(PRIVACY_WARNING)
    behind = what.background
    if behind is not None:
        found.extend(behind.notes)
    return [remark for remark in found if remark]


def has_holes(alpha: Alpha) -> bool:
    """Return whether any of it is less than opaque."""
    return bool((alpha < 1).any())


def _amount(arguments: OutputArguments) -> float:
    amount = arguments.decontamination
    if not 0 <= amount <= 1:
        raise ValueError(f"--decontamination: {amount:g} does not lie between 0 and 1")
    if amount != 1 and not arguments.foreground:
        raise ValueError("--decontamination does not go with --no-foreground")
    return amount


def _content(arguments: OutputArguments) -> str:
    output = arguments.output
    if output is not None and output not in _CONTENTS:
        raise ValueError(f"--output: there is no {output!r}; there are {', '.join(_CONTENTS)}")
    if arguments.background is None:
        return output or "rgba"
    if output is not None:
        raise ValueError(
            f"--background writes an opaque composite; --output {output} does not go with it"
        )
    return "composite"


def _with_background(options: ExportOptions, background: str | None) -> Rendering:
    if background is None:
        return Rendering(options)
    if Path(background).exists():
        behind = with_usable_profile(read_image(Path(background)))
        profile = behind.icc_profile
        seen = replace(options, background=behind.image, background_profile=profile)
        return Rendering(seen, behind)
    try:
        return Rendering(replace(options, background=parse_colour(background)))
    except ValueError as error:
        raise ValueError(f"--background: there is no file {background}, and {error}") from error
