"""The options bar: the label to paint with, the brush's size, and whether to solve live."""

import math
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDoubleSpinBox,
    QLabel,
    QSlider,
    QToolBar,
    QToolButton,
    QWidget,
)

from mattegui.app.canvas import LARGEST_RADIUS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.compositing import LABEL_COLOURS

LABELS: Final = {
    FOREGROUND: ("Foreground", "F", "Paint what is surely subject (1)"),
    BACKGROUND: ("Background", "B", "Paint what is surely background (2)"),
    UNKNOWN: ("Unknown", "U", "Paint hair, fur, smoke and soft edges (3)"),
}
_SLIDER: Final = 1000


class OptionsBar(QToolBar):
    """What the tool in hand is set to.

    Signals:
        label_chosen: a label.
        radius_chosen: the brush radius, in image pixels.
        live_chosen: solve after every stroke.
    """

    label_chosen = Signal(int)
    radius_chosen = Signal(float)
    live_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__("Options")
        self.setObjectName("options")
        self.setMovable(False)
        self._group = QButtonGroup(self)
        for label, (name, letter, tip) in LABELS.items():
            button = QToolButton(self)
            button.setText(name)
            button.setIcon(_label_icon(label, letter))
            button.setIconSize(QSize(20, 20))
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._group.addButton(button, label)
            self.addWidget(button)
        self._group.button(FOREGROUND).setChecked(True)
        self._group.idClicked.connect(self.label_chosen)
        self.addSeparator()
        self._slider, self._diameter = self._size_widgets()
        self.addSeparator()
        self._live = QCheckBox("Live")
        self._live.setToolTip("Estimate the alpha after every stroke")
        self._live.setChecked(True)
        self._live.toggled.connect(self.live_chosen)
        self.addWidget(self._live)

    def choose_label(self, label: int) -> None:
        """Paint with another label."""
        self._group.button(label).setChecked(True)
        self.label_chosen.emit(label)

    def swap(self) -> None:
        """Change from foreground to background and back; from unknown to foreground."""
        self.choose_label(BACKGROUND if self._group.checkedId() == FOREGROUND else FOREGROUND)

    def scale_radius(self, factor: float) -> None:
        """Make the brush larger or smaller, by half a pixel at least."""
        radius = self._diameter.value() / 2
        step = max(0.5, abs(radius * factor - radius))
        self.radius_chosen.emit(radius + math.copysign(step, factor - 1))

    def set_live(self, live: bool) -> None:
        """Show whether every stroke is solved."""
        self._live.setChecked(live)

    @Slot(float)
    def show_radius(self, radius: float) -> None:
        """Show the brush's size without choosing it again."""
        position = _SLIDER * math.log(2 * radius) / math.log(2 * LARGEST_RADIUS)
        with QSignalBlocker(self._slider), QSignalBlocker(self._diameter):
            self._diameter.setValue(2 * radius)
            self._slider.setValue(round(position))

    def _size_widgets(self) -> tuple[QSlider, QDoubleSpinBox]:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, _SLIDER)
        slider.setFixedWidth(160)
        slider.setAccessibleName("Brush size")
        slider.valueChanged.connect(self._on_slider)
        diameter = QDoubleSpinBox()
        diameter.setRange(1, 2 * LARGEST_RADIUS)
        diameter.setDecimals(0)
        diameter.setSuffix(" px")
        diameter.setAccessibleName("Brush diameter in pixels")
        diameter.valueChanged.connect(self._on_diameter)
        caption = QLabel(" Size ")
        caption.setBuddy(diameter)
        widgets: tuple[QWidget, ...] = (caption, slider, diameter)
        for widget in widgets:
            self.addWidget(widget)
        return slider, diameter

    @Slot(int)
    def _on_slider(self, position: int) -> None:
        self.radius_chosen.emit((2 * LARGEST_RADIUS) ** (position / _SLIDER) / 2)

    @Slot(float)
    def _on_diameter(self, diameter: float) -> None:
        self.radius_chosen.emit(diameter / 2)


def _label_icon(label: int, letter: str) -> QIcon:
    """Return a square in the label's colour with its letter: never colour alone."""
    pixmap = QPixmap(40, 40)
    pixmap.fill(QColor(*LABEL_COLOURS[label]))
    painter = QPainter(pixmap)
    font = painter.font()
    font.setPixelSize(28)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return QIcon(pixmap)
