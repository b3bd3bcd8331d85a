"""The model panel: what estimates the alpha, and where it runs."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from mattegui.engine.models import AUTO, known_models
from mattegui.engine.session import Loaded


class ModelPanel(QWidget):
    """Chooses a model.

    Signals:
        model_chosen: a key of `known_models`, or `auto`.
    """

    model_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._box = QComboBox()
        self._box.setAccessibleName(self.tr("Model"))
        # The panel is not as wide as its longest title, in whatever language.
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(12)
        self.list_models()
        self._box.activated.connect(self._on_activated)
        self._used = QLabel("–")
        self._used.setWordWrap(True)
        self._device = QLabel("–")
        form = QFormLayout()
        form.addRow(self.tr("Model"), self._box)
        form.addRow(self.tr("In use"), self._used)
        form.addRow(self.tr("Device"), self._device)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addStretch(1)

    def list_models(self) -> None:
        """List the models that there are now."""
        self._box.clear()
        self._box.addItem(self.tr("Automatic"), AUTO)
        for spec in known_models().values():
            without = self.tr("{model} (no weights)").format(model=spec.title)
            self._box.addItem(spec.title if spec.ready else without, spec.name)
            row = self._box.count() - 1
            summary = QCoreApplication.translate("Models", spec.summary)
            self._box.setItemData(row, summary, Qt.ItemDataRole.ToolTipRole)

    def choose(self, model: str) -> None:
        """Show which model is chosen, without choosing it again."""
        self._box.setCurrentIndex(max(0, self._box.findData(model)))

    @Slot(object)
    def show_loaded(self, loaded: Loaded) -> None:
        """Show what is at work."""
        self._used.setText(loaded.title)
        self._device.setText(loaded.device)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        self.model_chosen.emit(str(self._box.itemData(row)))
