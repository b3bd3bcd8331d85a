"""How a project file keeps snapshots: their trimaps as layers, the rest in one of its settings."""

import base64
import binascii
import math
from collections.abc import Mapping
from dataclasses import astuple
from typing import Final

from mattegui.core.arrays import Trimap
from mattegui.core.curve import GAMMAS, STRAIGHT, Curve
from mattegui.core.edit import Layer
from mattegui.core.project import Project
from mattegui.core.project_record import JSON
from mattegui.core.snapshot import CORRECTIONS, LATEST, Snapshot, pack_plane

SETTING: Final = "snapshots"
"""Name of the setting that holds what is not a trimap."""
ROOM: Final = 2 << 20
"""Bytes that a project file's settings have for it."""


def snapshot_trimaps(items: Mapping[str, Snapshot]) -> dict[str, Trimap]:
    """Return the snapshots' trimaps, which project files have as layers."""
    return {name: item.plane("trimap") for name, item in items.items()}


def pack_snapshots(items: Mapping[str, Snapshot]) -> tuple[JSON, list[str]]:
    """Return all but the trimaps as the setting `SETTING`, and the names that find no room there.

    Of those only the trimap is kept.
    """
    room, packed, left = ROOM, dict[str, JSON](), []
    for name, item in items.items():
        planes: dict[str, JSON] = {
            layer: base64.b64encode(item.planes[layer]).decode()
            for layer in CORRECTIONS
            if layer in item.planes
        }
        size = sum(len(str(plane)) for plane in planes.values())
        if size > room:
            left.append(name)
            planes = {}
        else:
            room -= size
        packed[name] = {
            "taken": item.taken,
            "amount": item.amount,
            "curve": list(astuple(item.curve)),
            "planes": planes,
        }
    return packed, left


def unpack_snapshots(project: Project) -> dict[str, Snapshot]:
    """Return the snapshots that a project file holds; what other programs left out is not there."""
    setting = project.settings.get(SETTING)
    known = setting if isinstance(setting, dict) else {}
    found = {}
    for name, trimap in project.snapshots.items():
        entry = known.get(name)
        more = entry if isinstance(entry, dict) else {}
        height, width = trimap.shape
        planes = _planes(more.get("planes"))
        planes["trimap"] = pack_plane(trimap)
        found[name] = Snapshot(
            _number(more.get("taken"), LATEST, 0.0),
            (height, width),
            _number(more.get("amount"), 1, project.amount),
            planes,
            _curve(more.get("curve")),
        )
    return found


def _planes(packed: JSON) -> dict[Layer, bytes]:
    planes: dict[Layer, bytes] = {}
    for layer in CORRECTIONS:
        text = packed.get(layer) if isinstance(packed, dict) else None
        if isinstance(text, str):
            try:
                planes[layer] = base64.b64decode(text, validate=True)
            except binascii.Error:
                # A damaged plane is as good as none; the trimap is a layer of its own.
                continue
    return planes


def _curve(packed: JSON) -> Curve:
    if not isinstance(packed, list):
        return STRAIGHT
    try:
        return Curve(*(_number(value, GAMMAS[1], math.nan) for value in packed))
    except (TypeError, ValueError):
        # Like a damaged plane; all else of the snapshot is there.
        return STRAIGHT


def _number(value: JSON, most: float, default: float) -> float:
    """Return a value if it is a number from 0 to `most`."""
    return float(value) if isinstance(value, int | float) and 0 <= value <= most else default
