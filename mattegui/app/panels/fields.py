"""The fields of a form: each named for screen readers, each telling one slot of a change."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QCheckBox, QComboBox, QSpinBox

Told = Callable[[], object]


def choice(told: Told, name: str, entries: Mapping[str, str]) -> QComboBox:
    """Return a list of `entries`, from keys to titles; `told` hears when the user chooses."""
    box = QComboBox()
    box.setAccessibleName(name)
    fill(box, entries)
    box.activated.connect(told)
    return box


def check(told: Told, title: str) -> QCheckBox:
    """Return a box to tick; `told` hears of every change."""
    box = QCheckBox(title)
    box.toggled.connect(told)
    return box


def number(told: Told, name: str, low: int, high: int, suffix: str) -> QSpinBox:
    """Return a field for whole numbers; `told` hears of every change."""
    spin = QSpinBox()
    spin.setRange(low, high)
    spin.setSuffix(suffix)
    spin.setAccessibleName(name)
    spin.valueChanged.connect(told)
    return spin


def commit_typed() -> None:
    """Let a number that is being typed count: keys and clicks on buttons leave it where it is."""
    typed = QApplication.focusWidget()
    if isinstance(typed, QAbstractSpinBox):
        typed.interpretText()


def choose(box: QComboBox, key: str) -> None:
    """Choose an entry by its key, adding it where the list does not have it."""
    index = box.findData(key)
    if index < 0:
        box.addItem(key, key)
        index = box.count() - 1
    box.setCurrentIndex(index)


def fill(box: QComboBox, entries: Mapping[str, str]) -> None:
    """Offer other entries, and keep the choice where it is among them."""
    kept = box.currentData()
    box.clear()
    for key, title in entries.items():
        box.addItem(title, key)
    box.setCurrentIndex(max(0, box.findData(kept)))
