"""What the tests of exports share: profiles, EXIF, and images with both."""

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image as Pillow
from PySide6.QtGui import QColorSpace

from mattegui.core.arrays import Alpha, AnyArray
from mattegui.core.imagefile import ImageFile, Metadata
from tests.samples import disc, photo

XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'rdf:about="" xmlns:my="http://my.example/" my:Word="kept"/></rdf:RDF></x:xmpmeta>'
    b'<?xpacket end="w"?>'
)

PROFILES: dict[str, bytes] = {
    "none": b"",
    "sRGB": bytes(QColorSpace(QColorSpace.NamedColorSpace.SRgb).iccProfile().data()),
    "wide": bytes(QColorSpace(QColorSpace.NamedColorSpace.ProPhotoRgb).iccProfile().data()),
}
P3 = bytes(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3).iccProfile().data())


def exif_block(orientation: int = 1) -> bytes:
    """Return an EXIF block with a maker's note, a place and a size."""
    exif = Pillow.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", "Model", orientation
    exif[0x8298], exif[0x0132] = "Somebody", "2024:01:02 03:04:05"
    own = exif.get_ifd(0x8769)
    own[0x829A], own[0x927C], own[0xA002], own[0xA003] = 0.01, b"NOTE\0\1\2\3" * 9, 40, 30
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (48.0, 1.0, 2.5)
    return exif.tobytes().removeprefix(b"Exif\0\0")


def fields(block: bytes) -> dict[str, dict[int, Any]]:
    """Return what an independent reader finds in an EXIF block, less what tells places in it."""
    exif = Pillow.Exif()
    exif.load(b"Exif\0\0" + block)
    top = {tag: value for tag, value in exif.items() if tag not in {0x8769, 0x8825}}
    return {"top": top, "own": dict(exif.get_ifd(0x8769)), "place": dict(exif.get_ifd(0x8825))}


def source_of(pixels: AnyArray, profile: bytes = b"", **known: Any) -> ImageFile:
    """Return an image as if it had been read."""
    metadata = Metadata(exif_block(), XMP, (300.0, 300.0))
    return ImageFile(Path("nowhere") / "a.png", pixels, None, profile, (), metadata, **known)


def subject(
    height: int, width: int, dtype: type[np.unsignedinteger[Any]]
) -> tuple[AnyArray, Alpha]:
    """Return a textured image with a dark-light range and the alpha of a disc in it."""
    pixels = photo(height, width, dtype)
    pixels[height // 2 - 3 : height // 2 + 3] = np.random.default_rng(2).integers(
        0, np.iinfo(dtype).max, (6, width, 3), endpoint=True
    )
    return pixels, disc(height, width)[2]
