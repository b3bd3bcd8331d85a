"""Training pairs from projects: a cutout that somebody corrected by hand teaches the network."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from mattegui.core.arrays import UNKNOWN, eight_bit
from mattegui.core.files import atomic_path
from mattegui.core.foreground import estimate_foreground
from mattegui.core.openraster_png import encode
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from train.sources import Pixels, SourceError, images_in


@dataclass(frozen=True, slots=True)
class Sample:
    """What was written.

    Attributes:
        path: The RGBA file.
        corrected: Share of the subject's edge, the unknown pixels, that was corrected by hand.
    """

    path: Path
    corrected: float


def add_sample(project: Path, folder: Path) -> Sample:
    """Write a project's cutout as a training foreground: RGBA, straight, 8 bits.

    The alpha has the retouch laid over it; the colours are the estimated foreground's, also where
    nothing is seen, so that a resampled edge does not mix in the old background. The file is called
    after the project, with a number for where that lies: one that is added again takes the place of
    its earlier self, one of the same name in another folder does not. The folder is one for
    `SourceConfig.foregrounds`; it is made where it is missing.

    Args:
        project: A project file.
        folder: Of RGBA files; not one of `fg/` and `alpha/` pairs.

    Raises:
        OpenRasterError: The project cannot be read.
        SourceError: Its alpha is not there or not finished, its trimap has no unknown area, its
            cutout is empty, or the folder is of the other layout.
        OSError: The file cannot be written.
    """
    if (folder / "fg").is_dir():
        raise SourceError(f"{folder} holds fg/ and alpha/ pairs; choose another folder")
    opened = load_project(project)
    rgba = cutout_of(opened, project)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{project.stem}_{_number(project)}.png"
    with atomic_path(path) as draft:
        draft.write_bytes(encode(rgba))
    unknown = opened.trimap == UNKNOWN
    corrected = 0.0
    if opened.retouch is not None:
        corrected = float((opened.retouch[..., 1][unknown] > 0).mean())
    return Sample(path, corrected)


def cutout_of(project: Project, path: Path) -> Pixels:
    """Return a finished project's cutout, H,W,4 `uint8`, cut down to the subject.

    Raises:
        SourceError: There is nothing to learn from; see `add_sample`.
    """
    alpha = project.final_alpha()
    if alpha is None:
        raise SourceError(f"{path} has no alpha for its trimap: open it, and save it when solved")
    if not project.finished:
        raise SourceError(f"the alpha of {path} is not finished: save it when it is solved")
    if not bool((project.trimap == UNKNOWN).any()):
        raise SourceError(f"the trimap of {path} has no unknown area, so there is no soft edge")
    levels = cv2.convertScaleAbs(alpha, alpha=255).astype(np.uint8, copy=False)
    rows, columns = np.nonzero(levels.any(axis=1))[0], np.nonzero(levels.any(axis=0))[0]
    if not rows.size:
        raise SourceError(f"the cutout of {path} is empty")
    colours = eight_bit(estimate_foreground(project.file.image, alpha))
    rgba = np.dstack([colours, levels])
    return np.ascontiguousarray(rgba[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])


def _number(project: Path) -> str:
    """Return eight digits for a project's place; digits, so that siblings remain one series."""
    digest = hashlib.blake2b(str(project.resolve()).encode(), digest_size=8).digest()
    return f"{int.from_bytes(digest, 'big') % 10**8:08d}"


def count(folder: Path) -> int:
    """Return how many foregrounds a folder of RGBA files holds."""
    return len(images_in(folder))
