"""What can be asked for about files: the names are asked for here, the desk does the rest."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mattegui.app.desk import Desk
from mattegui.app.document import Document
from mattegui.app.settings import Settings
from mattegui.core.io import READABLE
from mattegui.engine.layouts import ENDINGS

_IMAGES: Final = f"Images ({' '.join('*' + suffix for suffix in READABLE)})"
_WEIGHTS: Final = f"Weights ({' '.join('*' + ending for ending in ENDINGS)})"
_EXPORTS: Final = "PNG (*.png);;TIFF (*.tif *.tiff)"


class FileCommands:
    """Opens, saves, exports and imports."""

    def __init__(self, window: QWidget, document: Document, desk: Desk, settings: Settings) -> None:
        self.document = document
        self.desk = desk
        self._window = window
        self._settings = settings

    def ask_open(self) -> None:
        """Ask for an image and open it."""
        folder = self._settings.open_folder or QDir.homePath()
        name, _ = QFileDialog.getOpenFileName(self._window, "Open Image", folder, _IMAGES)
        if name:
            self.open(Path(name))

    def open(self, path: Path, trimap: Path | None = None) -> None:
        """Open an image, with a trimap if there is one, unless unsaved work is to be kept."""
        if self.may_leave():
            self._settings.open_folder = str(path.parent)
            self.desk.open(path, trimap)

    def take(self, path: Path) -> None:
        """Open an image, or import weights: whatever was dropped on the window."""
        if path.suffix.lower() in ENDINGS:
            self.desk.import_weights(path)
        else:
            self.open(path)

    def ask_import(self) -> None:
        """Ask for weights that others trained, and make a model of them."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Import Model", self._settings.open_folder, _WEIGHTS
        )
        if name:
            self.desk.import_weights(Path(name))

    def may_leave(self) -> bool:
        """Say whether the trimap may be left: it is saved, or the user does not want it."""
        if self.document.stack.isClean():
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Unsaved Trimap",
            "The trimap has changed since it was saved. Leave it without saving?",
            buttons.Discard | buttons.Cancel,
            buttons.Cancel,
        )
        return answer == buttons.Discard

    def ask_trimap(self) -> None:
        """Ask for a trimap and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open Trimap", self._settings.open_folder, _IMAGES
        )
        if name:
            self.desk.open_trimap(Path(name))

    def ask_save_trimap(self) -> None:
        """Ask where to write the trimap, and write it."""
        path = self._ask_save("Save Trimap", "_trimap.png")
        if path is not None:
            self.desk.save_trimap(path)

    def ask_export(self, exporter: str) -> None:
        """Ask where to write a cutout or an alpha, and write it."""
        endings = {"rgba": "_cutout.png", "alpha": "_alpha.png", "foreground": "_foreground.png"}
        path = self._ask_save("Export", endings[exporter])
        if path is not None:
            self._settings.export_folder = str(path.parent)
            self.desk.export(path, exporter)

    def ask_background(self) -> None:
        """Ask for an image to lay behind the cutout."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open Background", self._settings.open_folder, _IMAGES
        )
        if name:
            self.desk.open_background(Path(name))

    def _ask_save(self, title: str, ending: str) -> Path | None:
        matte = self.document.matte
        if matte is None:
            return None
        source = matte.file.path
        folder = Path(self._settings.export_folder or source.parent)
        name, _ = QFileDialog.getSaveFileName(
            self._window, title, str(folder / (source.stem + ending)), _EXPORTS
        )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(".png")
