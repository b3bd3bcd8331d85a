"""Panels on screens that are not high enough for them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollArea, QWidget

_ROLLED = (QAbstractSlider, QAbstractSpinBox, QComboBox)
"""What a wheel changes."""


class Scrolled(QScrollArea):
    """Holds a panel, and wants to be as high as that: Qt's own is content with a few lines.

    The wheel scrolls the panel, and changes only what was clicked on or chosen by keys before.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(panel)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(panel.minimumSizeHint().width() + bar)
        for widget in panel.findChildren(QWidget):
            if isinstance(widget, _ROLLED):
                # Without the wheel's own focus, which Qt gives before anybody is asked.
                widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                widget.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return what the panel would like."""
        return self._panel.sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a wheel over what is not in use to the panel."""
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
