"""`Settings`: what the program remembers from one start to the next, in one readable file."""

import json
import math
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from mattegui.core.files import atomic_path
from mattegui.core.resources import data_folder

RECENT: Final = 10


@dataclass(slots=True)
class Settings:
    """Each field is a setting; its default is what a new user gets.

    Attributes:
        radius: Of the brush, in image pixels.
        opacity: Of the trimap's colours, 0 to 1.
        colour: RGB behind the cutout in the colour view.
        view: A key of `render.VIEWS`.
        model: A key of `engine.models.MODELS`, or `auto`.
        live: Solve after every stroke.
        theme: `system`, `dark` or `light`.
        recent: Paths of images, the newest first.
        open_folder: Where images were last opened from.
        export_folder: Where cutouts were last written to.
        geometry: The window's place and size, as Qt wrote it, in base 64.
        layout: Its docks, likewise.
    """

    radius: float = 20.0
    opacity: float = 0.5
    colour: list[int] = field(default_factory=lambda: [0, 177, 64])
    view: str = "trimap"
    model: str = "auto"
    live: bool = True
    theme: str = "system"
    recent: list[str] = field(default_factory=list)
    open_folder: str = ""
    export_folder: str = ""
    geometry: str = ""
    layout: str = ""

    def remember(self, path: Path) -> None:
        """Put an image at the head of the recent ones."""
        name = str(path.resolve())
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT]


def settings_path() -> Path:
    """Return where the settings are kept."""
    return data_folder() / "settings.json"


def load_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings kept at `path`, and a sentence for the user if they cannot be read."""
    if not path.exists():
        return Settings(), ""
    try:
        return _parsed(json.loads(path.read_text("utf-8"))), ""
    except (OSError, ValueError, TypeError) as error:
        return Settings(), f"The settings in {path} cannot be read, defaults are used: {error}"


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings to `path`, atomically.

    Raises:
        OSError: They cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_path(path) as draft:
        draft.write_text(json.dumps(asdict(settings), indent=2), "utf-8")


def _parsed(values: Any) -> Settings:
    """Return settings from what a file holds; unknown names come from a newer version."""
    if not isinstance(values, dict):
        raise ValueError("they are not a table of names and values")
    default = Settings()
    known: dict[str, Any] = {}
    for entry in fields(Settings):
        value = values.get(entry.name, getattr(default, entry.name))
        kind = type(getattr(default, entry.name))
        if not isinstance(value, (int, float) if kind is float else kind):
            raise TypeError(f"{entry.name!r} should be a {kind.__name__}, not {value!r}")
        known[entry.name] = value
    settings = Settings(**known)
    _check_values(settings)
    return settings


def _check_values(settings: Settings) -> None:
    """Refuse values of the right type that nothing can be done with.

    Raises:
        ValueError: There is one.
    """
    checks = {
        "radius": math.isfinite(settings.radius),
        "opacity": 0 <= settings.opacity <= 1,
        "colour": len(settings.colour) == 3
        and all(isinstance(value, int) and 0 <= value <= 255 for value in settings.colour),
        "recent": all(isinstance(name, str) for name in settings.recent),
    }
    for name, good in checks.items():
        if not good:
            raise ValueError(f"{name!r} cannot be {getattr(settings, name)!r}")
