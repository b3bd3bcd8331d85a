"""The message bar: notes go, errors and notes of files stay."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from mattegui.app import file_service
from mattegui.app.opening import Opened, open_file
from mattegui.app.panels import messages
from mattegui.app.panels.messages import MessageBar
from tests.app.conftest import Rig


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MessageBar:
    monkeypatch.setattr(messages, "_SECONDS", 0.05)
    made = MessageBar()
    qtbot.addWidget(made)
    return made


def button(bar: MessageBar) -> QPushButton:
    found = bar.findChild(QPushButton)
    assert isinstance(found, QPushButton)
    return found


def test_a_note_goes_away(bar: MessageBar, qtbot: QtBot) -> None:
    bar.tell("Done.")
    assert bar.isVisible()
    assert not button(bar).isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_what_was_written_stays_to_be_found(
    bar: MessageBar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr("mattegui.app.panels.messages.QDesktopServices.openUrl", opened.append)
    bar.tell("Soon gone.")
    bar.tell_of_file("Wrote it", tmp_path / "a b.png")
    qtbot.wait(150)
    assert bar.isVisible()
    button(bar).click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]
    bar.fail("No.")
    assert (bar.text, button(bar).isVisible()) == ("No.", False)
    qtbot.wait(150)
    assert bar.isVisible()


def test_nobody_hides_what_others_say(bar: MessageBar, qtbot: QtBot) -> None:
    first, second = bar.line(), bar.line()
    first.tell("Saving: 10 %")
    second.tell("It runs on the CPU.")
    first.tell("Saving: 20 %")
    assert bar.text.splitlines() == ["Saving: 20 %", "It runs on the CPU."]
    qtbot.waitUntil(lambda: not bar.isVisible())
    second.tell("Later.")
    assert bar.text == "Later."


def test_an_error_is_not_hidden_by_what_comes_later(bar: MessageBar, qtbot: QtBot) -> None:
    first, second = bar.line(), bar.line()
    first.fail("The disk is full.")
    second.fail("The alpha is not finished.")
    first.tell("Done.")
    assert bar.text.splitlines() == ["The disk is full.", "The alpha is not finished.", "Done."]
    first.fail("The disk is still full.")
    qtbot.wait(150)
    assert bar.text.splitlines() == ["The disk is still full.", "The alpha is not finished."]
    assert bar.isVisible()
    found = bar.findChild(QToolButton)
    assert isinstance(found, QToolButton)
    found.click()
    assert not bar.isVisible()
    first.tell("Done.")
    assert bar.text == "Done."


def test_all_that_is_to_be_said_of_a_file_is_seen(
    rig: Rig, qtbot: QtBot, photo_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_noted(path: Path, *_: object) -> Opened:
        opened = open_file(path)
        opened.notes[:] = ["The file has <b>changed</b>.", "Its end is missing."]
        return opened

    monkeypatch.setattr(file_service, "open_file", open_noted)
    rig.window.show()
    rig.open(qtbot, photo_path)
    assert rig.window.messages.text.splitlines() == [
        "The file has <b>changed</b>.",
        "Its end is missing.",
    ]
