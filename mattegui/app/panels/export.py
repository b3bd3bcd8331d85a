"""The export dialog: every choice of an export, with a look at it and its size beside."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.panels.export_preview import ExportPreview
from mattegui.app.panels.export_strip import ExportStrip
from mattegui.app.panels.fields import check, choice, choose, fill, number
from mattegui.core.arrays import Colours
from mattegui.core.export import DEPTHS, EXPORTERS, FORMATS, HIDDEN, ExportOptions
from mattegui.core.export.checks import depths_of

PAUSE_MS: Final = 150
"""After a change, before the look at it is made again."""
LARGEST_PADDING: Final = 10_000

_Colour = tuple[int, int, int]


def said(title: str) -> str:
    """Return a title of the export's tables in the user's language."""
    return QCoreApplication.translate("Exports", title)


class ExportDialog(QDialog):
    """Asks how to export; it stays open beside the work and exports as often as asked.

    Signals:
        changed: the `ExportOptions` that hold now; a look at them is wanted.
        asked: the `ExportOptions` to export with.
    """

    changed = Signal(object)
    asked = Signal(object)

    def __init__(self, options: ExportOptions, parent: QWidget | None = None) -> None:
        """Build the dialog.

        Args:
            options: To begin with.
            parent: The window.
        """
        super().__init__(parent)
        self.setObjectName("export")
        self.setWindowTitle(self.tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = options.background
        self._own: Colours | None = None if isinstance(own, tuple) else own
        self._colour: _Colour = (255, 255, 255)
        self.preview, self.strip = ExportPreview(), ExportStrip(lasting=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self._make_widgets()
        self._lay_out()
        self.show_options(options)

    @property
    def options(self) -> ExportOptions:
        """What is chosen."""
        chosen = FORMATS[self.format.currentData()]
        lossy = chosen.lossy and not (chosen.lossless and self.lossless.isChecked())
        own = self._own is not None and self.own_image.isChecked()
        return ExportOptions(
            content=self.content.currentData(),
            format=self.format.currentData(),
            depth=self.depth_box.currentData(),
            crop=self.crop.isChecked(),
            padding=self.padding.value() if self.crop.isChecked() else 0,
            hidden=self.hidden.currentData(),
            decontaminate=self.decontaminate.isChecked(),
            background=self._own if own and self._own is not None else self._colour,
            compression=self.compression.value(),
            quality=self.quality.value() if lossy else None,
            metadata=self.metadata.isChecked(),
        )

    def show_options(self, options: ExportOptions) -> None:
        """Choose `options`."""
        choose(self.content, options.content)
        choose(self.format, options.format or "png")
        choose(self.depth_box, options.depth)
        choose(self.hidden, options.hidden)
        self.crop.setChecked(options.crop)
        self.padding.setValue(options.padding)
        self.decontaminate.setChecked(options.decontaminate)
        own = not isinstance(options.background, tuple)
        self._colour = self._colour if own else _triple(options.background)
        self.own_image.setChecked(own)
        self.compression.setValue(options.compression)
        self.lossless.setChecked(options.quality is None)
        self.quality.setValue(options.quality or 90)
        self.metadata.setChecked(options.metadata)
        self._refresh()

    def set_background(self, background: Colours) -> None:
        """Offer the user's own image behind a composite."""
        self._own = background
        self.own_image.setEnabled(True)
        self._refresh()

    def show_size(self, count: int) -> None:
        """Show about how many bytes the file will have."""
        text = QLocale().formattedDataSize(count)
        self.size_label.setText(self.tr("About {size}").format(size=text))

    def show_problem(self, sentence: str) -> None:
        """Show why what is chosen cannot be exported."""
        self.size_label.setText(sentence)

    def _make_widgets(self) -> None:
        told = self._refresh
        contents = {name: said(each.title) for name, each in EXPORTERS.items()}
        hidden = {name: said(title) for name, title in HIDDEN.items()}
        self.content = choice(told, self.tr("Content"), contents)
        self.format = choice(told, self.tr("Format"), {})
        self.depth_box = choice(told, self.tr("Depth"), {})
        self.hidden = choice(told, self.tr("Colours under alpha 0"), hidden)
        self.warning = QLabel(
            self.tr("Whoever gets the file can bring the background back: it is all still there.")
        )
        self.warning.setWordWrap(True)
        self.crop = check(told, self.tr("Crop to what is visible"))
        self.padding = number(told, self.tr("Padding"), 0, LARGEST_PADDING, self.tr(" px"))
        self.decontaminate = check(told, self.tr("Foreground colours at soft edges"))
        self.colour = QPushButton(self.tr("Colour…"))
        self.colour.clicked.connect(self._ask_colour)
        self.own_image = check(told, self.tr("Own image"))
        self.own_image.setEnabled(self._own is not None)
        self.compression = number(told, self.tr("Compression"), 1, 9, "")
        self.compression.setToolTip(self.tr("1 is fast, 9 is small; the pixels are the same"))
        self.lossless = check(told, self.tr("Lossless"))
        self.quality = number(told, self.tr("Quality"), 1, 100, "")
        self.metadata = check(told, self.tr("Keep EXIF, XMP and resolution"))
        self.size_label = QLabel()
        self.size_label.setWordWrap(True)
        self.size_label.setAccessibleName(self.tr("Size of the file"))

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        backgrounds = QWidget()
        row = QHBoxLayout(backgrounds)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.colour)
        row.addWidget(self.own_image)
        self.backgrounds = backgrounds
        self.form.addRow(self.tr("Content"), self.content)
        self.form.addRow(self.tr("Background"), backgrounds)
        self.form.addRow(self.tr("Format"), self.format)
        self.form.addRow(self.tr("Depth"), self.depth_box)
        self.form.addRow("", self.lossless)
        self.form.addRow(self.tr("Quality"), self.quality)
        self.form.addRow(self.tr("Compression"), self.compression)
        self.form.addRow("", self.crop)
        self.form.addRow(self.tr("Padding"), self.padding)
        self.form.addRow("", self.decontaminate)
        self.form.addRow(self.tr("Under alpha 0"), self.hidden)
        self.form.addRow("", self.warning)
        self.form.addRow("", self.metadata)
        self.form.addRow(self.tr("Size"), self.size_label)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.export = QPushButton(self.tr("Export…"))
        self.export.setDefault(True)
        buttons.addButton(self.export, QDialogButtonBox.ButtonRole.ApplyRole)
        self.export.clicked.connect(self._ask)
        buttons.rejected.connect(self.reject)
        side = QWidget()
        # Wider where a language needs it.
        side.setMinimumWidth(340)
        side.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self.form)
        column.addStretch(1)
        column.addWidget(buttons)
        layout = QVBoxLayout(self)
        upper = QHBoxLayout()
        upper.addWidget(self.preview, 1)
        upper.addWidget(side)
        layout.addLayout(upper, 1)
        layout.addWidget(self.strip)
        self.resize(940, 640)

    @Slot()
    def _refresh(self) -> None:
        """Offer what goes with what is chosen, and ask for a look at it."""
        content = EXPORTERS[self.content.currentData()]
        formats = {
            name: each.title for name, each in FORMATS.items() if each.alpha or content.channels < 4
        }
        fill(self.format, formats)
        chosen = FORMATS[self.format.currentData()]
        depths = {name: said(DEPTHS[name]) for name in ("auto", *depths_of(chosen))}
        fill(self.depth_box, depths)
        original = content.channels == 4 and self.hidden.currentData() == "original"
        shown = {
            self.backgrounds: self.content.currentData() == "composite",
            self.hidden: content.channels == 4,
            self.warning: original,
            self.decontaminate: content.coloured,
            self.padding: self.crop.isChecked(),
            self.lossless: chosen.lossy and chosen.lossless,
            self.quality: chosen.lossy and not (chosen.lossless and self.lossless.isChecked()),
            self.compression: chosen.compression,
        }
        for widget, visible in shown.items():
            self.form.setRowVisible(widget, visible)
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(*self._colour))
        self.colour.setIcon(QIcon(swatch))
        self._timer.start()

    @Slot()
    def _tell(self) -> None:
        # The size that stands there is that of other options.
        self.size_label.setText("…")
        self.changed.emit(self.options)

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.options)

    @Slot()
    def _ask_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(*self._colour), self, self.tr("Background"))
        if colour.isValid():
            self._colour = (colour.red(), colour.green(), colour.blue())
            self.own_image.setChecked(False)
            self._refresh()


def _triple(colour: object) -> _Colour:
    red, green, blue = colour if isinstance(colour, tuple) else (255, 255, 255)
    return red, green, blue
