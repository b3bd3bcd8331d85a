"""The File menu: files."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "open": ActionSpec("&Open…", ("Ctrl+O",), lambda c: c.files.ask_open()),
    "open-trimap": ActionSpec(
        "Open &Trimap…", ("Ctrl+Shift+O",), lambda c: c.files.ask_trimap(), "image"
    ),
    "save": ActionSpec("&Save Project", ("Ctrl+S",), lambda c: c.files.save(), "image"),
    "save-as": ActionSpec(
        "Save Project &As…", ("Ctrl+Shift+S",), lambda c: c.files.save_as(), "image"
    ),
    "export": ActionSpec(
        "&Export Cutout…", ("Ctrl+E",), lambda c: c.files.ask_export("rgba"), "image"
    ),
    "export-as": ActionSpec(
        "E&xport As…",
        ("Ctrl+Shift+E",),
        lambda c: c.exporting.show(c.view_controller.background),
        "image",
    ),
    "export-alpha": ActionSpec(
        "Export Al&pha…", (), lambda c: c.files.ask_export("alpha"), "image"
    ),
    "save-trimap": ActionSpec(
        "Export Tri&map…", ("Ctrl+Alt+S",), lambda c: c.files.ask_save_trimap(), "image"
    ),
    "batch": ActionSpec("&Batch…", ("Ctrl+B",), lambda c: c.batches.show()),
    "quit": ActionSpec("&Quit", ("Ctrl+Q",), lambda c: c.frame.leave()),
}

FILE: Final = Menu(
    "&File",
    _ACTIONS,
    (
        "open",
        "open-trimap",
        SEPARATOR,
        "save",
        "save-as",
        SEPARATOR,
        "export",
        "export-as",
        "export-alpha",
        "save-trimap",
        SEPARATOR,
        "batch",
        SEPARATOR,
        "quit",
    ),
)
