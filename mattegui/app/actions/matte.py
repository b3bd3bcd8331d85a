"""The Matte menu: estimating the alpha."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu

_ACTIONS: Final = {
    "solve": ActionSpec("&Matte Now", ("F5",), lambda c: c.solver.solve(), "image"),
    "cancel": ActionSpec("&Cancel", ("Esc",), lambda c: c.cancel()),
    "import": ActionSpec("&Import Model…", (), lambda c: c.files.ask_import()),
}

MATTE: Final = Menu(
    "&Matte",
    _ACTIONS,
    (
        "solve",
        "cancel",
        SEPARATOR,
        "import",
    ),
)
