"""Writing project files; what lies in them is told in `project.py`."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import ImageCms

from mattegui.core.arrays import AnyArray, Colours, check_alpha, check_trimap, eight_bit
from mattegui.core.cancelling import Cancelled, Progress, never, stop_if, unseen
from mattegui.core.openraster import (
    MERGED,
    Canvas,
    OpenRasterError,
    RasterLayer,
    backup_path,
    write_openraster,
    written_name,
)
from mattegui.core.openraster_png import encode
from mattegui.core.project import Project, digest
from mattegui.core.project_layers import (
    ALPHA,
    CUTOUT,
    DECONTAMINATION,
    EXACT_ALPHA,
    IMAGE,
    RETOUCH,
    SNAPSHOT,
    TRIMAP,
    cutout_colours,
    cutout_pixels,
    pixels_of_alpha,
    pixels_of_corrections,
)
from mattegui.core.project_original import MAX_EMBEDDED, Original, find_original, is_at
from mattegui.core.project_record import RECORD, Record, pack_record, place_of

SUFFIX: Final = ".ora"
_TRIMAP_OPACITY: Final = 0.5
"""A trimap that is switched on in another program shall not hide what it is about."""
_ENCODERS: Final = 2


@dataclass(frozen=True, slots=True)
class _Drawer:
    """A PNG before it is drawn and encoded.

    Attributes:
        name: Of its layer; empty for what only this program reads.
        part: Name in the file.
        draw: Returns the pixels.
        profile: To embed.
        opacity: Of the layer.
    """

    name: str
    part: str
    draw: Callable[[], AnyArray]
    profile: bytes = b""
    opacity: float = 1.0


def save_project(
    path: Path,
    project: Project,
    *,
    progress: Progress = unseen,
    cancelled: Cancelled = never,
) -> tuple[str, ...]:
    """Write a project file, whole or not at all; the version before it becomes `NAME~`.

    Args:
        path: Ends in `.ora`.
        project: What to write; planes that are None are left out.
        progress: Told after each part, in the calling thread.
        cancelled: Asked before each part, in any thread.

    Returns:
        Sentences for the user: what could not be kept.

    Raises:
        OpenRasterError: `path` has another suffix, is a folder, or is the image itself.
        CancelledError: `cancelled` said so; nothing was changed.
        ValueError: The arrays do not fit each other, or a setting is no JSON.
        TypeError: A setting is of a type that JSON does not have.
        OSError: The folder is not there or not writable, the disk is full, or the name is too
            long for a backup beside it.
    """
    _check(path, project)

    def encoded(drawer: _Drawer) -> bytes:
        stop_if(cancelled)
        return encode(drawer.draw(), drawer.profile)

    with ThreadPoolExecutor(_ENCODERS) as pool:
        # Begun before the part that waits for it.
        showing = pool.submit(_shown, project)
        finding = pool.submit(_original, project, cancelled)
        drawers = _drawers(project, showing.result)
        # From the last, which are the largest: so none is left when all others are done.
        pngs = [pool.submit(encoded, drawer) for drawer in reversed(drawers)][::-1]
        parts: list[Future[Any]] = [finding, *pngs]
        for done, part in enumerate(as_completed(parts), start=1):
            part.result()
            progress(0.9 * done / len(parts))
    layers = [
        RasterLayer(d.name, d.part, png.result(), d.part == MERGED, d.opacity)
        for d, png in zip(drawers, pngs, strict=True)
        if d.name
    ]
    extras, notes = _extras(path, project, finding.result())
    extras |= {d.part: png.result() for d, png in zip(drawers, pngs, strict=True) if not d.name}
    stop_if(cancelled)
    height, width = project.trimap.shape
    write_openraster(path, Canvas(width, height, showing.result()), layers, extras)
    progress(1.0)
    return notes


def _check(path: Path, project: Project) -> None:
    if path.suffix.lower() != SUFFIX:
        raise OpenRasterError(f"cannot write {path}: the name of a project ends in {SUFFIX}")
    # A name that is too long, its own or with one letter more, is told before the work.
    with suppress(FileNotFoundError):
        backup_path(path).stat()
    shape = project.file.image.shape
    trimaps = {"the trimap": project.trimap} | {
        f"the snapshot {name!r}": trimap for name, trimap in project.snapshots.items()
    }
    for name, trimap in trimaps.items():
        if not np.array_equal(check_trimap(trimap, shape), trimap):
            raise ValueError(f"{name} holds values other than 0, 128 and 255")
    for plane in (project.retouch, project.decontamination):
        if plane is not None and (plane.shape != (*shape[:2], 2) or plane.dtype != np.uint8):
            raise ValueError(f"corrections are uint8 of shape {(*shape[:2], 2)}, not {plane.shape}")
    if project.alpha is not None:
        check_alpha(project.alpha, shape)


def _shown(project: Project) -> Colours:
    """Return what is to be seen of the project, with 8 bits: its cutout, or else its image."""
    image = eight_bit(project.file.image)
    alpha = project.final_alpha()
    if alpha is None:
        return image
    foreground = image if project.foreground is None else project.foreground
    colours = cutout_colours(image, foreground, project.amount, project.decontamination)
    return cutout_pixels(colours, alpha)


def _drawers(project: Project, shown: Callable[[], Colours]) -> list[_Drawer]:
    """Return the layers, the topmost first; `shown` returns what `_shown` does."""
    drawers = [_Drawer(TRIMAP, "data/trimap.png", lambda: project.trimap, opacity=_TRIMAP_OPACITY)]
    for name, plane in ((RETOUCH, project.retouch), (DECONTAMINATION, project.decontamination)):
        if plane is not None:
            drawers.append(
                _Drawer(name, f"data/{name.lower()}.png", partial(pixels_of_corrections, plane))
            )
    for number, (name, trimap) in enumerate(project.snapshots.items()):
        draw = partial(np.asarray, trimap)
        drawers.append(_Drawer(SNAPSHOT + name, _snapshot_part(number), draw))
    if project.alpha is not None:
        alpha, profile = project.alpha, project.file.icc_profile
        drawers += [
            _Drawer("", EXACT_ALPHA, partial(pixels_of_alpha, alpha, np.uint16)),
            _Drawer(ALPHA, "data/alpha.png", partial(pixels_of_alpha, alpha, np.uint8)),
            _Drawer(CUTOUT, MERGED, shown, profile),
        ]
    image, profile = project.file.image, project.file.icc_profile
    if image.dtype == np.uint16 and not profile:
        # Krita asks its user what 16-bit numbers mean when a PNG does not say it.
        profile = _srgb_profile()
    part = MERGED if project.alpha is None else "data/image.png"
    drawers.append(_Drawer(IMAGE, part, lambda: image, profile))
    return drawers


def _snapshot_part(number: int) -> str:
    return f"data/snapshot{number}.png"


def _srgb_profile() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # ICC.1:2022 section 7.2.8, the date: the same image is to be the same file.
    profile[24:36] = bytes([0x07, 0xBC, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0])
    return bytes(profile)


def _original(project: Project, cancelled: Cancelled) -> Original | None:
    stop_if(cancelled)
    kept = project.original
    if kept is not None and (kept.data is not None or is_at(kept, project.file.path)):
        return kept
    # An image that came from a layer of a project has no file of its own.
    return None if project.file.path.suffix.lower() == SUFFIX else find_original(project.file)


def _extras(
    path: Path, project: Project, original: Original | None
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the parts that are not layers, and what the user should know about them."""
    name, notes = project.file.path.name, []
    record = Record(
        original=original,
        trimap=digest(project.trimap),
        finished=project.finished and project.alpha is not None,
        amount=project.amount,
        curve=project.curve,
        settings=project.settings,
        names={
            _snapshot_part(number): name
            for number, name in enumerate(project.snapshots)
            if written_name(name) != name
        },
    )
    extras: dict[str, bytes] = {}
    if original is not None:
        record = replace(record, place=place_of(project.file.path, path))
        if original.data is not None:
            record = replace(record, part=f"mattegui/original{original.suffix}")
            extras[record.part] = original.data
        else:
            notes.append(
                f"{name} has more than {MAX_EMBEDDED >> 20} MB and is not inside the project; "
                "keep both in one folder."
            )
    elif project.file.path.suffix.lower() != SUFFIX:
        notes.append(
            f"{name} has changed or gone since it was opened; "
            "the project has its pixels and its colour profile only."
        )
    return {RECORD: pack_record(record), **extras}, tuple(notes)
