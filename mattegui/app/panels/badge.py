"""The badge on the canvas that says whether the alpha that is seen is the last word."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, QVariantAnimation, Slot
from PySide6.QtWidgets import QGraphicsOpacityEffect, QLabel, QWidget

from mattegui.app.document import Document
from mattegui.app.solver import Solver
from mattegui.app.wipe import sign

STAYS_MS: Final = 1500
FADES_MS: Final = 600
_GAP: Final = 12


class Badge(QObject):
    """Says draft, final or outdated in a corner of the canvas; what is final need not stay."""

    def __init__(self, document: Document, solver: Solver, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._document, self._solver, self._canvas = document, solver, canvas
        self._label: QLabel = sign(canvas)
        self._label.setAccessibleName(self.tr("State of the alpha"))
        self._label.hide()
        self._effect = QGraphicsOpacityEffect(self._label)
        self._label.setGraphicsEffect(self._effect)
        self._fading = QVariantAnimation(self)
        self._fading.setDuration(FADES_MS)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self._effect.setOpacity)
        self._fading.finished.connect(self._label.hide)
        self._staying = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._staying.timeout.connect(self._fading.start)
        canvas.installEventFilter(self)
        solver.progressed.connect(self._show_state)
        document.edited.connect(self._show_state)
        document.opened.connect(self._show_state)

    @property
    def text(self) -> str:
        """What it says; empty when it is not there."""
        return self._label.text() if not self._label.isHidden() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the canvas changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _show_state(self) -> None:
        if self._document.matte is None:
            return
        busy, final = self._solver.busy, self._solver.up_to_date
        if final and not busy and self._label.text() == self.tr("Final"):
            # A retouch leaves final what was final: that need not be said again.
            return
        if busy:
            self._say(self.tr("Draft"), stays=True)
        elif final:
            self._say(self.tr("Final"), stays=False)
        else:
            self._say(self.tr("Outdated"), stays=True)

    def _say(self, text: str, *, stays: bool) -> None:
        self._fading.stop()
        self._effect.setOpacity(1.0)
        self._label.setText(text)
        self._label.show()
        self._place()
        self._staying.stop()
        if not stays:
            self._staying.start()

    def _place(self) -> None:
        self._label.adjustSize()
        self._label.move(
            self._canvas.width() - self._label.width() - _GAP,
            self._canvas.height() - self._label.height() - _GAP,
        )
