"""The view panel and its keys."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QColor, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QColorDialog
from pytestqt.qtbot import QtBot

from mattegui.app.views import VIEWS, ViewOptions
from mattegui.core.backdrop import Placement
from mattegui.core.overlay import STYLES
from mattegui.core.profile import srgb_copy
from tests.app.conftest import Rig
from tests.core.exports import P3
from tests.samples import icc_profile, photo, write


@pytest.fixture
def active(shown: Rig, qtbot: QtBot) -> Rig:
    shown.window.activateWindow()
    qtbot.waitUntil(shown.window.isActiveWindow)
    shown.canvas.setFocus()
    return shown


def press(rig: Rig, key: str) -> None:
    # The stub does not know that a sequence can be indexed.
    combination: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]
    QTest.keyClick(rig.canvas, combination.key(), combination.keyboardModifiers())


def options(rig: Rig) -> ViewOptions:
    return rig.window.renderer.options


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_key_that_shows_it(active: Rig, view: str) -> None:
    active.window.views.choose("black" if view != "black" else "white")
    press(active, VIEWS[view].shortcut)
    assert active.window.views.view == view
    assert active.window.renderer.view == view
    assert active.settings.view == view
    active.canvas.grab()


def test_m_and_a_come_back_to_the_view_before(active: Rig) -> None:
    active.window.views.choose("white")
    press(active, "M")
    assert active.window.views.view == "trimap"
    press(active, "M")
    assert active.window.views.view == "white"


def test_shift_m_steps_through_the_styles(active: Rig) -> None:
    seen = []
    for _ in STYLES:
        seen.append(options(active).style)
        press(active, "Shift+M")
    assert seen == list(STYLES)
    assert options(active).style == seen[0]
    assert active.settings.overlay_style == seen[0]


@pytest.mark.parametrize("tenths", [0, 3, 9])
def test_digits_set_the_opacity(active: Rig, tenths: int) -> None:
    press(active, f"Ctrl+Shift+{tenths}")
    assert options(active).opacity == tenths / 10
    assert active.settings.opacity == tenths / 10
    digit = Qt.Key(Qt.Key.Key_0 + (tenths + 1) % 10)
    QTest.keyClick(active.canvas, digit, Qt.KeyboardModifier.KeypadModifier)
    assert options(active).opacity == (tenths + 1) % 10 / 10


def test_only_the_options_of_the_view_are_seen(shown: Rig) -> None:
    panel = shown.window.views.options
    for view in VIEWS:
        shown.window.views.choose(view)
        assert panel.isVisible() is (view in panel._pages)
        assert panel.currentWidget() is panel._pages.get(view, panel._empty)


def test_haze_is_marked_by_a_key_from_any_view(shown: Rig) -> None:
    do, panel = shown.window.actions_by_name, shown.window.views
    seen = []
    for action in ("view-white", "marks", "marks", "view-white", "marks", "view-white", "marks"):
        do[action].trigger()
        seen.append((panel.view, options(shown).marks))
    on, off, white = ("alpha", True), ("alpha", False), ("white", False)
    assert seen == [white, on, off, white, on, ("white", True), on]
    assert shown.settings.marks


def test_sliders_and_colour_are_kept(shown: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = shown.window.views.options
    panel._opacity.setValue(80)
    panel._onion.setValue(15)
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor(1, 2, 3))
    panel._colour.click()
    assert options(shown) == ViewOptions(0.8, "tint", (1, 2, 3), 0.15)
    assert (shown.settings.opacity, shown.settings.onion) == (0.8, 0.15)
    assert shown.settings.colour == [1, 2, 3]


def test_an_own_image_is_read_in_the_worker_and_placed_live(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    panel, path = shown.window.views.options, write(tmp_path / "back.png", photo(60, 90))
    assert not panel._scale.isEnabled()
    with qtbot.waitSignal(shown.file_service.background_read, timeout=20_000):
        shown.file_service.open_background(path)
    assert shown.window.views.view == "image"
    assert panel._scale.isEnabled()
    background = options(shown).background
    assert background is not None
    assert np.array_equal(background.level(0), photo(60, 90))
    panel._scale.setValue(50)
    panel._x.setValue(-20)
    panel._y.setValue(30)
    assert options(shown).placement == Placement(0.5, -0.2, 0.3)
    panel._reset.click()
    assert options(shown).placement == Placement()


@pytest.mark.parametrize("profile", [P3, icc_profile()], ids=["P3", "useless"])
def test_an_own_image_is_seen_by_its_profile(
    shown: Rig, qtbot: QtBot, tmp_path: Path, profile: bytes
) -> None:
    path = write(tmp_path / "back.png", photo(60, 90), ICCProfile=profile)
    with qtbot.waitSignal(shown.file_service.background_read, timeout=20_000):
        shown.file_service.open_background(path)
    background = options(shown).background
    assert background is not None
    if profile == P3:
        assert np.array_equal(background.level(0), srgb_copy(photo(60, 90), P3))
        return
    assert np.array_equal(background.level(0), photo(60, 90))
    said = "The colours of back.png are taken for sRGB"
    qtbot.waitUntil(lambda: said in shown.window.messages.text, timeout=20_000)


def test_both_sides_of_a_comparison_have_the_same_options(shown: Rig) -> None:
    shown.window.views.options._opacity.setValue(77)
    for other in shown.window.view_controller.compare.others:
        assert other.options.opacity == 0.77
