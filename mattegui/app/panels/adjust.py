"""The adjust panel: what is done to all of the matte, below what is corrected by hand."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mattegui.app.document import Document
from mattegui.app.panels.curve_fields import CurveFields
from mattegui.app.panels.options_widgets import Number
from mattegui.core.curve import STRAIGHT, Curve


class AdjustPanel(QWidget):
    """Changes the amount of decontamination and the curve; a drag is one step of the history.

    Attributes:
        amount: Of decontamination, in percent.
        curve: The numbers of the curve.
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.amount = Number(self.tr("Decontamination"), (0, 100), self.tr(" %"), wide=True)
        self.amount.setToolTip(
            self.tr("How much the background's colours are taken out of the edges")
        )
        self.curve = CurveFields()
        Number.align((self.amount, *self.curve.numbers))
        self.amount.chosen.connect(self._on_amount)
        self.amount.released.connect(document.seal)
        self.curve.chosen.connect(self._on_curve)
        self.curve.released.connect(document.seal)
        self.curve.reset_asked.connect(self._straighten)
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        layout.addWidget(self.amount)
        layout.addWidget(self.curve)
        layout.addStretch(1)
        document.opened.connect(self._on_opened)
        document.amount_changed.connect(self._show_amount)
        document.curve_changed.connect(self.curve.show_curve)
        self._on_opened()

    @Slot()
    def _on_amount(self) -> None:
        # As the box has rounded it.
        amount = round(self.amount.value) / 100
        self._document.set_amount(amount, self.tr("Decontamination"), "amount")

    @Slot(object)
    def _on_curve(self, curve: Curve) -> None:
        self._document.set_curve(curve, self.tr("Clip alpha"), "curve")

    @Slot()
    def _straighten(self) -> None:
        self._document.set_curve(STRAIGHT, self.tr("Reset the alpha's curve"))

    @Slot()
    def _on_opened(self) -> None:
        matte = self._document.matte
        self.setEnabled(matte is not None)
        self._show_amount(1.0 if matte is None else matte.amount)
        self.curve.show_curve(STRAIGHT if matte is None else matte.curve)

    @Slot(float)
    def _show_amount(self, amount: float) -> None:
        self.amount.show_value(100 * amount)
