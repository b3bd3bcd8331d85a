"""The batch window: a folder of images becomes a folder of exports, and each is looked at."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.batch_picture import Picture
from mattegui.app.batch_plan import Row, keep_plan, plan_of
from mattegui.app.batching import Batching
from mattegui.app.panels.batch_form import BatchForm
from mattegui.app.panels.batch_progress import BatchProgress
from mattegui.app.panels.batch_queue import QueueTable
from mattegui.app.panels.batch_review import BatchReview
from mattegui.app.settings import Settings

NAME: Final = "batch"


class BatchWindow(QWidget):
    """A window of its own beside the main one; the batch goes on when it is closed.

    Signals:
        open_asked: the `Item` of an image that is to be corrected by hand.
        redo_asked: the `Item` of an image that is to be done again.
    """

    open_asked = Signal(object)
    redo_asked = Signal(object)

    def __init__(self, batching: Batching, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName(NAME)
        self.setWindowTitle(self.tr("Batch"))
        self._batching, self._settings = batching, settings
        self.form = BatchForm(settings.device)
        self.table = QueueTable(batching)
        self.review = BatchReview()
        self.progress = BatchProgress(batching)
        self.start = QPushButton(self.tr("Start"))
        self.stop = QPushButton(self.tr("Stop"))
        self.look = QPushButton(self.tr("Review"))
        self.look.setToolTip(self.tr("Step through what is done or failed"))
        self.filter = QComboBox()
        self._lay_out()
        self._connect_parts()
        self._add_keys()
        plan = plan_of(settings)
        if plan is not None:
            self.form.show_plan(plan)
        self._refresh()

    def reload(self) -> None:
        """List the batch as it is now on the disk."""
        plan = self.form.plan
        if plan is not None:
            self._batching.look(plan)

    def _lay_out(self) -> None:
        shown = {
            "": self.tr("All"),
            "review": self.tr("To review"),
            "failed": self.tr("Failed"),
            "waiting": self.tr("Waiting"),
        }
        for tag, title in shown.items():
            self.filter.addItem(title, tag)
        self.filter.setAccessibleName(self.tr("Show"))
        row = QHBoxLayout()
        for button in (self.start, self.stop, self.look):
            row.addWidget(button)
        row.addStretch(1)
        label = QLabel(self.tr("Show"))
        label.setBuddy(self.filter)
        row.addWidget(label)
        row.addWidget(self.filter)
        self.parts = QSplitter()
        self.parts.addWidget(self.table)
        self.parts.addWidget(self.review)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 2)
        self.parts.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addWidget(self.parts, 1)
        self.resize(1080, 760)

    def _connect_parts(self) -> None:
        batching = self._batching
        self.form.changed.connect(self._take_plan)
        self.start.clicked.connect(self._start)
        self.stop.clicked.connect(batching.stop)
        self.look.clicked.connect(self.begin_review)
        self.filter.activated.connect(self._filter)
        self.table.chosen.connect(self._show)
        self.table.doubleClicked.connect(self.open)
        self.review.accepted.connect(self.accept)
        self.review.open_asked.connect(self.open)
        self.review.redo_asked.connect(self.redo)
        batching.listed.connect(self._refresh)
        batching.progressed.connect(self._refresh)
        batching.row_changed.connect(self._on_row_changed)
        batching.pictures.made.connect(self._on_pictured)

    def _add_keys(self) -> None:
        """Keys of the table and the review, not of the fields above them."""
        keys = {
            "Return": self.accept,
            "Enter": self.accept,
            "O": self.open,
            "R": self.redo,
            "Z": self.review.preview.toggle_zoom,
            "Left": self._go_up,
            "Right": self._go_down,
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.parts)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        for keys_ in (QKeySequence.StandardKey.Close, QKeySequence.StandardKey.Cancel):
            QShortcut(QKeySequence(keys_), self).activated.connect(self.close)

    @property
    def _row(self) -> Row | None:
        return self._batching.row(self.table.name)

    @Slot()
    def begin_review(self) -> None:
        """Go to the first image that nobody has looked at."""
        self.filter.setCurrentIndex(self.filter.findData(""))
        self._filter()
        self.table.leave()
        self.table.go(self._next())
        self.table.setFocus()

    @Slot()
    def accept(self) -> None:
        """Accept what is shown and go on to the next that nobody has looked at."""
        row = self._row
        if row is None or not row.awaits_review:
            return
        # Looked for first: what is accepted may no longer be shown.
        after = self._next()
        self._batching.accept(row.name)
        self.table.go(after)

    @Slot()
    def open(self) -> None:
        """Have what is shown corrected in the main window."""
        row = self._row
        if row is not None:
            self.open_asked.emit(row.item)

    @Slot()
    def redo(self) -> None:
        """Do what is shown again."""
        row = self._row
        if row is not None and row.can_be_redone:
            self.redo_asked.emit(row.item)

    @Slot()
    def _go_up(self) -> None:
        self.table.step(-1)

    @Slot()
    def _go_down(self) -> None:
        self.table.step(1)

    def _next(self) -> str:
        """Return the next image that nobody has looked at, from the top if need be."""
        return next((row.name for row in self.table.following() if row.awaits_review), "")

    @Slot()
    def _take_plan(self) -> None:
        plan = self.form.plan
        # A field that is only left has nothing to say.
        if plan is not None and plan != self._batching.plan:
            keep_plan(plan, self._settings)
            self._batching.look(plan)
        self._refresh()

    @Slot()
    def _start(self) -> None:
        plan = self.form.plan
        if plan is not None:
            keep_plan(plan, self._settings)
            self._batching.start(plan)

    @Slot()
    def _filter(self) -> None:
        self.table.show_only(str(self.filter.currentData()))

    @Slot()
    def _refresh(self) -> None:
        """Offer what can be done now."""
        batching = self._batching
        rows = batching.rows
        running = batching.running
        begun = any(row.state in {"done", "skipped"} for row in rows)
        self.start.setText(self.tr("Resume") if begun else self.tr("Start"))
        self.start.setEnabled(not running and self.form.plan is not None)
        self.stop.setEnabled(running and not batching.stopping)
        self.form.setEnabled(not running)
        self.look.setEnabled(any(row.awaits_review for row in rows))

    @Slot(str)
    def _show(self, name: str) -> None:
        row = self._batching.row(name)
        self.review.show_row(row)
        self.review.show_picture(Picture())
        if row is not None:
            self._batching.pictures.make(row)

    @Slot(int)
    def _on_row_changed(self, place: int) -> None:
        row = self._batching.rows[place]
        self._refresh()
        if row.name != self.table.name:
            return
        self.review.show_row(row)
        if row.reviewable and not row.accepted:
            self._batching.pictures.make(row)

    @Slot(str, object)
    def _on_pictured(self, name: str, picture: Picture) -> None:
        if name == self.table.name:
            self.review.show_picture(picture)
