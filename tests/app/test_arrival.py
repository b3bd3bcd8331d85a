"""What is changed while another image is being read is not lost to it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from mattegui.app import file_service
from mattegui.app.arrival import Arrival
from mattegui.app.document import Document
from mattegui.app.journal_file import journal_folder, lock_of
from mattegui.app.opening import Opened, open_file
from mattegui.app.recovery import Recoverable
from mattegui.core.arrays import FOREGROUND, UNKNOWN
from mattegui.core.journal_reader import read_journal
from mattegui.core.layers import Layers
from tests.app.conftest import Rig
from tests.app.fakes import make_matte, open_in, stroke
from tests.app.test_canvas import drag
from tests.app.test_projects import answer, matte_of, name
from tests.samples import photo, write

Buttons = QMessageBox.StandardButton


class Gate:
    """Keeps files back until the test lets them pass."""

    def __init__(self) -> None:
        self.open = Event()

    def __call__(self, path: Path, *rest: object) -> Opened:
        self.open.wait(20)
        return open_file(path, *rest)  # type: ignore[arg-type]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(file_service, "open_file", gate)
    yield gate
    gate.open.set()


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return write(tmp_path / "other.png", photo(40, 50))


def is_other(rig: Rig) -> bool:
    return matte_of(rig).image.shape == (40, 50, 3)


def arrive(rig: Rig, qtbot: QtBot, gate: Gate) -> None:
    """Let the file pass, and wait until it is decided what becomes of it."""
    with qtbot.waitSignal(rig.file_service.arrival.near, timeout=10_000):
        gate.open.set()


def test_cancel_stays_with_what_was_painted_meanwhile(
    shown: Rig, qtbot: QtBot, gate: Gate, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Buttons.Cancel)
    shown.window.files.open(other)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.persistence.journal.flush()
    painted = matte_of(shown).trimap.copy()
    with qtbot.waitSignal(shown.file_service.unopened, timeout=10_000):
        gate.open.set()
    assert len(asked) == 1
    assert "photo.png" in asked[0]
    assert np.array_equal(matte_of(shown).trimap, painted)
    assert shown.canvas.isVisible()
    qtbot.waitUntil(lambda: shown.persistence.journal.idle, timeout=10_000)
    kept = next(journal_folder().glob("*.journal"))
    assert np.array_equal(read_journal(kept).planes["trimap"], painted)


def test_discard_leaves_it(
    shown: Rig, qtbot: QtBot, gate: Gate, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Buttons.Discard)
    shown.window.files.open(other)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    with qtbot.waitSignal(shown.file_service.opened, timeout=10_000):
        gate.open.set()
    assert len(asked) == 1
    assert is_other(shown)
    assert not shown.document.modified


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_save_comes_first_and_what_cannot_be_saved_stays(
    shown: Rig,
    qtbot: QtBot,
    gate: Gate,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
) -> None:
    path = tmp_path / folder / "saved.ora"
    answer(monkeypatch, Buttons.Save)
    name(monkeypatch, path)
    shown.window.files.open(other)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.settle(qtbot)
    service = shown.file_service
    with qtbot.waitSignal(service.unopened if folder else service.opened, timeout=60_000):
        gate.open.set()
    assert is_other(shown) == (not folder)
    assert path.exists() == (not folder)
    assert shown.document.modified == bool(folder)


def test_what_the_user_gave_up_before_is_not_asked_about_twice(
    shown: Rig, qtbot: QtBot, gate: Gate, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Buttons.Discard)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.window.files.open(other)
    stroke(shown.document, UNKNOWN, 20, (200, 100))
    shown.document.undo()
    arrive(shown, qtbot, gate)
    assert len(asked) == 1
    assert is_other(shown)


def test_a_stroke_under_the_hand_counts(
    shown: Rig, qtbot: QtBot, gate: Gate, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Buttons.Cancel)
    shown.window.files.open(other)
    drag(shown, (50, 100), (150, 100), release=False)
    arrive(shown, qtbot, gate)
    assert len(asked) == 1
    assert not is_other(shown)
    assert shown.document.stack.count() == 1


def test_of_two_images_only_the_second_is_asked_about(
    shown: Rig,
    qtbot: QtBot,
    gate: Gate,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = answer(monkeypatch, Buttons.Discard)
    shown.window.files.open(write(tmp_path / "first.png", photo(60, 60)))
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.window.files.open(other)
    arrive(shown, qtbot, gate)
    qtbot.wait(30)
    assert is_other(shown)
    assert len(asked) == 1, "when the second was to be opened"


def test_a_pasted_image_is_asked_about_as_well(
    shown: Rig, qtbot: QtBot, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, Buttons.Cancel)
    picture = QImage(50, 40, QImage.Format.Format_RGB888)
    picture.fill(0)
    QGuiApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(shown.file_service.opening, timeout=10_000):
        shown.clipboard.paste()
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    arrive(shown, qtbot, gate)
    assert len(asked) == 1
    assert not is_other(shown)


def test_while_a_dialog_asks_the_work_stays(
    shown: Rig, qtbot: QtBot, gate: Gate, other: Path
) -> None:
    shown.window.files.open(other)
    dialog = QDialog(shown.window)
    seen: list[bool] = []

    def end() -> None:
        assert QApplication.activeModalWidget() is dialog
        seen.append(is_other(shown))
        dialog.reject()

    gate.open.set()
    QTimer.singleShot(200, end)
    with qtbot.waitSignal(shown.file_service.opened, timeout=10_000):
        dialog.exec()
    assert seen == [False]
    assert is_other(shown)


def test_what_a_crash_left_can_be_offered_again(qapp: object, qtbot: QtBot, tmp_path: Path) -> None:
    document = Document()
    open_in(document, make_matte(30, 40))
    arrival = Arrival(document)
    arrival.expect()
    stroke(document, FOREGROUND, 5, (10, 10))
    left = make_matte(40, 50)
    path = tmp_path / "a.journal"
    lock = lock_of(path)
    assert lock.tryLock(0)
    found = Recoverable(path, lock, tmp_path / "a.png", datetime(2026, 3, 4), 1, True, None)
    with qtbot.assertNotEmitted(arrival.taken), qtbot.waitSignal(arrival.overtaken):
        arrival.hold(Opened(left, Layers(left), found=found))
    assert lock.isLocked()
    with qtbot.waitSignal(arrival.dropped):
        arrival.drop()
    assert not lock.isLocked()
    with qtbot.assertNotEmitted(arrival.taken), qtbot.assertNotEmitted(arrival.dropped):
        arrival.take()
        arrival.drop()
