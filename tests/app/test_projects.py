"""Projects: saved, opened again, and never left by accident."""

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from mattegui.app import project_saver
from mattegui.app.history import Change
from mattegui.app.journal_file import journal_folder
from mattegui.app.settings import Settings
from mattegui.core.arrays import FOREGROUND, UNKNOWN, AnyArray
from mattegui.core.curve import STRAIGHT, Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.journal_reader import read_journal
from mattegui.core.matte import Matte
from mattegui.core.project_reader import load_project
from mattegui.core.project_record import JSON
from mattegui.core.project_snapshots import pack_snapshots
from mattegui.core.rect import Rect
from mattegui.core.snapshot import Snapshot
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, stroke
from tests.samples import photo, write

Buttons = QMessageBox.StandardButton
LAYERS: tuple[Layer, ...] = ("trimap", "retouch", "decontamination")


def matte_of(rig: Rig) -> Matte:
    assert rig.document.matte is not None
    return rig.document.matte


def work(rig: Rig) -> dict[Layer, AnyArray]:
    """Paint on all layers, and return what they hold then."""
    document, matte = rig.document, matte_of(rig)
    stroke(document, UNKNOWN, 60, (150, 150))
    stroke(document, FOREGROUND, 30, (150, 150))
    for layer, value in (("retouch", 200), ("decontamination", 90)):
        name: Layer = "retouch" if layer == "retouch" else "decontamination"

        def change(_: Rect, values: AnyArray, value: int = value) -> None:
            values[:] = value

        document.push(Edit.of(matte.plane(name), Rect(5, 5, 60, 90), change, name), layer)
    document.set_amount(0.25, "Amount")
    document.set_curve(Curve(0.1, 0.8, 2), "Curve")
    return {layer: matte.plane(layer).copy() for layer in LAYERS}


def answer(monkeypatch: pytest.MonkeyPatch, button: QMessageBox.StandardButton) -> list[str]:
    """Answer the question about unsaved work; return what was asked."""
    asked: list[str] = []

    def question(_: object, title: str, text: str, *rest: object) -> QMessageBox.StandardButton:
        asked.append(text)
        assert rest == (Buttons.Save | Buttons.Discard | Buttons.Cancel, Buttons.Save)
        return button

    monkeypatch.setattr(QMessageBox, "question", question)
    return asked


def name(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> list[str]:
    """Choose a path in the next dialogs; return what they suggested."""
    suggested: list[str] = []

    def choose(_: object, title: str, suggestion: str, kinds: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return ("" if path is None else str(path)), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    return suggested


def do(rig: Rig, action: str) -> None:
    rig.window.actions_by_name[action].trigger()


def test_saved_twice_and_restored_it_is_the_same_file(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "work.ora"
    for at in ((50, 50), (90, 50)):
        stroke(shown.document, UNKNOWN, 9, at)
        with qtbot.waitSignal(shown.file_service.saved, timeout=20_000):
            shown.file_service.save(path)
    stroke(shown.document, UNKNOWN, 9, (120, 80))
    shown.persistence.journal.flush()
    qtbot.waitUntil(lambda: shown.persistence.journal.idle, timeout=10_000)
    (written,) = journal_folder().glob("*.journal")
    origin = read_journal(written).origin
    assert origin.source == path
    assert origin.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_project_brings_all_of_the_work_back(
    shown: Rig,
    make_rig: Callable[..., Rig],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planes = work(shown)
    with qtbot.waitSignal(shown.file_service.snapshots.changed, timeout=10_000):
        do(shown, "snapshot")
    stroke(shown.document, UNKNOWN, 20, (300, 200))
    painted = matte_of(shown).trimap.copy()
    shown.settle(qtbot)
    path = tmp_path / "saved.ora"
    suggested = name(monkeypatch, path.with_suffix(""))
    with qtbot.waitSignal(shown.file_service.saved, timeout=60_000):
        do(shown, "save")
    assert suggested == [str(tmp_path / "photo.ora")]
    assert shown.window.windowTitle() == "saved.ora[*] – MatteGUI"
    assert not shown.window.isWindowModified()
    assert shown.settings.recent[0] == str(path)
    qtbot.waitUntil(lambda: shown.persistence.journal.idle, timeout=10_000)
    assert list(journal_folder().glob("*.journal")) == []

    rig = make_rig(FakeSession())
    rig.open(qtbot, path)
    matte = matte_of(rig)
    assert np.array_equal(matte.trimap, painted)
    assert np.array_equal(matte.retouch, planes["retouch"])
    assert np.array_equal(matte.decontamination, planes["decontamination"])
    assert matte.amount == 0.25
    assert matte.curve == Curve(0.1, 0.8, 2)
    assert not rig.window.isWindowModified()
    assert not rig.document.can_undo
    assert list(rig.file_service.snapshots.items) == ["Snapshot 1"]
    rig.document.set_amount(1, "Amount")
    rig.document.set_curve(STRAIGHT, "Curve")
    with qtbot.waitSignal(rig.document.changed, timeout=10_000):
        rig.file_service.snapshots.restore("Snapshot 1")
    for layer in LAYERS:
        assert np.array_equal(matte.plane(layer), planes[layer]), layer
    assert matte.amount == 0.25
    assert matte.curve == Curve(0.1, 0.8, 2)
    # Saved again, it is not asked where.
    monkeypatch.delattr(QFileDialog, "getSaveFileName")
    with qtbot.waitSignal(rig.file_service.saved, timeout=60_000):
        do(rig, "save")
    assert not rig.document.modified


def test_what_is_painted_while_a_project_is_written_is_not_saved(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    stroke(shown.document, UNKNOWN, 20, (100, 100))
    shown.settle(qtbot)
    with qtbot.waitSignal(shown.file_service.saved, timeout=60_000):
        shown.file_service.save(tmp_path / "a.ora")
        stroke(shown.document, UNKNOWN, 20, (200, 100))
    seen = [shown.document.modified]
    for _ in range(2):
        shown.document.undo()
        seen.append(shown.document.modified)
    assert seen == [True, False, True], "the file holds the state between the two strokes"


@pytest.mark.parametrize("painted", [False, True])
def test_only_paint_makes_the_alpha_unfinished_while_it_is_written(
    shown: Rig, qtbot: QtBot, tmp_path: Path, painted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = threading.Event()

    def pack(items: dict[str, Snapshot]) -> tuple[JSON, list[str]]:
        assert changed.wait(60)
        return pack_snapshots(items)

    monkeypatch.setattr(project_saver, "pack_snapshots", pack)
    stroke(shown.document, UNKNOWN, 20, (100, 100))
    shown.settle(qtbot)
    with qtbot.waitSignal(shown.file_service.saved, timeout=60_000):
        shown.file_service.save(tmp_path / "a.ora")
        shown.document.set_amount(0.3, "Amount")
        if painted:
            stroke(shown.document, FOREGROUND, 20, (200, 200))
        changed.set()
    assert load_project(tmp_path / "a.ora").finished != painted


def test_another_way_to_the_same_step_is_not_the_saved_state(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    stroke(shown.document, UNKNOWN, 20, (100, 100))
    with qtbot.waitSignal(shown.file_service.exported, timeout=10_000):
        shown.file_service.save_trimap(tmp_path / "trimap.png")
        # While it is written: as many steps as before, but others.
        shown.document.undo()
        stroke(shown.document, FOREGROUND, 20, (200, 200))
    assert shown.document.stack.index() == 1
    assert shown.document.modified


def test_a_trimap_does_not_save_corrections(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    work(shown)
    with qtbot.waitSignal(shown.file_service.exported, timeout=10_000):
        shown.file_service.save_trimap(tmp_path / "trimap.png")
    assert shown.document.modified


def test_save_on_leaving_saves_first_and_then_closes(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(shown)
    shown.settle(qtbot)
    path = tmp_path / "left.ora"
    asked, _ = answer(monkeypatch, Buttons.Save), name(monkeypatch, path)
    assert not shown.window.close()
    assert "photo.png" in asked[0]
    qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=60_000)
    assert path.exists()
    assert len(asked) == 1


def test_save_on_leaving_without_a_name_does_not_leave(
    shown: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(shown)
    answer(monkeypatch, Buttons.Save)
    name(monkeypatch, None)
    assert not shown.window.close()
    assert shown.window.isVisible()


def test_save_on_leaving_that_fails_does_not_leave(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(shown)
    shown.settle(qtbot)
    answer(monkeypatch, Buttons.Save)
    name(monkeypatch, tmp_path / "nowhere" / "a.ora")
    with qtbot.waitSignal(shown.file_service.failed, timeout=60_000):
        assert not shown.window.close()
    qtbot.waitUntil(lambda: not shown.file_service.writing, timeout=10_000)
    assert shown.window.isVisible()
    assert shown.document.modified


def test_cancel_keeps_the_work_and_discard_leaves_it(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write(tmp_path / "other.png", photo(40, 50))
    work(shown)
    answer(monkeypatch, Buttons.Cancel)
    shown.window.files.open(other)
    qtbot.wait(30)
    assert matte_of(shown).image.shape == (300, 400, 3)
    answer(monkeypatch, Buttons.Discard)
    with qtbot.waitSignal(shown.file_service.opened, timeout=10_000):
        shown.window.files.open(other)
    assert matte_of(shown).image.shape == (40, 50, 3)
    qtbot.waitUntil(lambda: shown.persistence.journal.idle, timeout=10_000)
    assert list(journal_folder().glob("*.journal")) == []


def test_a_damaged_project_is_a_sentence_and_the_work_stays(
    shown: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "bad.ora"
    path.write_bytes(b"PK nothing")
    with qtbot.waitSignal(shown.file_service.failed, timeout=10_000) as failed:
        shown.window.files.take(path)
    assert failed.args is not None
    assert failed.args[0].startswith("bad.ora could not be opened: ")
    assert shown.document.matte is not None


def test_recent_files_are_in_the_menu(shown: Rig, qtbot: QtBot, tmp_path: Path) -> None:
    other = write(tmp_path / "o&ther.png", photo(40, 50))
    shown.open(qtbot, other)
    menu = shown.window.recent
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert titles == ["&1  o&&ther.png", "&2  photo.png", "&Clear This List"]
    with qtbot.waitSignal(shown.file_service.opened, timeout=10_000):
        menu.actions()[1].trigger()
    assert matte_of(shown).image.shape == (300, 400, 3)
    menu.actions()[-1].trigger()
    assert shown.settings.recent == []


def test_a_recent_file_that_nobody_may_ask_about_is_grey(make_rig: Callable[..., Rig]) -> None:
    # As of a folder that refuses to be looked into, the system answers with an error.
    unaskable = f"/{'x' * 300}/photo.png"
    window = make_rig(FakeSession(), Settings(recent=[unaskable])).window
    shown = [button for button in window.start.findChildren(QPushButton) if button.toolTip()]
    assert [(button.toolTip(), button.isEnabled()) for button in shown] == [(unaskable, False)]
    assert not window.recent.actions()[0].isEnabled()


def test_each_purpose_has_its_folder(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    trimap = write(folder / "t.png", np.zeros((300, 400), np.uint8))
    name(monkeypatch, trimap)
    do(shown, "open-trimap")
    assert shown.settings.trimap_folder == str(folder)
    suggested = name(monkeypatch, None)
    do(shown, "open-trimap")
    do(shown, "export")
    assert suggested == [str(folder), str(tmp_path / "photo_cutout.png")]


def test_nothing_is_no_step(shown: Rig) -> None:
    shown.document.push_change(Change(), "Nothing")
    shown.document.set_amount(matte_of(shown).amount, "Nothing")
    assert shown.document.stack.count() == 0
