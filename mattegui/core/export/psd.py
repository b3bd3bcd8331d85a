"""PSD files: a cutout as a layer, with its alpha as the mask of that layer.

Written by the structures of psd-tools that are those of Adobe's description of the format
(https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/): its layers of a higher kind would
give the mask 8 bits, whatever the colours have.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
from psd_tools.constants import ChannelID, ColorMode, Compression, Resource, Tag
from psd_tools.psd import PSD
from psd_tools.psd.header import FileHeader
from psd_tools.psd.image_data import ImageData
from psd_tools.psd.image_resources import ImageResource, ImageResources
from psd_tools.psd.layer_and_mask import (
    ChannelData,
    ChannelDataList,
    ChannelImageData,
    ChannelInfo,
    GlobalLayerMaskInfo,
    LayerAndMaskInformation,
    LayerInfo,
    LayerInfoBlock,
    LayerRecord,
    LayerRecords,
    MaskData,
)
from psd_tools.psd.tagged_blocks import TaggedBlock, TaggedBlocks

from mattegui.core.arrays import AnyArray, white
from mattegui.core.encode import STRIP
from mattegui.core.export.order import Order
from mattegui.core.imagefile import ImageFileError

LARGEST: Final = (1 << 31) - 1
"""Bytes that a PSD file may have; Photoshop opens no larger one."""
LAYER: Final = "Cutout"
_INCH: Final = 1


def write(draft: Path, order: Order) -> None:
    """Write a PSD file; see `formats.write_psd`."""
    pixels: AnyArray = order.pixels.whole(order.passed)
    height, width, channels = pixels.shape
    masked = channels == 4
    header = FileHeader(
        channels=3 if masked else channels,
        height=height,
        width=width,
        depth=8 * pixels.dtype.itemsize,
        color_mode=ColorMode.GRAYSCALE if channels == 1 else ColorMode.RGB,
    )
    # What programs show that know nothing of layers.
    merged = ImageData(compression=Compression.RLE)
    merged.set_data(list(_merged_planes(pixels)), header)
    layers = _layers(pixels, header) if masked else LayerAndMaskInformation()
    file = PSD(
        header=header,
        image_resources=_resources(order),
        layer_and_mask_information=layers,
        image_data=merged,
    )
    with draft.open("wb") as target:
        written = file.write(target)
    if written > LARGEST:
        raise ImageFileError(
            f"cannot write {order.path}: it would have {written} bytes, and PSD holds no more than "
            f"{LARGEST}"
        )


def _layers(pixels: AnyArray, header: FileHeader) -> LayerAndMaskInformation:
    """Return the one layer, opaque, with its mask."""
    height, width = pixels.shape[:2]
    opaque = np.full((height, width), white(pixels), pixels.dtype)
    planes = {ChannelID.TRANSPARENCY_MASK: opaque}
    planes |= {ChannelID(index): pixels[..., index] for index in range(3)}
    planes[ChannelID.USER_LAYER_MASK] = pixels[..., 3]
    record = LayerRecord(bottom=height, right=width, name=LAYER)
    record.mask_data = MaskData(bottom=height, right=width)
    stored = ChannelDataList()
    for name, plane in planes.items():
        # As Photoshop itself has it: runs compress no samples of 16 bits.
        deep = header.depth == 16
        data = ChannelData(Compression.ZIP_WITH_PREDICTION if deep else Compression.RLE)
        size = data.set_data(_bytes_of(plane), width, height, header.depth)
        record.channel_info.append(ChannelInfo(name, 2 + size))
        stored.append(data)
    records, channels = LayerRecords(), ChannelImageData()
    records.append(record)
    channels.append(stored)
    if header.depth == 8:
        return LayerAndMaskInformation(
            LayerInfo(1, records, channels), GlobalLayerMaskInfo(), TaggedBlocks()
        )
    # Adobe's description, "Additional Layer Information": deeper layers lie in a block of theirs.
    layers: Any = LayerInfoBlock(1, records, channels)
    blocks = TaggedBlocks()
    blocks[Tag.LAYER_16] = TaggedBlock(key=Tag.LAYER_16, data=layers)
    return LayerAndMaskInformation(LayerInfo(), GlobalLayerMaskInfo(), blocks)


def _merged_planes(pixels: AnyArray) -> Iterator[bytes]:
    """Yield the colours over white, plane by plane."""
    if pixels.shape[2] < 4:
        yield from (_bytes_of(pixels[..., index]) for index in range(pixels.shape[2]))
        return
    top = np.float32(white(pixels))
    for index in range(3):
        plane = np.empty(pixels.shape[:2], pixels.dtype)
        for first in range(0, len(plane), STRIP):
            rows = slice(first, first + STRIP)
            share = pixels[rows, :, 3] / top
            plane[rows] = np.rint(pixels[rows, :, index] * share + top * (1 - share))
        yield _bytes_of(plane)


def _bytes_of(plane: AnyArray) -> bytes:
    return plane.astype(plane.dtype.newbyteorder(">")).tobytes()


def _resources(order: Order) -> ImageResources:
    """Return profile, EXIF, XMP and resolution."""
    metadata = order.metadata
    blocks = {
        Resource.RESOLUTION_INFO: b"" if metadata.dpi is None else _resolution(*metadata.dpi),
        Resource.ICC_PROFILE: order.icc_profile,
        Resource.EXIF_DATA_1: metadata.exif,
        Resource.XMP_METADATA: metadata.xmp,
    }
    resources = ImageResources()
    for key, data in blocks.items():
        if data:
            resources[key] = ImageResource(key=key, data=data)
    return resources


def _resolution(across: float, down: float) -> bytes:
    """Return pixels an inch, with 16 bits behind the point, to be shown as such."""
    fixed = (round(each * (1 << 16)) for each in (across, down))
    return b"".join(struct.pack(">IHH", each, _INCH, _INCH) for each in fixed)
