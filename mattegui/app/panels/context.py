"""The context menu: labels, sizes and tools where the mouse is."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mattegui.app.shortcuts import plain_title

FIRST: Final = (
    ("foreground", "background", "unknown", "swap"),
    ("smaller", "larger"),
    ("undo", "redo", "fit", "actual"),
)
TOOLS: Final = "tool-"
"""What the names of the actions that take a tool begin with."""


def context_menu(actions: Mapping[str, QAction], parent: QWidget) -> QMenu:
    """Return the menu of what is wanted most while painting, made of the window's actions."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in FIRST:
        for name in group:
            menu.addAction(actions[name])
        menu.addSeparator()
    tools = menu.addMenu(plain_title(QCoreApplication.translate("Actions", "&Tool")))
    for name, action in actions.items():
        if name.startswith(TOOLS):
            tools.addAction(action)
    return menu
