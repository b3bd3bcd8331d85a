"""What opening reads, in the worker thread: images, projects, and what a crash left behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from PySide6.QtCore import QCoreApplication

from mattegui.app.complaints import spoken
from mattegui.app.recovery import Recoverable
from mattegui.core.arrays import Image
from mattegui.core.cancelling import Cancelled, never
from mattegui.core.io import ImageFile, ImageFileError, read_image, read_trimap
from mattegui.core.journal_reader import read_journal
from mattegui.core.layers import Layers
from mattegui.core.makers.maskfile import MaskFile
from mattegui.core.matte import Matte
from mattegui.core.profile import network_copy
from mattegui.core.project_original import Original
from mattegui.core.project_reader import load_project
from mattegui.core.project_snapshots import unpack_snapshots
from mattegui.core.project_writer import SUFFIX as PROJECT
from mattegui.core.snapshot import Snapshot
from mattegui.core.trimap import blank, from_alpha

BAND: Final = 8
"""Unknown pixels on each side of an edge when a trimap is made from an alpha channel."""


@dataclass(slots=True, eq=False)
class Opened:
    """The work on one image, ready to be shown.

    Attributes:
        matte: The work.
        layers: Its pyramids.
        notes: Sentences for the user.
        project: The project file that it was in.
        original: The image's file, where the project holds it.
        snapshots: That came with it.
        settings: Likewise; names of another version are passed over.
        found: The journal that it was restored from.
        finished: The alpha answers to all of the trimap.
        journal_length: Bytes that count of the journal it was restored from.
    """

    matte: Matte
    layers: Layers
    notes: list[str] = field(default_factory=list)
    project: Path | None = None
    original: Original | None = None
    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    found: Recoverable | None = None
    finished: bool = False
    journal_length: int = 0


def is_project(path: Path) -> bool:
    """Say whether a file's name is a project's."""
    return path.suffix.lower() == PROJECT


def open_file(
    path: Path,
    trimap: Path | MaskFile | None = None,
    band: int = BAND,
    cancelled: Cancelled = never,
) -> Opened:
    """Read an image, with a trimap if there is one, or a project.

    Args:
        path: The image or the project.
        trimap: That of the image, or a mask that it is made of.
        band: Of a trimap that is made of the image's own alpha, in pixels.
        cancelled: Asked while a project is read.

    Raises:
        ValueError: It is damaged, or not what it has to be.
        OSError: It cannot be read.
    """
    if is_project(path):
        return _open_project(path, cancelled)
    file = read_image(path)
    srgb, notes = _seen(file)
    painted = blank(file.image.shape)
    if isinstance(trimap, MaskFile):
        painted = trimap.trimap(file.image if srgb is None else srgb)
        sentence = QCoreApplication.translate("Opening", "The trimap was made of the mask {name}.")
        notes.append(sentence.format(name=trimap.path.name))
    elif trimap is not None:
        painted = read_trimap(trimap, file.image.shape)
    elif file.alpha is not None and float(np.min(file.alpha)) < 1:
        painted = from_alpha(file.alpha, band)
        notes.append(
            QCoreApplication.translate(
                "Opening", "The trimap was made from the image's own alpha channel."
            )
        )
    matte = Matte(file, painted, srgb=srgb)
    return Opened(matte, Layers(matte), notes)


def restore(found: Recoverable, cancelled: Cancelled = never) -> Opened:
    """Read an image and give it the layers that its journal leads to.

    Raises:
        ValueError: The image is not the one that was painted on, or the journal is damaged.
        OSError: One of them cannot be read.
    """
    state = read_journal(found.path)
    origin = state.origin
    opened = open_file(origin.source, cancelled=cancelled)
    height, width = opened.matte.trimap.shape
    if (height, width) != origin.shape:
        raise ImageFileError(
            QCoreApplication.translate(
                "Opening",
                "{path} has been replaced by another image of {width}×{height} pixels; "
                "the one that was painted on had {before}",
            ).format(
                path=origin.source,
                width=width,
                height=height,
                before=f"{origin.shape[1]}×{origin.shape[0]}",
            )
        )
    notes = opened.notes
    if not found.same_file:
        notes.append(
            QCoreApplication.translate(
                "Opening", "{name} has changed since it was painted on; check that all fits."
            ).format(name=origin.source.name)
        )
    if state.damage:
        notes.append(
            QCoreApplication.translate(
                "Opening", "The end of the journal is damaged; everything before it was restored."
            )
        )
    finished = opened.finished and bool((state.planes["trimap"] == opened.matte.trimap).all())
    matte = opened.matte
    if not finished:
        matte = Matte(matte.file, state.planes["trimap"], srgb=matte.srgb)
    matte.amount, matte.curve = state.amount, state.curve
    matte.retouch = state.planes["retouch"]
    matte.decontamination = state.planes["decontamination"]
    return Opened(
        matte,
        Layers(matte),
        notes,
        opened.project,
        opened.original,
        state.snapshots,
        state.origin.settings,
        found,
        finished,
        state.length,
    )


def _open_project(path: Path, cancelled: Cancelled) -> Opened:
    project = load_project(path, cancelled=cancelled)
    srgb, notes = _seen(project.file)
    matte = project.matte(srgb)
    return Opened(
        matte,
        Layers(matte),
        notes,
        path,
        project.original,
        unpack_snapshots(project),
        project.settings,
        finished=project.finished,
    )


def _seen(file: ImageFile) -> tuple[Image | None, list[str]]:
    """Return an image in sRGB, if it is not already, and the sentences about its file."""
    seen, note = network_copy(file)
    notes = [*file.notes, *([note] if note else [])]
    return None if seen is file.image else seen, [spoken(sentence) for sentence in notes]
