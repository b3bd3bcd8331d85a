"""The page of the preferences on which keys are given to actions."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.settings import Settings
from mattegui.app.shortcuts import (
    PRESETS,
    Keys,
    apply_bindings,
    bindings,
    defaults_of,
    normal,
    owner,
    plain_title,
)

_NAME = Qt.ItemDataRole.UserRole
_NATIVE = QKeySequence.SequenceFormat.NativeText


class KeysPage(QWidget):
    """A table of actions and their keys; keys that another action has are refused."""

    def __init__(self, settings: Settings, actions: Iterable[QAction]) -> None:
        super().__init__()
        self._settings = settings
        self._actions = {action.objectName(): action for action in actions if action.objectName()}
        self._defaults = defaults_of(self._actions.values())
        self.preset = QComboBox()
        self.preset.addItems(list(PRESETS))
        self.preset.setCurrentText(settings.preset)
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.textActivated.connect(self._set_preset)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search"))
        self.filter.setAccessibleName(self.tr("Search for an action"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._search)
        self.table = self._table()
        self.edit = QKeySequenceEdit()
        self.edit.setAccessibleName(self.tr("New keys"))
        self.edit.setClearButtonEnabled(True)
        self.edit.editingFinished.connect(self._bind)
        self.reset_one, self.reset_all = QPushButton(), QPushButton()
        self.reset_one.setText(self.tr("Reset this"))
        self.reset_all.setText(self.tr("Reset all"))
        self.reset_one.clicked.connect(self._reset_one)
        self.reset_all.clicked.connect(self._reset_all)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Preset"), self.preset)
        row = QHBoxLayout()
        caption = QLabel(self.tr("New keys"))
        caption.setBuddy(self.edit)
        row.addWidget(caption)
        row.addWidget(self.edit, 1)
        row.addWidget(self.reset_one)
        row.addWidget(self.reset_all)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addLayout(row)
        layout.addWidget(self.message)

    def _table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(self.tr("Actions and their keys"))
        table.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAlternatingRowColors(True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for name, action in self._actions.items():
            item = QTreeWidgetItem([plain_title(action.text()), ""])
            item.setData(0, _NAME, name)
            table.addTopLevelItem(item)
        table.currentItemChanged.connect(self._on_current)
        return table

    @property
    def _bound(self) -> dict[str, Keys]:
        return bindings(self._defaults, self._settings.preset, self._settings.shortcuts)

    def _show(self) -> None:
        """Give the actions their keys, and show them."""
        bound = self._bound
        apply_bindings(self._actions.values(), bound)
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            if item is not None:
                keys = [QKeySequence(key) for key in bound[item.data(0, _NAME)]]
                item.setText(1, ", ".join(key.toString(_NATIVE) for key in keys))
        self._on_current()

    def _name(self) -> str:
        item = self.table.currentItem()
        return str(item.data(0, _NAME)) if item is not None else ""

    @Slot()
    def _on_current(self) -> None:
        name = self._name()
        self.edit.setEnabled(bool(name))
        self.reset_one.setEnabled(name in self._settings.shortcuts)
        self.reset_all.setEnabled(bool(self._settings.shortcuts))
        keys = self._bound.get(name, ())
        self.edit.setKeySequence(QKeySequence(keys[0] if keys else ""))

    @Slot()
    def _bind(self) -> None:
        """Give the chosen action the keys that were typed, unless another has them."""
        name, keys = self._name(), self.edit.keySequence().toString()
        before = self._bound.get(name, ())
        if not name or keys == (before[0] if before else ""):
            return
        other = owner(self._bound, keys, name) if keys else ""
        if other:
            self._on_current()
            self.message.setText(
                self.tr(
                    "{keys} belongs to “{action}” already; give that one other keys first."
                ).format(
                    keys=QKeySequence(keys).toString(_NATIVE),
                    action=plain_title(self._actions[other].text()),
                )
            )
            return
        self._settings.shortcuts[name] = [normal(keys)] if keys else []
        self.message.clear()
        self._show()

    @Slot(str)
    def _set_preset(self, preset: str) -> None:
        self._settings.preset = preset
        self.message.clear()
        self._show()

    @Slot()
    def _reset_one(self) -> None:
        """Have the preset's keys for the chosen action again, unless another has them."""
        name = self._name()
        own = self._settings.shortcuts.pop(name, None)
        if own is not None:
            self.message.clear()
            self._show()

    @Slot()
    def _reset_all(self) -> None:
        self._settings.shortcuts.clear()
        self.message.clear()
        self._show()

    @Slot(str)
    def _search(self, text: str) -> None:
        for row in range(self.table.topLevelItemCount()):
            item = self.table.topLevelItem(row)
            if item is not None:
                words = f"{item.text(0)} {item.text(1)}".casefold()
                item.setHidden(text.casefold() not in words)
