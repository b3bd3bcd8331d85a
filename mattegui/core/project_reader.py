"""Reading project files; what lies in them is told in `project.py`."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np

from mattegui.core.arrays import Alpha, AnyArray, Trimap
from mattegui.core.cancelling import Cancelled, Progress, never, stop_if, unseen
from mattegui.core.io import ImageFile, ImageFileError, read_image
from mattegui.core.openraster import OpenRasterError, written_name
from mattegui.core.openraster_reader import OpenRaster
from mattegui.core.openraster_stack import StackEntry
from mattegui.core.project import Project, digest
from mattegui.core.project_layers import (
    ALPHA,
    DECONTAMINATION,
    EXACT_ALPHA,
    IMAGE,
    RETOUCH,
    SNAPSHOT,
    TRIMAP,
    alpha_of,
    corrections_of,
    trimap_of,
)
from mattegui.core.project_original import MAX_EMBEDDED, Original, OtherSizeError, is_at, read_bytes
from mattegui.core.project_record import Record, read_record
from mattegui.core.retouch import Corrections


def load_project(
    path: Path,
    *,
    progress: Progress = unseen,
    cancelled: Cancelled = never,
) -> Project:
    """Read a project file, as it was saved here or by another program since.

    Image, trimap, retouch and decontamination come back to the bit, alpha to 16 bits. What had to
    be given up is said in the notes of `Project.file`.

    Raises:
        OpenRasterError: It is not there, damaged, hostile, or no project; the message names the
            file and the part.
        CancelledError: `cancelled` said so.
        OSError: It cannot be read.
    """
    with OpenRaster(path) as container:
        reader = _Reader(container, read_record(container))
        steps: list[Callable[[], None]] = [
            reader.read_image,
            reader.read_trimap,
            reader.read_corrections,
            reader.read_alpha,
            reader.read_snapshots,
        ]
        for done, step in enumerate(steps, start=1):
            stop_if(cancelled)
            step()
            progress(done / len(steps))
        return reader.project()


class _Reader:
    """Takes a project out of its file, plane by plane."""

    def __init__(self, container: OpenRaster, record: Record | None) -> None:
        self._container = container
        self._path = container.path
        self._record = record or Record()
        self._foreign = record is None
        self._notes: list[str] = []
        self._snapshots: dict[str, Trimap] = {}
        self._alpha: Alpha | None = None

    @property
    def _name(self) -> str:
        return self._path.name

    def read_image(self) -> None:
        """Take the image from its original file, or else from its layer."""
        entry = self._required(IMAGE)
        file, self._original = self._from_original()
        self._file = file or self._from_layer(entry)

    def read_trimap(self) -> None:
        """Take the trimap, whoever painted on it."""
        self._trimap = trimap_of(self._container.pixels(self._required(TRIMAP)))

    def read_corrections(self) -> None:
        """Take the planes of corrections that are there."""
        self._retouch = self._corrections(RETOUCH)
        self._decontamination = self._corrections(DECONTAMINATION)

    def read_alpha(self) -> None:
        """Take the alpha if it belongs to the trimap as it is now."""
        if EXACT_ALPHA not in self._container:
            return
        if self._record.trimap != digest(self._trimap):
            self._notes.append(
                f"The trimap in {self._name} was changed by another program; "
                "the alpha has to be computed again."
            )
            return
        pixels = self._container.pixels(StackEntry(ALPHA, EXACT_ALPHA, 0, 0))
        if pixels.shape != (*self._shape, 1) or pixels.dtype != np.uint16:
            self._fail(EXACT_ALPHA, "it is no alpha of 16 bits")
        self._alpha = alpha_of(pixels)

    def read_snapshots(self) -> None:
        """Take the further trimaps."""
        for entry in self._container.entries:
            if entry.name.casefold().startswith(SNAPSHOT.casefold()):
                name = self._snapshot_name(entry)
                self._snapshots[name] = trimap_of(self._container.pixels(entry))

    def project(self) -> Project:
        """Return what was taken."""
        if self._foreign:
            self._notes.append(
                f"{self._name} was saved by another program, which left out the settings and the "
                "original file."
            )
        return Project(
            file=replace(self._file, notes=(*self._file.notes, *self._notes)),
            trimap=self._trimap,
            retouch=self._retouch,
            decontamination=self._decontamination,
            alpha=self._alpha,
            finished=self._record.finished and self._alpha is not None,
            amount=self._record.amount,
            curve=self._record.curve,
            settings=self._record.settings,
            snapshots=self._snapshots,
            original=self._original,
        )

    def _snapshot_name(self, entry: StackEntry) -> str:
        """Return the name that a snapshot was given, or one like it that no other has."""
        seen = entry.name[len(SNAPSHOT) :]
        given = self._record.names.get(entry.part, "")
        name = given if written_name(given) == seen else seen
        number = 2
        while name in self._snapshots:
            name, number = f"{seen} ({number})", number + 1
        return name

    def _from_original(self) -> tuple[ImageFile | None, Original | None]:
        """Return the image as its own file has it, and that file's bytes if they are embedded."""
        original, shape = self._record.original, self._shape
        if original is None:
            return None, None
        path = self._record.image_path(self._path)
        if not self._record.part:
            return self._from_reference(original, path), original
        data = self._container.part(self._record.part, MAX_EMBEDDED)
        kept = Original.of(original.name, data)
        if kept.sha256 != original.sha256:
            self._fail(self._record.part, "these are not the bytes that were put in")
        try:
            file = read_bytes(kept, shape)
        except OtherSizeError as error:
            self._fail(self._record.part, str(error), error)
        except ImageFileError as error:
            # Another machine may lack what reads it; the bytes stay for one that does not.
            self._notes.append(
                f"{error}. Its pixels were taken from the project, without what else the file said."
            )
            return None, kept
        if file.image.shape[:2] != shape:
            self._fail(self._record.part, f"it is {file.image.shape}, the project {shape}")
        return replace(file, path=path), kept

    def _from_reference(self, original: Original, path: Path) -> ImageFile | None:
        why = f"{path.name} is not where it was, or was changed"
        for place in (path, self._path.with_name(path.name)):
            if is_at(original, place):
                try:
                    file = read_image(place)
                except ImageFileError as error:
                    why = str(error)
                    continue
                if file.image.shape[:2] == self._shape:
                    return file
        self._notes.append(
            f"{why}. Its pixels were taken from the project, without what else the file said."
        )
        return None

    def _from_layer(self, entry: StackEntry) -> ImageFile:
        pixels: AnyArray = self._container.pixels(entry)
        if pixels.shape[2] == 1:
            pixels = np.repeat(pixels, 3, axis=2)
        image = np.ascontiguousarray(pixels[..., :3])
        image.flags.writeable = False
        profile = self._container.profile(entry)
        return ImageFile(self._record.image_path(self._path), image, icc_profile=profile)

    @property
    def _shape(self) -> tuple[int, int]:
        return self._container.height, self._container.width

    def _corrections(self, name: str) -> Corrections | None:
        entry = self._find(name)
        return None if entry is None else corrections_of(self._container.pixels(entry))

    def _required(self, name: str) -> StackEntry:
        entry = self._find(name)
        if entry is None:
            self._fail("stack.xml", f"there is no layer named {name!r}, so it is no project")
        return entry

    def _find(self, name: str) -> StackEntry | None:
        """Return the topmost layer of that name, in any case."""
        found = [e for e in self._container.entries if e.name.strip().casefold() == name.casefold()]
        if len(found) > 1:
            self._notes.append(
                f"{self._name} has {len(found)} layers named {name!r}; the topmost was taken."
            )
        return found[0] if found else None

    def _fail(self, part: str, why: str, error: Exception | None = None) -> NoReturn:
        raise OpenRasterError(f"{self._path}, part {part!r}: {why}") from error
