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
        checked: Says whether it is on; None if it is nothing that can be on.
    """

    title: str
    shortcuts: tuple[str, ...]
    run: Callable[[Commands], object]
    needs: str = ""
    checked: Callable[[Commands], bool] | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu: its actions by name, and the order they stand in.

    Attributes:
        title: `&` marks the mnemonic.
        actions: By names that are used once in all menus.
        order: Their names, each once, and menus within it, with `SEPARATOR` between groups.
    """

    title: str
    actions: dict[str, ActionSpec]
    order: tuple["str | Menu", ...]

    @property
    def all_actions(self) -> dict[str, ActionSpec]:
        """Its actions and those of the menus within it, by name."""
        inner = [entry for entry in self.order if isinstance(entry, Menu)]
        return self.actions | {n: s for menu in inner for n, s in menu.all_actions.items()}
