"""What the work is compared with, and how far an answer to compare with is."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from mattegui.app.key_names import KeyNames
from mattegui.engine.models import known_models

ORIGINAL = "original"
KEPT = "kept"


class ComparePanel(QGroupBox):
    """Chooses the other side of a comparison.

    Signals:
        other_chosen: `ORIGINAL`, `KEPT` or a model's name.
        wipe_chosen: whether both are shown side by side.
        again_asked: the other model is to answer again.
        keep_asked: what is shown now is to be kept.
    """

    other_chosen = Signal(str)
    wipe_chosen = Signal(bool)
    again_asked = Signal()
    keep_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Compare with"))
        self._box = QComboBox()
        self._box.setAccessibleName(self.tr("Compare with"))
        self._box.activated.connect(self._on_activated)
        self._wipe = QPushButton(self.tr("Wipe"))
        self._wipe.setCheckable(True)
        self._wipe.toggled.connect(self.wipe_chosen)
        self._again = QPushButton(self.tr("Compute again"))
        self._again.clicked.connect(self._on_again)
        self._keep = QPushButton(self.tr("Keep this alpha"))
        self._keep.setToolTip(self.tr("Keep the alpha as it is now, to compare later ones with it"))
        self._keep.clicked.connect(self._on_keep)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._box, 1)
        first.addWidget(self._wipe)
        second.addWidget(self._keep)
        second.addWidget(self._again)
        layout = QVBoxLayout(self)
        layout.setSpacing(3)
        layout.setContentsMargins(9, 3, 9, 3)
        for row in (first, second):
            layout.addLayout(row)
        layout.addWidget(self._note)
        self.list_others()
        self.show_note("", again=False)

    @property
    def other(self) -> str:
        """What is compared with: `ORIGINAL`, `KEPT` or a model's name."""
        return str(self._box.currentData())

    @property
    def other_title(self) -> str:
        """The same, as shown to people."""
        return self._box.currentText()

    @property
    def wiping(self) -> bool:
        """Whether both sides are shown."""
        return self._wipe.isChecked()

    def list_others(self) -> None:
        """List what there is to compare with by now, but for what is kept."""
        chosen = self.other if self._box.count() else ORIGINAL
        self._box.clear()
        self._box.addItem(self.tr("Original"), ORIGINAL)
        for spec in known_models().values():
            if spec.ready:
                self._box.addItem(spec.title, spec.name)
        self.choose(chosen)

    def set_kept(self, *, there: bool) -> None:
        """List the kept alpha, or no longer."""
        row = self._box.findData(KEPT)
        if there and row < 0:
            self._box.insertItem(1, self.tr("Kept alpha"), KEPT)
        elif not there and row >= 0:
            self._box.removeItem(row)

    def choose(self, other: str) -> None:
        """Show what is compared with, without choosing it again."""
        self._box.setCurrentIndex(max(0, self._box.findData(other)))

    def set_wipe(self, *, on: bool) -> None:
        """Show whether both sides are shown."""
        self._wipe.setChecked(on)

    def toggle_wipe(self) -> None:
        """Show both sides, or one again."""
        self._wipe.toggle()

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys show both sides."""
        self._wipe.setToolTip(keys.put(self.tr("Show both sides, with a border to drag ({wipe})")))

    def show_note(self, text: str, *, again: bool) -> None:
        """Say how the other side stands, and whether it can be asked again."""
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._again.setEnabled(again)

    @Slot(int)
    def _on_activated(self, row: int) -> None:
        self.other_chosen.emit(str(self._box.itemData(row)))

    @Slot()
    def _on_again(self) -> None:
        self.again_asked.emit()

    @Slot()
    def _on_keep(self) -> None:
        self.keep_asked.emit()
