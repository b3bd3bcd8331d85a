"""The preferences: what each of them is set to applies at once; nothing has to be confirmed."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.panels.preferences_keys import KeysPage
from mattegui.app.settings import LANGUAGES, THEMES, Settings
from mattegui.engine.device_names import DEVICES
from mattegui.engine.models import AUTO, known_models

LARGEST_UNDO: Final = 65_536
LARGEST_BAND: Final = 500


class Preferences(QDialog):
    """A dialog that stays open beside the work. It writes to the settings and tells who listens.

    Signals:
        theme_chosen: one of `THEMES`.
        model_chosen: a key of `known_models`, or `auto`.
        changed: the name of a setting that has another value.
    """

    theme_chosen = Signal(str)
    model_chosen = Signal(str)
    changed = Signal(str)

    def __init__(self, settings: Settings, actions: Iterable[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Preferences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("Preferences"))
        # With a frame, the style would lighten the pages.
        tabs.setDocumentMode(True)
        tabs.addTab(self._general(), self.tr("General"))
        tabs.addTab(self._matting(), self.tr("Matting"))
        tabs.addTab(self._painting(), self.tr("Painting"))
        tabs.addTab(KeysPage(settings, actions), self.tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        self.resize(620, 520)

    def _general(self) -> QWidget:
        titles = {
            "system": self.tr("Colours of the desktop"),
            "dark": self.tr("Dark"),
            "light": self.tr("Light"),
        }
        self.theme = _box({name: titles[name] for name in THEMES}, self._settings.theme)
        self.theme.activated.connect(self._set_theme)
        languages = {"system": self.tr("Language of the desktop")} | LANGUAGES
        self.language = _box(languages, self._settings.language)
        self.language.activated.connect(self._set_language)
        self.undo = QSpinBox()
        self.undo.setRange(1, LARGEST_UNDO)
        self.undo.setSuffix(self.tr(" MB"))
        self.undo.setValue(self._settings.undo_megabytes)
        self.undo.valueChanged.connect(self._set_undo)
        return _page(
            [
                (self.tr("Theme"), self.theme, ""),
                (self.tr("Language"), self.language, self.tr("From the next start on.")),
                (
                    self.tr("Memory for undo"),
                    self.undo,
                    self.tr("The oldest steps are forgotten when it is full."),
                ),
            ]
        )

    def _matting(self) -> QWidget:
        models = {AUTO: self.tr("Automatic")}
        models |= {spec.name: spec.title for spec in known_models().values()}
        self.model = _box(models, self._settings.model)
        self.model.activated.connect(self._set_model)
        titles = {"auto": self.tr("Automatic"), "cuda": "CUDA", "mps": "Metal", "cpu": "CPU"}
        self.device = _box({name: titles[name] for name in DEVICES}, self._settings.device)
        self.device.activated.connect(self._set_device)
        self.band = QSpinBox()
        self.band.setRange(0, LARGEST_BAND)
        self.band.setSuffix(self.tr(" px"))
        self.band.setValue(self._settings.band)
        self.band.valueChanged.connect(self._set_band)
        return _page(
            [
                (self.tr("Model"), self.model, ""),
                (self.tr("Device"), self.device, self.tr("From the next start on.")),
                (
                    self.tr("Unknown band"),
                    self.band,
                    self.tr("On each side of an edge, where a trimap is made from an alpha."),
                ),
            ]
        )

    def _painting(self) -> QWidget:
        self.pressure = QCheckBox(self.tr("A pen that is pressed harder paints wider"))
        self.pressure.setChecked(self._settings.pressure)
        self.pressure.toggled.connect(self._set_pressure)
        self.surround = QPushButton(self.tr("Choose…"))
        self.surround.clicked.connect(self._ask_surround)
        self._show_surround()
        return _page(
            [
                (self.tr("Tablet"), self.pressure, ""),
                (
                    self.tr("Around the image"),
                    self.surround,
                    self.tr("A neutral grey leaves the image's colours as they are."),
                ),
            ]
        )

    @Slot()
    def _set_theme(self) -> None:
        self._set("theme", self.theme.currentData())
        self.theme_chosen.emit(self._settings.theme)

    @Slot()
    def _set_language(self) -> None:
        self._set("language", self.language.currentData())

    @Slot(int)
    def _set_undo(self, megabytes: int) -> None:
        self._set("undo_megabytes", megabytes)

    @Slot()
    def _set_model(self) -> None:
        self.model_chosen.emit(self.model.currentData())

    @Slot()
    def _set_device(self) -> None:
        self._set("device", self.device.currentData())

    @Slot(int)
    def _set_band(self, pixels: int) -> None:
        self._set("band", pixels)

    @Slot(bool)
    def _set_pressure(self, on: bool) -> None:
        self._set("pressure", on)

    @Slot()
    def _ask_surround(self) -> None:
        title = self.tr("Colour around the image")
        colour = QColorDialog.getColor(QColor(*self._settings.surround), self, title)
        if colour.isValid():
            self._set("surround", [colour.red(), colour.green(), colour.blue()])
            self._show_surround()

    def _show_surround(self) -> None:
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(*self._settings.surround))
        self.surround.setIcon(QIcon(swatch))

    def _set(self, name: str, value: object) -> None:
        setattr(self._settings, name, value)
        self.changed.emit(name)


def _box(titles: dict[str, str], chosen: str) -> QComboBox:
    """Return a box of titles, each with its name as data."""
    box = QComboBox()
    for name, title in titles.items():
        box.addItem(title, name)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def _page(rows: list[tuple[str, QWidget, str]]) -> QWidget:
    """Return a page of (caption, widget, a sentence below it)."""
    page = QWidget()
    form = QFormLayout(page)
    form.setVerticalSpacing(14)
    for caption, widget, sentence in rows:
        widget.setAccessibleName(caption)
        widget.setAccessibleDescription(sentence)
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        if sentence:
            note = QLabel(sentence)
            note.setWordWrap(True)
            column.addWidget(note)
        label = QLabel(caption)
        label.setBuddy(widget)
        form.addRow(label, column)
    return page
