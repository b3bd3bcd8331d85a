"""The message bar: notes go, errors and notes of files stay."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mattegui.app.panels import messages
from mattegui.app.panels.messages import MessageBar


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
