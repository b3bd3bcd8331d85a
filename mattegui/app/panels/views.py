"""The view panel: how to look at the work."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QColorDialog,
    QFormLayout,
    QPushButton,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from mattegui.app.render import VIEWS


class ViewPanel(QWidget):
    """A list of views and what belongs to them.

    Signals:
        view_chosen: a key of `VIEWS`.
        opacity_chosen: of the trimap's colours, 0 to 1.
        colour_chosen: (red, green, blue) behind the cutout.
        background_asked: the user wants to lay an own image behind the cutout.
    """

    view_chosen = Signal(str)
    opacity_chosen = Signal(float)
    colour_chosen = Signal(object)
    background_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        self._group = QButtonGroup(self)
        self._names = list(VIEWS)
        for index, view in enumerate(VIEWS.values()):
            button = QRadioButton(view.title)
            button.setToolTip(f"{view.title} ({view.shortcut})")
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.idToggled.connect(self._on_toggled)
        self._before = "trimap"
        layout.addLayout(self._form())
        layout.addStretch(1)

    @property
    def view(self) -> str:
        """The view that is shown, a key of `VIEWS`."""
        return self._names[max(0, self._group.checkedId())]

    def choose(self, view: str) -> None:
        """Show a view, a key of `VIEWS`."""
        if view in self._names:
            self._group.button(self._names.index(view)).setChecked(True)

    def step(self, steps: int) -> None:
        """Show the next view in the list, or the one before."""
        self.choose(self._names[(self._names.index(self.view) + steps) % len(self._names)])

    def toggle(self, view: str) -> None:
        """Show a view, or the one before it if it is shown already."""
        before, self._before = self._before, self.view
        self.choose(before if self.view == view else view)

    def set_opacity(self, opacity: float) -> None:
        """Show the opacity of the trimap's colours."""
        self._opacity.setValue(round(100 * opacity))

    def set_colour(self, colour: tuple[int, int, int]) -> None:
        """Show the colour behind the cutout."""
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(*colour))
        self._colour.setIcon(QIcon(swatch))
        self._chosen = colour

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        self._opacity = QSlider(Qt.Orientation.Horizontal)
        self._opacity.setRange(0, 100)
        self._opacity.valueChanged.connect(self._on_opacity)
        form.addRow("Trimap opacity", self._opacity)
        self._colour = QPushButton("Colour…")
        self._colour.clicked.connect(self._ask_colour)
        form.addRow(self._colour)
        image = QPushButton("Own image…")
        image.clicked.connect(self._ask_background)
        form.addRow(image)
        self.set_colour((0, 177, 64))
        return form

    @Slot(int, bool)
    def _on_toggled(self, index: int, checked: bool) -> None:
        if checked:
            self.view_chosen.emit(self._names[index])

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self.opacity_chosen.emit(percent / 100)

    @Slot()
    def _ask_colour(self) -> None:
        colour = QColorDialog.getColor(QColor(*self._chosen), self, "Colour behind the cutout")
        if colour.isValid():
            self.set_colour((colour.red(), colour.green(), colour.blue()))
            self.colour_chosen.emit(self._chosen)
            self.choose("colour")

    @Slot()
    def _ask_background(self) -> None:
        self.background_asked.emit()
