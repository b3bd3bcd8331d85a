"""The Help menu: help."""

from typing import Final

from mattegui.app.actions.spec import ActionSpec, Menu

_ACTIONS: Final = {
    "about": ActionSpec("&About MatteGUI", (), lambda c: c.frame.show_about()),
}

HELP: Final = Menu(
    "&Help",
    _ACTIONS,
    ("about",),
)
