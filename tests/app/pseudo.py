"""A language that nobody speaks: every text is in brackets, accented, and 40 % longer."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QToolBar,
    QTreeWidget,
    QWidget,
)

_ACCENTS: Final = str.maketrans("aeiouncyAEIOUNCY", "áéíóúñçýÁÉÍÓÚÑÇÝ")
_KEPT: Final = re.compile(r"(\{[^{}]*\}|%p|&.|<[^<>]*>)")
_INNERMOST: Final = re.compile(r"\[[^\[\]]*\]")


class Pseudo(QTranslator):
    """Translates everything that is asked for, but for the names of keys."""

    def isEmpty(self) -> bool:
        """Qt installs no translator that has nothing to say."""
        return False

    def translate(
        self, context: object, source: object, disambiguation: object = None, n: int = -1
    ) -> str:
        """Return the text in brackets; placeholders, mnemonics and tags stay as they are."""
        text = str(source)
        if context == "QShortcut" or not any(char.isalpha() for char in text):
            return text
        # The brackets of a text itself are not those that say that it was translated.
        parts = _KEPT.split(text.replace("[", "⟦").replace("]", "⟧"))
        parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
        # In words, so that what can wrap does.
        padding = ("~~~~~~ " * len(text))[: round(0.4 * len(text))]
        return f"[{''.join(parts)}{padding}]"


def untranslated(text: str, names: Iterable[str]) -> str:
    """Return what of a text did not go through `Pseudo` and is no name; empty if all did."""
    left = re.sub(r"<[^<>]*>", "", text)
    while (shorter := _INNERMOST.sub("", left)) != left:
        left = shorter
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, "")
    return left.strip() if any(char.isalpha() for char in left) else ""


def texts_of(thing: QObject) -> Iterator[str]:
    """Yield all that a widget or an action shows or says."""
    if isinstance(thing, QAction):
        yield from (thing.text(), thing.toolTip(), thing.statusTip())
    if isinstance(thing, QWidget):
        yield from (thing.toolTip(), thing.statusTip(), thing.whatsThis())
        yield from (thing.accessibleName(), thing.accessibleDescription())
        yield from _own_texts(thing)


def _own_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QGroupBox | QMenu):
        yield widget.title()
    elif isinstance(widget, QDockWidget | QToolBar):
        yield widget.windowTitle()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(row) for row in range(widget.count()))
    elif isinstance(widget, QTreeWidget):
        header = widget.headerItem()
        yield from (header.text(column) for column in range(header.columnCount()))
    elif isinstance(widget, QAbstractSpinBox):
        yield widget.specialValueText()


def clipped(root: QWidget) -> list[str]:
    """Return the texts of what is shown in less room than it asks for."""
    found = []
    for widget in root.findChildren(QWidget):
        wrapped = isinstance(widget, QLabel) and widget.wordWrap()
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible() or wrapped:
            continue
        if widget.text() and widget.width() < widget.sizeHint().width():
            found.append(f"{widget.text()}: {widget.width()} < {widget.sizeHint().width()}")
    return found
