"""The list of what the retouch brush does."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox

from mattegui.app.tools.retouch import opposite
from mattegui.app.tools.tool import Effect

EFFECTS: Final[dict[Effect, str]] = {
    "add": "Add",
    "remove": "Remove",
    "smooth": "Smooth",
    "strengthen": "Strengthen",
    "clear": "Clear haze",
}


class EffectBox(QComboBox):
    """Asks for an effect.

    Signals:
        chosen: an `Effect`, by the user.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Effect"))
        self.setToolTip(
            self.tr(
                "What the brush does to alpha: strengthen makes hairs denser and keeps the gaps, "
                "clear haze empties the gaps and keeps the hairs"
            )
        )
        for effect, title in EFFECTS.items():
            self.addItem(QCoreApplication.translate("Options", title), effect)
        self.currentIndexChanged.connect(self._on_row)

    def show_effect(self, effect: Effect) -> None:
        """Show an effect without choosing it."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(effect))

    def step(self) -> None:
        """Choose what stands next in the list."""
        self.setCurrentIndex((self.currentIndex() + 1) % self.count())

    def turn(self) -> None:
        """Choose the opposite, if there is one."""
        self.setCurrentIndex(self.findData(opposite(self.currentData())))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.chosen.emit(self.itemData(row))
