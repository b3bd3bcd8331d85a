"""`Settings`: what the program remembers from one start to the next, in one readable file."""

import json
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication

from mattegui.app.complaints import reason_of
from mattegui.app.kept_options import are_options
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.files import atomic_path
from mattegui.core.overlay import STYLES
from mattegui.core.resources import data_folder
from mattegui.engine.device_names import DEVICES, DeviceName

RECENT: Final = 10
THEMES: Final = ("system", "dark", "light")
LANGUAGES: Final = {"en": "English", "de": "Deutsch", "zh": "中文"}
"""Each by its own name, so that it is found by those who read no other."""


@dataclass(slots=True)
class Settings:
    """Each field is a setting; its default is what a new user gets.

    Attributes:
        radius: Of a brush that was never used, in image pixels.
        radii: Of the others, by label or by tool, in image pixels.
        linked: All brushes have one size.
        hardness: Of soft brushes, 0 to 1.
        strength: Of soft brushes, 0 to 1.
        tolerance: Of the colour wand, in ΔE.
        contiguous: The wand takes only what is connected.
        edge_band: Width of the band that the edge tool paints, in image pixels.
        opacity: Of the trimap's colours, 0 to 1.
        overlay_style: How the trimap is laid over the image, a key of `overlay.STYLES`.
        colour: RGB behind the cutout in the colour view.
        marks: The alpha view marks haze and holes.
        onion: How much of the image shines through in the onion view, 0 to 1.
        view: A key of `views.VIEWS`.
        model: A key of `engine.models.MODELS`, or `auto`.
        live: Solve after every stroke.
        theme: `system`, `dark` or `light`.
        language: `system`, or one of `LANGUAGES`; from the next start on.
        undo_megabytes: Memory that undo may take.
        device: One of `DEVICES`: where the network runs; from the next start on.
        band: Unknown pixels on each side of an edge when a trimap is made.
        pressure: A pen that is pressed harder paints wider.
        surround: RGB of the canvas around the image.
        coached: The first steps were shown.
        preset: A key of `shortcuts.PRESETS`.
        shortcuts: The user's own keys by the names of actions, over those of the preset.
        recent: Paths of images and projects, the newest first.
        open_folder: Where images were last opened from.
        export_folder: Where cutouts were last written to.
        project_folder: Where projects were last saved.
        trimap_folder: Where trimaps were last opened from or written to.
        background_folder: Where backgrounds were last opened from.
        weights_folder: Where models were last imported from.
        batch_images: The last batch's folder of images.
        batch_trimaps: That of its trimaps, or the one file.
        batch_masks: These are masks, which trimaps are made of.
        batch_band: Of those, in pixels; 0 for what suits each subject.
        batch_out: That of its exports.
        batch_model: As `model`.
        batch_jobs: Images at a time.
        batch_curve: Black, white and gamma.
        batch_amount: Of decontamination, 0 to 1.
        batch_export: Of its `ExportOptions`, those that were chosen.
        export: Likewise, of the last export of one image.
        geometry: The window's place and size, as Qt wrote it, in base 64.
        layout: Its docks, likewise.
    """

    radius: float = 20.0
    radii: dict[str, float] = field(default_factory=dict)
    linked: bool = False
    hardness: float = 0.5
    strength: float = 1.0
    tolerance: float = 12.0
    contiguous: bool = True
    edge_band: float = 16.0
    opacity: float = 0.5
    overlay_style: str = "tint"
    colour: list[int] = field(default_factory=lambda: [0, 177, 64])
    marks: bool = False
    onion: float = 0.5
    view: str = "trimap"
    model: str = "auto"
    live: bool = True
    theme: str = "system"
    language: str = "system"
    undo_megabytes: int = 256
    device: DeviceName = "auto"
    band: int = 8
    pressure: bool = True
    surround: list[int] = field(default_factory=lambda: [72, 72, 72])
    coached: bool = False
    preset: str = "MatteGUI"
    shortcuts: dict[str, list[str]] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    open_folder: str = ""
    export_folder: str = ""
    project_folder: str = ""
    trimap_folder: str = ""
    background_folder: str = ""
    weights_folder: str = ""
    batch_images: str = ""
    batch_trimaps: str = ""
    batch_masks: bool = False
    batch_band: int = 0
    batch_out: str = ""
    batch_model: str = "auto"
    batch_jobs: int = 1
    batch_curve: list[float] = field(default_factory=lambda: list(astuple(STRAIGHT)))
    batch_amount: float = 1.0
    batch_export: dict[str, Any] = field(default_factory=dict)
    export: dict[str, Any] = field(default_factory=dict)
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
    """Return the settings kept at `path`, and a sentence for the user if they cannot be read.

    A wrong value costs only its own setting: that one has its default. The file stays as it is;
    whoever writes other settings there puts it aside.
    """
    try:
        values = json.loads(path.read_text("utf-8"))
        if not isinstance(values, dict):
            raise ValueError("they are not a table of names and values")
    except FileNotFoundError:
        return Settings(), ""
    except (OSError, ValueError) as error:
        sentence = QCoreApplication.translate(
            "Settings",
            "The settings in {path} cannot be read, defaults are used, and the file is kept as "
            "{kept}: {reason}",
        )
        return Settings(), sentence.format(
            path=path, kept=_aside(path).name, reason=reason_of(error)
        )
    settings, wrong = _parsed(values)
    if not wrong:
        return settings, ""
    reasons = "; ".join(wrong)
    sentence = QCoreApplication.translate(
        "Settings",
        "Of the settings in {path} some cannot be read and have defaults, and the file is kept as "
        "{kept}: {reasons}",
    )
    return settings, sentence.format(path=path, kept=_aside(path).name, reasons=reasons)


def save_settings(settings: Settings, path: Path, *, damaged: bool = False) -> None:
    """Write the settings to `path`, atomically.

    Args:
        settings: To be written.
        path: Where to.
        damaged: What is there could not be read; it is kept under another name, for somebody to
            mend who wrote it by hand.

    Raises:
        OSError: They cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if damaged:
        # Somebody may have moved it away meanwhile.
        with suppress(FileNotFoundError):
            path.replace(_aside(path))
    with atomic_path(path) as draft:
        draft.write_text(json.dumps(asdict(settings), indent=2), "utf-8")


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.damaged")


def _parsed(values: dict[str, Any]) -> tuple[Settings, list[str]]:
    """Return what a file says, and what is wrong with it; names of newer versions are no error."""
    settings, wrong = Settings(), []
    for entry in fields(Settings):
        if entry.name not in values:
            continue
        default, value = getattr(settings, entry.name), values[entry.name]
        kind = type(default)
        # A bool is an int to Python, not to people.
        good = isinstance(value, int | float if kind is float else kind)
        good = good and isinstance(value, bool) == (kind is bool)
        if not good or not _makes_sense(entry.name, value):
            wrong.append(f"{entry.name!r} cannot be {value!r}")
        else:
            setattr(settings, entry.name, value)
    return settings, wrong


def _anything(_: Any) -> bool:
    return True


def _is_colour(value: list[Any]) -> bool:
    return len(value) == 3 and all(
        isinstance(part, int) and not isinstance(part, bool) and 0 <= part <= 255 for part in value
    )


def _makes_sense(name: str, value: Any) -> bool:
    try:
        return CHECKS.get(name, _anything)(value)
    except OverflowError:
        # A whole number that is too large for a float.
        return False


def _is_curve(value: list[Any]) -> bool:
    try:
        Curve(*value)
    except (TypeError, ValueError):
        return False
    return True


def _are_radii(value: dict[str, Any]) -> bool:
    return all(
        isinstance(radius, int | float) and not isinstance(radius, bool) and 0 < radius < math.inf
        for radius in value.values()
    )


def _are_names(value: list[Any]) -> bool:
    return all(isinstance(name, str) for name in value)


CHECKS: Final[dict[str, Callable[[Any], bool]]] = {
    "radius": math.isfinite,
    "radii": _are_radii,
    "hardness": lambda value: 0 <= value <= 1,
    "strength": lambda value: 0 < value <= 1,
    "tolerance": lambda value: 0 <= value <= 100,
    "edge_band": lambda value: 1 <= value <= 4000,
    "opacity": lambda value: 0 <= value <= 1,
    "overlay_style": lambda value: value in STYLES,
    "colour": _is_colour,
    "onion": lambda value: 0 <= value <= 1,
    "theme": lambda value: value in THEMES,
    "language": lambda value: value in ("system", *LANGUAGES),
    "undo_megabytes": lambda value: 1 <= value <= 65_536,
    "device": lambda value: value in DEVICES,
    "band": lambda value: 0 <= value <= 500,
    "surround": _is_colour,
    "shortcuts": lambda value: all(
        isinstance(keys, list) and _are_names(keys) for keys in value.values()
    ),
    "recent": _are_names,
    "batch_band": lambda value: 0 <= value <= 500,
    "batch_jobs": lambda value: 1 <= value <= 64,
    "batch_curve": _is_curve,
    "batch_amount": lambda value: 0 <= value <= 1,
    "batch_export": are_options,
    "export": are_options,
}
"""Whether something can be done with a value of the right type."""
