"""The table of actions, a file for each menu: menus, toolbars and shortcuts are built from it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from mattegui.app.actions.edit import EDIT
from mattegui.app.actions.file import FILE
from mattegui.app.actions.help import HELP
from mattegui.app.actions.matte import MATTE
from mattegui.app.actions.paint import PAINT
from mattegui.app.actions.select import SELECT
from mattegui.app.actions.show import SHOW
from mattegui.app.actions.spec import SEPARATOR, ActionSpec, Menu
from mattegui.app.actions.view import VIEW
from mattegui.app.commands import Commands
from mattegui.app.panels.fields import commit_typed

MENUS: Final[tuple[Menu, ...]] = (FILE, EDIT, SELECT, PAINT, MATTE, SHOW, VIEW, HELP)

ACTIONS: Final[dict[str, ActionSpec]] = {
    name: spec for menu in MENUS for name, spec in menu.all_actions.items()
}


def translated(title: str) -> str:
    """Return the title of an action or a menu in the language that is spoken."""
    return QCoreApplication.translate("Actions", title)


def build_actions(owner: QWidget, commands: Commands) -> dict[str, QAction]:
    """Return the actions of `ACTIONS` by their names; their shortcuts work in `owner`."""
    actions = {}
    for name, spec in ACTIONS.items():
        action = QAction(translated(spec.title), owner)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        # The defaults: the user may have others.
        action.setData(list(spec.shortcuts))
        action.setCheckable(spec.checked is not None)
        action.triggered.connect(_bound(spec, commands))
        owner.addAction(action)
        actions[name] = action
    return actions


def build_menus(bar: QMenuBar, actions: dict[str, QAction]) -> None:
    """Fill a menu bar as `MENUS` says."""
    for menu in MENUS:
        _fill(bar.addMenu(translated(menu.title)), menu, actions)


def _fill(shown: QMenu, menu: Menu, actions: dict[str, QAction]) -> None:
    for entry in menu.order:
        if isinstance(entry, Menu):
            _fill(shown.addMenu(translated(entry.title)), entry, actions)
        elif entry == SEPARATOR:
            shown.addSeparator()
        else:
            shown.addAction(actions[entry])


def update_actions(actions: dict[str, QAction], commands: Commands) -> None:
    """Enable what can be done now, and check what is on."""
    for name, spec in ACTIONS.items():
        actions[name].setEnabled(commands.can(spec.needs))
        if spec.checked is not None:
            actions[name].setChecked(spec.checked(commands))


def _bound(spec: ActionSpec, commands: Commands) -> Callable[[], object]:
    def run() -> None:
        # Before the work is saved or exported, or a new stroke begins.
        commit_typed()
        spec.run(commands)

    return run
