"""Where the files that come with the program lie."""

import os
import sys
from importlib.resources import files
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file under `resources/`; it need not exist.

    In a checkout the folder stands beside the package, in a wheel inside it.
    """
    package = Path(str(files("mattegui")))
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)


def data_folder() -> Path:
    """Return the user's folder for models and journals; it need not exist.

    `MATTEGUI_DATA` overrides it.
    """
    if override := os.environ.get("MATTEGUI_DATA"):
        return Path(override)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local")) / "MatteGUI"
    if sys.platform == "darwin":
        return home / "Library/Application Support/MatteGUI"
    return Path(os.environ.get("XDG_DATA_HOME", home / ".local/share")) / "mattegui"
