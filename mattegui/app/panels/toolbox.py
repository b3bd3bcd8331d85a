"""The toolbox: one button for each tool."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QToolBar

from mattegui.app.icons import SIDE, tool_icon
from mattegui.app.key_names import KeyNames
from mattegui.app.tools import TOOLS


class Toolbox(QToolBar):
    """Shows the actions of the tools as buttons, of which one is down."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Tools"))
        self.setObjectName("toolbox")
        self.setOrientation(Qt.Orientation.Vertical)
        self.setIconSize(QSize(SIDE, SIDE))
        self._group = QActionGroup(self)
        self._actions: dict[str, QAction] = {}

    def fill(self, actions: Mapping[str, QAction]) -> None:
        """Add a button for each tool.

        Args:
            actions: By their names; that of a tool is `tool-` and a key of `TOOLS`.
        """
        for name, tool in TOOLS.items():
            action = actions[f"tool-{name}"]
            action.setCheckable(True)
            self._group.addAction(action)
            self.addAction(action)
            button = self.widgetForAction(action)
            button.setAccessibleName(_translated(tool.title))
            self._actions[name] = action
        self._draw_icons()

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys take the tools, and what can be done with them."""
        for name, action in self._actions.items():
            tool, key = TOOLS[name], keys.of(f"tool-{name}")
            title = _translated(tool.title)
            tip = self.tr("{tool} ({key})").format(tool=title, key=key) if key else title
            action.setToolTip(tip)
            button = self.widgetForAction(action)
            button.setAccessibleDescription(keys.put(_translated(tool.hint)))

    def show_tool(self, name: str) -> None:
        """Show which tool is in hand, a key of `TOOLS`."""
        self._actions[name].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when the program's colours change."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icons()
        super().changeEvent(event)

    def _draw_icons(self) -> None:
        for name, action in self._actions.items():
            action.setIcon(tool_icon(name, self.palette()))


def _translated(text: str) -> str:
    return QCoreApplication.translate("Tools", text)
