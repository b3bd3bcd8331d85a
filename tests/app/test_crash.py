"""Work survives the death of its process: a real one, that is killed while it paints."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mattegui.app.document import Document
from mattegui.app.journal import Journal
from mattegui.app.journal_file import journal_folder, lock_of
from mattegui.app.recovery import DAMAGED, Recoverable, find_journals
from mattegui.app.worker import Job, Worker
from mattegui.core.arrays import FOREGROUND, UNKNOWN, AnyArray
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.journal_reader import read_journal
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, make_matte, open_in, stroke
from tests.samples import photo, write

PAINTER = """
import sys
from dataclasses import astuple
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from mattegui.app.document import Document
from mattegui.app.journal import Journal
from mattegui.app.journal_file import journal_folder
from mattegui.app.opening import open_file
from mattegui.app.settings import Settings
from mattegui.app.worker import Job, Worker
from tests.app.test_crash import paint_something

app = QCoreApplication([])
document, worker = Document(), Worker()
journal = Journal(document, worker, lambda: "closed-form", journal_folder())
opened = open_file(Path(sys.argv[1]))
document.open(opened.matte, opened.layers)
done = 0

def paint():
    global done
    paint_something(document, done)
    done += 1
    if done == int(sys.argv[2]):
        painting.stop()
        waiting.start(10)

def report():
    if journal.idle:
        waiting.stop()
        for layer in ("trimap", "retouch", "decontamination"):
            Path(sys.argv[3], layer).write_bytes(document.matte.plane(layer).tobytes())
        print(document.matte.amount, *astuple(document.matte.curve), flush=True)
        # What comes now is not waited for: the journal ends somewhere in it.
        painting.start(0)

painting, waiting = QTimer(), QTimer()
painting.timeout.connect(paint)
waiting.timeout.connect(report)
painting.start(0)
app.exec()
"""


def paint_something(document: Document, number: int) -> None:
    """Do the next of a row of different things to a document."""
    matte = document.matte
    assert matte is not None
    rng = np.random.default_rng(number)
    at = (float(rng.integers(0, 400)), float(rng.integers(0, 300)))
    kind = number % 6
    if kind == 3:
        document.set_amount(float(rng.random()), "Amount")
    elif kind == 5:
        document.set_curve(Curve(0.3 * float(rng.random()), 0.9, 1.5), "Curve")
    elif kind == 4:
        document.undo()
    elif kind == 2:
        layers: tuple[Layer, ...] = ("retouch", "decontamination")
        correct(document, layers[number % 2], int(rng.integers(0, 250)))
    else:
        stroke(document, int(rng.choice([0, 128, 255])), 15, at, (at[1], at[0]))


def correct(document: Document, layer: Layer, at: int) -> None:
    assert document.matte is not None
    plane = document.matte.plane(layer)

    def change(_: Rect, values: AnyArray) -> None:
        values[:] = at

    document.push(Edit.of(plane, Rect(at, at, at + 30, at + 40), change, layer), "Correct")


def wait_for(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr.read() if process.stderr else ""
    return line


def test_what_was_painted_before_a_kill_comes_back_to_the_byte(
    make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path, tmp_path: Path
) -> None:
    arguments = [sys.executable, "-c", PAINTER, str(photo_path), "60", str(tmp_path)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(arguments, text=True, **pipes)  # type: ignore[call-overload]
    try:
        amount, *curve = map(float, wait_for(process).split())
        assert list(find_journals(journal_folder())) == [], "a living process keeps its journal"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    saved = {layer: (tmp_path / layer).read_bytes() for layer in ("trimap", "retouch")}

    # What was painted after the report may have reached the disk too; without it, all is equal.
    rig = make_rig(FakeSession())
    with qtbot.waitSignal(rig.persistence.found, timeout=20_000) as offered:
        rig.window.show()
    assert offered.args is not None
    found: Recoverable = offered.args[0]
    assert found.same_file
    assert found.picture is not None
    reached = read_journal(found.path)
    assert rig.window.offers.isVisible()
    assert photo_path.name in rig.window.offers.text
    with qtbot.waitSignal(rig.file_service.opened, timeout=20_000):
        press(rig, "Restore")
    matte = matte_of(rig)
    for layer, plane in reached.planes.items():
        assert np.array_equal(matte.plane(layer), plane)
    if reached.edits <= 60:
        assert matte.trimap.tobytes() == saved["trimap"]
        assert matte.retouch.tobytes() == saved["retouch"]
        assert matte.amount == amount
        assert matte.curve == Curve(*curve)
    assert rig.document.modified
    assert rig.solver.model == "closed-form"

    # The journal goes on, and is gone once the work is left.
    stroke(rig.document, FOREGROUND, 30, (200, 150))
    qtbot.waitUntil(lambda: rig.persistence.journal.idle, timeout=10_000)
    assert np.array_equal(read_journal(found.path).planes["trimap"], matte.trimap)
    rig.close()
    assert list(journal_folder().glob("*.journal")) == []


def matte_of(rig: Rig) -> Matte:
    assert rig.document.matte is not None
    return rig.document.matte


def press(rig: Rig, text: str) -> None:
    buttons = rig.window.offers.findChildren(QPushButton)
    next(button for button in buttons if button.text() == text).click()


class Desktop:
    """A document with a journal, without a window."""

    def __init__(self) -> None:
        self.document, self.worker = Document(), Worker()
        self.sentences: list[str] = []
        self.journal = Journal(self.document, self.worker, lambda: "auto", journal_folder())
        self.journal.failed.connect(self.sentences.append)
        self.journal.told.connect(self.sentences.append)
        self.matte = open_in(self.document, make_matte(300, 400))

    def settle(self, qtbot: QtBot) -> Path:
        """Wait until all is written, and return the journal."""
        self.journal.flush()
        qtbot.waitUntil(lambda: self.journal.idle, timeout=10_000)
        found = list(journal_folder().glob("*.journal"))
        return found[0] if found else Path()


@pytest.fixture
def desktop(qapp: object) -> Iterator[Desktop]:
    desktop = Desktop()
    yield desktop
    desktop.journal.leave()
    assert desktop.journal.close()


def test_nothing_is_written_before_the_first_edit(desktop: Desktop, qtbot: QtBot) -> None:
    assert desktop.settle(qtbot) == Path()
    stroke(desktop.document, UNKNOWN, 30, (100, 100))
    state = read_journal(desktop.settle(qtbot))
    assert np.array_equal(state.planes["trimap"], desktop.matte.trimap)


def test_all_layers_and_the_amount_are_written(desktop: Desktop, qtbot: QtBot) -> None:
    for number in range(20):
        paint_something(desktop.document, number)
        if number == 7:
            desktop.settle(qtbot)
    state = read_journal(desktop.settle(qtbot))
    for layer, plane in state.planes.items():
        assert np.array_equal(desktop.matte.plane(layer), plane), layer
    assert state.amount == desktop.matte.amount
    assert state.curve == desktop.matte.curve
    assert state.edits > 5


def test_a_journal_that_grows_is_made_short(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mattegui.app.journal_file.COMPACT_RECORDS", 3)
    lengths = []
    for number in range(12):
        stroke(desktop.document, [255, 0][number % 2], 60, (100, 100))
        lengths.append(desktop.settle(qtbot).stat().st_size)
    assert any(later < earlier for earlier, later in pairwise(lengths))
    assert np.array_equal(
        read_journal(desktop.settle(qtbot)).planes["trimap"], desktop.matte.trimap
    )


def test_a_full_disk_is_told_once_and_painting_goes_on(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    stroke(desktop.document, UNKNOWN, 30, (100, 100))
    path = desktop.settle(qtbot)
    before = path.read_bytes()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        for name in ("append", "write_journal"):
            patched.setattr(f"mattegui.app.journal_file.{name}", full)
        monkeypatch.setattr("mattegui.app.journal.RETRY", 50)
        for number in range(3):
            stroke(desktop.document, FOREGROUND, 10, (100 + number, 50))
            desktop.settle(qtbot)
    assert path.read_bytes() == before
    assert len(desktop.sentences) == 1
    assert "(the disk is full)" in desktop.sentences[0]
    # Nobody paints any more: it is written by itself, once there is room.
    qtbot.waitUntil(lambda: len(desktop.sentences) == 2, timeout=10_000)
    assert "again" in desktop.sentences[1]
    assert np.array_equal(
        read_journal(desktop.settle(qtbot)).planes["trimap"], desktop.matte.trimap
    )
    stroke(desktop.document, FOREGROUND, 10, (300, 250))
    assert np.array_equal(
        read_journal(desktop.settle(qtbot)).planes["trimap"], desktop.matte.trimap
    )


def test_work_that_is_saved_or_undone_has_no_journal(desktop: Desktop, qtbot: QtBot) -> None:
    stroke(desktop.document, UNKNOWN, 30, (100, 100))
    assert desktop.settle(qtbot).is_file()
    desktop.document.undo()
    assert desktop.settle(qtbot) == Path(), "the image is as it was opened"
    desktop.document.redo()
    assert desktop.settle(qtbot).is_file()
    desktop.document.mark_saved(desktop.document.state)
    assert desktop.settle(qtbot) == Path()


def test_another_image_begins_another_journal(desktop: Desktop, qtbot: QtBot) -> None:
    stroke(desktop.document, UNKNOWN, 30, (100, 100))
    first = desktop.settle(qtbot)
    open_in(desktop.document, make_matte(50, 60))
    assert desktop.settle(qtbot) == Path()
    stroke(desktop.document, UNKNOWN, 3, (10, 10))
    second = desktop.settle(qtbot)
    assert second != first
    assert read_journal(second).origin.shape == (50, 60)


@pytest.fixture
def orphan(rig: Rig, qtbot: QtBot, photo_path: Path) -> Path:
    """Return a journal whose process is gone, and its copy of the trimap beside it."""
    rig.open(qtbot, photo_path)
    stroke(rig.document, UNKNOWN, 40, (150, 150))
    stroke(rig.document, FOREGROUND, 20, (150, 150))
    rig.persistence.journal.flush()
    qtbot.waitUntil(lambda: rig.persistence.journal.idle, timeout=10_000)
    written = next(journal_folder().glob("*.journal"))
    kept = written.read_bytes()
    (photo_path.parent / "trimap").write_bytes(matte_of(rig).trimap.tobytes())
    rig.close()
    written.write_bytes(kept)
    return written


def fail_with(error: Exception) -> None:
    raise error


def look(rig: Rig, qtbot: QtBot) -> Recoverable:
    with qtbot.waitSignal(rig.persistence.found, timeout=10_000) as offered:
        rig.window.show()
        rig.persistence.look()
    # A second look is passed over while the first goes on; what is queued behind it comes after.
    ended: list[bool] = []
    rig.workers.journal.run(Job("after", lambda _: iter([True]), ended.append, fail_with))
    qtbot.waitUntil(lambda: bool(ended), timeout=10_000)
    assert offered.args is not None
    found: Recoverable = offered.args[0]
    return found


def test_a_damaged_tail_is_passed_over_and_told(
    make_rig: Callable[..., Rig], qtbot: QtBot, orphan: Path, photo_path: Path
) -> None:
    with orphan.open("ab") as file:
        file.write(b"E\x10\x00\x00\x00half a record")
    rig = make_rig(FakeSession())
    found = look(rig, qtbot)
    told: list[str] = []
    rig.file_service.told.connect(told.append)
    with qtbot.waitSignal(rig.file_service.opened, timeout=10_000):
        rig.window.offers.restored.emit(found)
    assert matte_of(rig).trimap.tobytes() == (photo_path.parent / "trimap").read_bytes()
    assert any("damaged" in sentence for sentence in told)


def test_discard_and_later(make_rig: Callable[..., Rig], qtbot: QtBot, orphan: Path) -> None:
    rig = make_rig(FakeSession())
    look(rig, qtbot)
    press(rig, "Later")
    assert not rig.window.offers.isVisible()
    assert orphan.exists()
    look(rig, qtbot)
    press(rig, "Discard")
    assert not orphan.exists()
    assert rig.document.matte is None


def test_another_instance_s_journal_is_left_alone(
    make_rig: Callable[..., Rig], qtbot: QtBot, orphan: Path
) -> None:
    lock = lock_of(orphan)
    assert lock.tryLock(0)
    assert list(find_journals(journal_folder())) == []
    lock.unlock()
    assert len(list(find_journals(journal_folder()))) == 1


def test_an_image_that_was_replaced_is_refused_or_told(
    make_rig: Callable[..., Rig], qtbot: QtBot, orphan: Path, photo_path: Path
) -> None:
    write(photo_path, np.ascontiguousarray(photo(300, 400)[::-1]))
    rig = make_rig(FakeSession())
    found = look(rig, qtbot)
    assert not found.same_file
    told: list[str] = []
    rig.file_service.told.connect(told.append)
    with qtbot.waitSignal(rig.file_service.opened, timeout=10_000):
        rig.file_service.restore(found)
    assert any("changed" in sentence for sentence in told)
    write(photo_path, photo(30, 40))
    with qtbot.waitSignal(rig.file_service.failed, timeout=10_000) as failed:
        rig.file_service.restore(found)
    assert failed.args is not None
    assert "400×300" in failed.args[0]


def test_a_journal_that_does_not_begin_is_put_aside(qtbot: QtBot) -> None:
    journal_folder().mkdir(parents=True)
    path = journal_folder() / "a.journal"
    path.write_bytes(b"nothing")
    found = list(find_journals(journal_folder()))
    assert len(found) == 1
    assert isinstance(found[0], str)
    assert path.with_suffix(DAMAGED).exists()
    assert list(find_journals(journal_folder())) == []
    shutil.rmtree(journal_folder())
    assert list(find_journals(journal_folder())) == []
