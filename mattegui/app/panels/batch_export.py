"""The export dialog for a batch: the same choices, but no image to look at."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from mattegui.app.panels.export import ExportDialog
from mattegui.core.export import ExportOptions


class BatchExportDialog(ExportDialog):
    """Asks how a batch exports; `asked` tells when the user has decided."""

    def __init__(self, options: ExportOptions, parent: QWidget | None = None) -> None:
        super().__init__(options, parent)
        self.setObjectName("batch-export")
        self.setWindowTitle(self.tr("Export Options of the Batch"))
        # There is none whose look, size or background could be meant.
        one_image = False
        self.preview.setVisible(one_image)
        self.form.setRowVisible(self.size_label, one_image)
        self.own_image.setVisible(one_image)
        self.export.setText(self.tr("Use for the Batch"))
        self.asked.connect(self._leave)
        self.resize(self.sizeHint())

    @Slot()
    def _leave(self) -> None:
        self.accept()
