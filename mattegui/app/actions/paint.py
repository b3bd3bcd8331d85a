"""The Paint menu: painting."""

from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN

_ACTIONS: Final = {
    "foreground": ActionSpec("&Foreground", ("1",), lambda c: c.options.choose_label(FOREGROUND)),
    "background": ActionSpec("&Background", ("2",), lambda c: c.options.choose_label(BACKGROUND)),
    "unknown": ActionSpec("&Unknown", ("3",), lambda c: c.options.choose_label(UNKNOWN)),
    "swap": ActionSpec("&Swap Foreground and Background", ("X",), lambda c: c.options.swap()),
    "smaller": ActionSpec("S&maller Brush", ("[",), lambda c: c.options.scale_radius(1 / 1.1)),
    "larger": ActionSpec("&Larger Brush", ("]",), lambda c: c.options.scale_radius(1.1)),
}

PAINT: Final = Menu(
    "&Paint",
    _ACTIONS,
    (
        "foreground",
        "background",
        "unknown",
        "swap",
        SEPARATOR,
        "smaller",
        "larger",
    ),
)
