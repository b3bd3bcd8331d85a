"""`MaskFile`: a mask on the disk, of which a trimap is made without anybody painting."""

from dataclasses import dataclass
from pathlib import Path

from mattegui.core.arrays import Image, Trimap
from mattegui.core.makers.band import measure_edge
from mattegui.core.makers.segmentation import read_mask


@dataclass(frozen=True, slots=True)
class MaskFile:
    """A mask that stands for the trimap of an image.

    Attributes:
        path: The file; see `read_mask`.
        band: How far the unknown reaches to each side of a typical edge, in pixels; None for what
            suits the subject's size.
    """

    path: Path
    band: float | None = None

    def trimap(self, image: Image) -> Trimap:
        """Return the trimap that is made of it; its band is wider on hair and on soft edges.

        Args:
            image: H,W,3; the mask has to be as large.

        Raises:
            ImageFileError: The file cannot be read.
            MaskError: Its size is not the image's, it divides nothing, or the band's width means
                nothing.
        """
        edge = measure_edge(read_mask(self.path, image.shape), image)
        return edge.trimap(edge.default_width if self.band is None else self.band)
