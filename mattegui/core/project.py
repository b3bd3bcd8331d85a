"""The project file: all of the work on one image, as an OpenRaster file.

Krita and GIMP show the cutout; trimap, retouch, alpha and image are hidden layers. What is painted
there on the trimap or on the retouch comes back when the project is opened here; layers are known
by their names, in any case. Beside the layers lie `mattegui.json` with the settings, and the
original image file; programs that do not know them leave them out when they save.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from mattegui.core.arrays import UNKNOWN, Alpha, Colours, Image, Trimap, eight_bit
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.foreground import REACH, fast_foreground
from mattegui.core.io import ImageFile
from mattegui.core.matte import Matte
from mattegui.core.project_original import Original
from mattegui.core.project_record import JSON
from mattegui.core.rect import Rect
from mattegui.core.retouch import WEIGHT, Corrections, laid_over


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """The work on one image, as it is kept.

    Attributes:
        file: The image.
        trimap: H,W.
        retouch: H,W,2; None when nothing was corrected.
        decontamination: H,W,2; likewise.
        alpha: H,W, without the retouch; None when it is not known, or when another program
            changed the trimap since.
        finished: The alpha answers to all of the trimap.
        foreground: H,W,3 with 8 bits, for the cutout's layer; without it the image's own colours
            are taken. It is derived, and not read back.
        amount: Of decontamination, 0 to 1.
        curve: That the alpha is stretched by.
        settings: Whatever the app wants to find again, as JSON.
        snapshots: Further trimaps by name.
        original: The image's file where the project has kept it; None: it is looked for at
            `file.path` when the project is saved.
    """

    file: ImageFile
    trimap: Trimap
    retouch: Corrections | None = None
    decontamination: Corrections | None = None
    alpha: Alpha | None = None
    finished: bool = False
    foreground: Colours | None = None
    amount: float = 1.0
    curve: Curve = STRAIGHT
    settings: Mapping[str, JSON] = field(default_factory=dict)
    snapshots: Mapping[str, Trimap] = field(default_factory=dict)
    original: Original | None = None

    @classmethod
    def of(
        cls,
        matte: Matte,
        *,
        finished: bool,
        settings: Mapping[str, JSON] | None = None,
        snapshots: Mapping[str, Trimap] | None = None,
        original: Original | None = None,
    ) -> "Project":
        """Return a copy of the state of the work, which may go on while it is written.

        Args:
            matte: To copy from.
            finished: Its alpha answers to all of its trimap.
            settings: To keep with it.
            snapshots: Further trimaps by name; not copied.
            original: As it came with a project that was opened.
        """
        return cls(
            file=matte.file,
            trimap=matte.trimap.copy(),
            retouch=_used(matte.retouch),
            decontamination=_used(matte.decontamination),
            alpha=matte.alpha.copy(),
            finished=finished,
            foreground=matte.foreground.copy(),
            amount=matte.amount,
            curve=matte.curve,
            settings=dict(settings or {}),
            snapshots=dict(snapshots or {}),
            original=original,
        )

    def matte(self, srgb: Image | None = None) -> Matte:
        """Return the matte to go on working with; its arrays are this project's own.

        The foreground is computed again for the screen: seconds for a large unknown area.

        Args:
            srgb: The image in sRGB, if it is not itself; see `Matte.srgb`.
        """
        matte = Matte(self.file, self.trimap, amount=self.amount, srgb=srgb, curve=self.curve)
        if self.retouch is not None:
            matte.retouch = self.retouch
        if self.decontamination is not None:
            matte.decontamination = self.decontamination
        if self.alpha is not None:
            matte.alpha = self.alpha
            matte.foreground = quick_foreground(matte.seen, self.trimap, self.alpha)
        return matte

    def final_alpha(self) -> Alpha | None:
        """Return the alpha, curved, with the retouch laid over it; None without an alpha."""
        curved = self.alpha if self.alpha is None else self.curve.applied(self.alpha)
        if curved is None or self.retouch is None:
            return curved
        final = curved.copy()
        # Most retouch is local, and a large image has far more of everything else.
        part = Rect.around(self.retouch[..., WEIGHT] > 0).slices
        final[part] = laid_over(curved[part], self.retouch[part])
        return final


def quick_foreground(image: Image, trimap: Trimap, alpha: Alpha) -> Colours:
    """Return the foreground, H,W,3 with 8 bits: estimated near what is unknown, else the image's.

    Args:
        image: H,W,3.
        trimap: H,W.
        alpha: H,W, without the retouch.
    """
    colours = np.array(eight_bit(image))
    rect = Rect.around(trimap == UNKNOWN).grown(REACH).clipped(trimap.shape)
    if rect:
        colours[rect.slices] = fast_foreground(colours[rect.slices], alpha[rect.slices])
    return colours


def digest(trimap: Trimap) -> str:
    """Return what tells one trimap from another: SHA-256 of its labels."""
    return hashlib.sha256(np.ascontiguousarray(trimap).data).hexdigest()


def _used(plane: Corrections) -> Corrections | None:
    return plane.copy() if plane.any() else None
