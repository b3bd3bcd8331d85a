"""What an export may be called and which options go together."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mattegui.core.arrays import Alpha
from mattegui.core.export.contents import EXPORTERS
from mattegui.core.export.formats import FORMATS, Format
from mattegui.core.export.options import DEPTHS, HIDDEN, ExportOptions
from mattegui.core.imagefile import ImageFileError
from mattegui.core.io import check_writable
from mattegui.core.rect import Rect

DEFAULT: Final = ExportOptions()
SUFFIXES: Final = tuple(suffix for each in FORMATS.values() for suffix in each.suffixes)
KINDS: Final = {"8": "uint8", "16": "uint16", "half": "half", "float": "float"}
_DEPTH_NAMES: Final = {kind: depth for depth, kind in KINDS.items()}


def format_of(path: Path, options: ExportOptions = DEFAULT) -> Format:
    """Return the format of an export to `path`.

    Raises:
        ImageFileError: The name's suffix is unknown, or not one of the format that was chosen.
    """
    suffix = path.suffix.lower()
    chosen = FORMATS.get(options.format)
    known = chosen.suffixes if chosen else SUFFIXES
    if suffix not in known:
        raise ImageFileError(f"cannot write {path}: the name must end in one of {', '.join(known)}")
    return next(each for each in FORMATS.values() if suffix in each.suffixes)


def depths_of(chosen: Format) -> tuple[str, ...]:
    """Return the keys of `DEPTHS` that a format has, besides `auto`."""
    return tuple(_DEPTH_NAMES[kind] for kind in chosen.kinds)


def default_name(source: Path, options: ExportOptions = DEFAULT) -> str:
    """Return the file name to propose: that of the image with `_cutout.png` for its suffix."""
    suffix = FORMATS[options.format or "png"].suffixes[0]
    return f"{source.stem}_{EXPORTERS[options.content].suffix}{suffix}"


def check_options(options: ExportOptions, chosen: Format) -> None:
    """Refuse options that mean nothing or contradict the format.

    Raises:
        ValueError: Which option, and why.
    """
    tables = (("content", EXPORTERS), ("depth", DEPTHS), ("hidden", HIDDEN))
    for name, table in tables:
        if getattr(options, name) not in table:
            raise ValueError(f"there is no {name} {getattr(options, name)!r}")
    if options.depth != "auto" and KINDS[options.depth] not in chosen.kinds:
        known = ", ".join(depths_of(chosen))
        raise ValueError(f"{chosen.title} has no depth {options.depth!r}; it has {known}")
    if EXPORTERS[options.content].channels == 4 and not chosen.alpha:
        raise ValueError(f"{chosen.title} holds no alpha: it is for composites")
    if options.padding < 0:
        raise ValueError(f"a padding of {options.padding} pixels is less than none")
    if not 1 <= options.compression <= 9:
        raise ValueError(f"compression goes from 1 to 9, not {options.compression}")
    if options.quality is not None and not 1 <= options.quality <= 100:
        raise ValueError(f"quality goes from 1 to 100, not {options.quality}")
    if options.quality is not None and not chosen.lossy:
        raise ValueError(f"{chosen.title} is lossless: it has no quality")


def check_destination(
    path: Path, sources: Iterable[Path], options: ExportOptions = DEFAULT
) -> None:
    """Refuse what an export cannot be called or be: before minutes of work, not after.

    Args:
        path: Where the export is to go.
        sources: The files it is made from; none of them may be overwritten.
        options: What is to be written.

    Raises:
        ImageFileError: The suffix is unknown, `path` is a folder, or one of `sources`, or the
            options do not go with the format.
        FileNotFoundError: Its folder is not there.
        PermissionError: Its folder is read-only.
    """
    check_writable(path, SUFFIXES)
    try:
        check_options(options, format_of(path, options))
    except ImageFileError:
        raise
    except ValueError as error:
        raise ImageFileError(f"cannot write {path}: {error}") from error
    for source in sources:
        if path.exists() and source.exists() and path.samefile(source):
            raise ImageFileError(f"{path} is what is read; choose another name for the export")


def content_rect(alpha: Alpha, options: ExportOptions) -> Rect:
    """Return the part that is written.

    Raises:
        ValueError: It is to be cropped, and nothing is visible.
    """
    if not options.crop:
        return Rect.whole(alpha.shape)
    # What would be stored as 0 even with 16 bits is not visible.
    rect = Rect.around(alpha > 0.5 / 65535)
    if not rect:
        raise ValueError("alpha is 0 everywhere: there is nothing to crop to")
    return rect.grown(options.padding).clipped(alpha.shape)


def check_size(path: Path, rect: Rect, chosen: Format) -> None:
    """Refuse what is too large for a format.

    Raises:
        ImageFileError: A side is longer than it holds.
    """
    if max(rect.width, rect.height) > chosen.longest:
        raise ImageFileError(
            f"cannot write {path}: it would measure {rect.width}×{rect.height} pixels, and "
            f"{chosen.title} holds no side longer than {chosen.longest}"
        )
