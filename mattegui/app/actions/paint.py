"""The Paint menu: tools, labels, sizes and locks."""

from collections.abc import Callable
from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu
from mattegui.app.commands import Commands
from mattegui.app.tools import TOOLS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN


def _taking(name: str) -> Callable[[Commands], None]:
    return lambda commands: commands.paint_controller.choose_tool(name)


def _toggling(label: int) -> Callable[[Commands], None]:
    return lambda commands: commands.paint_controller.toggle_lock(label)


def _locked(label: int) -> Callable[[Commands], bool]:
    return lambda commands: label in commands.paint_controller.locked


_TOOL_TITLES: Final = {
    "subject-box": "&Subject in a Box",
    "subject-lasso": "Su&bject in a Lasso",
    "brush": "B&rush",
    "lasso": "&Lasso Fill",
    "rectangle": "Rec&tangle Fill",
    "ellipse": "Elli&pse Fill",
    "flood": "&Flood Fill",
    "wand": "Colour &Wand",
    "edge": "&Edge Band",
    "retouch": "Retouch &Alpha",
    "decontaminate": "&Decontaminate",
    "dropper": "Alpha Eyedr&opper",
    "move": "&Hand",
    "zoom": "&Zoom",
}

_TOOLS: Final = {
    f"tool-{name}": ActionSpec(_TOOL_TITLES[name], (tool.shortcut,), _taking(name))
    for name, tool in TOOLS.items()
}

_TOOL_MENU: Final = Menu("&Tool", _TOOLS, tuple(_TOOLS))

_ACTIONS: Final = {
    "foreground": ActionSpec("&Foreground", ("1",), lambda c: c.options.choose_label(FOREGROUND)),
    "background": ActionSpec("&Background", ("2",), lambda c: c.options.choose_label(BACKGROUND)),
    "unknown": ActionSpec("&Unknown", ("3",), lambda c: c.options.choose_label(UNKNOWN)),
    "swap": ActionSpec("&Swap Foreground and Background", ("X",), lambda c: c.options.swap()),
    "to-unknown": ActionSpec(
        "Swap to U&nknown", ("Shift+X",), lambda c: c.options.choose_label(UNKNOWN)
    ),
    "smaller": ActionSpec("S&maller Brush", ("[",), lambda c: c.options.scale_radius(1 / 1.1)),
    "larger": ActionSpec("&Larger Brush", ("]",), lambda c: c.options.scale_radius(1.1)),
    "narrower": ActionSpec(
        "Na&rrower Band", ("Shift+[", "{"), lambda c: c.paint_controller.scale_band(1 / 1.1)
    ),
    "wider": ActionSpec(
        "&Wider Band", ("Shift+]", "}"), lambda c: c.paint_controller.scale_band(1.1)
    ),
    "next-effect": ActionSpec("Ne&xt Effect", ("Shift+R",), lambda c: c.options.effect.step()),
    "erase": ActionSpec(
        "&Erase Corrections",
        ("Shift+E",),
        lambda c: c.options.toggle_erase(),
        checked=lambda c: c.options.erases,
    ),
    "clear-retouch": ActionSpec(
        "Cle&ar Retouch",
        (),
        lambda c: c.paint_controller.clear_corrections("retouch"),
        "image",
    ),
    "clear-decontamination": ActionSpec(
        "Clear &Decontamination Corrections",
        (),
        lambda c: c.paint_controller.clear_corrections("decontamination"),
        "image",
    ),
    "lock-foreground": ActionSpec(
        "L&ock Foreground", (), _toggling(FOREGROUND), checked=_locked(FOREGROUND)
    ),
    "lock-background": ActionSpec(
        "Lo&ck Background", (), _toggling(BACKGROUND), checked=_locked(BACKGROUND)
    ),
    "lock-unknown": ActionSpec("Loc&k Unknown", (), _toggling(UNKNOWN), checked=_locked(UNKNOWN)),
}

PAINT: Final = Menu(
    "&Paint",
    _ACTIONS,
    (
        _TOOL_MENU,
        SEPARATOR,
        "foreground",
        "background",
        "unknown",
        "swap",
        "to-unknown",
        SEPARATOR,
        "smaller",
        "larger",
        "narrower",
        "wider",
        SEPARATOR,
        "next-effect",
        "erase",
        "clear-retouch",
        "clear-decontamination",
        SEPARATOR,
        "lock-foreground",
        "lock-background",
        "lock-unknown",
    ),
)
