"""Writing an export: the options checked, the pixels made strip by strip, the file whole or not."""

from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Image, check_alpha
from mattegui.core.cancelling import Cancelled, Progress, never, stop_if, unseen
from mattegui.core.encode import Pixels
from mattegui.core.exif import ExifError, sized
from mattegui.core.export.apart import is_worth_it, write_apart
from mattegui.core.export.checks import (
    DEFAULT,
    KINDS,
    check_destination,
    check_options,
    check_size,
    content_rect,
    format_of,
)
from mattegui.core.export.contents import EXPORTERS
from mattegui.core.export.formats import FORMATS, Format
from mattegui.core.export.options import ExportOptions
from mattegui.core.export.order import Order
from mattegui.core.export.sheet import Sheet
from mattegui.core.files import atomic_path
from mattegui.core.foreground import estimate_foreground
from mattegui.core.imagefile import NO_METADATA, ImageFile, ImageFileError, Metadata
from mattegui.core.rect import Rect

FOREGROUND_SHARE: Final = 0.5
"""Of the time that an export takes, that of the foreground's colours, roughly."""


def write_export(
    path: Path,
    source: ImageFile,
    alpha: Alpha,
    options: ExportOptions = DEFAULT,
    *,
    foreground: Image | None = None,
    amount: float | Alpha = 1.0,
    cancelled: Cancelled = never,
    progress: Progress = unseen,
) -> None:
    """Write an export, whole or not at all.

    Args:
        path: Its suffix chooses the format, unless the options do.
        source: The image that was matted.
        alpha: H,W.
        options: What and how.
        foreground: H,W,3 of the image's depth, the colours at soft edges; estimated if not given.
        amount: Of the estimated foreground, as in `estimate_foreground`.
        cancelled: Asked every few rows and, while a format is encoded in one go, every
            `apart.POLL` seconds; when it says yes, nothing is written.
        progress: Takes the share that is done, 0 to 1. At 1 all rows are made; a format that is
            encoded in one go then takes its time.

    Raises:
        CancelledError: `cancelled` said so; nothing was written.
        ImageFileError: It would overwrite the source, is too large for the format, or cannot be
            written.
        ValueError: The options contradict each other, or the arrays each other.
        OSError: The folder is not there or not writable, or the disk is full.
    """
    check_destination(path, [source.path], options)
    chosen = format_of(path, options)
    check_alpha(alpha, source.image.shape)
    rect = content_rect(alpha, options)
    check_size(path, rect, chosen)
    share = 0.0
    if foreground is None:
        share = FOREGROUND_SHARE if needs_foreground(options) else 0.0
        foreground = export_foreground(
            source, alpha, options, amount, cancelled, lambda done: progress(share * done)
        )
    stop_if(cancelled)
    sheet = make_sheet(source, alpha, options, chosen, foreground, rect)

    def passed(done: float) -> None:
        stop_if(cancelled)
        progress(share + (1 - share) * done)

    progress(share)
    order = Order(
        path,
        make_pixels(sheet, options, chosen),
        _profile(source, options, sheet),
        kept_metadata(source, options, rect),
        options,
        passed,
    )
    with atomic_path(order.path) as draft:
        if chosen.stoppable or not is_worth_it(order):
            chosen.write(draft, order)
        else:
            write_apart(draft, order, chosen.write)
        stop_if(cancelled)


def render_export(
    source: ImageFile,
    alpha: Alpha,
    options: ExportOptions = DEFAULT,
    *,
    foreground: Image | None = None,
) -> AnyArray:
    """Return the pixels that an export would store, H,W,C or H,W: for a look, or a clipboard.

    Args:
        source: The image that was matted.
        alpha: H,W.
        options: As for `write_export`; without a format they are those of a PNG file.
        foreground: As for `write_export`.

    Raises:
        ValueError: The options contradict each other, or the arrays each other.
    """
    chosen = FORMATS[options.format or "png"]
    check_options(options, chosen)
    check_alpha(alpha, source.image.shape)
    rect = content_rect(alpha, options)
    if foreground is None:
        foreground = export_foreground(source, alpha, options)
    sheet = make_sheet(source, alpha, options, chosen, foreground, rect)
    pixels = make_pixels(sheet, options, chosen).whole(unseen)
    return pixels[..., 0] if pixels.shape[2] == 1 else pixels


def export_foreground(
    source: ImageFile,
    alpha: Alpha,
    options: ExportOptions = DEFAULT,
    amount: float | Alpha = 1.0,
    cancelled: Cancelled = never,
    progress: Progress = unseen,
) -> Image:
    """Return the colours for soft edges, H,W,3; the image itself where none are asked for.

    This takes most of the time of an export: with it, several can share the answer.

    Args:
        source: The image that was matted.
        alpha: H,W.
        options: Whether it is asked for at all.
        amount: How much of the foreground's colours replaces the image's, as in
            `estimate_foreground`.
        cancelled: As there.
        progress: As there.

    Raises:
        CancelledError: `cancelled` said so.
    """
    if not needs_foreground(options):
        return source.image
    return estimate_foreground(
        source.image, alpha, amount=amount, cancelled=cancelled, progress=progress
    )


def needs_foreground(options: ExportOptions) -> bool:
    """Say whether the foreground's colours are asked for at all."""
    return options.decontaminate and EXPORTERS[options.content].coloured


def make_sheet(
    source: ImageFile,
    alpha: Alpha,
    options: ExportOptions,
    chosen: Format,
    foreground: Image,
    rect: Rect,
) -> Sheet:
    """Return what the pixels of `rect` are made of."""
    kind = _kind(source, options, chosen)
    behind = options.background, options.background_profile
    return Sheet(source, alpha, foreground, rect, kind, options.hidden, *behind)


def _kind(source: ImageFile, options: ExportOptions, chosen: Format) -> str:
    if options.depth != "auto":
        return KINDS[options.depth]
    wanted = str(source.image.dtype)
    if source.light is not None and "float" in chosen.kinds:
        wanted = "half" if source.light.dtype == np.float16 else "float"
        return wanted if wanted in chosen.kinds else "float"
    return wanted if wanted in chosen.kinds else chosen.kinds[0]


def make_pixels(sheet: Sheet, options: ExportOptions, chosen: Format) -> Pixels:
    """Return the pixels as they are stored, made strip by strip."""
    exporter = EXPORTERS[options.content]
    shape = (sheet.rect.height, sheet.rect.width, exporter.channels)
    multiplied = chosen.multiplied and exporter.channels == 4

    def rows(top: int, bottom: int) -> AnyArray:
        made = exporter.rows(sheet, top, bottom)
        if multiplied:
            made[..., :3] *= made[..., 3:]
        return made

    return Pixels(shape, sheet.kind, rows)


def _profile(source: ImageFile, options: ExportOptions, sheet: Sheet) -> bytes:
    """Return the profile to embed: an alpha has no colours, and light is of sRGB's primaries."""
    return b"" if sheet.floating or options.content == "alpha" else source.icc_profile


def kept_metadata(source: ImageFile, options: ExportOptions, rect: Rect) -> Metadata:
    """Return what is written of the source's metadata, with the size of `rect`.

    Raises:
        ImageFileError: It is damaged.
    """
    metadata = source.metadata
    if not options.metadata:
        return NO_METADATA
    if not metadata.exif:
        return metadata
    try:
        return replace(metadata, exif=sized(metadata.exif, rect.width, rect.height))
    except ExifError as error:
        raise ImageFileError(f"the EXIF data of {source.path} is damaged: {error}") from error
