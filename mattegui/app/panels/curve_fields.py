"""The curve of an alpha as three numbers below each other."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from mattegui.app.panels.options_widgets import Number
from mattegui.core.curve import GAMMAS, STRAIGHT, Curve


class CurveFields(QWidget):
    """Asks for black, white and gamma; black and white stop before they meet.

    Signals:
        chosen: another `Curve`, by the user.
        released: a movement of the user's has ended; also when another number is moved next.
        reset_asked: the user wants the straight curve, which is not shown for that yet.

    Attributes:
        black: In percent, as `white`.
        white: Likewise.
        gamma: As it is.
    """

    chosen = Signal(object)
    released = Signal()
    reset_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        percent = self.tr(" %")
        self.black = Number(self.tr("Clip black"), (0, 99), percent, wide=True)
        self.black.setToolTip(self.tr("Alpha up to here becomes 0: clears haze"))
        self.white = Number(self.tr("Clip white"), (1, 100), percent, wide=True)
        self.white.setToolTip(self.tr("Alpha from here on becomes 1: closes holes"))
        self.gamma = Number(self.tr("Gamma"), GAMMAS, "", even=False, wide=True, decimals=2)
        self.gamma.setToolTip(
            self.tr("More than 1 makes what lies between denser, less makes it thinner")
        )
        self._reset = QToolButton()
        self._reset.setText(self.tr("Reset"))
        self._reset.setToolTip(self.tr("Leave the alpha as it was estimated"))
        self._reset.clicked.connect(self.reset_asked)
        self.black.chosen.connect(self._on_black)
        self.white.chosen.connect(self._on_white)
        self.gamma.chosen.connect(self._on_gamma)
        last = QHBoxLayout()
        last.addWidget(self.gamma, 1)
        last.addWidget(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.black)
        layout.addWidget(self.white)
        layout.addLayout(last)
        Number.align(self.numbers)
        for number in self.numbers:
            number.released.connect(self.released)
        self._moving = self.black
        self.show_curve(STRAIGHT)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All three, from the top."""
        return self.black, self.white, self.gamma

    @property
    def curve(self) -> Curve:
        """What the numbers say."""
        black, white = round(self.black.value) / 100, round(self.white.value) / 100
        return Curve(black, white, round(self.gamma.value, 2))

    @Slot(object)
    def show_curve(self, curve: Curve) -> None:
        """Show a curve without choosing it."""
        self.black.show_value(100 * curve.black)
        self.white.show_value(100 * curve.white)
        self.gamma.show_value(curve.gamma)
        self._reset.setEnabled(not curve.is_straight)

    @Slot(float)
    def _on_black(self, black: float) -> None:
        self.black.show_value(min(black, self.white.value - 1))
        self._tell(self.black)

    @Slot(float)
    def _on_white(self, white: float) -> None:
        self.white.show_value(max(white, self.black.value + 1))
        self._tell(self.white)

    @Slot()
    def _on_gamma(self) -> None:
        self._tell(self.gamma)

    def _tell(self, moving: Number) -> None:
        if moving is not self._moving:
            # By keys, nothing is let go of.
            self._moving = moving
            self.released.emit()
        self._reset.setEnabled(not self.curve.is_straight)
        self.chosen.emit(self.curve)
