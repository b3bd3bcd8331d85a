"""The foreground panel: how much of the background's light is taken out of the edges."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QSpinBox, QWidget

from mattegui.app.document import Document


class ForegroundPanel(QWidget):
    """Changes the amount of decontamination; a drag of the slider is one step of the history.

    Signals:
        amount_shown: the amount, 0 to 1, whoever changed it.
    """

    amount_shown = Signal(float)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._slider, self._box = QSlider(Qt.Orientation.Horizontal), QSpinBox()
        self._box.setSuffix(self.tr(" %"))
        for control in (self._slider, self._box):
            control.setRange(0, 100)
            control.setValue(100)
            control.setAccessibleName(self.tr("Amount of decontamination"))
            control.setToolTip(
                self.tr("How much the background's colours are taken out of the edges")
            )
            control.valueChanged.connect(self._on_value)
        self._slider.sliderReleased.connect(document.seal)
        self._box.editingFinished.connect(document.seal)
        layout = QHBoxLayout(self)
        layout.addWidget(QLabel(self.tr("Decontamination")))
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._box)
        document.opened.connect(self._on_opened)
        document.amount_changed.connect(self._show)
        self._on_opened()

    @Slot(int)
    def _on_value(self, percent: int) -> None:
        matte = self._document.matte
        if matte is not None and round(100 * matte.amount) != percent:
            self._document.set_amount(percent / 100, self.tr("Decontamination"), "amount")

    @Slot()
    def _on_opened(self) -> None:
        matte = self._document.matte
        self.setEnabled(matte is not None)
        self._show(1.0 if matte is None else matte.amount)

    @Slot(float)
    def _show(self, amount: float) -> None:
        for control in (self._slider, self._box):
            control.setValue(round(100 * amount))
        self.amount_shown.emit(amount)
