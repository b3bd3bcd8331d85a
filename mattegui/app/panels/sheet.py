"""The shortcut sheet: all actions with their keys, and what the mouse does."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from mattegui.app.shortcuts import plain_title

_COLUMNS = 2


class Sheet(QDialog):
    """A page to read; it stays open beside the work."""

    def __init__(self, actions: Iterable[tuple[str, QAction]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page = QTextBrowser()
        page.setAccessibleName(self.tr("Keys and mouse"))
        page.setHtml(_page(self._sections(actions)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(page)
        layout.addWidget(buttons)
        self.resize(860, 640)

    def _sections(self, actions: Iterable[tuple[str, QAction]]) -> dict[str, list[tuple[str, str]]]:
        """Return (keys, what they do) by headings; what has no keys is in the menus only."""
        native = QKeySequence.SequenceFormat.NativeText
        sections: dict[str, list[tuple[str, str]]] = {}
        for menu, action in actions:
            keys = ", ".join(key.toString(native) for key in action.shortcuts())
            if keys:
                sections.setdefault(menu, []).append((keys, plain_title(action.text())))
        sections[self.tr("On the canvas")] = [
            (self.tr("Left button"), self.tr("Paint with the label that is chosen")),
            (self.tr("Right button, or Alt"), self.tr("Paint with the opposite label")),
            (self.tr("Shift and click"), self.tr("Straight line from the last point")),
            (self.tr("Space and drag, middle button"), self.tr("Move the image")),
            (self.tr("Wheel"), self.tr("Zoom at the cursor")),
            (self.tr("Shift and wheel"), self.tr("Size of the brush")),
            (self.tr("Esc"), self.tr("Drop the stroke; stop matting")),
        ]
        return sections


def _page(sections: dict[str, list[tuple[str, str]]]) -> str:
    """Return the sections as a page of columns, the longest first where there is most room."""
    columns: list[list[str]] = [[] for _ in range(_COLUMNS)]
    lengths = [0] * _COLUMNS
    for heading, rows in sections.items():
        shortest = lengths.index(min(lengths))
        cells = "".join(
            f"<tr><td width='150' style='white-space: nowrap; padding: 2px 16px 2px 0'>"
            f"<b>{escape(keys)}</b></td><td style='padding: 2px 0'>{escape(what)}</td></tr>"
            for keys, what in rows
        )
        columns[shortest].append(f"<h3>{escape(heading)}</h3><table>{cells}</table>")
        lengths[shortest] += len(rows) + 3
    width = 100 // _COLUMNS
    inner = "".join(f"<td width='{width}%' valign='top'>{''.join(part)}</td>" for part in columns)
    return f"<table width='100%' cellpadding='8'><tr>{inner}</tr></table>"
