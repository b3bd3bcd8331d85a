"""The table of actions, from which menus, toolbars and shortcuts are built."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from mattegui.app.commands import Commands
from mattegui.app.render import VIEWS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN

SEPARATOR: Final = "-"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the user can ask for.

    Attributes:
        title: As in the menu; `&` marks the mnemonic.
        shortcuts: Key sequences, the first is shown.
        run: Does it.
        needs: `image`, `undo` or `redo` if there must be one; empty if it can always be done.
    """

    title: str
    shortcuts: tuple[str, ...]
    run: Callable[[Commands], None]
    needs: str = ""


def _showing(view: str) -> Callable[[Commands], None]:
    return lambda commands: commands.views.choose(view)


ACTIONS: Final[dict[str, ActionSpec]] = {
    "open": ActionSpec("&Open…", ("Ctrl+O",), lambda c: c.ask_open()),
    "open-trimap": ActionSpec(
        "Open &Trimap…", ("Ctrl+Shift+O",), lambda c: c.ask_trimap(), "image"
    ),
    "save-trimap": ActionSpec("&Save Trimap…", ("Ctrl+S",), lambda c: c.ask_save_trimap(), "image"),
    "export": ActionSpec("&Export Cutout…", ("Ctrl+E",), lambda c: c.ask_export("rgba"), "image"),
    "export-alpha": ActionSpec("Export &Alpha…", (), lambda c: c.ask_export("alpha"), "image"),
    "quit": ActionSpec("&Quit", ("Ctrl+Q",), lambda c: c.leave()),
    "undo": ActionSpec("&Undo", ("Ctrl+Z",), lambda c: c.document.undo(), "undo"),
    "redo": ActionSpec("&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), lambda c: c.document.redo(), "redo"),
    "foreground": ActionSpec("&Foreground", ("1",), lambda c: c.options.choose_label(FOREGROUND)),
    "background": ActionSpec("&Background", ("2",), lambda c: c.options.choose_label(BACKGROUND)),
    "unknown": ActionSpec("&Unknown", ("3",), lambda c: c.options.choose_label(UNKNOWN)),
    "swap": ActionSpec("&Swap Foreground and Background", ("X",), lambda c: c.options.swap()),
    "smaller": ActionSpec("S&maller Brush", ("[",), lambda c: c.options.scale_radius(1 / 1.1)),
    "larger": ActionSpec("&Larger Brush", ("]",), lambda c: c.options.scale_radius(1.1)),
    "solve": ActionSpec("&Matte Now", ("F5",), lambda c: c.solver.solve(), "image"),
    "cancel": ActionSpec("&Cancel", ("Esc",), lambda c: c.cancel()),
    "import": ActionSpec("&Import Model…", (), lambda c: c.ask_import()),
    "fit": ActionSpec("&Fit", ("Ctrl+0",), lambda c: c.canvas.fit(), "image"),
    "actual": ActionSpec("&100 %", ("Ctrl+1",), lambda c: c.canvas.zoom_to(1), "image"),
    "zoom-in": ActionSpec("Zoom &In", ("+", "="), lambda c: c.canvas.zoom_step(1), "image"),
    "zoom-out": ActionSpec("Zoom &Out", ("-",), lambda c: c.canvas.zoom_step(-1), "image"),
    "next-view": ActionSpec("&Next View", ("F",), lambda c: c.views.step(1), "image"),
    "last-view": ActionSpec("Pre&vious View", ("Shift+F",), lambda c: c.views.step(-1), "image"),
    "toggle-alpha": ActionSpec("Show &Alpha", ("A",), lambda c: c.views.toggle("alpha"), "image"),
    "docks": ActionSpec("Hide &Panels", ("Tab",), lambda c: c.toggle_panels()),
    "full-screen": ActionSpec("F&ull Screen", ("F11",), lambda c: c.toggle_full_screen()),
    "theme-system": ActionSpec("Colours of the Des&ktop", (), lambda c: c.set_theme("system")),
    "theme-dark": ActionSpec("&Dark", (), lambda c: c.set_theme("dark")),
    "theme-light": ActionSpec("&Light", (), lambda c: c.set_theme("light")),
    "about": ActionSpec("&About MatteGUI", (), lambda c: c.show_about()),
    **{
        f"view-{name}": ActionSpec(
            f"&{digit} {view.title}", (view.shortcut,), _showing(name), "image"
        )
        for digit, (name, view) in enumerate(VIEWS.items())
    },
}

MENUS: Final[dict[str, tuple[str, ...]]] = {
    "&File": (
        *("open", "open-trimap", SEPARATOR, "save-trimap", SEPARATOR),
        *("export", "export-alpha", SEPARATOR, "quit"),
    ),
    "&Edit": ("undo", "redo"),
    "&Paint": ("foreground", "background", "unknown", "swap", SEPARATOR, "smaller", "larger"),
    "&Matte": ("solve", "cancel", SEPARATOR, "import"),
    "&Show": tuple(f"view-{name}" for name in VIEWS),
    "&View": (
        *("next-view", "last-view", "toggle-alpha", SEPARATOR),
        *("fit", "actual", "zoom-in", "zoom-out", SEPARATOR, "docks", "full-screen", SEPARATOR),
        *("theme-system", "theme-dark", "theme-light"),
    ),
    "&Help": ("about",),
}


def build_actions(owner: QWidget, commands: Commands) -> dict[str, QAction]:
    """Return the actions of `ACTIONS` by their names; their shortcuts work in `owner`."""
    actions = {}
    for name, spec in ACTIONS.items():
        action = QAction(spec.title, owner)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.triggered.connect(_bound(spec, commands))
        owner.addAction(action)
        actions[name] = action
    return actions


def build_menus(bar: QMenuBar, actions: dict[str, QAction]) -> None:
    """Fill a menu bar as `MENUS` says."""
    for title, names in MENUS.items():
        menu = bar.addMenu(title)
        for name in names:
            if name == SEPARATOR:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])


def update_actions(actions: dict[str, QAction], commands: Commands) -> None:
    """Enable what can be done now."""
    for name, spec in ACTIONS.items():
        actions[name].setEnabled(commands.can(spec.needs))


def _bound(spec: ActionSpec, commands: Commands) -> Callable[[], None]:
    return lambda: spec.run(commands)
