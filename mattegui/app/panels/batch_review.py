"""Review: one export of a batch after another, and what the user thinks of it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from mattegui.app.batch_picture import Picture
from mattegui.app.batch_plan import Row
from mattegui.app.complaints import spoken, spoken_notes
from mattegui.app.panels.zoom_preview import BACKDROPS, ZoomPreview


class BatchReview(QWidget):
    """Shows an image of the batch.

    Signals:
        accepted: it is good as it is.
        open_asked: it is to be corrected by hand.
        redo_asked: it is to be done again.
    """

    accepted = Signal()
    open_asked = Signal()
    redo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setAccessibleName(self.tr("Name of the image"))
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.preview = ZoomPreview()
        self.backdrop = QComboBox()
        self.backdrop.setAccessibleName(self.tr("Behind the cutout"))
        for backdrop, name in BACKDROPS.items():
            self.backdrop.addItem(QCoreApplication.translate("Backdrops", name), backdrop)
        self.backdrop.currentIndexChanged.connect(self._set_backdrop)
        self.preview.setAccessibleName(self.tr("Cutout"))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setAccessibleName(self.tr("What is to be known of it"))
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.accept = self._button(self.tr("Accept"), self.tr("Enter"), self.accepted.emit)
        self.open = self._button(self.tr("Open"), self.tr("O"), self.open_asked.emit)
        self.redo = self._button(self.tr("Redo"), self.tr("R"), self.redo_asked.emit)
        self.accept.setToolTip(self.tr("It is good: go on to the next one (Enter)"))
        self.open.setToolTip(self.tr("Correct it in the main window (O)"))
        self.redo.setToolTip(self.tr("Do only this one again (R)"))
        buttons = QHBoxLayout()
        for button in (self.accept, self.open, self.redo):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.backdrop)
        layout.addLayout(head)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        self.show_row(None)

    def show_row(self, row: Row | None) -> None:
        """Show what is known of an image; its picture comes later."""
        self.title.setText(row.name if row is not None else self.tr("No image is chosen."))
        self.note.setText(self._sentence(row) if row is not None else "")
        self.accept.setEnabled(row is not None and row.awaits_review)
        self.open.setEnabled(row is not None)
        self.redo.setEnabled(row is not None and row.can_be_redone)

    @Slot(object)
    def show_picture(self, picture: Picture) -> None:
        """Show a picture; a null one clears the place."""
        self.preview.show_picture(picture.small)
        self.preview.show_whole(picture.whole)

    @Slot(int)
    def _set_backdrop(self, row: int) -> None:
        self.preview.set_backdrop(self.backdrop.itemData(row))

    def _sentence(self, row: Row) -> str:
        if row.outcome is None:
            return self.tr("It has not been done yet.")
        if row.state == "working":
            return self.tr("It is being worked on.")
        if row.state == "failed":
            if not row.item.marked:
                return self.tr("It has no trimap: open it and paint one, and Redo will take that.")
            return self.tr("It failed: {0}").format(spoken(row.outcome.error))
        said = self.tr("Accepted.") if row.accepted else ""
        return " ".join(part for part in (said, spoken_notes(row.outcome.notes)) if part)

    def _button(self, title: str, key: str, told: Callable[[], object]) -> QPushButton:
        button = QPushButton(self.tr("{0} ({1})").format(title, key))
        button.setAccessibleName(title)
        button.clicked.connect(lambda: told())
        return button
