"""The coach: the first three steps, above the canvas, one after the other."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from mattegui.app.key_names import KeyNames
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.edit import Edit

STEPS: Final = (FOREGROUND, BACKGROUND, UNKNOWN)
"""The label that a step is about: it is done once that was painted."""


class Coach(QFrame):
    """A line that says what to do next; it goes on by itself, and never stands in the way.

    Signals:
        ended: all steps are done, or nobody wants to see them.
    """

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("coach")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("First steps"))
        self._step = 0
        self._keys: KeyNames | None = None
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._next = QPushButton()
        skip = QPushButton(self.tr("Skip"))
        skip.setToolTip(self.tr("Help > First Steps shows them again"))
        self._next.clicked.connect(self._go_on)
        skip.clicked.connect(self._end)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._next)
        layout.addWidget(skip)
        self.hide()

    @property
    def text(self) -> str:
        """The step that is shown."""
        return self._text.text()

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Name these keys from now on."""
        self._keys = keys
        if not self.isHidden():
            self._show()

    def begin(self) -> None:
        """Show the first step."""
        self._step = 0
        self._show()
        self.show()

    @Slot(object)
    def follow(self, edit: Edit) -> None:
        """Go on if an edit has done what the step is about."""
        if self.isHidden() or edit.layer != "trimap":
            return
        label = STEPS[self._step]
        if any(((b.after == label) & (b.before != label)).any() for b in edit.blocks):
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        self._step += 1
        if self._step == len(STEPS):
            self._end()
        else:
            self._show()

    @Slot()
    def _end(self) -> None:
        self.hide()
        self.ended.emit()

    def _show(self) -> None:
        sentences = (
            self.tr(
                "<b>1 of 3: mark what to keep.</b> With Subject in a Box ({tool-subject-box}) drag "
                "a box round the subject: that finds most of it. Or paint over it with foreground "
                "({foreground})."
            ),
            self.tr(
                "<b>2 of 3: mark what to remove.</b> With the brush ({tool-brush}) paint "
                "background ({background}) where too much is marked, or drag with the right mouse "
                "button."
            ),
            self.tr(
                "<b>3 of 3: brush the hair.</b> Paint unknown ({unknown}) over hair, fur and soft "
                "edges, a little beyond where they end: there the alpha is estimated. Show Alpha "
                "({toggle-alpha}) shows it."
            ),
        )
        sentence = sentences[self._step]
        self._text.setText(sentence if self._keys is None else self._keys.put(sentence))
        last = self._step == len(STEPS) - 1
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
