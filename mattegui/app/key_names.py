"""`KeyNames`: texts that name keys, with the keys that the user has."""

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

_CLAUSE: Final = re.compile(r"\s*[(（][^()（）]*[)）]|\s*·[^·]*?(?=\s*(?:·|$))")
_NAME: Final = re.compile(r"{([a-z][a-z-]*)}")


class KeyNames(QObject):
    """Knows the first key of each action, and tells when one is another.

    A text names an action in braces, `{smaller}`, within a clause: in parentheses, or behind a
    centred dot. A clause that names an action without keys is left out.

    Signals:
        changed: itself; some action has other keys.
    """

    changed = Signal(object)

    def __init__(self, actions: Iterable[QAction]) -> None:
        super().__init__()
        named = [action for action in actions if action.objectName()]
        self._keys = {action.objectName(): _written(action) for action in named}
        for action in named:
            action.changed.connect(self._look)

    def of(self, name: str) -> str:
        """Return the first keys of an action as they are written here; empty if it has none."""
        return self._keys[name]

    def put(self, text: str) -> str:
        """Return a text with keys where it names actions.

        Raises:
            KeyError: There is no action of such a name.
        """
        return _NAME.sub(lambda name: self._keys[name[1]], _CLAUSE.sub(self._clause, text)).strip()

    def _clause(self, found: re.Match[str]) -> str:
        return found[0] if all(self._keys[name] for name in _NAME.findall(found[0])) else ""

    @Slot()
    def _look(self) -> None:
        """Tell if the action has other keys: most often it is something else that has changed."""
        action = self.sender()
        if isinstance(action, QAction):
            keys = _written(action)
            if keys != self._keys[action.objectName()]:
                self._keys[action.objectName()] = keys
                self.changed.emit(self)


def _written(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
