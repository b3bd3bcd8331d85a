"""The table of a batch: each image, what became of it, and whether somebody has seen it."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from mattegui.app.batch_plan import STATES, Row
from mattegui.app.batching import Batching
from mattegui.app.complaints import spoken, spoken_notes

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

FILE, STATE, REVIEW, SECONDS, MESSAGE = range(5)
_SORT: Final = _Role.UserRole
_TAGS: Final = _Role.UserRole + 1
_NAME: Final = _Role.UserRole + 2
_MIDDLE: Final = 128


class Queue(QAbstractTableModel):
    """The rows of a batch, as a table."""

    def __init__(self, batching: Batching) -> None:
        super().__init__()
        self._batching = batching
        self._states = {
            "waiting": self.tr("Waiting"),
            "working": self.tr("Working …"),
            "done": self.tr("Done"),
            "skipped": self.tr("Done before"),
            "failed": self.tr("Failed"),
        }
        titles = self.tr("File"), self.tr("Status"), self.tr("Review"), self.tr("Seconds")
        self._titles = (*titles, self.tr("Message"))
        batching.listed.connect(self._on_listed)
        batching.row_changed.connect(self._on_row_changed)

    def row(self, index: _Index) -> Row:
        """Return what a line of the table shows."""
        return self._batching.rows[index.row()]

    def find(self, name: str) -> QModelIndex:
        """Return the line of an image; none if it is not there."""
        place = self._batching.place(name)
        return QModelIndex() if place is None else self.index(place, FILE)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many images there are."""
        inside = parent is not None and parent.isValid()
        return 0 if inside else len(self._batching.rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return what a cell says, and what it is sorted and filtered by."""
        row, column = self._batching.rows[index.row()], index.column()
        if role in {_Role.DisplayRole, _Role.ToolTipRole}:
            return self._text(row, column)
        if role == _SORT:
            return _rank(row, column, self._text(row, column))
        if role == _TAGS:
            return f"{row.state} {'review' if row.awaits_review else ''}"
        if role == _NAME:
            return row.name
        if role == _Role.ForegroundRole and column == STATE and row.state == "failed":
            return _alarm()
        if role == _Role.TextAlignmentRole and column == SECONDS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, row: Row, column: int) -> str:
        if column == FILE:
            return row.name
        if column == STATE:
            return self._states[row.state]
        if column == REVIEW:
            wanted = self.tr("To review") if row.reviewable else ""
            return self.tr("Accepted") if row.accepted else wanted
        if row.outcome is None or row.state == "working":
            return ""
        if column == SECONDS:
            seconds = row.outcome.seconds
            return QLocale().toString(seconds, "f", 1) if seconds else ""
        return spoken(row.outcome.error) or spoken_notes(row.outcome.notes)

    @Slot()
    def _on_listed(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._titles) - 1))


class QueueTable(QTableView):
    """Shows the queue, sorted and filtered as the user likes.

    Signals:
        chosen: the name of the image that is stood on; empty if there is none.
    """

    chosen = Signal(str)

    def __init__(self, batching: Batching) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Images of the batch"))
        self.queue = Queue(batching)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.queue)
        self.sorted.setSortRole(_SORT)
        self.sorted.setFilterRole(_TAGS)
        self.sorted.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setModel(self.sorted)
        self.setSortingEnabled(True)
        self.sortByColumn(FILE, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Tab leaves the table; within it the arrows go.
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, letters in ((FILE, 24), (STATE, 13), (REVIEW, 12), (SECONDS, 11)):
            self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * letters)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self._kept = ""
        self.sorted.modelAboutToBeReset.connect(self._keep)
        self.sorted.modelReset.connect(self._come_back)

    @property
    def name(self) -> str:
        """The image that is stood on; empty if there is none."""
        return self._name_at(self.currentIndex())

    def following(self) -> Iterator[Row]:
        """Yield what is shown after the image that is stood on, then what is shown before it."""
        count, current = self.sorted.rowCount(), self.currentIndex().row()
        # From nowhere, -1, all of them follow.
        for step in range(1, count + (current < 0)):
            index = self.sorted.index((current + step) % count, 0)
            yield self.queue.row(self.sorted.mapToSource(index))

    def go(self, name: str) -> None:
        """Stand on an image, if it is shown."""
        index = self.sorted.mapFromSource(self.queue.find(name))
        if index.isValid():
            self.setCurrentIndex(index)

    def leave(self) -> None:
        """Stand on no image."""
        self.setCurrentIndex(QModelIndex())

    def step(self, by: int) -> None:
        """Go down, or up."""
        count = self.sorted.rowCount()
        if count:
            row = min(max(self.currentIndex().row() + by, 0), count - 1)
            self.setCurrentIndex(self.sorted.index(row, 0))

    def show_only(self, tag: str) -> None:
        """Show a state's images, or those `review` waits for; empty for all."""
        self.sorted.setFilterFixedString(tag)

    @staticmethod
    def _name_at(index: _Index) -> str:
        return str(index.data(_NAME)) if index.isValid() else ""

    @Slot()
    def _keep(self) -> None:
        self._kept = self.name

    @Slot()
    def _come_back(self) -> None:
        """Stand where the user stood before the batch was listed again."""
        self.go(self._kept)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.name)


def _rank(row: Row, column: int, text: str) -> Any:
    """Return what a cell is sorted by."""
    if column == STATE:
        return STATES.index(row.state)
    if column == REVIEW:
        return (not row.reviewable) * 2 + row.accepted
    if column == SECONDS:
        return row.outcome.seconds if row.outcome is not None else -1.0
    return text


def _alarm() -> QColor:
    """Return a red that can be read on the table's ground, dark or light."""
    dark = QPalette().color(QPalette.ColorRole.Base).lightness() < _MIDDLE
    return QColor("#ff9a8f" if dark else "#b3261e")
