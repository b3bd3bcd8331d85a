"""The message bar: says what happened without stopping the work."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

_SECONDS = 8
_NOTE, _ERROR = QColor(38, 84, 124), QColor(140, 40, 40)


class MessageBar(QFrame):
    """A line above the canvas. Notes go away by themselves, errors stay until they are closed.

    So does the note of a file that was written: somebody may have looked away meanwhile.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._folder = Path()
        self._show_folder = QPushButton(self.tr("Show in Folder"))
        self._show_folder.clicked.connect(self._open_folder)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(self.tr("Close the message"))
        close.setAutoRaise(True)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._show_folder)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown."""
        return self._text.text()

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Show a note for a while."""
        self._show(sentence, _NOTE)
        self._timer.start(round(1000 * _SECONDS))

    def tell_of_file(self, sentence: str, path: Path) -> None:
        """Show a note of a file that was written, and a way to it."""
        self._timer.stop()
        self._folder = path.parent
        self._show(sentence, _NOTE, folder=True)

    @Slot(str)
    def fail(self, sentence: str) -> None:
        """Show an error until it is closed or followed by another message."""
        self._timer.stop()
        self._show(sentence, _ERROR)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _show(self, sentence: str, colour: QColor, *, folder: bool = False) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, colour)
        palette.setColor(QPalette.ColorRole.WindowText, QColor("white"))
        palette.setColor(QPalette.ColorRole.ButtonText, QColor("white"))
        self.setPalette(palette)
        self._text.setText(sentence)
        self._show_folder.setVisible(folder)
        self.show()
