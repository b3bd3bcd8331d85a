"""Where to write to, as the user says; nothing is replaced unasked."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mattegui.core.files import is_there

_Buttons = QMessageBox.StandardButton


def ask_destination(window: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
    """Ask for a name to write to; a suffix that was left out is added.

    Args:
        window: Over which to ask.
        title: Of the dialog.
        suggested: The name that is proposed, with the suffix that is added.
        kinds: Of files, as Qt's dialogs take them.
    """
    while True:
        name, _ = QFileDialog.getSaveFileName(window, title, str(suggested), kinds)
        if not name:
            return None
        path = Path(name)
        # The dialog has asked about the name as it was typed, and of no other.
        if path.suffix:
            return path
        path = path.with_suffix(suggested.suffix)
        if not is_there(path) or _may_replace(window, title, path):
            return path
        suggested = path


def _may_replace(window: QWidget, title: str, path: Path) -> bool:
    sentence = QCoreApplication.translate(
        "Destination", "“{name}” is there already. Replace it?"
    ).format(name=path.name)
    answer = QMessageBox.question(window, title, sentence, _Buttons.Yes | _Buttons.No, _Buttons.No)
    return answer == _Buttons.Yes
