from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from mattegui.app.icons import tool_icon
from mattegui.app.panels.preferences_keys import KeysPage
from mattegui.app.settings import Settings
from mattegui.app.tool_controller import LARGEST_RADIUS
from mattegui.app.tools import TOOLS
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession
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
        assert rig.edit_runner.tool_controller.name == name
        assert [other for other, shown in found.items() if shown.isChecked()] == [name]


def test_every_button_is_named_and_tells_its_key(rig: Rig) -> None:
    for name, button in buttons(rig).items():
        assert button.accessibleName() == TOOLS[name].title
        assert TOOLS[name].title in button.toolTip()
        assert "(" in button.toolTip()
        assert not button.icon().isNull()


def test_the_tool_tips_tell_the_keys_that_hold(make_rig: Callable[..., Rig]) -> None:
    settings = Settings(shortcuts={"tool-brush": ["P"]})
    rig = make_rig(FakeSession(), settings)
    assert buttons(rig)["brush"].toolTip() == "Brush (P)"
    settings.shortcuts["tool-brush"] = ["Q"]
    settings.shortcuts["tool-lasso"] = []
    page = KeysPage(settings, rig.window.actions())
    assert buttons(rig)["brush"].toolTip() == "Brush (Q)"
    assert "(" not in buttons(rig)["lasso"].toolTip()
    page.deleteLater()


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
    shown.window.paint_controller.choose_tool(name)
    bar = shown.window.options
    visible = {
        option
        for option, actions in bar._shown.items()
        if all(action.isVisible() for action in actions)
    }
    assert visible == set(TOOLS[name].options)


def test_the_hint_is_that_of_the_tool(rig: Rig) -> None:
    rig.window.paint_controller.choose_tool("wand")
    assert rig.window.status.hint == TOOLS["wand"].hint
    rig.window.paint_controller.choose_tool("retouch")
    assert rig.window.status.hint.endswith("· [ ] size")


def test_options_reach_the_hand(rig: Rig) -> None:
    bar, tool_controller = rig.window.options, rig.edit_runner.tool_controller
    bar._hardness.chosen.emit(20)
    bar._strength.chosen.emit(70)
    bar._tolerance._slider.setValue(500)
    bar._contiguous.setChecked(False)
    bar._pressure.setChecked(False)
    bar.effect.setCurrentIndex(2)
    assert tool_controller.options.hardness == pytest.approx(0.2)
    assert tool_controller.options.strength == pytest.approx(0.7)
    assert tool_controller.options.tolerance == 50
    assert (tool_controller.options.contiguous, tool_controller.options.pressure) == (False, False)
    assert tool_controller.options.effect == "smooth"
    before = tool_controller.options
    rig.window.paint_controller.show_all()
    assert tool_controller.options == before


def test_keys_change_what_the_retouch_brush_does(rig: Rig) -> None:
    do, hand = rig.window.actions_by_name, rig.edit_runner.tool_controller
    do["swap"].trigger()
    assert (hand.label, hand.options.effect) == (BACKGROUND, "add")
    rig.window.paint_controller.choose_tool("retouch")
    seen = []
    for name in ("swap", "swap", "next-effect", "next-effect", "swap", "next-effect", "swap"):
        do[name].trigger()
        seen.append(hand.options.effect)
    assert seen == ["remove", "add", "remove", "smooth", "smooth", "strengthen", "clear"]
    assert hand.label == BACKGROUND
    erases = []
    for change in (do["erase"].trigger, rig.window.options._erase.click):
        change()
        erases.append((hand.options.erase, do["erase"].isChecked()))
    assert erases == [(True, True), (False, False)]


def test_keys_make_the_band_wider(rig: Rig) -> None:
    tool_controller = rig.edit_runner.tool_controller
    before = tool_controller.options.band
    rig.window.actions_by_name["wider"].trigger()
    assert tool_controller.options.band > before
    rig.window.actions_by_name["narrower"].trigger()
    rig.window.actions_by_name["narrower"].trigger()
    assert tool_controller.options.band < before


def test_locks_are_shown_where_they_are_set(rig: Rig) -> None:
    rig.window.actions_by_name["lock-unknown"].trigger()
    assert rig.window.options._locks[UNKNOWN].isChecked()
    rig.window.options._locks[UNKNOWN].click()
    rig.window.options._locks[BACKGROUND].click()
    assert rig.edit_runner.tool_controller.locked == {BACKGROUND}


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
    assert rig.edit_runner.tool_controller.radius == pytest.approx(LARGEST_RADIUS)
    rig.window.options._size._slider.setValue(0)
    assert rig.edit_runner.tool_controller.radius == 0.5


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
    first = make_rig(FakeSession(), settings)
    first.canvas.set_radius(33)
    first.window.options.choose_label(BACKGROUND)
    first.canvas.set_radius(55)
    first.window.options._tolerance.chosen.emit(44.0)
    first.window.options._band.chosen.emit(99.0)
    first.window.options._contiguous.setChecked(False)
    second = make_rig(FakeSession(), settings)
    tool_controller = second.edit_runner.tool_controller
    assert (tool_controller.label, tool_controller.radius) == (FOREGROUND, 33)
    assert second.window.options._size.value == 66
    tool_controller.label = BACKGROUND
    assert tool_controller.radius == 55
    assert (tool_controller.options.tolerance, tool_controller.options.band) == (44, 99)
    assert not tool_controller.options.contiguous
    assert second.window.options._tolerance.value == 44
