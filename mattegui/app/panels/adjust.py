"""The adjust panel: what is done to all of the matte, below what is corrected by hand."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from mattegui.app.document import Document
from mattegui.app.panels.options_widgets import Number
from mattegui.core.curve import GAMMAS, STRAIGHT, Curve


class AdjustPanel(QWidget):
    """Changes the amount of decontamination and the curve; a drag is one step of the history.

    Black and white stop before they meet.

    Attributes:
        amount: Of decontamination, in percent.
        black: Of the curve, in percent, as `white`.
        white: Likewise.
        gamma: Of the curve.
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        percent = self.tr(" %")
        self.amount = Number(self.tr("Decontamination"), (0, 100), percent, wide=True)
        self.amount.setToolTip(
            self.tr("How much the background's colours are taken out of the edges")
        )
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
        self._reset.clicked.connect(self._straighten)
        self.amount.chosen.connect(self._on_amount)
        self.black.chosen.connect(self._on_black)
        self.white.chosen.connect(self._on_white)
        self.gamma.chosen.connect(self._set_curve)
        numbers = (self.amount, self.black, self.white, self.gamma)
        Number.align(numbers)
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        for number in numbers:
            number.released.connect(document.seal)
            row = QHBoxLayout()
            row.addWidget(number, 1)
            if number is self.gamma:
                row.addWidget(self._reset)
            layout.addLayout(row)
        layout.addStretch(1)
        document.opened.connect(self._on_opened)
        document.amount_changed.connect(self._show_amount)
        document.curve_changed.connect(self._show_curve)
        self._on_opened()

    @Slot(float)
    def _on_amount(self, percent: float) -> None:
        self._document.set_amount(round(percent) / 100, self.tr("Decontamination"), "amount")

    @Slot(float)
    def _on_black(self, black: float) -> None:
        self.black.show_value(min(black, self.white.value - 1))
        self._set_curve()

    @Slot(float)
    def _on_white(self, white: float) -> None:
        self.white.show_value(max(white, self.black.value + 1))
        self._set_curve()

    @Slot()
    def _set_curve(self) -> None:
        black, white = round(self.black.value) / 100, round(self.white.value) / 100
        curve = Curve(black, white, round(self.gamma.value, 2))
        self._document.set_curve(curve, self.tr("Clip alpha"), "curve")

    @Slot()
    def _straighten(self) -> None:
        self._document.set_curve(STRAIGHT, self.tr("Reset the alpha's curve"))

    @Slot()
    def _on_opened(self) -> None:
        matte = self._document.matte
        self.setEnabled(matte is not None)
        self._show_amount(1.0 if matte is None else matte.amount)
        self._show_curve(STRAIGHT if matte is None else matte.curve)

    @Slot(float)
    def _show_amount(self, amount: float) -> None:
        self.amount.show_value(100 * amount)

    @Slot(object)
    def _show_curve(self, curve: Curve) -> None:
        self.black.show_value(100 * curve.black)
        self.white.show_value(100 * curve.white)
        self.gamma.show_value(curve.gamma)
        self._reset.setEnabled(not curve.is_straight)
