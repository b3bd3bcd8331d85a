"""The history panel: every step with a small picture, and the snapshots."""

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from mattegui.app.document import Document
from mattegui.app.history import Step
from mattegui.app.panels.history_snapshots import SnapshotList
from mattegui.app.qimages import qimage_of
from mattegui.app.snapshots import Snapshots
from mattegui.core.arrays import Colours
from mattegui.core.thumbnail import small, thumbnail

_ICON: Final = QSize(48, 36)
_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class Steps(QAbstractListModel):
    """The states that can be gone to, the oldest first; row 0 is the oldest one remembered."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._rows = self._first = 0
        self._top: Step | None = None
        self._picture: Colours | None = None
        self._opened: Colours | None = None
        document.opened.connect(self._on_opened)
        document.changed.connect(self._on_changed)

    @property
    def current(self) -> int:
        """The row of the state that the work is in."""
        return self._document.stack.index() - self._first

    def state(self, row: int) -> int:
        """Return the index of the stack that a row stands for."""
        return self._first + row

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many states there are."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Return a state's name and picture; what was undone is grey."""
        row = index.row()
        step = self._document.history.step(self.state(row))
        if role == _Role.DisplayRole:
            return step.text() if step is not None else self.tr("Opened")
        if role == _Role.DecorationRole:
            picture = step.thumbnail if step is not None else self._opened
            return None if picture is None else _icon(picture)
        if role == _Role.ForegroundRole and row > self.current:
            return QPalette().brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
        return None

    @Slot()
    def _on_opened(self) -> None:
        matte = self._document.matte
        if matte is not None:
            self._picture = small(self._document.small_image())
            self._opened = thumbnail(matte, self._picture)
        self._reset()

    @Slot()
    def _on_changed(self) -> None:
        document = self._document
        matte, history, count = document.matte, document.history, document.stack.count()
        step = history.step(document.stack.index())
        # Each state is pictured when it is reached, from few of its pixels: later it is gone.
        if matte is not None and self._picture is not None and step and step.thumbnail is None:
            step.thumbnail = thumbnail(matte, self._picture, step.layer)
        rows = 0 if matte is None else count - history.first + 1
        top = history.step(count)
        if rows == self._rows + 1 and history.first == self._first and self._kept(count - 1):
            self.beginInsertRows(QModelIndex(), self._rows, self._rows)
            self._rows, self._top = rows, top
            self.endInsertRows()
        elif (rows, history.first, top) != (self._rows, self._first, self._top):
            self._reset()
        else:
            self.dataChanged.emit(self.index(0), self.index(rows - 1))

    def _kept(self, count: int) -> bool:
        """Say whether the newest step that was listed is the one that leads to state `count`."""
        return self._document.history.step(count) is self._top

    def _reset(self) -> None:
        document = self._document
        self.beginResetModel()
        self._first = document.history.first
        count = document.stack.count()
        self._rows = 0 if document.matte is None else count - self._first + 1
        self._top = document.history.step(count)
        self.endResetModel()


class HistoryPanel(QWidget):
    """A list to go back and forth in, and the snapshots below it."""

    def __init__(self, document: Document, snapshots: Snapshots) -> None:
        super().__init__()
        self._document = document
        self.steps = Steps(document)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("History"))
        self.list.setModel(self.steps)
        self.list.setIconSize(_ICON)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._jump)
        self.list.activated.connect(self._jump)
        self.snapshots = SnapshotList(snapshots)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list, 2)
        layout.addWidget(self.snapshots, 1)
        document.changed.connect(self._show_current)

    @Slot(QModelIndex)
    def _jump(self, index: QModelIndex) -> None:
        self._document.jump(self.steps.state(index.row()))

    @Slot()
    def _show_current(self) -> None:
        index = self.steps.index(self.steps.current)
        if self.list.currentIndex() != index:
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)


def _icon(picture: Colours) -> QIcon:
    pixmap = QPixmap.fromImage(qimage_of(picture))
    icon = QIcon(pixmap)
    # Otherwise the style would colour the picture of the chosen row.
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
