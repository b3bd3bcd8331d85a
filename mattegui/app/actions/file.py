"""The File menu: files."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "open": ActionSpec("&Open…", ("Ctrl+O",), lambda c: c.files.ask_open()),
    "open-trimap": ActionSpec(
        "Open &Trimap…", ("Ctrl+Shift+O",), lambda c: c.files.ask_trimap(), "image"
    ),
    "save-trimap": ActionSpec(
        "&Save Trimap…", ("Ctrl+S",), lambda c: c.files.ask_save_trimap(), "image"
    ),
    "export": ActionSpec(
        "&Export Cutout…", ("Ctrl+E",), lambda c: c.files.ask_export("rgba"), "image"
    ),
    "export-alpha": ActionSpec(
        "Export &Alpha…", (), lambda c: c.files.ask_export("alpha"), "image"
    ),
    "quit": ActionSpec("&Quit", ("Ctrl+Q",), lambda c: c.frame.leave()),
}

FILE: Final = Menu(
    "&File",
    _ACTIONS,
    (
        "open",
        "open-trimap",
        SEPARATOR,
        "save-trimap",
        SEPARATOR,
        "export",
        "export-alpha",
        SEPARATOR,
        "quit",
    ),
)
