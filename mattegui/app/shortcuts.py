"""Keys: the defaults of the actions, the presets over them, and the user's own over both."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

Keys = tuple[str, ...]
"""Key sequences of one action; the first is shown."""

DEFAULT: Final = "MatteGUI"

PRESETS: Final[dict[str, dict[str, Keys]]] = {
    DEFAULT: {},
    # Where habits of the other program would do something else here, its keys are used.
    "Photoshop": {
        "undo": ("Ctrl+Z", "Ctrl+Alt+Z"),
        "redo": ("Ctrl+Shift+Z",),
        "preferences": ("Ctrl+K",),
        "palette": ("Ctrl+F",),
        "export": ("Ctrl+Alt+Shift+W",),
        "zoom-in": ("Ctrl++", "Ctrl+="),
        "zoom-out": ("Ctrl+-",),
        "full-screen": ("Ctrl+Shift+F", "F11"),
    },
    "GIMP": {
        "undo": ("Ctrl+Z",),
        "redo": ("Ctrl+Y",),
        "export": ("Ctrl+E",),
        "palette": ("/",),
        "fit": ("Ctrl+Shift+J",),
        "preferences": ("Ctrl+,",),
    },
}
"""What differs from the defaults, by the names of actions."""


def normal(keys: str) -> str:
    """Return a key sequence as Qt writes it; empty if it is none."""
    return QKeySequence(keys).toString()


def bindings(
    defaults: Mapping[str, Sequence[str]],
    preset: str,
    own: Mapping[str, Sequence[str]],
) -> dict[str, Keys]:
    """Return the keys of all actions.

    Args:
        defaults: Keys by the names of actions.
        preset: A key of `PRESETS`; one that is not known changes nothing.
        own: The user's own keys; what they take, other actions lose.
    """
    chosen: dict[str, Sequence[str]] = {**defaults, **PRESETS.get(preset, {})}
    theirs = {name: keys for name, keys in own.items() if name in defaults}
    taken = {normal(key) for keys in theirs.values() for key in keys}
    found = {}
    for name in defaults:
        keys = tuple(normal(key) for key in theirs.get(name, chosen[name]))
        found[name] = tuple(k for k in keys if k and (name in theirs or k not in taken))
    return found


def owner(bound: Mapping[str, Sequence[str]], keys: str, besides: str) -> str:
    """Return the name of the action that has these keys, another than `besides`; or nothing.

    A sequence that begins with another one's keys cannot be told from it, so it counts as well.
    """
    wanted = QKeySequence(keys)
    none = QKeySequence.SequenceMatch.NoMatch
    for name, sequences in bound.items():
        for other in map(QKeySequence, sequences):
            if name != besides and (wanted.matches(other) != none or other.matches(wanted) != none):
                return name
    return ""


def defaults_of(actions: Iterable[QAction]) -> dict[str, Keys]:
    """Return the default keys of the named actions, which they have as their data."""
    return {
        action.objectName(): tuple(action.data() or ()) for action in actions if action.objectName()
    }


def apply_bindings(actions: Iterable[QAction], bound: Mapping[str, Sequence[str]]) -> None:
    """Give the actions their keys."""
    for action in actions:
        if action.objectName() in bound:
            action.setShortcuts([QKeySequence(keys) for keys in bound[action.objectName()]])


def plain_title(text: str) -> str:
    """Return a menu's or an action's text without the mark of its mnemonic."""
    # Where letters are no part of the script, the mnemonic stands behind it: 文件(&F).
    text = re.sub(r"\s*\(&\w\)", "", text)
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def listed(bar: QMenuBar) -> Iterator[tuple[str, QAction]]:
    """Yield (the menu's title, action) of everything in the menus, in their order."""
    for entry in bar.actions():
        menu = entry.menu()
        if isinstance(menu, QMenu):
            yield from _listed(menu, plain_title(menu.title()))


def _listed(menu: QMenu, title: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _listed(inner, plain_title(inner.title()))
        elif not action.isSeparator():
            yield title, action
