"""What can be asked for about files: the names are asked for here, `FileService` does the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mattegui.app.document import Document
from mattegui.app.file_service import FileService
from mattegui.app.panels.destination import ask_destination
from mattegui.app.recovery import Recoverable
from mattegui.app.settings import Settings
from mattegui.app.worker import nothing
from mattegui.core.export import EXPORTERS, ExportOptions
from mattegui.core.io import READABLE
from mattegui.core.makers.maskfile import MaskFile
from mattegui.core.project_writer import SUFFIX as PROJECT
from mattegui.engine.layouts import ENDINGS

_PATTERNS: Final = " ".join("*" + suffix for suffix in READABLE)
_PROJECTS: Final = f"*{PROJECT}"
_WEIGHTS: Final = " ".join("*" + ending for ending in ENDINGS)

_Buttons = QMessageBox.StandardButton


class FileCommands(QObject):
    """Opens, saves, exports and imports.

    Signals:
        told: a sentence for the user.
        mask_chosen: the path of a mask that a trimap is to be made of.
    """

    told = Signal(str)
    mask_chosen = Signal(object)

    def __init__(
        self, window: QWidget, document: Document, file_service: FileService, settings: Settings
    ) -> None:
        super().__init__(window)
        self.document = document
        self.file_service = file_service
        self._window = window
        self._settings = settings
        self._saving = ""
        self._after: tuple[Callable[[], object], Callable[[], object]] | None = None
        file_service.saving.connect(self._on_saving)
        file_service.saved.connect(self._on_saved)
        file_service.settled.connect(self._on_settled)
        file_service.arrival.overtaken.connect(self._on_overtaken)

    def ask_open(self) -> None:
        """Ask for an image or a project and open it."""
        folder = self._settings.open_folder or QDir.homePath()
        kinds = ";;".join(
            [
                self.tr("Images and projects ({0})").format(f"{_PATTERNS} {_PROJECTS}"),
                self.tr("Images ({0})").format(_PATTERNS),
                self.tr("Projects ({0})").format(_PROJECTS),
            ]
        )
        title = self.tr("Open")
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds)
        if name:
            self.open(Path(name))

    def open(self, path: Path, trimap: Path | MaskFile | None = None) -> None:
        """Open a file as `FileService.open` does, once the work may be left."""

        def go() -> None:
            self._settings.open_folder = str(path.parent)
            self.file_service.open(path, trimap)

        if self.may_leave(go):
            go()

    @Slot(object)
    def restore(self, found: Recoverable) -> None:
        """Open what a crash left behind, once the work may be left."""

        def go() -> None:
            self.file_service.restore(found)

        if self.may_leave(go):
            go()

    def take(self, path: Path) -> None:
        """Open an image, or import weights: whatever was dropped on the window."""
        if path.suffix.lower() in ENDINGS:
            self.file_service.import_weights(path)
        else:
            self.open(path)

    def ask_import(self) -> None:
        """Ask for weights that others trained, and make a model of them."""
        path = self._ask_for(self.tr("Import Model"), "weights_folder", self.tr("Weights ({0})"))
        if path is not None:
            self.file_service.import_weights(path)

    def may_leave(
        self, later: Callable[[], object], otherwise: Callable[[], object] = nothing
    ) -> bool:
        """Say whether the work may be left now: it is saved, or the user does not want it.

        Args:
            later: Called when the work is saved, if that is what the user wants first.
            otherwise: Called if the work is not left: the user stays, or it could not be saved.
        """
        if not self.document.modified:
            return True
        answer = QMessageBox.question(
            self._window,
            self.tr("Unsaved Work"),
            self.tr("“{name}” has changed since it was saved. Save it before it is closed?").format(
                name=self._name()
            ),
            _Buttons.Save | _Buttons.Discard | _Buttons.Cancel,
            _Buttons.Save,
        )
        if answer == _Buttons.Save:
            self._after = later, otherwise
            if not self.save():
                self._after = None
                otherwise()
        elif answer != _Buttons.Discard:
            otherwise()
        return answer == _Buttons.Discard

    def save(self) -> bool:
        """Save the project where it is, or ask where; say whether it is being saved."""
        if self.document.project is None:
            return self.save_as()
        self._save(self.document.project)
        return True

    def save_as(self) -> bool:
        """Ask where to save the project, and save it; say whether it is being saved."""
        matte = self.document.matte
        if matte is None:
            return False
        before = self.document.project or matte.file.path.with_suffix(PROJECT)
        if self._settings.project_folder and self.document.project is None:
            before = Path(self._settings.project_folder) / before.name
        title, kinds = self.tr("Save Project"), self.tr("OpenRaster ({0})").format(_PROJECTS)
        path = ask_destination(self._window, title, before, kinds)
        if path is None:
            return False
        self._settings.project_folder = str(path.parent)
        self._save(path)
        return True

    def take_snapshot(self) -> None:
        """Keep the work as it is now, under a name that is free."""
        self.file_service.snapshots.take(self.file_service.snapshots.free_name())

    def ask_trimap(self) -> None:
        """Ask for a trimap and open it."""
        path = self._ask_for(self.tr("Open Trimap"), "trimap_folder", self.tr("Images ({0})"))
        if path is not None:
            self.file_service.open_trimap(path)

    def ask_mask(self) -> None:
        """Ask for a mask, to make a trimap of it."""
        path = self._ask_for(self.tr("Trimap from Mask"), "trimap_folder", self.tr("Images ({0})"))
        if path is not None:
            self.mask_chosen.emit(path)

    def ask_save_trimap(self) -> None:
        """Ask where to write the trimap, and write it."""
        path = self._ask_export(self.tr("Export Trimap"), "_trimap.png", "trimap_folder")
        if path is not None:
            self.file_service.save_trimap(path)

    def ask_export(self, exporter: str) -> None:
        """Ask where to write a cutout or an alpha, and write it."""
        ending = f"_{EXPORTERS[exporter].suffix}.png"
        path = self._ask_export(self.tr("Export"), ending, "export_folder")
        if path is not None:
            self.file_service.export(path, ExportOptions(content=exporter))

    def ask_background(self) -> None:
        """Ask for an image to lay behind the cutout."""
        title = self.tr("Open Background")
        path = self._ask_for(title, "background_folder", self.tr("Images ({0})"))
        if path is not None:
            self.file_service.open_background(path)

    def _ask_for(self, title: str, setting: str, kinds: str) -> Path | None:
        """Ask for a file to read; its folder is offered the next time."""
        folder = getattr(self._settings, setting) or self._settings.open_folder
        patterns = _WEIGHTS if setting == "weights_folder" else _PATTERNS
        name, _ = QFileDialog.getOpenFileName(self._window, title, folder, kinds.format(patterns))
        if not name:
            return None
        setattr(self._settings, setting, str(Path(name).parent))
        return Path(name)

    def _ask_export(self, title: str, ending: str, setting: str) -> Path | None:
        matte = self.document.matte
        if matte is None:
            return None
        source = matte.file.path
        folder = Path(getattr(self._settings, setting) or source.parent)
        kinds = self.tr("PNG (*.png);;TIFF (*.tif *.tiff)")
        path = ask_destination(self._window, title, folder / (source.stem + ending), kinds)
        if path is not None:
            setattr(self._settings, setting, str(path.parent))
        return path

    def _save(self, path: Path) -> None:
        self._saving = path.name
        self._on_saving(0.0)
        self.file_service.save(path)

    def _name(self) -> str:
        matte, project = self.document.matte, self.document.project
        return project.name if project is not None else matte.file.path.name if matte else ""

    @Slot(float)
    def _on_saving(self, share: float) -> None:
        sentence = self.tr("Saving {name}: {percent} %")
        self.told.emit(sentence.format(name=self._saving, percent=round(100 * share)))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self.told.emit(self.tr("Saved {name}").format(name=path.name))

    @Slot()
    def _on_settled(self) -> None:
        if self._after is None or self.file_service.writing:
            return
        (later, otherwise), self._after = self._after, None
        # Not if it could not be saved, nor if it was painted on since.
        if self.document.modified:
            otherwise()
        else:
            later()

    @Slot()
    def _on_overtaken(self) -> None:
        """Ask once more: the work was changed while what is to replace it was read."""
        arrival = self.file_service.arrival
        if self.may_leave(arrival.take, arrival.drop):
            arrival.take()
