"""The view panel: how to look at the work."""

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from mattegui.app.key_names import KeyNames
from mattegui.app.panels.compare import ComparePanel
from mattegui.app.panels.views_options import ViewOptionsPanel
from mattegui.app.shortcuts import plain_title
from mattegui.app.views import VIEWS


class ViewPanel(QWidget):
    """A list of views, what belongs to them, and what to compare them with.

    Signals:
        view_chosen: a key of `VIEWS`.

    Attributes:
        options: What belongs to the view.
        compare: What to compare it with.
    """

    view_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.options, self.compare = ViewOptionsPanel(), ComparePanel()
        self._group = QButtonGroup(self)
        self._names = list(VIEWS)
        rows = -(-len(VIEWS) // 2)
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for index, view in enumerate(VIEWS.values()):
            name = plain_title(QCoreApplication.translate("Actions", view.title))
            button = QRadioButton(name)
            self._group.addButton(button, index)
            grid.addWidget(button, index % rows, index // rows)
        self._group.idToggled.connect(self._on_toggled)
        self._before = "original"
        # On a screen of 800 pixels' height all of it is to be seen.
        layout = QVBoxLayout(self)
        layout.setSpacing(3)
        layout.setContentsMargins(9, 2, 9, 2)
        layout.addLayout(grid)
        layout.addWidget(self.options)
        layout.addWidget(self.compare)
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

    def mark_extremes(self) -> None:
        """Show alpha with haze and holes marked, or no longer marked."""
        self.options.set_marks(on=self.view != "alpha" or not self.options.marks)
        self.choose("alpha")

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys show the views, their options and the comparison."""
        for index, name in enumerate(self._names):
            button, key = self._group.button(index), keys.of(f"view-{name}")
            title = button.text()
            tip = self.tr("{view} ({key})").format(view=title, key=key) if key else title
            button.setToolTip(tip)
        self.options.show_keys(keys)
        self.compare.show_keys(keys)

    @Slot(int, bool)
    def _on_toggled(self, index: int, checked: bool) -> None:
        if checked:
            self.options.show_for(self._names[index])
            self.view_chosen.emit(self._names[index])
