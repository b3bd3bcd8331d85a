"""A language made of longer words: nothing is shown that cannot be translated, nothing is cut."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.panels.status import ElidedLabel
from mattegui.app.settings import LANGUAGES
from mattegui.app.shortcuts import PRESETS
from mattegui.app.tools import TOOLS
from mattegui.core.export import FORMATS
from mattegui.core.resources import resource
from mattegui.engine.models import known_models
from tests.app.conftest import Rig
from tests.app.pseudo import Pseudo, clipped, texts_of, untranslated

NAMES = {
    *(model.title for model in known_models().values()),
    *(each.title for each in FORMATS.values()),
    *PRESETS,
    *LANGUAGES.values(),
    *("CUDA", "Metal", "CPU", "α", "Near"),
    *("astronaut.png", "photo.png", "MatteGUI"),
    str(resource("samples")),
}


@pytest.fixture(autouse=True)
def pseudo(qapp: QApplication) -> Iterator[None]:
    """Speak it for the time of a test."""
    translator = Pseudo(qapp)
    assert qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def plain(root: QWidget) -> list[str]:
    """Return what cannot be translated of all that a window shows or says."""
    found = []
    for thing in (root, *root.findChildren(QObject)):
        if isinstance(thing, QAction | QWidget):
            for text in texts_of(thing):
                if untranslated(text, NAMES):
                    found.append(f"{type(thing).__name__} {thing.objectName()}: {text!r}")
    return sorted(set(found))


def dialogs(rig: Rig) -> dict[str, Callable[[], object]]:
    commands = rig.window.commands
    return {
        "preferences": commands.frame.show_preferences,
        "sheet": commands.frame.show_sheet,
        "palette": commands.frame.show_palette,
        "export": lambda: commands.exporting.show(commands.view_controller.background),
    }


def open_dialog(rig: Rig, name: str) -> QDialog:
    before = set(rig.window.findChildren(QDialog))
    dialogs(rig)[name]()
    (dialog,) = set(rig.window.findChildren(QDialog)) - before
    return dialog


def test_the_start_page_can_be_translated(rig: Rig) -> None:
    rig.window.show()
    assert plain(rig.window) == []


def test_the_window_can_be_translated(shown: Rig) -> None:
    shown.window.status.show_pixel((5, 5))
    assert plain(shown.window) == []


@pytest.mark.parametrize("name", ["preferences", "sheet", "palette", "export"])
def test_dialogs_can_be_translated(shown: Rig, name: str) -> None:
    dialog = open_dialog(shown, name)
    assert plain(dialog) == []
    dialog.close()


def test_the_batch_window_can_be_translated(rig: Rig) -> None:
    rig.window.commands.batches.show()
    window = rig.window.commands.batches.shown
    assert window is not None
    assert plain(window) == []
    window.close()


@pytest.mark.parametrize("tool", TOOLS)
def test_no_text_of_the_window_is_cut(shown: Rig, tool: str, qtbot: QtBot) -> None:
    shown.window.resize(1280, 800)
    shown.window.commands.paint_controller.choose_tool(tool)
    qtbot.wait(20)
    assert (shown.window.width(), shown.window.height()) == (1280, 800)
    for panel in (shown.window.views, shown.window.model, shown.window.adjust):
        assert clipped(panel) == []
    assert clipped(shown.window.options) == []


@pytest.mark.parametrize("name", ["preferences", "export"])
def test_no_text_of_the_dialogs_is_cut(shown: Rig, name: str, qtbot: QtBot) -> None:
    dialog = open_dialog(shown, name)
    tabs = dialog.findChild(QTabWidget)
    for page in range(tabs.count() if isinstance(tabs, QTabWidget) else 1):
        if isinstance(tabs, QTabWidget):
            tabs.setCurrentIndex(page)
        qtbot.wait(20)
        assert clipped(dialog) == []
    dialog.close()


def test_what_is_said_can_be_translated(shown: Rig, qtbot: QtBot) -> None:
    said: list[str] = []
    paint_controller = shown.window.commands.paint_controller
    paint_controller.told.connect(said.append)
    paint_controller.failed.connect(said.append)
    paint_controller.clear()
    qtbot.waitUntil(lambda: len(said) > 0 or shown.document.stack.count() > 0, timeout=5000)
    paint_controller.make_trimap()
    qtbot.waitUntil(lambda: bool(said), timeout=5000)
    shown.clipboard.told.connect(said.append)
    said.extend(shown.document.stack.text(row) for row in range(shown.document.stack.count()))
    assert [text for text in said if untranslated(text, NAMES)] == []


def test_a_hint_without_room_is_elided_and_can_be_read(qtbot: QtBot) -> None:
    label = ElidedLabel("what can be done with the tool in hand")
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() == 0
    for width, tip in ((60, label.text()), (900, "")):
        label.resize(width, 24)
        label.grab()
        assert label.toolTip() == tip
