"""The curve of a batch as three fields in a row."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from mattegui.app.panels.fields import number
from mattegui.core.curve import GAMMAS, Curve


class CurveFields(QWidget):
    """Asks for black, white and gamma; black and white stop before they meet.

    Signals:
        chosen: the user has chosen another curve.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        percent = self.tr(" %")
        self.black = number(self._on_black, self.tr("Clip black"), 0, 99, percent)
        self.black.setToolTip(self.tr("Alpha up to here becomes 0: clears haze"))
        self.white = number(self._on_white, self.tr("Clip white"), 1, 100, percent)
        self.white.setToolTip(self.tr("Alpha from here on becomes 1: closes holes"))
        self.gamma = QDoubleSpinBox()
        self.gamma.setRange(*GAMMAS)
        self.gamma.setSingleStep(0.1)
        self.gamma.setAccessibleName(self.tr("Gamma"))
        self.gamma.setToolTip(
            self.tr("More than 1 makes what lies between denser, less makes it thinner")
        )
        self.gamma.valueChanged.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for box in (self.black, self.white, self.gamma):
            # Half a number typed is none.
            box.setKeyboardTracking(False)
            label = QLabel(box.accessibleName())
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        self.show_curve(Curve())

    @property
    def curve(self) -> Curve:
        """What the fields say."""
        black, white = self.black.value() / 100, self.white.value() / 100
        return Curve(black, white, round(self.gamma.value(), 2))

    def show_curve(self, curve: Curve) -> None:
        """Show a curve without choosing it."""
        with QSignalBlocker(self.black), QSignalBlocker(self.white), QSignalBlocker(self.gamma):
            self.black.setValue(round(100 * curve.black))
            self.white.setValue(round(100 * curve.white))
            self.gamma.setValue(curve.gamma)

    @Slot()
    def _on_black(self) -> None:
        with QSignalBlocker(self.black):
            self.black.setValue(min(self.black.value(), self.white.value() - 1))
        self.chosen.emit()

    @Slot()
    def _on_white(self) -> None:
        with QSignalBlocker(self.white):
            self.white.setValue(max(self.white.value(), self.black.value() + 1))
        self.chosen.emit()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit()
