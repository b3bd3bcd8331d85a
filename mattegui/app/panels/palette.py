"""The command palette: every action by a few letters of its name."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.shortcuts import plain_title

_WIDTH: Final = 560
_ROWS: Final = 14
_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_START, _RUN = 8, 4


def score(query: str, text: str) -> int:
    """Return how well the letters of `query` are found in `text`, in their order; 0: not at all.

    Letters that begin words count most, then letters that follow each other.

    >>> score("ud", "Undo") > 0, score("du", "Undo")
    (True, 0)
    """
    wanted, have = query.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return 1
    # The best sum for the letters so far, by where the last of them was found.
    best = {-1: 0}
    for letter in wanted:
        found: dict[int, int] = {}
        for at, char in enumerate(have):
            if char != letter:
                continue
            start = at == 0 or not have[at - 1].isalnum()
            sums = [
                total + 1 + _START * start + _RUN * (before == at - 1 and before >= 0)
                for before, total in best.items()
                if before < at
            ]
            if sums:
                found[at] = max(sums)
        best = found
    return max(best.values(), default=0)


class Palette(QDialog):
    """A line to type in and the actions that fit, the best first; Enter does one, Esc leaves."""

    def __init__(self, actions: Sequence[tuple[str, QAction]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Command palette"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = list(actions)
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Type what you want to do"))
        self._line.setAccessibleName(self.tr("Search for a command"))
        self._line.textChanged.connect(self._search)
        self._line.installEventFilter(self)
        self._list = QTreeWidget()
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.setColumnCount(3)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._run)
        header = self._list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._line)
        layout.addWidget(self._list)
        self._search("")
        height = self._list.sizeHintForRow(0) * _ROWS
        self._list.setFixedHeight(height + 2 * self._list.frameWidth())
        self.setFixedWidth(min(_WIDTH, parent.width()))

    def show_over(self, widget: QWidget) -> None:
        """Show it at the top of a widget, in its middle."""
        self.adjustSize()
        corner = widget.rect().topLeft()
        corner.setX((widget.width() - self.width()) // 2)
        corner.setY(widget.height() // 12)
        self.move(widget.mapToGlobal(corner))
        self.show()
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move in the list do so while the line has the focus."""
        if watched is self._line and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
                self._move(Qt.Key(event.key()))
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in (
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
            ):
                self._run(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        steps = dict(zip(_MOVES, (-1, 1, -_ROWS, _ROWS), strict=True))
        current = self._list.currentItem()
        row = self._list.indexOfTopLevelItem(current) + steps[key] if current else 0
        self._choose(max(0, min(self._list.topLevelItemCount() - 1, row)))

    def _choose(self, row: int) -> None:
        item = self._list.topLevelItem(row)
        if item is not None:
            self._list.setCurrentItem(item)

    @Slot(str)
    def _search(self, query: str) -> None:
        self._list.clear()
        ranked = []
        for row, (menu, action) in enumerate(self._actions):
            title = plain_title(action.text())
            # The menu's name is found too, but what the action is called comes first.
            value = 2 * score(query, title) or score(query, f"{menu} {title}")
            if value:
                ranked.append((-value, row, menu, title, action))
        for _, _, menu, title, action in sorted(ranked, key=lambda entry: entry[:2]):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QTreeWidgetItem([title, menu, keys])
            item.setData(0, Qt.ItemDataRole.UserRole, action)
            if not action.isEnabled():
                # Grey, but not disabled: the arrow keys would stop before it.
                _grey(item, self.palette())
            self._list.addTopLevelItem(item)
        self._choose(0)

    def _run(self, item: QTreeWidgetItem | None) -> None:
        action = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(action, QAction) and action.isEnabled():
            # First the window has the focus again: the action may ask for it.
            self.accept()
            action.trigger()


def _grey(item: QTreeWidgetItem, palette: QPalette) -> None:
    brush = palette.brush(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    for column in range(item.columnCount()):
        item.setForeground(column, brush)
