"""Dark and light: the program's colours, so that it looks the same on every desktop."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

_Role = QPalette.ColorRole

# Neutral greys only: a tint around the image would change how its colours look.
_DARK: Final = {
    _Role.Window: "#3b3b3b",
    _Role.WindowText: "#e0e0e0",
    _Role.Base: "#1e1e1e",
    _Role.AlternateBase: "#2d2d2d",
    _Role.Text: "#e6e6e6",
    _Role.Button: "#4a4a4a",
    _Role.ButtonText: "#e6e6e6",
    _Role.BrightText: "#ffffff",
    _Role.ToolTipBase: "#1e1e1e",
    _Role.ToolTipText: "#e6e6e6",
    _Role.PlaceholderText: "#9a9a9a",
    _Role.Light: "#5a5a5a",
    _Role.Midlight: "#4a4a4a",
    _Role.Mid: "#2a2a2a",
    _Role.Dark: "#222222",
    _Role.Shadow: "#141414",
    _Role.Highlight: "#3a76b3",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#7ab8f5",
}
_LIGHT: Final = {
    _Role.Window: "#dedede",
    _Role.WindowText: "#1a1a1a",
    _Role.Base: "#f4f4f4",
    _Role.AlternateBase: "#eaeaea",
    _Role.Text: "#1a1a1a",
    _Role.Button: "#e6e6e6",
    _Role.ButtonText: "#1a1a1a",
    _Role.BrightText: "#000000",
    _Role.ToolTipBase: "#fafafa",
    _Role.ToolTipText: "#1a1a1a",
    _Role.PlaceholderText: "#6a6a6a",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#f0f0f0",
    _Role.Mid: "#b8b8b8",
    _Role.Dark: "#9e9e9e",
    _Role.Shadow: "#6a6a6a",
    _Role.Highlight: "#2f6ea8",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#1c5a94",
}
_DISABLED: Final = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def apply_theme(app: QApplication, theme: str) -> None:
    """Give the program the colours of a theme, one of `settings.THEMES`.

    `system` follows the desktop; where that has no opinion, dark is used, as in most programs that
    images are judged in.
    """
    app.setStyle("Fusion")
    light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
    dark = theme == "dark" or (theme == "system" and not light)
    app.setPalette(_palette(_DARK if dark else _LIGHT, "#7a7a7a" if dark else "#8a8a8a"))


def _palette(colours: dict[QPalette.ColorRole, str], disabled: str) -> QPalette:
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(disabled))
    return palette
