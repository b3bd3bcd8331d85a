"""The Help menu: help."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "palette": ActionSpec("Find a &Command…", ("Ctrl+K",), lambda c: c.frame.show_palette()),
    "sheet": ActionSpec("&Keys and Mouse", ("F1", "?"), lambda c: c.frame.show_sheet()),
    "first-steps": ActionSpec("&First Steps", (), lambda c: c.frame.show_first_steps(), "image"),
    "about": ActionSpec("&About MatteGUI", (), lambda c: c.frame.show_about()),
}

HELP: Final = Menu(
    "&Help",
    _ACTIONS,
    (
        "palette",
        "sheet",
        "first-steps",
        SEPARATOR,
        "about",
    ),
)
