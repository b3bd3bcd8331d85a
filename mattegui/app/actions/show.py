"""The Show menu: the views."""

from collections.abc import Callable
from typing import Final

from mattegui.app.actions.spec import ActionSpec, Menu
from mattegui.app.commands import Commands
from mattegui.app.render import VIEWS


def _showing(view: str) -> Callable[[Commands], None]:
    return lambda commands: commands.views.choose(view)


_ACTIONS: Final = {
    f"view-{name}": ActionSpec(f"&{digit} {view.title}", (view.shortcut,), _showing(name), "image")
    for digit, (name, view) in enumerate(VIEWS.items())
}

SHOW: Final = Menu("&Show", _ACTIONS, tuple(_ACTIONS))
