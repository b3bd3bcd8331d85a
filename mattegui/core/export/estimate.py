"""How large an export will be, told before it is made."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np

from mattegui.core.arrays import Alpha, Image
from mattegui.core.cancelling import unseen
from mattegui.core.encode import Pixels
from mattegui.core.export.checks import DEFAULT, check_options, content_rect
from mattegui.core.export.formats import FORMATS
from mattegui.core.export.options import ExportOptions
from mattegui.core.export.order import Order
from mattegui.core.export.writing import kept_metadata, make_pixels, make_sheet
from mattegui.core.imagefile import NO_METADATA, ImageFile

_SAMPLES: Final = 4
_SAMPLE_ROWS: Final = 64


def estimated_size(
    source: ImageFile,
    alpha: Alpha,
    options: ExportOptions = DEFAULT,
    *,
    foreground: Image | None = None,
) -> int:
    """Return about how many bytes an export will take, from a few strips of it.

    Where no foreground is given, the image's own colours stand in for it: they compress alike.

    Raises:
        ValueError: The options contradict each other.
        ImageFileError: The strips could not be written.
    """
    chosen = FORMATS[options.format or "png"]
    check_options(options, chosen)
    rect = content_rect(alpha, options)
    colours = source.image if foreground is None else foreground
    sheet = make_sheet(source, alpha, options, chosen, colours, rect)
    sampled = _sampled(make_pixels(sheet, options, chosen))
    order = Order(source.path, sampled.pixels, b"", NO_METADATA, options, unseen)
    with tempfile.TemporaryDirectory(prefix="mattegui-") as folder:
        draft = Path(folder) / f"sample{chosen.suffixes[0]}"
        chosen.write(draft, order)
        strips = draft.stat().st_size
    metadata = kept_metadata(source, options, rect)
    kept = len(source.icc_profile) + len(metadata.exif) + len(metadata.xmp)
    return round(strips * sampled.factor) + kept


@dataclass(frozen=True, slots=True)
class _Sample:
    pixels: Pixels
    factor: float


def _sampled(pixels: Pixels) -> _Sample:
    """Return a few strips of `pixels`, one below the other, and how many times less they are."""
    height, width, channels = pixels.shape
    if height <= _SAMPLES * _SAMPLE_ROWS:
        return _Sample(pixels, 1.0)
    gap = (height - _SAMPLE_ROWS) / (_SAMPLES - 1)
    tops = [round(gap * index) for index in range(_SAMPLES)]
    strips = np.concatenate([pixels.rows(top, top + _SAMPLE_ROWS) for top in tops])
    shape = (len(strips), width, channels)
    return _Sample(
        replace(pixels, shape=shape, rows=lambda a, b: strips[a:b]), height / len(strips)
    )
