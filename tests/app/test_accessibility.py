"""Everyone can use it: names for screen readers, the keyboard, and colours that can be read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mattegui.app.shortcuts import PRESETS, bindings, defaults_of, listed
from mattegui.app.theme import apply_theme
from tests.app.conftest import Rig
from tests.app.test_projects import do

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
)


def said(widget: QWidget) -> str:
    """Return what a screen reader says of a widget: its name, its text, or its label's text."""
    name = widget.accessibleName()
    if not name and isinstance(widget, QAbstractButton):
        name = widget.text() or widget.toolTip()
    for label in widget.window().findChildren(QLabel) if not name else []:
        if label.buddy() is widget:
            return label.text()
    return name


def is_inner(widget: QWidget) -> bool:
    """Say whether a widget is a part that Qt made of another one, which speaks for it."""
    parent = widget.parentWidget()
    kinds = QComboBox | QLineEdit | QAbstractSpinBox | QAbstractItemView | QTabBar
    inner = isinstance(parent, kinds)
    # Qt's own: buttons of docks and of toolbars that are too long, and scroll bars.
    own = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
    own |= parent is not None and parent.metaObject().className() == "QComboBoxPrivateContainer"
    return inner or own or (parent is not None and parent.objectName().startswith("qt_"))


def unnamed(root: QWidget) -> list[str]:
    """Return the interactive widgets of which nothing can be said."""
    found = [w for w in root.findChildren(QWidget) if isinstance(w, INTERACTIVE)]
    return [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in found
        if not is_inner(w) and not said(w).strip()
    ]


def test_everything_in_the_window_has_a_name(shown: Rig) -> None:
    for dock in shown.window.findChildren(QDockWidget):
        dock.show()
    assert unnamed(shown.window) == []
    assert said(shown.canvas)
    for dock in shown.window.findChildren(QDockWidget):
        assert dock.windowTitle()


def dialogs(rig: Rig) -> Iterator[QWidget]:
    """Open each dialog in turn."""
    for action in ("preferences", "sheet", "palette", "export-as", "batch"):
        before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
        do(rig, action)
        new = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]
        assert new, action
        yield new[0]
        new[0].close()


def test_everything_in_the_dialogs_has_a_name(shown: Rig, qtbot: QtBot) -> None:
    for dialog in dialogs(shown):
        assert unnamed(dialog) == [], dialog.windowTitle()
        assert dialog.windowTitle() or dialog.accessibleName()


def test_every_action_is_in_the_menus_and_the_palette(rig: Rig) -> None:
    there = {action.objectName() for _, action in listed(rig.window.menuBar())}
    assert set(rig.window.actions_by_name) <= there


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_no_key_takes_the_focus_traversal_away(rig: Rig, preset: str) -> None:
    bound = bindings(defaults_of(rig.window.actions_by_name.values()), preset, {})
    taken = {key for keys in bound.values() for key in keys}
    assert taken.isdisjoint({"Tab", "Shift+Tab", "Backtab", "Return", "Space"})


def walk(window: QWidget, steps: int) -> list[QWidget]:
    """Press Tab, and return what has the focus each time."""
    found = []
    for _ in range(steps):
        focus = QApplication.focusWidget()
        QTest.keyClick(focus or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not None:
            found.append(now)
    return found


def test_the_tab_key_walks_from_the_canvas_through_everything_and_back(shown: Rig) -> None:
    shown.window.activateWindow()
    shown.canvas.setFocus()
    seen = walk(shown.window, 120)
    assert len(set(seen)) > 15
    assert shown.canvas in seen, "it comes back"
    for widget in (shown.window.views, shown.window.model):
        assert any(widget.isAncestorOf(other) for other in seen), type(widget).__name__


def test_the_start_page_can_be_used_without_a_mouse(
    rig: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig.window.show()
    rig.window.activateWindow()
    start = rig.window.start
    buttons = start.findChildren(QAbstractButton)
    assert buttons
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)
    samples = [button for button in buttons if isinstance(button, QToolButton)]
    samples[0].setFocus()
    with qtbot.waitSignal(rig.file_service.opened, timeout=30_000):
        QTest.keyClick(samples[0], Qt.Key.Key_Space)


def luminance(colour: QColor) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3), 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


Role = QPalette.ColorRole
TEXTS = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.ToolTipText, Role.ToolTipBase),
    (Role.HighlightedText, Role.Highlight),
    (Role.Link, Role.Base),
    (Role.PlaceholderText, Role.Base),
]
SHAPES = [(Role.Highlight, Role.Base), (Role.WindowText, Role.Window)]


@pytest.fixture
def themed(qapp: QApplication) -> Iterator[QApplication]:
    before = qapp.palette()
    yield qapp
    qapp.setPalette(before)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_colours_of_a_theme_can_be_told_apart(themed: QApplication, theme: str) -> None:
    apply_theme(themed, theme)
    palette = themed.palette()
    for pairs, least in ((TEXTS, 4.5), (SHAPES, 3.0)):
        for front, back in pairs:
            ratio = contrast(palette.color(front), palette.color(back))
            assert ratio >= least, f"{theme}: {front.name} on {back.name} is {ratio:.2f}"


@pytest.mark.parametrize("kind", ["tell", "fail"])
def test_messages_can_be_read(rig: Rig, kind: str) -> None:
    getattr(rig.window.messages, kind)("A sentence")
    palette = rig.window.messages.palette()
    assert contrast(palette.color(Role.WindowText), palette.color(Role.Window)) >= 4.5
