"""What can be asked for about the window around the work."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QDockWidget, QMainWindow, QMessageBox

from mattegui import __version__
from mattegui.app.panels.palette import Palette
from mattegui.app.panels.preferences import Preferences
from mattegui.app.panels.sheet import Sheet
from mattegui.app.settings import Settings
from mattegui.app.shortcuts import listed
from mattegui.app.theme import apply_theme


class FrameCommands(QObject):
    """Shows and hides, lights and darkens, closes.

    Signals:
        model_chosen: in the preferences; a key of `known_models`, or `auto`.
        setting_changed: in the preferences; its name.
        first_steps_asked: they are to be shown, once more.
    """

    model_chosen = Signal(str)
    setting_changed = Signal(str)
    first_steps_asked = Signal()

    def __init__(self, window: QMainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings

    def set_theme(self, theme: str) -> None:
        """Use other colours for the program, one of `settings.THEMES`."""
        self._settings.theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)

    def toggle_panels(self) -> None:
        """Hide the panels, or show them again."""
        docks = self._window.findChildren(QDockWidget)
        hide = any(dock.isVisible() for dock in docks)
        for dock in docks:
            dock.setVisible(not hide)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or no longer."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def leave(self) -> None:
        """Close the window."""
        self._window.close()

    def show_palette(self) -> None:
        """Let the user type what is to be done."""
        Palette(list(listed(self._window.menuBar())), self._window).show_over(self._window)

    def show_sheet(self) -> None:
        """Show all keys."""
        self._show("sheet", lambda: Sheet(listed(self._window.menuBar()), self._window))

    def show_preferences(self) -> None:
        """Let the user change settings; the work can go on beside."""

        def build() -> QDialog:
            dialog = Preferences(self._settings, self._window.actions(), self._window)
            dialog.theme_chosen.connect(self.set_theme)
            dialog.model_chosen.connect(self.model_chosen)
            dialog.changed.connect(self.setting_changed)
            return dialog

        self._show("preferences", build)

    def show_first_steps(self) -> None:
        """Show what a new user is told."""
        self.first_steps_asked.emit()

    def show_about(self) -> None:
        """Say what this program is."""
        QMessageBox.about(
            self._window,
            self.tr("About MatteGUI"),
            self.tr(
                "<h3>MatteGUI {version}</h3>"
                "<p>Cut out hair, fur and smoke with Deep Image Matting "
                "(Xu, Price, Cohen, Huang, CVPR 2017).</p><p>MIT licence.</p>"
            ).format(version=__version__),
        )

    def _show(self, name: str, build: Callable[[], QDialog]) -> None:
        """Show a dialog, or bring it to the front if it is there already."""
        dialog = self._window.findChild(QDialog, name) or build()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
