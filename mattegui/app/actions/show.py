"""The Show menu: the views, and what they are compared with."""

from collections.abc import Callable
from typing import Final

from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu
from mattegui.app.commands import Commands
from mattegui.app.views import VIEWS


def _showing(view: str) -> Callable[[Commands], None]:
    return lambda commands: commands.views.choose(view)


def _opaque(tenths: int) -> Callable[[Commands], None]:
    return lambda commands: commands.view_controller.set_opacity(tenths / 10)


_VIEWS: Final = {
    f"view-{name}": ActionSpec(view.title, (view.shortcut,), _showing(name), "image")
    for name, view in VIEWS.items()
}

_OPACITIES: Final = {
    f"opacity-{10 * tenths}": ActionSpec(
        f"&{tenths}0 %" if tenths else "&0 %",
        (f"Ctrl+Shift+{tenths}", f"Num+{tenths}"),
        _opaque(tenths),
        "image",
    )
    for tenths in range(10)
}

_OPACITY: Final = Menu("O&verlay Opacity", _OPACITIES, tuple(_OPACITIES))

_ACTIONS: Final = {
    **_VIEWS,
    "overlay-style": ActionSpec(
        "Over&lay Style", ("Shift+M",), lambda c: c.views.options.step_style(), "image"
    ),
    "marks": ActionSpec(
        "&Mark Haze and Holes", ("Shift+A",), lambda c: c.views.mark_extremes(), "image"
    ),
    "wipe": ActionSpec("Wi&pe", ("Y",), lambda c: c.views.compare.toggle_wipe(), "image"),
    "hold-original": ActionSpec(
        "Ori&ginal While the Key Is Held",
        ("\\",),
        lambda c: c.view_controller.compare.hold(original=True),
        "image",
    ),
    "hold-other": ActionSpec(
        "Other &Side While the Key Is Held",
        ("Shift+\\",),
        lambda c: c.view_controller.compare.hold(original=False),
        "image",
    ),
    "keep-alpha": ActionSpec(
        "&Keep Alpha to Compare", (), lambda c: c.views.compare.keep_asked.emit(), "image"
    ),
    "next-doubt": ActionSpec(
        "Ne&xt Doubtful Spot", ("N",), lambda c: c.view_controller.doubts.step(1), "image"
    ),
    "last-doubt": ActionSpec(
        "Previo&us Doubtful Spot",
        ("Shift+N",),
        lambda c: c.view_controller.doubts.step(-1),
        "image",
    ),
}

SHOW: Final = Menu(
    "&Show",
    _ACTIONS,
    (
        *_VIEWS,
        SEPARATOR,
        "overlay-style",
        _OPACITY,
        "marks",
        SEPARATOR,
        "wipe",
        "hold-original",
        "hold-other",
        "keep-alpha",
        SEPARATOR,
        "next-doubt",
        "last-doubt",
    ),
)
