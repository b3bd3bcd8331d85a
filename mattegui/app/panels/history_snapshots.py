"""The list of snapshots: take one, go back to it, give it another name, forget it."""

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.languages import short_time
from mattegui.app.snapshots import Snapshots
from mattegui.core.snapshot import Snapshot

_NAME = Qt.ItemDataRole.UserRole


class SnapshotList(QWidget):
    """The snapshots by name; a double click or Enter restores, F2 renames."""

    def __init__(self, snapshots: Snapshots) -> None:
        super().__init__()
        self._snapshots = snapshots
        caption = QLabel(self.tr("Snapshots"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Snapshots"))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.itemChanged.connect(self._rename)
        self.list.itemActivated.connect(self._restore)
        self.list.currentItemChanged.connect(self._enable)
        caption.setBuddy(self.list)
        self.list.setMinimumHeight(3 * self.list.fontMetrics().height())
        self.take = self._button(self.tr("Take"), self.tr("Keep the work as it is now"))
        self.restore = self._button(
            self.tr("Restore"), self.tr("Make the work what it was; this can be undone")
        )
        self.rename = self._button(self.tr("Rename"), self.tr("Give the snapshot another name"))
        self.delete = self._button(self.tr("Delete"), self.tr("Forget the snapshot"))
        self.take.clicked.connect(self.take_one)
        self.restore.clicked.connect(self._restore)
        self.rename.clicked.connect(self._edit)
        self.delete.clicked.connect(self._delete)
        row = QHBoxLayout()
        for button in (self.take, self.restore, self.rename, self.delete):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(caption)
        layout.addWidget(self.list, 1)
        layout.addLayout(row)
        snapshots.changed.connect(self._fill)
        self._fill()

    @Slot()
    def take_one(self) -> None:
        """Take a snapshot under a name that is free; it can be renamed."""
        self._snapshots.take(self._snapshots.free_name())

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        return button

    @Slot()
    def _fill(self) -> None:
        current = self._name()
        with QSignalBlocker(self.list):
            self.list.clear()
            for name, snapshot in self._snapshots.items.items():
                item = _item(name, self._when(snapshot))
                self.list.addItem(item)
                if name == current:
                    self.list.setCurrentItem(item)
        self._enable()

    def _when(self, snapshot: Snapshot) -> str:
        when = short_time(datetime.fromtimestamp(snapshot.taken))
        return self.tr("Taken on {when}").format(when=when)

    def _name(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    @Slot()
    def _enable(self) -> None:
        chosen = bool(self._name())
        for button in (self.restore, self.rename, self.delete):
            button.setEnabled(chosen)

    @Slot()
    def _restore(self) -> None:
        self._snapshots.restore(self._name())

    @Slot()
    def _edit(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    @Slot()
    def _delete(self) -> None:
        self._snapshots.delete(self._name())

    @Slot(QListWidgetItem)
    def _rename(self, item: QListWidgetItem) -> None:
        name = str(item.data(_NAME))
        if item.text() != name and not self._snapshots.rename(name, item.text()):
            # The name is taken, or empty.
            self._fill()


def _item(name: str, tip: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setData(_NAME, name)
    item.setToolTip(tip)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
    return item
