"""The form of a batch: its folders, its model, and what is exported."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.batch_plan import Plan
from mattegui.app.kept_options import PNG
from mattegui.app.panels.batch_export import BatchExportDialog
from mattegui.app.panels.batch_masks import MaskFields
from mattegui.app.panels.curve_fields import CurveFields
from mattegui.app.panels.export import said
from mattegui.app.panels.fields import choice, choose, number
from mattegui.app.panels.options_widgets import Number
from mattegui.core.curve import STRAIGHT
from mattegui.core.export import DEPTHS, EXPORTERS, FORMATS, ExportOptions
from mattegui.engine.device_names import DeviceName
from mattegui.engine.models import AUTO, known_models

MOST_JOBS: Final = 64
PAUSE_MS: Final = 200
"""How long the curve has to rest before it counts as another."""


class BatchForm(QWidget):
    """Asks what a batch is to do.

    Signals:
        changed: it says something else.
    """

    changed = Signal()

    def __init__(self, device: DeviceName) -> None:
        super().__init__()
        self._device = device
        self._buttons: dict[QLineEdit, QPushButton] = {}
        # Whoever listens lists folders: too much for every step of a slider.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.export_options = PNG
        self.images = self._folder(self.tr("Folder of images"))
        self.trimaps = self._folder("")
        self.masks = MaskFields()
        self.masks.chosen.connect(self._on_kind)
        self.masks.band_chosen.connect(self._tell_soon)
        self.out = self._folder(self.tr("Folder for the exports"))
        titles = {AUTO: self.tr("Automatic")}
        titles |= {name: spec.title for name, spec in known_models().items() if spec.ready}
        self.model = choice(self._tell, self.tr("Model"), titles)
        self.jobs = number(self._tell, self.tr("Images at a time"), 1, MOST_JOBS, "")
        self.jobs.setToolTip(self.tr("Each takes a process and memory of its own"))
        self.amount = Number(self.tr("Decontamination"), (0, 100), self.tr(" %"), wide=True)
        self.amount.setToolTip(
            self.tr("How much the background's colours are taken out of the edges")
        )
        self.amount.show_value(100)
        self.amount.chosen.connect(self._tell_soon)
        self.curve = CurveFields()
        self.curve.chosen.connect(self._tell_soon)
        self.curve.reset_asked.connect(self._straighten)
        self.export = QPushButton(self.tr("Export Options…"))
        self.export.clicked.connect(self._ask_export)
        self.summary = QLabel()
        self.summary.setAccessibleName(self.tr("What is exported"))
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Images"), self._with_browse(self.images))
        form.addRow(self.tr("Trimaps from"), self._with_browse(self.trimaps, self.masks))
        form.addRow(self.tr("Exports to"), self._with_browse(self.out))
        form.addRow(
            self.tr("Model"), _row(self.model, QLabel(self.tr("Images at a time")), self.jobs)
        )
        # As in the adjust panel of the main window.
        Number.align((self.amount, *self.curve.numbers))
        adjust = QVBoxLayout()
        adjust.setSpacing(2)
        adjust.addWidget(self.amount)
        adjust.addWidget(self.curve)
        form.addRow(self.tr("Adjust"), adjust)
        form.addRow(self.tr("Export"), _row(self.export, self.summary))
        self._name_trimaps()
        self._sum_up()

    @property
    def plan(self) -> Plan | None:
        """What is to be done; None as long as a folder is missing."""
        texts = [edit.text().strip() for edit in (self.images, self.trimaps, self.out)]
        if not all(texts):
            return None
        images, trimaps, out = (Path(text).expanduser() for text in texts)
        return Plan(
            images,
            trimaps,
            out,
            model=str(self.model.currentData()),
            jobs=self.jobs.value(),
            options=self.export_options,
            device=self._device,
            curve=self.curve.curve,
            masks=self.masks.masks,
            band=self.masks.band,
            # As the box has rounded it.
            amount=round(self.amount.value) / 100,
        )

    def show_plan(self, plan: Plan) -> None:
        """Show a plan, without telling of it."""
        quiet = QSignalBlocker(self)
        self.images.setText(str(plan.images))
        self.trimaps.setText(str(plan.trimaps))
        self.out.setText(str(plan.out))
        self.masks.show_choice(masks=plan.masks, band=plan.band)
        self._name_trimaps()
        choose(self.model, plan.model)
        self.jobs.setValue(plan.jobs)
        self.amount.show_value(100 * plan.amount)
        self.curve.show_curve(plan.curve)
        self.take_options(plan.options)
        quiet.unblock()

    @Slot(object)
    def take_options(self, options: ExportOptions) -> None:
        """Export with other options."""
        self.export_options = options
        self._sum_up()
        self.changed.emit()

    def _folder(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        self._buttons[edit] = QPushButton(self.tr("Browse…"))
        self._buttons[edit].clicked.connect(self._browsing(edit))
        self._name(edit, name)
        edit.editingFinished.connect(self._tell)
        return edit

    def _name(self, edit: QLineEdit, name: str) -> None:
        edit.setAccessibleName(name)
        self._buttons[edit].setAccessibleName(self.tr("Browse: {0}").format(name))

    def _name_trimaps(self) -> None:
        """Say what is to be in the folder of trimaps, or of masks."""
        if self.masks.masks:
            name = self.tr("Folder of masks")
            hint = self.tr("Called as the images, or with _mask added; or one file for all")
        else:
            name = self.tr("Folder of trimaps")
            hint = self.tr("Called as the images, or with _trimap added; or one file for all")
        self._name(self.trimaps, name)
        self.trimaps.setPlaceholderText(hint)

    def _with_browse(self, edit: QLineEdit, *more: QWidget) -> QWidget:
        return _row(edit, *more, self._buttons[edit], first=1)

    def _browsing(self, edit: QLineEdit) -> Callable[[], None]:
        def browse() -> None:
            before = edit.text() or self.images.text()
            folder = QFileDialog.getExistingDirectory(self, edit.accessibleName(), before)
            if folder:
                edit.setText(folder)
                self._propose(Path(folder))
                self.changed.emit()

        return browse

    def _propose(self, chosen: Path) -> None:
        """Fill in where the exports go as long as nobody has said."""
        if not self.out.text() and self.images.text() == str(chosen):
            self.out.setText(str(chosen.with_name(f"{chosen.name}-cutouts")))

    @Slot()
    def _straighten(self) -> None:
        self.curve.show_curve(STRAIGHT)
        self.changed.emit()

    @Slot()
    def _on_kind(self) -> None:
        self._name_trimaps()
        self.changed.emit()

    @Slot()
    def _tell_soon(self) -> None:
        self._pause.start()

    @Slot()
    def _ask_export(self) -> None:
        dialog = BatchExportDialog(self.export_options, self)
        dialog.asked.connect(self.take_options)
        dialog.open()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()

    def _sum_up(self) -> None:
        """Say in one line what is exported."""
        options = self.export_options
        content = EXPORTERS[options.content]
        auto = options.depth == "auto"
        depth = self.tr("depth as the image") if auto else said(DEPTHS[options.depth])
        parts = [said(content.title), FORMATS[options.format].title, depth]
        # Of what is written without the foreground's colours nothing is taken out.
        self.amount.setEnabled(options.decontaminate and EXPORTERS[options.content].coloured)
        if options.quality is not None:
            parts.append(self.tr("quality {0}").format(options.quality))
        if options.crop:
            parts.append(self.tr("cropped, {0} px around").format(options.padding))
        if options.hidden == "original" and content.channels == 4:
            parts.append(self.tr("the background can be brought back"))
        self.summary.setText(" · ".join(parts))


def _row(*widgets: QWidget, first: int = 0) -> QWidget:
    """Return widgets side by side; the first takes what is left if `first` is 1, else nobody."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, first if place == 0 else 0)
    if not first:
        row.addStretch(1)
    return holder
