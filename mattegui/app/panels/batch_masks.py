"""What the folder of a batch's trimaps holds: these, or masks to make them of."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mattegui.app.panels.fields import choice, choose, number

WIDEST: Final = 500
_TRIMAPS, _MASKS = "trimaps", "masks"


class MaskFields(QWidget):
    """Asks whether there are masks, and how wide the band of their trimaps is to be.

    Signals:
        chosen: it is the other, by the user.
        band_chosen: another width, by the user.
    """

    chosen = Signal()
    band_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        kinds = {_TRIMAPS: self.tr("Trimaps"), _MASKS: self.tr("Masks")}
        self.kind = choice(self._on_kind, self.tr("What the folder holds"), kinds)
        self.kind.setToolTip(
            self.tr("Of masks, grey or with alpha, trimaps are made: unknown along their edges")
        )
        self.band_field = number(self._on_band, self.tr("Band"), 0, WIDEST, self.tr(" px"))
        self.band_field.setSpecialValueText(self.tr("Automatic"))
        self.band_field.setToolTip(
            self.tr("How far the unknown reaches to each side of a typical edge")
        )
        self._label = QLabel(self.tr("Band"))
        self._label.setBuddy(self.band_field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.kind, self._label, self.band_field):
            layout.addWidget(widget)
        self._offer_band()

    @property
    def masks(self) -> bool:
        """Whether there are masks."""
        return bool(self.kind.currentData() == _MASKS)

    @property
    def band(self) -> int | None:
        """The width of the band, in pixels; None for what suits each subject."""
        return self.band_field.value() or None

    def show_choice(self, *, masks: bool, band: float | None) -> None:
        """Show what was chosen before."""
        choose(self.kind, _MASKS if masks else _TRIMAPS)
        quiet = QSignalBlocker(self.band_field)
        self.band_field.setValue(round(band or 0))
        quiet.unblock()
        self._offer_band()

    @Slot()
    def _on_kind(self) -> None:
        self._offer_band()
        self.chosen.emit()

    @Slot()
    def _on_band(self) -> None:
        self.band_chosen.emit()

    def _offer_band(self) -> None:
        for widget in (self._label, self.band_field):
            widget.setVisible(self.masks)
