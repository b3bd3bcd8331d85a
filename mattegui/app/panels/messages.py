"""The message bar: says what happened without stopping the work."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

_SECONDS = 8


class MessageBar(QFrame):
    """A line above the canvas. Notes go away by themselves, errors stay until they are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(self.tr("Close the message"))
        close.setAutoRaise(True)
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(self._text, 1)
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
        self._show(sentence, QColor(38, 84, 124))
        self._timer.start(1000 * _SECONDS)

    @Slot(str)
    def fail(self, sentence: str) -> None:
        """Show an error until it is closed or followed by another message."""
        self._timer.stop()
        self._show(sentence, QColor(140, 40, 40))

    def _show(self, sentence: str, colour: QColor) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, colour)
        palette.setColor(QPalette.ColorRole.WindowText, QColor("white"))
        palette.setColor(QPalette.ColorRole.ButtonText, QColor("white"))
        self.setPalette(palette)
        self._text.setText(sentence)
        self.show()
