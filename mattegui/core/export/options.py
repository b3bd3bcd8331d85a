"""`ExportOptions`: every choice that an export offers, for dialogs and the command line alike."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from mattegui.core.arrays import Image

Depth: TypeAlias = Literal["auto", "8", "16", "half", "float"]
Hidden: TypeAlias = Literal["bleed", "zero", "original"]
Background: TypeAlias = tuple[int, int, int] | Image
"""One colour with 8 bits, or an image of any size, which is scaled to cover."""

DEPTHS: Final[dict[str, str]] = {
    "auto": "As the image",
    "8": "8 bits",
    "16": "16 bits",
    "half": "16 bits, floating point",
    "float": "32 bits, floating point",
}
"""What dialogs call them, once it is translated."""
HIDDEN: Final[dict[str, str]] = {
    "bleed": "The edge's colours, continued",
    "zero": "Black",
    "original": "The image as it was",
}
"""What dialogs call them, once it is translated, and the command line in small letters."""
PRIVACY_WARNING: Final = (
    "Under alpha 0 the image stays as it was: whoever gets the file can bring the background back."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportOptions:
    """What to write, and how.

    Attributes:
        content: A key of `EXPORTERS`.
        format: A key of `FORMATS`; empty for the one that the file's name asks for.
        depth: A key of `DEPTHS`; `auto` is the image's, or the nearest that the format has.
            Floating point is linear light.
        crop: Write the part around what is visible only.
        padding: Pixels left around it; less at the image's borders.
        hidden: A key of `HIDDEN`: which colours stand under alpha 0. Some programs smear them
            into soft edges.
        decontaminate: Write the foreground's colours at soft edges; otherwise the image's.
        background: What a composite is laid over.
        background_profile: The colour profile of an image that is; empty for sRGB, in which one
            colour is always given.
        compression: Of lossless files, 1 (fast) to 9 (small).
        quality: 1 to 100, of formats that can lose something; None for lossless, or 95 where
            there is no lossless.
        metadata: Keep EXIF, XMP and resolution. The colour profile is always kept: without it
            the colours would be others.
    """

    content: str = "rgba"
    format: str = ""
    depth: Depth = "auto"
    crop: bool = False
    padding: int = 0
    hidden: Hidden = "bleed"
    decontaminate: bool = True
    background: Background = (255, 255, 255)
    background_profile: bytes = field(default=b"", repr=False)
    compression: int = 3
    quality: int | None = None
    metadata: bool = True
