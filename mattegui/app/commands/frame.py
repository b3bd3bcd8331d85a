"""What can be asked for about the window around the work."""

from PySide6.QtWidgets import QApplication, QDockWidget, QMessageBox, QWidget

from mattegui import __version__
from mattegui.app.settings import Settings
from mattegui.app.theme import apply_theme


class FrameCommands:
    """Shows and hides, lights and darkens, closes."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def set_theme(self, theme: str) -> None:
        """Use other colours for the program, one of `theme.THEMES`."""
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
        window = self._window.window()
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def leave(self) -> None:
        """Close the window."""
        self._window.window().close()

    def show_about(self) -> None:
        """Say what this program is."""
        QMessageBox.about(
            self._window,
            "About MatteGUI",
            f"<h3>MatteGUI {__version__}</h3>"
            "<p>Cut out hair, fur and smoke with Deep Image Matting "
            "(Xu, Price, Cohen, Huang, CVPR 2017).</p><p>MIT licence.</p>",
        )
