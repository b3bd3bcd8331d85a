"""What belongs to the view that is shown: opacity, style, colour, own image."""

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QColorDialog,
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QStackedWidget,
    QWidget,
)

from mattegui.app.key_names import KeyNames
from mattegui.core.backdrop import Placement
from mattegui.core.overlay import STYLES


class ViewOptionsPanel(QStackedWidget):
    """A page for each view that has options.

    Signals:
        opacity_chosen: of the trimap's colours, 0 to 1.
        style_chosen: of the trimap's overlay, a key of `STYLES`.
        colour_chosen: (red, green, blue) behind the cutout.
        marks_chosen: the alpha view marks haze and holes.
        onion_chosen: how much of the image shines through the onion skin, 0 to 1.
        background_asked: the user wants to lay an own image behind the cutout.
        placement_chosen: the `Placement` of that image.
    """

    opacity_chosen = Signal(float)
    style_chosen = Signal(str)
    colour_chosen = Signal(object)
    marks_chosen = Signal(bool)
    onion_chosen = Signal(float)
    background_asked = Signal()
    placement_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pages = {
            "trimap": self._trimap_page(),
            "alpha": self._alpha_page(),
            "colour": self._colour_page(),
            "image": self._image_page(),
            "onion": self._onion_page(),
            "uncertainty": self._uncertainty_page(),
        }
        self._empty = QWidget()
        for page in (self._empty, *self._pages.values()):
            self.addWidget(page)
        self.set_colour((0, 177, 64))
        self.show_for("")

    def show_for(self, view: str) -> None:
        """Show what belongs to a view; nothing if it has no options."""
        shown = self._pages.get(view, self._empty)
        for page in (self._empty, *self._pages.values()):
            # A stack is as high as its highest page, unless the others do not count.
            policy = QSizePolicy.Policy.Preferred if page is shown else QSizePolicy.Policy.Ignored
            page.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.setCurrentWidget(shown)
        self.setVisible(shown is not self._empty)
        self.adjustSize()

    def set_opacity(self, opacity: float) -> None:
        """Show the opacity of the trimap's colours."""
        self._opacity.setValue(round(100 * opacity))

    def set_style(self, style: str) -> None:
        """Show how the trimap is laid over the image."""
        self._style.setCurrentIndex(self._style.findData(style))

    def step_style(self) -> None:
        """Use the next style of the trimap's overlay."""
        self._style.setCurrentIndex((self._style.currentIndex() + 1) % self._style.count())

    def set_marks(self, *, on: bool) -> None:
        """Show whether haze and holes are marked."""
        self._marks.setChecked(on)

    @property
    def marks(self) -> bool:
        """Whether haze and holes are marked."""
        return self._marks.isChecked()

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys go to a doubtful spot, and mark haze and holes."""
        told = self.tr("The brighter, the more doubtful · {next-doubt} goes to the next spot")
        self._told.setText(keys.put(told))
        marks = self.tr(
            "What is nearly empty in orange, what is nearly solid in blue: alpha up to 10 % and "
            "from 90 % on ({marks})"
        )
        self._marks.setToolTip(keys.put(marks))

    def set_onion(self, onion: float) -> None:
        """Show how much of the image shines through."""
        self._onion.setValue(round(100 * onion))

    def set_colour(self, colour: tuple[int, int, int]) -> None:
        """Show the colour behind the cutout."""
        swatch = QPixmap(16, 16)
        swatch.fill(QColor(*colour))
        self._colour.setIcon(QIcon(swatch))
        self._chosen = colour

    def set_background(self, *, there: bool) -> None:
        """Show whether there is an own image to be placed, where it is put first."""
        for slider in (self._scale, self._x, self._y):
            slider.setEnabled(there)
        self._reset.setEnabled(there)
        self._put_back()

    def _trimap_page(self) -> QWidget:
        self._style = QComboBox()
        for name, style in STYLES.items():
            self._style.addItem(QCoreApplication.translate("Styles", style.title), name)
        self._style.setAccessibleName(self.tr("Style of the trimap's overlay"))
        self._style.currentIndexChanged.connect(self._on_style)
        self._opacity = _slider(0, 100, self.tr("Opacity of the trimap's overlay"))
        self._opacity.valueChanged.connect(self._on_opacity)
        return _page({self.tr("Style"): self._style, self.tr("Opacity"): self._opacity})

    def _alpha_page(self) -> QWidget:
        self._marks = QCheckBox(self.tr("Mark haze and holes"))
        self._marks.toggled.connect(self.marks_chosen)
        return _page({"": self._marks})

    def _colour_page(self) -> QWidget:
        self._colour = QPushButton(self.tr("Colour…"))
        self._colour.setAccessibleName(self.tr("Colour behind the cutout"))
        self._colour.clicked.connect(self._ask_colour)
        return _page({"": self._colour})

    def _image_page(self) -> QWidget:
        self._open = QPushButton(self.tr("Own image…"))
        self._open.clicked.connect(self._ask_background)
        self._scale = _slider(10, 400, self.tr("Size of the own image, in per cent"))
        self._x = _slider(-100, 100, self.tr("Own image, how far to the right"))
        self._y = _slider(-100, 100, self.tr("Own image, how far down"))
        for slider in (self._scale, self._x, self._y):
            slider.valueChanged.connect(self._on_placement)
        self._reset = QPushButton(self.tr("Fill the image"))
        self._reset.clicked.connect(self._put_back)
        page = _page(
            {
                "": self._open,
                self.tr("Size"): self._scale,
                self.tr("Across"): self._x,
                self.tr("Down"): self._y,
            }
        )
        layout = page.layout()
        if isinstance(layout, QFormLayout):
            layout.addRow(self._reset)
        self.set_background(there=False)
        return page

    def _onion_page(self) -> QWidget:
        self._onion = _slider(0, 100, self.tr("How much of the image shines through"))
        self._onion.valueChanged.connect(self._on_onion)
        return _page({self.tr("Image"): self._onion})

    def _uncertainty_page(self) -> QWidget:
        self._told = QLabel()
        self._told.setWordWrap(True)
        return _page({"": self._told})

    @Slot(int)
    def _on_opacity(self, percent: int) -> None:
        self.opacity_chosen.emit(percent / 100)

    @Slot(int)
    def _on_style(self, row: int) -> None:
        self.style_chosen.emit(str(self._style.itemData(row)))

    @Slot(int)
    def _on_onion(self, percent: int) -> None:
        self.onion_chosen.emit(percent / 100)

    @Slot()
    def _on_placement(self) -> None:
        scale, x, y = (slider.value() / 100 for slider in (self._scale, self._x, self._y))
        self.placement_chosen.emit(Placement(scale, x, y))

    @Slot()
    def _put_back(self) -> None:
        for slider, value in ((self._scale, 100), (self._x, 0), (self._y, 0)):
            slider.setValue(value)

    @Slot()
    def _ask_colour(self) -> None:
        title = self.tr("Colour behind the cutout")
        colour = QColorDialog.getColor(QColor(*self._chosen), self, title)
        if colour.isValid():
            self.set_colour((colour.red(), colour.green(), colour.blue()))
            self.colour_chosen.emit(self._chosen)

    @Slot()
    def _ask_background(self) -> None:
        self.background_asked.emit()


def _slider(least: int, most: int, name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(least, most)
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    return slider


def _page(rows: dict[str, QWidget]) -> QWidget:
    page = QWidget()
    form = QFormLayout(page)
    form.setContentsMargins(0, 6, 0, 0)
    for title, widget in rows.items():
        if title:
            form.addRow(title, widget)
        else:
            form.addRow(widget)
    return page
