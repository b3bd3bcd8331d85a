"""The formats that can be written: one function and one entry each."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image as Pillow

from mattegui.core.arrays import AnyArray
from mattegui.core.containers import ContainerError, check_png_end, put_into_jxl, put_into_png
from mattegui.core.encode import WriteOptions, check_space, write_pixels
from mattegui.core.exif import ExifError, into_tiff
from mattegui.core.export.order import Order, Write
from mattegui.core.imagefile import ImageFileError
from mattegui.core.metadata import EXIF_NAME

LOSSY_QUALITY: Final = 95
_SEGMENT: Final = 65533
"""Bytes that one segment of a JPEG file holds, its length included."""
_XMP_NAME: Final = 29


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    Attributes:
        title: For people.
        suffixes: That its names may have, the usual first.
        kinds: What it can store, the best for 8-bit images first.
        write: Writes a draft.
        alpha: It can hold an alpha channel.
        lossy: It can lose something, so that a quality means something.
        lossless: It can keep everything.
        compression: The compression level means something.
        longest: Pixels that a side may have.
        multiplied: Colours are stored multiplied by alpha.
        stoppable: It is written strip by strip, and can be given up after each.
    """

    title: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    write: Write
    alpha: bool = True
    lossy: bool = False
    lossless: bool = True
    compression: bool = False
    longest: int = (1 << 31) - 1
    multiplied: bool = False
    stoppable: bool = True


def write_png(draft: Path, order: Order) -> None:
    """Write a PNG file, straight alpha, with EXIF and XMP as they were."""
    level = order.options.compression
    how = order.write_options(**{"png:compressionLevel": level})
    write_pixels(draft, order.pixels, how, order.passed)
    try:
        check_png_end(draft)
        put_into_png(draft, order.metadata.exif, order.metadata.xmp)
    except ContainerError as error:
        raise ImageFileError(f"cannot write {order.path}: {error}") from error


def write_tiff(draft: Path, order: Order) -> None:
    """Write a TIFF file, straight alpha, deflated; EXIF goes into directories of its own."""
    how = order.write_options(
        compression="zip", Orientation=1, **{"tiff:zipquality": order.options.compression}
    )
    write_pixels(draft, order.pixels, how, order.passed)
    try:
        with draft.open("rb+") as file:
            into_tiff(file, order.metadata.exif, order.metadata.xmp)
    except ExifError as error:
        raise ImageFileError(f"cannot write {order.path}: of its EXIF data: {error}") from error


def write_exr(draft: Path, order: Order) -> None:
    """Write an EXR file: linear light, colours multiplied by alpha, as compositors expect."""
    how = WriteOptions(
        order.path,
        dpi=order.metadata.dpi,
        attributes={"compression": f"zip:{order.options.compression}"},
        multiplied=True,
    )
    write_pixels(draft, order.pixels, how, order.passed)


def write_jxl(draft: Path, order: Order) -> None:
    """Write a JPEG XL file."""
    # Its writer waits for ever on a full disk.
    check_space(draft.parent, order.pixels.raw_bytes + (1 << 20))
    quality = order.options.quality
    how = order.write_options(
        compression=f"jpegxl:{100 if quality is None else quality}",
        **{"jpegxl:effort": order.options.compression},
    )
    write_pixels(draft, order.pixels, how, order.passed)
    try:
        put_into_jxl(draft, order.metadata.exif, order.metadata.xmp)
    except ContainerError as error:
        raise ImageFileError(f"cannot write {order.path}: {error}") from error


def write_psd(draft: Path, order: Order) -> None:
    """Write a PSD file: a cutout as a layer with its alpha as mask, everything else without layers.

    Programs that know no layers show the cutout over white.
    """
    # psd-tools takes a while to import, and only this needs it.
    from mattegui.core.export import psd

    psd.write(draft, order)


def write_webp(draft: Path, order: Order) -> None:
    """Write a WebP file by Pillow: OpenImageIO's writer keeps neither profile nor EXIF."""
    quality = order.options.quality
    how: dict[str, Any] = {"quality": 80, "lossless": True, "method": 2, "exact": True}
    if quality is not None:
        how = {"quality": quality, "method": 4, "alpha_quality": 100, "exact": True}
    _write_by_pillow(draft, order, "WEBP", **how)


def write_jpeg(draft: Path, order: Order) -> None:
    """Write a JPEG file by Pillow, full colour resolution, with EXIF and XMP as they were."""
    if (
        len(order.metadata.exif) > _SEGMENT - 8
        or len(order.metadata.xmp) > _SEGMENT - 2 - _XMP_NAME
    ):
        raise ImageFileError(
            f"cannot write {order.path}: its EXIF or XMP data is longer than JPEG holds; "
            "write it without metadata, or in another format"
        )
    quality = LOSSY_QUALITY if order.options.quality is None else order.options.quality
    dpi = {} if order.metadata.dpi is None else {"dpi": order.metadata.dpi}
    _write_by_pillow(draft, order, "JPEG", quality=quality, subsampling=0, optimize=True, **dpi)


def _write_by_pillow(draft: Path, order: Order, name: str, **how: Any) -> None:
    pixels: AnyArray = order.pixels.whole(order.passed)
    if pixels.shape[2] == 1:
        # WebP has no grey.
        pixels = pixels[..., 0] if name == "JPEG" else np.repeat(pixels, 3, axis=2)
    for kind, content in (
        ("icc_profile", order.icc_profile),
        ("exif", order.metadata.exif and EXIF_NAME + order.metadata.exif),
        ("xmp", order.metadata.xmp),
    ):
        if content:
            how[kind] = content
    encoded = io.BytesIO()
    try:
        Pillow.fromarray(pixels).save(encoded, name, **how)
    except (OSError, ValueError) as error:
        raise ImageFileError(f"cannot write {order.path}: {error}") from error
    draft.write_bytes(encoded.getbuffer())


FORMATS: Final[dict[str, Format]] = {
    "png": Format("PNG", (".png",), ("uint8", "uint16"), write_png, compression=True),
    "tiff": Format(
        "TIFF", (".tif", ".tiff"), ("uint8", "uint16", "float"), write_tiff, compression=True
    ),
    "webp": Format(
        "WebP", (".webp",), ("uint8",), write_webp, lossy=True, longest=16383, stoppable=False
    ),
    "jxl": Format(
        "JPEG XL",
        (".jxl",),
        ("uint8", "uint16"),
        write_jxl,
        lossy=True,
        compression=True,
        stoppable=False,
    ),
    "psd": Format(
        "PSD", (".psd",), ("uint8", "uint16"), write_psd, longest=30_000, stoppable=False
    ),
    "exr": Format(
        "OpenEXR", (".exr",), ("half", "float"), write_exr, compression=True, multiplied=True
    ),
    "jpeg": Format(
        "JPEG",
        (".jpg", ".jpeg"),
        ("uint8",),
        write_jpeg,
        alpha=False,
        lossy=True,
        lossless=False,
        longest=65500,
        stoppable=False,
    ),
}
