"""Where files go: nothing that is there is replaced unasked, however its name was typed."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app.panels.destination import ask_destination
from mattegui.core.arrays import UNKNOWN
from tests.app.conftest import Rig
from tests.app.fakes import stroke
from tests.app.test_exporting import nothing

Buttons = QMessageBox.StandardButton
Typing: TypeAlias = Callable[..., tuple[list[Path], list[str]]]


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Return what types names into the dialogs and answers the questions about them."""

    def begin(names: list[Path | None], *answers: Buttons) -> tuple[list[Path], list[str]]:
        suggested: list[Path] = []
        asked: list[str] = []
        left = list(answers)

        def choose(_: QWidget, title: str, suggestion: str, kinds: str) -> tuple[str, str]:
            suggested.append(Path(suggestion))
            name = names.pop(0)
            return ("" if name is None else str(name)), kinds

        def question(_: QWidget, title: str, text: str, *rest: object) -> Buttons:
            assert rest == (Buttons.Yes | Buttons.No, Buttons.No)
            asked.append(text)
            return left.pop(0)

        monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
        monkeypatch.setattr(QMessageBox, "question", question)
        return suggested, asked

    return begin


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Callable[[], Path | None]:
    window = QWidget()
    qtbot.addWidget(window)
    return lambda: ask_destination(window, "Save", tmp_path / "photo.png", "PNG (*.png)")


def test_a_name_that_is_free_needs_no_question(
    typing: Typing, ask: Callable[[], Path | None], tmp_path: Path
) -> None:
    (tmp_path / "bare").touch()
    _, asked = typing([tmp_path / "bare"])
    assert ask() == tmp_path / "bare.png"
    typing([None])
    assert ask() is None
    assert asked == []


def test_what_the_dialog_itself_asked_about_is_not_asked_again(
    typing: Typing, ask: Callable[[], Path | None], tmp_path: Path
) -> None:
    (tmp_path / "there.png").touch()
    _, asked = typing([tmp_path / "there.png"])
    assert ask() == tmp_path / "there.png"
    assert asked == []


def test_a_name_that_was_completed_to_a_file_s_is_asked_about(
    typing: Typing, ask: Callable[[], Path | None], tmp_path: Path
) -> None:
    (tmp_path / "there.png").touch()
    _, asked = typing([tmp_path / "there"], Buttons.Yes)
    assert ask() == tmp_path / "there.png"
    assert asked == ["“there.png” is there already. Replace it?"]
    suggested, asked = typing([tmp_path / "there", tmp_path / "other"], Buttons.No)
    assert ask() == tmp_path / "other.png"
    assert len(asked) == 1
    assert suggested == [tmp_path / "photo.png", tmp_path / "there.png"]
    typing([tmp_path / "there", None], Buttons.No)
    assert ask() is None


@pytest.mark.parametrize(
    ("action", "suffix"),
    [("save-as", ".ora"), ("save-trimap", ".png"), ("export", ".png"), ("export-as", ".png")],
)
def test_every_way_to_write_asks(
    shown: Rig, qtbot: QtBot, tmp_path: Path, typing: Typing, action: str, suffix: str
) -> None:
    stroke(shown.document, UNKNOWN, 30, (100, 100))
    shown.settle(qtbot)
    there = tmp_path / f"there{suffix}"
    there.write_bytes(b"somebody else's")
    _, asked = typing([tmp_path / "there", None], Buttons.No)
    if action == "export-as":
        shown.window.exporting.show(nothing)
        assert shown.window.exporting.dialog is not None
        shown.window.exporting.dialog.export.click()
    else:
        shown.window.actions_by_name[action].trigger()
    assert len(asked) == 1
    assert not shown.file_service.writing
    assert there.read_bytes() == b"somebody else's"
