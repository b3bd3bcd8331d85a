"""`ActionSpec`: one thing the user can ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mattegui.app.commands import Commands

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


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: its actions by name, and the order they stand in.

    Attributes:
        title: `&` marks the mnemonic.
        actions: By names that are used once in all menus.
        order: Their names, with `SEPARATOR` between groups; each once.
    """

    title: str
    actions: dict[str, ActionSpec]
    order: tuple[str, ...]
