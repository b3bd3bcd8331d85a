"""The message bar: says what happened without stopping the work."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton

_SECONDS = 8
_NOTE, _ERROR = QColor(38, 84, 124), QColor(140, 40, 40)


class MessageBar(QFrame):
    """Lines above the canvas. Notes go away by themselves, errors stay until they are closed.

    So does the note of a file that was written, or until there is something else to say: somebody
    may have looked away meanwhile. Everybody who has something to say has a line for notes and one
    for errors: what he says replaces what he said before, and hides nothing that others say.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self._text = QLabel()
        self._text.setWordWrap(True)
        # Of what looks like markup, a file's name perhaps, the lines would run together.
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._errors: dict[QObject, str] = {}
        self._notes: dict[QObject, str] = {}
        self._written = ""
        self._folder = Path()
        self._show_folder = QPushButton(self.tr("Show in Folder"))
        self._show_folder.clicked.connect(self._open_folder)
        close = QToolButton()
        close.setText("✕")
        close.setAccessibleName(self.tr("Close the message"))
        close.setAutoRaise(True)
        close.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._show_folder)
        layout.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._forget_notes)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown, a line for each sentence."""
        return self._text.text()

    def tell(self, sentence: str, by: QObject | None = None) -> None:
        """Show a note for a while.

        Args:
            sentence: Or several.
            by: Who says it; the bar itself if nobody does.
        """
        self._written = ""
        self._notes[by or self] = sentence
        self._timer.start(round(1000 * _SECONDS))
        self._show()

    def fail(self, sentence: str, by: QObject | None = None) -> None:
        """Show an error until it is closed; as `tell`."""
        self._written = ""
        self._errors[by or self] = sentence
        self._show()

    def tell_of_file(self, sentence: str, path: Path) -> None:
        """Show a note of a file that was written, and a way to it."""
        self._written, self._folder = sentence, path.parent
        self._show()

    @Slot()
    def clear(self) -> None:
        """Show nothing any more."""
        self._errors.clear()
        self._written = ""
        self._forget_notes()

    def line(self) -> "Line":
        """Return the lines of somebody who has something to say."""
        return Line(self)

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot()
    def _forget_notes(self) -> None:
        self._timer.stop()
        self._notes.clear()
        self._show()

    def _show(self) -> None:
        lines = [*self._errors.values(), *self._notes.values(), self._written]
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, _ERROR if self._errors else _NOTE)
        palette.setColor(QPalette.ColorRole.WindowText, QColor("white"))
        palette.setColor(QPalette.ColorRole.ButtonText, QColor("white"))
        self.setPalette(palette)
        self._text.setText("\n".join(filter(None, lines)))
        self._show_folder.setVisible(bool(self._written))
        self.setVisible(any(lines))


class Line(QObject):
    """Shows in a message bar what one part of the program says; an object, for its own thread."""

    def __init__(self, bar: MessageBar) -> None:
        super().__init__(bar)
        self._bar = bar

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Show a note in the place of the one before."""
        self._bar.tell(sentence, self)

    @Slot(str)
    def fail(self, sentence: str) -> None:
        """Show an error in the place of the one before."""
        self._bar.fail(sentence, self)
