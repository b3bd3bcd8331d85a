"""What a batch is to do: images with their trimaps or masks, and where the exports go."""

import hashlib
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from mattegui.core.export import ExportOptions, default_name
from mattegui.core.io import READABLE

_TRIMAP = ("_trimap", "-trimap", ".trimap")
_MASK = ("_mask", "-mask", ".mask")
"""What may stand between an image's name and the suffix of its trimap, or of its mask."""

ODD_NAMES: Final = sys.getfilesystemencodeerrors()
"""How names of files that are no text of the system's encoding are kept in UTF-8."""


class BatchError(ValueError):
    """A batch that cannot begin; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One image of a batch.

    Attributes:
        image: The image.
        trimap: Its trimap; None if there is none.
        out: Where its export goes.
        problem: Why it cannot be done at all; empty if it can.
        mask: What a trimap is made of as long as there is none; None if there is no mask either.
    """

    image: Path
    trimap: Path | None
    out: Path
    problem: str = ""
    mask: Path | None = None

    @property
    def marked(self) -> bool:
        """Whether a file tells where its subject is: a trimap or a mask."""
        return self.trimap is not None or self.mask is not None

    @property
    def sources(self) -> list[Path]:
        """The files that it is made of, which nothing may be written to."""
        return [path for path in (self.image, self.trimap, self.mask) if path is not None]


def find_items(
    images: Path, trimaps: Path, out: Path, options: ExportOptions, *, masks: bool = False
) -> list[Item]:
    """Return the images of a folder in the order of their names, each with its trimap or mask.

    Args:
        images: A folder.
        trimaps: A folder with a trimap of the same name for each image, or with `_trimap` added;
            or one file for all of them, for series with the same framing.
        out: The folder of the exports.
        options: Of the exports; they choose the names.
        masks: In `trimaps` are masks instead, called as the images or with `_mask` added. A trimap
            with `_trimap` added goes before the mask: it was made of that and corrected.

    Raises:
        BatchError: A folder is not there, or holds no image.
    """
    if not images.is_dir():
        raise BatchError(f"there is no folder {images}")
    if not trimaps.exists():
        raise BatchError(f"there is no folder or file {trimaps}")
    found = _image_files(images)
    known = None if trimaps.is_file() else {path.stem: path for path in _image_files(trimaps)}
    items = []
    for path in found:
        item = Item(path, None, out / default_name(path, options))
        if known is None:
            item = replace(item, mask=trimaps) if masks else replace(item, trimap=trimaps)
        elif masks:
            trimap = _companion(path, known, _TRIMAP)
            item = replace(item, trimap=trimap, mask=_companion(path, known, ("", *_MASK)))
        else:
            item = replace(item, trimap=_companion(path, known, ("", *_TRIMAP)))
        items.append(item)
    # What an earlier run wrote into the same folder, and what lies beside the images it is of.
    made = {item.out.absolute() for item in items}
    used = {path for item in items for path in item.sources if path != item.image}
    items = [item for item in items if item.image.absolute() not in made and item.image not in used]
    if not items:
        raise BatchError(f"there is no image in {images}")
    return _with_problems(items, masks=masks)


def share_of(items: Sequence[Item], environment: Mapping[str, str]) -> tuple[list[Item], int, int]:
    """Return this process' share of the items, its rank, and how many processes share them.

    `torchrun` tells both in the environment, as RANK and WORLD_SIZE.

    Raises:
        BatchError: These are no numbers, or the rank is not one of the world's.
    """
    try:
        rank, world = int(environment.get("RANK", "0")), int(environment.get("WORLD_SIZE", "1"))
    except ValueError as error:
        raise BatchError(f"RANK and WORLD_SIZE are to be numbers: {error}") from error
    if not 0 <= rank < world:
        raise BatchError(f"there is no rank {rank} among {world}")
    return list(items[rank::world]), rank, world


def fingerprint(item: Item, how: str, band: float | None = None) -> str:
    """Return a digest of all that an item's export depends on.

    Args:
        item: Its files count with their sizes and times.
        how: What is done to it, in any form that changes when the outcome would.
        band: Of a trimap that is made of a mask.
    """
    parts = [how, item.out.name]
    if item.trimap is None and item.mask is not None:
        # The same file read as a trimap would come to something else.
        parts.append(f"mask {band}" if band is None else f"mask {band:g}")
    for path in (item.image, item.trimap or item.mask):
        if path is not None and path.exists():
            state = path.stat()
            parts.append(f"{path.name} {state.st_size} {state.st_mtime_ns}")
    text = "\n".join(parts).encode("utf-8", ODD_NAMES)
    return hashlib.sha256(text).hexdigest()[:32]


def source_of(item: Item) -> str:
    """Return the folder of an item's image as it is found from that of its export; never empty.

    So it is the same if both were moved together, or are seen from another machine.
    """
    return _found_from(item.image.parent, item.out.parent)


@lru_cache(maxsize=16)
def _found_from(folder: Path, start: Path) -> str:
    folder, start = folder.resolve(), start.resolve()
    try:
        return Path(os.path.relpath(folder, start)).as_posix()
    except ValueError:
        # On another drive of Windows.
        return folder.as_posix()


def _image_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in READABLE and path.is_file() and not path.name.startswith(".")
    )


def _companion(image: Path, known: Mapping[str, Path], marks: Sequence[str]) -> Path | None:
    """Return the first file that is called as an image with one of some marks."""
    candidates = (known.get(image.stem + mark) for mark in marks)
    # A folder that holds both: an image is not its own trimap.
    return next((path for path in candidates if path is not None and path != image), None)


def _place(path: Path) -> str:
    """Return what is the same for two paths exactly if they are one file's."""
    text = os.path.normcase(path)
    if sys.platform == "darwin":
        # Its disks tell neither capitals nor ways to write an accent apart.
        text = unicodedata.normalize("NFC", text).casefold()
    return text


def _with_problems(items: list[Item], *, masks: bool) -> list[Item]:
    first: dict[str, Item] = {}
    checked = []
    for item in items:
        other = first.setdefault(_place(item.out), item)
        if not item.marked:
            name = item.image.name
            problem = f"there is no mask for {name}" if masks else f"there is no trimap for {name}"
            item = replace(item, problem=problem)
        elif other is not item:
            item = replace(
                item,
                problem=f"{other.image.name} and {item.image.name} would both be written to "
                f"{item.out.name}",
            )
        checked.append(item)
    return checked
