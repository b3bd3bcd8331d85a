"""The menu of recent files."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from mattegui.app.settings import Settings
from mattegui.core.files import is_there


class RecentMenu(QMenu):
    """Lists the files that were opened last, the newest first; those that are gone are grey.

    Signals:
        chosen: the path of a file.
    """

    chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Open &Recent"))
        self._settings = settings
        self.aboutToShow.connect(self.fill)
        self.fill()

    @Slot()
    def fill(self) -> None:
        """List what the settings remember now."""
        self.clear()
        for number, name in enumerate(self._settings.recent, start=1):
            path = Path(name)
            # Ten of them have a digit to be chosen by.
            title = path.name.replace("&", "&&")
            action = self.addAction(f"&{number % 10}  {title}")
            action.setToolTip(name)
            action.setStatusTip(name)
            action.setEnabled(is_there(path))
            action.triggered.connect(_Choosing(self, path))
        self.addSeparator()
        forget = self.addAction(self.tr("&Clear This List"))
        forget.setEnabled(bool(self._settings.recent))
        forget.triggered.connect(self._forget)

    @Slot()
    def _forget(self) -> None:
        self._settings.recent.clear()
        self.fill()


class _Choosing:
    """Calling it chooses one file."""

    def __init__(self, menu: RecentMenu, path: Path) -> None:
        self._menu, self._path = menu, path

    def __call__(self) -> None:
        self._menu.chosen.emit(self._path)
