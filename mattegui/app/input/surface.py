"""What the input needs of the canvas."""

from typing import Protocol

from PySide6.QtCore import QRectF, QSize

from mattegui.app.viewport import Viewport


class Surface(Protocol):
    """A widget that shows the image through a viewport."""

    viewport: Viewport

    def size(self) -> QSize:
        """Return its size in widget pixels."""
        ...

    def ratio(self) -> float:
        """Return the device pixels for each widget pixel."""
        ...

    def look_through(self, viewport: Viewport) -> None:
        """Show another part of the image."""
        ...

    def repaint_soon(self, area: QRectF) -> None:
        """Paint a part of the widget again."""
        ...

    def show_drag(self, area: QRectF) -> None:
        """Show what the drag has come to: paint a part again, and what is pending."""
        ...

    def choose_cursor(self) -> None:
        """Show the cursor that suits what the hand does now."""
        ...
