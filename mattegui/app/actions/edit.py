"""The Edit menu: undo."""

from typing import Final

from mattegui.app.actions.spec import ActionSpec, Menu

_ACTIONS: Final = {
    "undo": ActionSpec("&Undo", ("Ctrl+Z",), lambda c: c.document.undo(), "undo"),
    "redo": ActionSpec("&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), lambda c: c.document.redo(), "redo"),
}

EDIT: Final = Menu(
    "&Edit",
    _ACTIONS,
    (
        "undo",
        "redo",
    ),
)
