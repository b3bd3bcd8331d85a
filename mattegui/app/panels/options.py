"""The options bar: what the tool in hand is set to, the locks, and whether to solve live."""

import math
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QToolBar,
    QToolButton,
    QWidget,
)

from mattegui.app.key_names import KeyNames
from mattegui.app.panels.options_effect import EffectBox
from mattegui.app.panels.options_widgets import Number, label_icon, lock_icon, toggle
from mattegui.app.tool_controller import LARGEST_RADIUS
from mattegui.app.tools.tool import Tool, ToolOptions
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN

LABELS: Final = {
    FOREGROUND: ("Foreground", "F", "Paint what is surely subject ({foreground})"),
    BACKGROUND: ("Background", "B", "Paint what is surely background ({background})"),
    UNKNOWN: ("Unknown", "U", "Paint hair, fur, smoke and soft edges ({unknown})"),
}
LOCKS: Final = {
    FOREGROUND: ("Lock foreground", "Nothing changes what is marked as foreground"),
    BACKGROUND: ("Lock background", "Nothing changes what is marked as background"),
    UNKNOWN: ("Lock unknown", "Nothing changes what is marked as unknown"),
}
WIDEST_BAND: Final = 400.0


class OptionsBar(QToolBar):
    """What the tool in hand is set to.

    Signals:
        label_chosen: a label.
        radius_chosen: the brush radius, in image pixels.
        option_chosen: a field of `ToolOptions` and its value.
        linked_chosen: all brushes have one size.
        lock_chosen: a label, and whether it is locked.
        live_chosen: solve after every stroke.

    Attributes:
        effect: What the retouch brush does.
    """

    label_chosen = Signal(int)
    radius_chosen = Signal(float)
    option_chosen = Signal(str, object)
    linked_chosen = Signal(bool)
    lock_chosen = Signal(int, bool)
    live_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("Options"))
        self.setObjectName("options")
        self.setMovable(False)
        self._shown: dict[str, list[QAction]] = {}
        self._radius = 20.0
        self._tool_options: tuple[str, ...] = ()
        self._add_labels()
        self._add_effect()
        self._add_size()
        self._add_numbers()
        self._locks = self._add_locks()
        self.addSeparator()
        self._live = QCheckBox(self.tr("Live"))
        self._live.setToolTip(self.tr("Estimate the alpha after every stroke"))
        self._live.setChecked(True)
        self._live.toggled.connect(self.live_chosen)
        self.addWidget(self._live)

    def choose_label(self, label: int) -> None:
        """Paint with another label."""
        self._labels.button(label).setChecked(True)
        self.label_chosen.emit(label)

    def swap(self) -> None:
        """Change from foreground to background and back; from unknown to foreground.

        Where the tool has an effect, change to its opposite.
        """
        if "effect" in self._tool_options:
            self.effect.turn()
            return
        self.choose_label(BACKGROUND if self._labels.checkedId() == FOREGROUND else FOREGROUND)

    def toggle_erase(self) -> None:
        """Take corrections away, or paint them again."""
        self._erase.toggle()

    @property
    def erases(self) -> bool:
        """Whether corrections are taken away."""
        return self._erase.isChecked()

    def scale_radius(self, factor: float) -> None:
        """Make the brush larger or smaller, by half a pixel at least."""
        step = max(0.5, abs(self._radius * factor - self._radius))
        self.radius_chosen.emit(self._radius + math.copysign(step, factor - 1))

    def scale_band(self, factor: float) -> None:
        """Make the band wider or narrower, by a pixel at least."""
        width = self._band.value
        step = max(1.0, abs(width * factor - width))
        wanted = min(WIDEST_BAND, max(1.0, width + math.copysign(step, factor - 1)))
        self._band.show_value(wanted)
        self.option_chosen.emit("band", wanted)

    def set_live(self, live: bool) -> None:
        """Show whether every stroke is solved."""
        self._live.setChecked(live)

    def show_tool(self, tool: Tool) -> None:
        """Show the options of a tool, and no others."""
        self._tool_options = tool.options
        for name, actions in self._shown.items():
            for action in actions:
                action.setVisible(name in tool.options)

    def show_options(self, options: ToolOptions) -> None:
        """Show what is set, without choosing it again."""
        with QSignalBlocker(self._labels):
            self._labels.button(options.label).setChecked(True)
        self.effect.show_effect(options.effect)
        checks = (self._pressure, self._contiguous, self._erase)
        chosen = (options.pressure, options.contiguous, options.erase)
        for check, on in zip(checks, chosen, strict=True):
            with QSignalBlocker(check):
                check.setChecked(on)
        self._hardness.show_value(100 * options.hardness)
        self._strength.show_value(100 * options.strength)
        self._tolerance.show_value(options.tolerance)
        self._band.show_value(options.band)

    @Slot(object)
    def show_keys(self, keys: KeyNames) -> None:
        """Say which keys choose a label or another size."""
        for label, (_, _, tip) in LABELS.items():
            self._labels.button(label).setToolTip(keys.put(_said(tip)))
        size = self.tr("Diameter of the brush, in pixels of the image ({smaller} and {larger})")
        self._size.setToolTip(keys.put(size))
        erase = self.tr("Take corrections away: what was estimated shows again ({erase})")
        self._erase.setToolTip(keys.put(erase))
        band = self.tr("Width of the band of unknown ({narrower} and {wider})")
        self._band.setToolTip(keys.put(band))

    def show_linked(self, linked: bool) -> None:
        """Show whether all brushes have one size."""
        with QSignalBlocker(self._linked):
            self._linked.setChecked(linked)

    def show_locks(self, locked: frozenset[int]) -> None:
        """Show which labels are locked."""
        for label, button in self._locks.items():
            with QSignalBlocker(button):
                button.setChecked(label in locked)

    @Slot(float)
    def show_radius(self, radius: float) -> None:
        """Show the brush's size without choosing it again."""
        self._radius = radius
        self._size.show_value(2 * radius)

    def _add(self, name: str, *widgets: QWidget) -> None:
        """Add the widgets of an option."""
        self._shown[name] = [self.addWidget(widget) for widget in widgets]

    def _add_labels(self) -> None:
        self._labels = QButtonGroup(self)
        buttons = []
        for label, (name, letter, _) in LABELS.items():
            icon = label_icon(label, _letter(letter))
            button = toggle(_said(name), icon=icon)
            button.setText(_said(name))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._labels.addButton(button, label)
            buttons.append(button)
        self._labels.button(FOREGROUND).setChecked(True)
        self._labels.idClicked.connect(self.label_chosen)
        self._add("label", *buttons)

    def _add_effect(self) -> None:
        self.effect = EffectBox()
        self.effect.chosen.connect(_Choosing(self, "effect", None))
        self._erase = toggle(self.tr("Erase"))
        self._erase.toggled.connect(_Choosing(self, "erase", None))
        self._add("effect", self.effect)
        self._add("erase", self._erase)

    def _add_size(self) -> None:
        self._size = Number(self.tr("Size"), (1, 2 * LARGEST_RADIUS), self.tr(" px"), even=False)
        self._size.chosen.connect(self._on_size)
        self._linked = toggle(
            self.tr("One size"), self.tr("Use one size for all labels and brushes")
        )
        self._linked.toggled.connect(self.linked_chosen)
        self._pressure = self._check(
            self.tr("Pressure"), self.tr("A pen's pressure changes the size"), "pressure"
        )
        self._add("radius", self._size, self._linked)
        self._add("pressure", self._pressure)

    def _add_numbers(self) -> None:
        self._hardness = self._number(
            self.tr("Hardness"), (0, 100), self.tr(" %"), "hardness", 0.01
        )
        self._strength = self._number(
            self.tr("Strength"), (1, 100), self.tr(" %"), "strength", 0.01
        )
        self._tolerance = self._number(self.tr("Tolerance"), (0, 100), "", "tolerance")
        self._contiguous = self._check(
            self.tr("Contiguous"),
            self.tr("Only what is connected with where you click"),
            "contiguous",
        )
        self._band = self._number(self.tr("Band"), (1, WIDEST_BAND), self.tr(" px"), "band")
        for name in ("hardness", "strength", "tolerance", "contiguous", "band"):
            self._add(name, getattr(self, f"_{name}"))

    def _add_locks(self) -> dict[int, QToolButton]:
        self.addSeparator()
        buttons = {}
        for label, (name, tip) in LOCKS.items():
            icon = lock_icon(label, _letter(LABELS[label][1]))
            button = toggle(_said(name), _said(tip), icon=icon)
            button.toggled.connect(_Locking(self, label))
            self.addWidget(button)
            buttons[label] = button
        return buttons

    def _number(
        self, caption: str, bounds: tuple[float, float], unit: str, name: str, scale: float = 1.0
    ) -> Number:
        number = Number(caption, bounds, unit)
        number.chosen.connect(_Choosing(self, name, scale))
        return number

    def _check(self, text: str, tip: str, name: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setToolTip(tip)
        box.toggled.connect(_Choosing(self, name, None))
        return box

    @Slot(float)
    def _on_size(self, diameter: float) -> None:
        self.radius_chosen.emit(diameter / 2)


def _said(text: str) -> str:
    return QCoreApplication.translate("Options", text)


def _letter(letter: str) -> str:
    return QCoreApplication.translate("Letters", letter)


class _Choosing:
    """Calling it chooses a value of one option."""

    def __init__(self, bar: OptionsBar, name: str, scale: float | None) -> None:
        self._bar, self._name, self._scale = bar, name, scale

    def __call__(self, value: Any) -> None:
        chosen = value if self._scale is None else value * self._scale
        self._bar.option_chosen.emit(self._name, chosen)


class _Locking:
    """Calling it locks a label, or unlocks it."""

    def __init__(self, bar: OptionsBar, label: int) -> None:
        self._bar, self._label = bar, label

    def __call__(self, locked: bool) -> None:
        self._bar.lock_chosen.emit(self._label, locked)
