"""The export strip: how far the file is that is being written, and a way to give it up."""

from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from mattegui.app.file_writer import Export
from mattegui.app.panels.bar import Bar
from mattegui.app.panels.status import ElidedLabel

PATIENCE_MS: Final = 300
"""What is written sooner than that needs no strip that comes and goes."""


class ExportStrip(QFrame):
    """A line that is there while something is exported.

    Signals:
        cancel_asked: the user no longer wants the file.
    """

    cancel_asked = Signal()

    def __init__(self, *, lasting: bool = False) -> None:
        """Build the strip, hidden.

        Args:
            lasting: What became of the last export stays to be read.
        """
        super().__init__()
        self._lasting = lasting
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = ElidedLabel()
        self.bar = Bar()
        self.bar.setFixedWidth(180)
        self.bar.setAccessibleName(self.tr("How far the export is"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.setToolTip(self.tr("Write nothing; a file that was there before stays"))
        self.cancel.clicked.connect(self.cancel_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.cancel)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    @Slot(object)
    def follow(self, export: Export) -> None:
        """Show how far an export is, or what became of it."""
        over = bool(export.outcome)
        self.label.setText(export.outcome or self._sentence(export))
        self.bar.setVisible(not over)
        self.cancel.setVisible(not over)
        self.cancel.setEnabled(not export.stopping)
        # Of what has not begun, and of an encoder that has all it needs, nobody knows how long it
        # takes.
        moving = export.stopping or not export.share or export.share >= 1
        self.bar.show_share(None if moving else export.share)
        if over:
            self._timer.stop()
            self.setVisible(self._lasting)
        elif self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _sentence(self, export: Export) -> str:
        if export.stopping:
            sentence = self.tr("Giving up {name} …")
        elif export.share is None:
            sentence = self.tr("{name} waits for the alpha …")
        elif export.share < 1:
            sentence = self.tr("Exporting {name} …")
        else:
            sentence = self.tr("Finishing {name} …")
        return sentence.format(name=export.path.name)
