from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from mattegui.app.hand import LARGEST_RADIUS
from mattegui.app.icons import tool_icon
from mattegui.app.settings import Settings
from mattegui.app.tools import TOOLS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import FakeEngine
from tests.app.test_canvas import Button, drag


def buttons(rig: Rig) -> dict[str, QToolButton]:
    found = {}
    for name in TOOLS:
        widget = rig.window.toolbox.widgetForAction(rig.window.actions_by_name[f"tool-{name}"])
        assert isinstance(widget, QToolButton)
        found[name] = widget
    return found


def test_one_button_for_each_tool_of_which_one_is_down(rig: Rig) -> None:
    found = buttons(rig)
    for name, button in found.items():
        button.click()
        assert rig.making.hand.name == name
        assert [other for other, shown in found.items() if shown.isChecked()] == [name]


def test_every_button_is_named_and_tells_its_key(rig: Rig) -> None:
    for name, button in buttons(rig).items():
        assert button.accessibleName() == TOOLS[name].title
        assert TOOLS[name].title in button.toolTip()
        assert "(" in button.toolTip()
        assert not button.icon().isNull()


def test_every_widget_of_the_bars_is_named(rig: Rig) -> None:
    for bar in (rig.window.options, rig.window.band, rig.window.toolbox):
        for button in bar.findChildren(QAbstractButton):
            if button.objectName() != "qt_toolbar_ext_button":
                assert button.accessibleName() or button.text(), button
        for widget in bar.findChildren(QWidget):
            if widget.metaObject().className() in ("QSlider", "QDoubleSpinBox", "QComboBox"):
                assert widget.accessibleName(), widget


@pytest.mark.parametrize("name", TOOLS)
def test_the_options_are_those_of_the_tool(shown: Rig, name: str) -> None:
    shown.window.painting.choose_tool(name)
    bar = shown.window.options
    visible = {
        option
        for option, actions in bar._shown.items()
        if all(action.isVisible() for action in actions)
    }
    assert visible == set(TOOLS[name].options)


def test_the_hint_is_that_of_the_tool(rig: Rig) -> None:
    rig.window.painting.choose_tool("wand")
    assert rig.window.status._hint.text() == TOOLS["wand"].hint


def test_options_reach_the_hand(rig: Rig) -> None:
    bar, hand = rig.window.options, rig.making.hand
    bar._hardness.chosen.emit(20)
    bar._strength.chosen.emit(70)
    bar._tolerance._slider.setValue(500)
    bar._contiguous.setChecked(False)
    bar._pressure.setChecked(False)
    bar._effect.setCurrentIndex(2)
    assert hand.options.hardness == pytest.approx(0.2)
    assert hand.options.strength == pytest.approx(0.7)
    assert hand.options.tolerance == 50
    assert (hand.options.contiguous, hand.options.pressure) == (False, False)
    assert hand.options.effect == "smooth"
    before = hand.options
    rig.window.painting.show_all()
    assert hand.options == before


def test_keys_make_the_band_wider(rig: Rig) -> None:
    hand = rig.making.hand
    before = hand.options.band
    rig.window.actions_by_name["wider"].trigger()
    assert hand.options.band > before
    rig.window.actions_by_name["narrower"].trigger()
    rig.window.actions_by_name["narrower"].trigger()
    assert hand.options.band < before


def test_locks_are_shown_where_they_are_set(rig: Rig) -> None:
    rig.window.actions_by_name["lock-unknown"].trigger()
    assert rig.window.options._locks[UNKNOWN].isChecked()
    rig.window.options._locks[UNKNOWN].click()
    rig.window.options._locks[BACKGROUND].click()
    assert rig.making.hand.locked == {BACKGROUND}


def test_a_label_s_size_comes_back_with_it(shown: Rig) -> None:
    bar = shown.window.options
    shown.canvas.set_radius(10)
    bar.choose_label(BACKGROUND)
    shown.canvas.set_radius(77)
    bar.choose_label(FOREGROUND)
    assert bar._size.value == 20
    bar.choose_label(BACKGROUND)
    assert bar._size.value == 154
    drag(shown, (200, 150), button=Button.RightButton)
    assert bar._size.value == 154
    bar._linked.setChecked(True)
    bar.choose_label(FOREGROUND)
    assert bar._size.value == 154


def test_the_size_s_slider_reaches_from_one_pixel_to_the_widest(rig: Rig) -> None:
    rig.window.options._size._slider.setValue(1000)
    assert rig.making.hand.radius == pytest.approx(LARGEST_RADIUS)
    rig.window.options._size._slider.setValue(0)
    assert rig.making.hand.radius == 0.5


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("colour", ["#e6e6e6", "#1a1a1a"])
def test_icons_have_the_colour_of_the_text(qapp: object, name: str, colour: str) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
    image = tool_icon(name, palette).pixmap(24, 24).toImage()
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert solid
    wanted = QColor(colour)
    # Where an edge is smoothed, rounding leaves a step.
    assert all(abs(pixel.lightness() - wanted.lightness()) <= 2 for pixel in solid)


def test_the_icons_follow_the_colours_of_the_program(rig: Rig) -> None:
    action = rig.window.actions_by_name["tool-brush"]
    before = action.icon().cacheKey()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#123456"))
    rig.window.toolbox.setPalette(palette)
    assert action.icon().cacheKey() != before


def test_sizes_and_options_are_there_at_the_next_start(make_rig: Callable[..., Rig]) -> None:
    settings = Settings()
    first = make_rig(FakeEngine(), settings)
    first.canvas.set_radius(33)
    first.window.options.choose_label(BACKGROUND)
    first.canvas.set_radius(55)
    first.window.options._tolerance.chosen.emit(44.0)
    first.window.options._band.chosen.emit(99.0)
    first.window.options._contiguous.setChecked(False)
    second = make_rig(FakeEngine(), settings)
    hand = second.making.hand
    assert (hand.label, hand.radius) == (FOREGROUND, 33)
    assert second.window.options._size.value == 66
    hand.label = BACKGROUND
    assert hand.radius == 55
    assert (hand.options.tolerance, hand.options.band) == (44, 99)
    assert not hand.options.contiguous
    assert second.window.options._tolerance.value == 44
