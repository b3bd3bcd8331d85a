"""The Edit menu: undo, the clipboard, snapshots, preferences."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "undo": ActionSpec("&Undo", ("Ctrl+Z",), lambda c: c.document.undo(), "undo"),
    "redo": ActionSpec("&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), lambda c: c.document.redo(), "redo"),
    "snapshot": ActionSpec(
        "Take &Snapshot", ("Ctrl+Shift+N",), lambda c: c.files.take_snapshot(), "image"
    ),
    "copy-cutout": ActionSpec(
        "&Copy Cutout", ("Ctrl+C",), lambda c: c.clipboard.copy_cutout(), "image"
    ),
    "copy-alpha": ActionSpec(
        "Copy &Alpha", ("Ctrl+Shift+C",), lambda c: c.clipboard.copy_alpha(), "image"
    ),
    "paste": ActionSpec("Paste &Image", ("Ctrl+V",), lambda c: c.clipboard.paste()),
    "preferences": ActionSpec("&Preferences…", ("Ctrl+,",), lambda c: c.frame.show_preferences()),
}

EDIT: Final = Menu(
    "&Edit",
    _ACTIONS,
    (
        "undo",
        "redo",
        SEPARATOR,
        "copy-cutout",
        "copy-alpha",
        "paste",
        SEPARATOR,
        "snapshot",
        SEPARATOR,
        "preferences",
    ),
)
