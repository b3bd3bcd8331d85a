"""`mattegui doctor`: what an error report should say about the machine."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import typer
from rich.table import Table

from mattegui import __version__
from mattegui.cli.speech import table_console
from mattegui.core.resources import data_folder
from mattegui.engine.cards import all_cards
from mattegui.engine.models import AUTO, ModelSpec, choose, known_models

UNWELL: Final = 1
"""Exit code when something is missing or damaged."""

PACKAGES: Final = (
    *("torch", "numpy", "numba", "opencv-python-headless", "OpenImageIO", "pymatting"),
    *("PySide6-Essentials", "safetensors", "typer", "rich"),
)


def doctor() -> None:
    """Show versions, device and weights.

    The exit code is 1 if something is missing or damaged.
    """
    import torch

    from mattegui.engine.device import describe_device, pick_device

    device = pick_device()
    # Only torch itself knows which of its builds it is: for CUDA, and which, or for the CPU.
    packages = {package: _version(package) for package in PACKAGES} | {"torch": torch.__version__}
    weights = {f"Weights of {s.name}": _diagnose(s) for s in known_models().values() if s.weights}
    _, complaints = all_cards()
    rows = {
        "MatteGUI": __version__,
        "Python": f"{platform.python_version()} at {sys.executable}",
        "System": f"{platform.system()} {platform.release()} on {platform.machine()}",
        **{package: found or "missing" for package, found in packages.items()},
        "Device": describe_device(device),
        "Data folder": str(data_folder()),
        **{title: finding for title, (_, finding) in weights.items()},
        **{f"Damaged card {count}": text for count, text in enumerate(complaints, start=1)},
        f"Model that {AUTO} takes": choose(AUTO, device.type).name,
    }
    table = Table(show_header=False)
    for title, finding in rows.items():
        table.add_row(title, finding)
    table_console().print(table)
    if complaints or not all(packages.values()) or not all(sound for sound, _ in weights.values()):
        raise typer.Exit(UNWELL)


def _diagnose(spec: ModelSpec) -> tuple[bool, str]:
    """Say whether a model's weights are sound, and what was found; missing ones are sound."""
    from mattegui.engine.weights import WeightsError, read_network

    if spec.path is None:
        return True, "not found"
    try:
        network = read_network(spec.path)
    except WeightsError as error:
        return False, str(error)
    count = sum(parameter.numel() for parameter in network.parameters())
    return True, f"{spec.path}: {count / 1e6:.1f} million parameters"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
