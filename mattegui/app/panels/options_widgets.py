"""The widgets of the options bar: a number with a slider, and icons for labels and locks."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from mattegui.core.overlay import LABEL_COLOURS

_STEPS = 1000


class Number(QWidget):
    """A caption, a slider and a box to type in.

    Signals:
        chosen: the number, by the user.
        released: a movement of the user's has ended.
    """

    chosen = Signal(float)
    released = Signal()

    def __init__(
        self,
        caption: str,
        bounds: tuple[float, float],
        suffix: str,
        *,
        even: bool = True,
        wide: bool = False,
        decimals: int = 0,
    ) -> None:
        """Build it.

        Args:
            caption: Stands before it, and names it.
            bounds: The least and the greatest number.
            suffix: Its unit.
            even: The slider's way is even; otherwise it multiplies, and `bounds` begin above 0.
            wide: The slider takes what room there is.
            decimals: Of the number.
        """
        super().__init__()
        self._bounds, self._even = bounds, even
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setSingleStep(_STEPS // 100)
        self._slider.setPageStep(_STEPS // 10)
        if not wide:
            self._slider.setFixedWidth(140 if not even else 90)
        self._slider.setAccessibleName(caption)
        self._slider.valueChanged.connect(self._on_slider)
        self._slider.sliderReleased.connect(self.released)
        self._box = QDoubleSpinBox()
        self._box.setRange(*bounds)
        self._box.setDecimals(decimals)
        # Half a number is none: it would be a step of its own, and might be refused.
        self._box.setKeyboardTracking(not wide)
        self._box.setSingleStep(10.0 ** -min(decimals, 1))
        self._box.setSuffix(suffix)
        self._box.setAccessibleName(caption)
        self._box.setFixedWidth(self._box.sizeHint().width())
        self._box.valueChanged.connect(self._on_box)
        self._box.editingFinished.connect(self.released)
        self._label = QLabel(caption)
        self._label.setBuddy(self._box)
        if not wide:
            # A tool bar would give it all the room there is.
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        for widget in (self._label, self._slider, self._box):
            layout.addWidget(widget)

    @staticmethod
    def align(numbers: "Sequence[Number]") -> None:
        """Give captions and boxes of one width to numbers that stand below each other."""
        caption = max(number._label.sizeHint().width() for number in numbers)
        box = max(number._box.width() for number in numbers)
        for number in numbers:
            number._label.setFixedWidth(caption)
            number._box.setFixedWidth(box)

    @property
    def value(self) -> float:
        """The number."""
        return self._box.value()

    def show_value(self, value: float) -> None:
        """Show a number without choosing it."""
        with QSignalBlocker(self._slider), QSignalBlocker(self._box):
            self._box.setValue(value)
            self._slider.setValue(round(_STEPS * self._share(value)))

    def set_most(self, most: float) -> None:
        """Let the number be at most this."""
        self._bounds = self._bounds[0], most
        with QSignalBlocker(self._box):
            self._box.setMaximum(most)

    def _share(self, value: float) -> float:
        """Return how far along the slider's way a number lies."""
        low, high = self._bounds
        value = min(high, max(low, value))
        if self._even:
            return (value - low) / (high - low)
        return math.log(value / low) / math.log(high / low)

    @Slot(int)
    def _on_slider(self, position: int) -> None:
        low, high = self._bounds
        share = position / _STEPS
        value = low + share * (high - low) if self._even else low * (high / low) ** share
        with QSignalBlocker(self._box):
            self._box.setValue(value)
        self.chosen.emit(value)

    @Slot(float)
    def _on_box(self, value: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(round(_STEPS * self._share(value)))
        self.chosen.emit(value)


def toggle(text: str, tip: str = "", *, icon: QIcon | None = None) -> QToolButton:
    """Return a button that stays down."""
    button = QToolButton()
    button.setCheckable(True)
    button.setToolTip(tip)
    button.setAccessibleName(text)
    if icon is None:
        button.setText(text)
    else:
        button.setIcon(icon)
        button.setIconSize(QSize(20, 20))
    return button


def label_icon(label: int, letter: str) -> QIcon:
    """Return a square in the label's colour with its letter: never colour alone."""
    pixmap = _square(label, letter, 40, 28)
    return QIcon(pixmap)


def lock_icon(label: int, letter: str) -> QIcon:
    """Return a padlock in the label's colour with its letter: shut where it is on."""
    icon = QIcon()
    for state, shut in ((QIcon.State.Off, False), (QIcon.State.On, True)):
        icon.addPixmap(_padlock(label, letter, shut=shut), QIcon.Mode.Normal, state)
    return icon


def _square(label: int, letter: str, side: int, size: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(QColor(*LABEL_COLOURS[label]))
    painter = QPainter(pixmap)
    _write(painter, pixmap, letter, size)
    painter.end()
    return pixmap


def _padlock(label: int, letter: str, *, shut: bool) -> QPixmap:
    pixmap = QPixmap(40, 40)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(*LABEL_COLOURS[label]), 4))
    # Open, the bow stands beside its hole.
    painter.drawArc(11 if shut else 20, 3, 18, 26, 0, 180 * 16)
    painter.fillRect(5, 16, 30, 22, QColor(*LABEL_COLOURS[label]))
    painter.translate(0, 7)
    _write(painter, pixmap, letter, 18)
    painter.end()
    return pixmap


def _write(painter: QPainter, pixmap: QPixmap, letter: str, size: int) -> None:
    font = painter.font()
    font.setPixelSize(size)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("black"))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, letter)
