"""The band strip: how wide the unknown band is of the trimap that was just made."""

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton

from mattegui.app.panels.options_widgets import Number
from mattegui.app.tools.tool import Bands

_TIMES = 6


class BandStrip(QFrame):
    """A line above the canvas; it stays until it is closed or something else is done.

    Signals:
        band_chosen: the width in pixels, and whether it follows the edge.
        closed: the band is as it should be.
    """

    band_chosen = Signal(float, bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._width = Number(self.tr("Unknown band"), (0, 100), self.tr(" px"))
        self._width.setToolTip(self.tr("Hair, fur and soft edges have to lie inside of the band"))
        self._width.chosen.connect(self._on_changed)
        self._adaptive = QCheckBox(self.tr("Adaptive"))
        self._adaptive.setToolTip(
            self.tr("Wider along hair and soft edges, narrower along hard ones")
        )
        self._adaptive.toggled.connect(self._on_changed)
        done = QPushButton(self.tr("Done"))
        done.clicked.connect(self.closed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self._width)
        layout.addWidget(self._adaptive)
        layout.addStretch(1)
        layout.addWidget(done)
        self.hide()

    @Slot(object)
    def offer(self, bands: Bands | None) -> None:
        """Offer other widths, or nothing any more."""
        if bands is not None:
            self._width.set_most(max(20.0, _TIMES * bands.default_width))
            self._width.show_value(bands.default_width)
            with QSignalBlocker(self._adaptive):
                self._adaptive.setChecked(True)
        self.setVisible(bands is not None)

    @Slot()
    def _on_changed(self) -> None:
        self.band_chosen.emit(self._width.value, self._adaptive.isChecked())
