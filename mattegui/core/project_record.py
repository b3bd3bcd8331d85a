"""`mattegui.json` in a project file: what is not pixels."""

import json
import math
import os
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final, NoReturn, TypeAlias

from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.openraster import OpenRasterError
from mattegui.core.openraster_reader import MAX_TEXT, OpenRaster
from mattegui.core.project_original import MAX_EMBEDDED, Original

RECORD: Final = "mattegui.json"
FORMAT: Final = "mattegui.project.1"
_FAMILY: Final = FORMAT.rpartition(".")[0]

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"


@dataclass(frozen=True, slots=True)
class Record:
    """What a project says beside its layers.

    Attributes:
        original: The file that the image was read from; without its bytes.
        place: Where it lay, from the project's folder where that can be said.
        part: The part that holds its bytes; empty when they are not embedded.
        trimap: SHA-256 of the trimap that the alpha was derived from.
        finished: The alpha answered to all of it.
        amount: Of decontamination, 0 to 1.
        curve: That the alpha is stretched by.
        settings: Whatever else the app keeps, by name.
        names: Of the snapshots whose layers could not be given them, by part.
    """

    original: Original | None = None
    place: str = ""
    part: str = ""
    trimap: str = ""
    finished: bool = False
    amount: float = 1.0
    curve: Curve = STRAIGHT
    settings: Mapping[str, JSON] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def image_path(self, project: Path) -> Path:
        """Return where the original lay; beside the project when nothing sensible is said."""
        name = PurePath(self.original.name).name if self.original else ""
        # "//host/share" is another machine: nobody is to be called because of a file's words.
        if self.place.startswith(("//", "\\\\")) or not self.place.isprintable():
            return project.with_name(name) if name.isprintable() and name else project
        return Path(os.path.normpath(project.parent / self.place)) if self.place else project


def place_of(image: Path, project: Path) -> str:
    """Return where `image` lies, seen from the project's folder: both can move together."""
    try:
        return Path(os.path.relpath(image.resolve(), project.parent.resolve())).as_posix()
    except ValueError:
        # Another drive.
        return image.resolve().as_posix()


def pack_record(record: Record) -> bytes:
    """Return a record as JSON.

    Raises:
        TypeError: The settings hold what JSON cannot.
        ValueError: The settings hold numbers that are not finite.
    """
    original = None
    if record.original is not None:
        original = {
            "name": record.original.name,
            "place": record.place,
            "size": record.original.size,
            "sha256": record.original.sha256,
            "part": record.part,
        }
    packed: dict[str, object] = {
        "format": FORMAT,
        "original": original,
        "alpha": {"trimap": record.trimap, "finished": record.finished},
        "amount": record.amount,
        "settings": dict(record.settings),
    }
    if not record.curve.is_straight:
        packed["curve"] = list(astuple(record.curve))
    if record.names:
        packed["names"] = dict(record.names)
    text = json.dumps(packed, indent=1, ensure_ascii=False, allow_nan=False)
    # Half of a surrogate pair, which UTF-8 does not have, is escaped as JSON itself escapes it.
    return text.encode(errors="backslashreplace")


def read_record(container: OpenRaster) -> Record | None:
    """Return a project's record; None where another program left it out.

    Raises:
        OpenRasterError: It is damaged, or of a later version of this program.
    """
    if RECORD not in container:
        return None

    def fail(why: str, error: Exception | None = None) -> NoReturn:
        raise OpenRasterError(f"{container.path}, part {RECORD!r}: {why}") from error

    try:
        packed = json.loads(container.part(RECORD, MAX_TEXT), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, OpenRasterError):
            raise
        fail(f"it is damaged: {error}", error)
    kind = packed.get("format") if isinstance(packed, dict) else None
    if kind != FORMAT:
        newer = isinstance(kind, str) and kind.startswith(_FAMILY)
        fail(f"it was written by a later version: {kind}" if newer else "it is no project's")
    try:
        return _record(packed)
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError) as error:
        fail(f"it does not say what it must, or says it wrongly: {error}", error)


def _record(packed: dict[str, Any]) -> Record:
    original, alpha = packed["original"], packed["alpha"]
    amount, settings = float(packed["amount"]), packed["settings"]
    if not (math.isfinite(amount) and 0 <= amount <= 1):
        raise ValueError(f"amount {amount} is not between 0 and 1")
    curve = Curve(*map(float, packed["curve"])) if "curve" in packed else STRAIGHT
    if not isinstance(settings, dict):
        raise TypeError("settings are not an object")
    trimap, finished = _text(alpha["trimap"]), alpha["finished"] is True
    names = {part: _text(name) for part, name in packed.get("names", {}).items()}
    if original is None:
        return Record(None, "", "", trimap, finished, amount, curve, settings, names)
    size = original["size"]
    if not isinstance(size, int) or size < 0:
        raise ValueError("the original's size is no number of bytes")
    found = Original(_text(original["name"]), size, _text(original["sha256"]), None)
    part = _text(original["part"])
    if part and size > MAX_EMBEDDED:
        raise ValueError(f"the embedded original has {size} bytes, more than {MAX_EMBEDDED}")
    place = _text(original["place"])
    return Record(found, place, part, trimap, finished, amount, curve, settings, names)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{str(value)[:40]!r} is no text")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
