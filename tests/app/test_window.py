import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from mattegui.app.settings import Settings
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.resources import resource
from mattegui.engine import apart
from mattegui.engine.session import Session
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession, stroke
from tests.engine import apart_servers
from tests.samples import read_back, write

Button: TypeAlias = Qt.MouseButton
Modifier: TypeAlias = Qt.KeyboardModifier
ASTRONAUT = resource("samples", "astronaut.png")

HAIR: list[tuple[float, float]] = [
    (150, 120),
    (160, 60),
    (220, 25),
    (280, 60),
    (290, 130),
    (220, 160),
    (150, 120),
]
"""Around the head: hair against the background, in image pixels."""


@pytest.fixture
def real(make_rig: Callable[..., Rig]) -> Rig:
    """Return the application as it is, with an estimator that needs no weights."""
    rig = make_rig(Session("closed-form"))
    rig.window.show()
    return rig


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no signals")
def test_a_process_that_dies_costs_no_work(
    real: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "serve", apart_servers.dying)
    dark = np.zeros((60, 80, 3), np.uint8)
    trimap = np.zeros((60, 80), np.uint8)
    trimap[20:40], trimap[40:] = UNKNOWN, FOREGROUND
    with qtbot.waitSignal(real.solver.failed, timeout=60_000):
        real.open(qtbot, write(tmp_path / "i.png", dark), write(tmp_path / "t.png", trimap))
    assert "of signal 9; the memory may not have sufficed" in real.window.messages.text
    assert not real.solver.busy
    assert not real.solver.up_to_date
    matte = real.document.matte
    assert matte is not None
    assert np.array_equal(matte.trimap, trimap)
    # Of an image that it survives, the next process gives the alpha.
    real.open(qtbot, write(tmp_path / "b.png", dark + np.uint8(9)), tmp_path / "t.png")
    real.settle(qtbot)


def place(rig: Rig, point: tuple[float, float]) -> QPoint:
    return QPointF(*rig.canvas.viewport.to_widget(point)).toPoint()


def drag(rig: Rig, points: list[tuple[float, float]], button: Button = Button.LeftButton) -> None:
    """Drag the mouse along `points`, in image pixels, as a hand does."""
    QTest.mouseMove(rig.canvas, place(rig, points[0]))
    QTest.mousePress(rig.canvas, button, Modifier.NoModifier, place(rig, points[0]))
    for point in points[1:]:
        QTest.mouseMove(rig.canvas, place(rig, point))
    QTest.mouseRelease(rig.canvas, button, Modifier.NoModifier, place(rig, points[-1]))


def choose(rig: Rig, name: str) -> None:
    rig.window.actions_by_name[name].trigger()


def test_from_a_photo_to_a_cutout(
    real: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real.open(qtbot, ASTRONAUT)
    matte = real.document.matte
    assert matte is not None
    assert real.window.windowTitle() == "astronaut.png[*] – MatteGUI"

    # Paint all three labels: the head, its hair, and with the other button some background.
    choose(real, "foreground")
    real.canvas.set_radius(45)
    drag(real, [(220, 110), (220, 200)])
    choose(real, "unknown")
    real.canvas.set_radius(22)
    drag(real, HAIR)
    choose(real, "foreground")
    real.canvas.set_radius(12)
    drag(real, [(60, 40), (60, 200), (100, 200)], Button.RightButton)
    trimap = matte.trimap.copy()
    assert set(np.unique(trimap)) == {BACKGROUND, UNKNOWN, FOREGROUND}
    assert trimap[200, 220] == FOREGROUND
    assert trimap[60, 160] == UNKNOWN
    assert trimap[40, 60] == BACKGROUND
    real.settle(qtbot)
    check_alpha(matte.alpha, trimap)

    # Undo and redo: the trimap to the byte, and the alpha follows.
    after = matte.alpha.copy()
    steps = real.document.stack.count()
    choose(real, "undo")
    real.settle(qtbot)
    assert not np.array_equal(matte.trimap, trimap)
    check_alpha(matte.alpha, matte.trimap)
    choose(real, "redo")
    real.settle(qtbot)
    assert np.array_equal(matte.trimap, trimap)
    assert real.document.stack.count() == steps
    assert np.allclose(matte.alpha, after, atol=1e-4)

    path = tmp_path / "cutout.png"
    export(real, qtbot, path, monkeypatch)
    pixels, spec = read_back(path)
    assert (spec.width, spec.height, spec.nchannels) == (512, 512, 4)
    assert pixels.dtype == np.uint8
    alpha = pixels[..., 3]
    assert (alpha[trimap == FOREGROUND] == 255).all()
    assert (alpha[trimap == BACKGROUND] == 0).all()
    between = (alpha > 0) & (alpha < 255)
    assert between[trimap == UNKNOWN].sum() > 100, "there is hair between the two"
    assert not between[trimap != UNKNOWN].any()
    assert np.array_equal(pixels[..., :3][alpha == 255], matte.image[alpha == 255])
    assert real.window.messages.text == f"Wrote {path}"


def check_alpha(alpha: np.ndarray, trimap: np.ndarray) -> None:
    assert (alpha[trimap == FOREGROUND] == 1).all()
    assert (alpha[trimap == BACKGROUND] == 0).all()
    inside = alpha[trimap == UNKNOWN]
    if inside.size:
        assert inside.min() >= 0
        assert inside.max() <= 1
        assert len(np.unique(inside)) > 100


def export(rig: Rig, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(_: object, title: str, suggested: str, kinds: str) -> tuple[str, str]:
        asked.append(suggested)
        # People leave the suffix out.
        return str(path.with_suffix("")), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    with qtbot.waitSignal(rig.file_service.exported, timeout=120_000):
        choose(rig, "export")
    assert Path(asked[0]).name == "astronaut_cutout.png"


def test_the_start_page_makes_way_for_the_image(rig: Rig, qtbot: QtBot, photo_path: Path) -> None:
    rig.window.show()
    assert rig.window.start.isVisible()
    assert not rig.canvas.isVisible()
    rig.open(qtbot, photo_path)
    assert rig.canvas.isVisible()
    assert rig.settings.recent == [str(photo_path)]


def test_a_sample_opens_with_its_trimap(rig: Rig, qtbot: QtBot) -> None:
    rig.window.show()
    sample = resource("samples", "chelsea.png")
    with qtbot.waitSignal(rig.file_service.opened, timeout=10_000) as opened:
        rig.window.start.chosen.emit(sample, resource("samples", "chelsea_trimap.png"))
    assert opened.args == [sample]
    assert rig.document.matte is not None
    assert (rig.document.matte.trimap == UNKNOWN).any()


@pytest.mark.parametrize("discard", [True, False])
def test_unsaved_work_is_not_left_unasked(
    shown: Rig, monkeypatch: pytest.MonkeyPatch, discard: bool
) -> None:
    buttons = QMessageBox.StandardButton
    asked: list[str] = []

    def answer(_: object, title: str, *rest: object) -> QMessageBox.StandardButton:
        asked.append(title)
        return buttons.Discard if discard else buttons.Cancel

    monkeypatch.setattr(QMessageBox, "question", answer)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    assert shown.window.isWindowModified()
    closed = shown.window.close()
    assert closed is discard
    assert asked == ["Unsaved Work"]
    assert shown.window.isVisible() is not discard


def test_a_stroke_under_the_hand_is_not_left_unasked(
    shown: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Cancel)
    QTest.mousePress(shown.canvas, Button.LeftButton, Modifier.NoModifier, place(shown, (90, 90)))
    assert not shown.window.close()
    assert shown.document.modified


def test_settings_come_back(make_rig: Callable[..., Rig]) -> None:
    settings = Settings(radius=37, opacity=0.2, colour=[9, 8, 7], view="alpha", live=False)
    first = make_rig(FakeSession(), settings)
    first.window.show()
    first.window.resize(950, 700)
    first.window.actions_by_name["docks"].trigger()
    first.window.views.choose("black")
    first.close()
    second = make_rig(FakeSession(), settings)
    second.window.show()
    assert second.window.views.view == "black"
    # The screen that is not there is too narrow for the window's width to come back.
    assert second.window.height() == 700
    assert not any(dock.isVisible() for dock in second.window.findChildren(QDockWidget))
    assert settings.colour == [9, 8, 7]


def test_live_off_in_the_settings_is_off(
    make_rig: Callable[..., Rig], qtbot: QtBot, photo_path: Path
) -> None:
    rig = make_rig(FakeSession(), Settings(live=False))
    rig.open(qtbot, photo_path)
    stroke(rig.document, UNKNOWN, 20, (100, 100))
    assert not rig.solver.busy


def test_live_is_remembered(make_rig: Callable[..., Rig]) -> None:
    rig = make_rig(FakeSession())
    for live in (False, True):
        rig.window.options.set_live(live)
        assert rig.settings.live == live


def test_progress_and_cancel_are_seen_only_while_there_is_work(shown: Rig) -> None:
    status = shown.window.status
    assert not status._progress.isVisible()
    shown.solver.progressed.emit(0.3)
    assert status._progress.isVisible()
    assert status._cancel.isVisible()
    assert status._progress.value() == 30
    shown.solver.progressed.emit(1.0)
    assert not status._progress.isVisible()
    assert not status._cancel.isVisible()


def test_the_pixel_under_the_cursor_is_described(shown: Rig) -> None:
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.canvas.hovered.emit((100.4, 100.2))
    assert shown.document.matte is not None
    red, green, blue = shown.document.matte.image[100, 100]
    text = shown.window.status._pixel.text()
    assert text == f"100, 100  ·  {red} {green} {blue}  ·  foreground  ·  α 1.000"
    # The alpha is the one that is exported, the retouch with it.
    shown.document.matte.retouch[100, 100] = (0, 255)
    shown.canvas.hovered.emit((100.4, 100.2))
    assert shown.window.status._pixel.text().endswith("α 0.000")
    for outside in ((-0.5, 10.0), (10.0, 300.0), (400.0, 10.0), None):
        shown.canvas.hovered.emit(outside)
        assert shown.window.status._pixel.text() == ""


def test_closing_waits_for_a_file_that_is_being_written(
    make_rig: Callable[..., Rig], qtbot: QtBot, tmp_path: Path
) -> None:
    rig = make_rig(FakeSession())
    rig.window.show()
    rig.open(qtbot, ASTRONAUT)
    path = tmp_path / "trimap.png"
    rig.file_service.save_trimap(path)
    assert rig.file_service.writing
    assert not rig.window.close()
    assert "still being written" in rig.window.messages.text
    qtbot.waitUntil(lambda: not rig.window.isVisible(), timeout=10_000)
    assert path.exists()


@pytest.mark.parametrize("painted", [False, True])
def test_closing_after_a_file_asks_again_only_about_what_is_new(
    shown: Rig, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, painted: bool
) -> None:
    asked: list[str] = []

    def answer(_: object, title: str, *rest: object) -> QMessageBox.StandardButton:
        asked.append(title)
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "question", answer)
    stroke(shown.document, FOREGROUND, 20, (100, 100))
    shown.document.set_amount(0.5, "Amount")
    shown.file_service.save_trimap(tmp_path / "trimap.png")
    assert not shown.window.close()
    if painted:
        stroke(shown.document, BACKGROUND, 20, (100, 100))
    qtbot.waitUntil(lambda: not shown.window.isVisible(), timeout=10_000)
    assert asked == ["Unsaved Work"] * (2 if painted else 1)


def test_a_failed_export_does_not_keep_the_window_open(
    make_rig: Callable[..., Rig], qtbot: QtBot, tmp_path: Path
) -> None:
    rig = make_rig(FakeSession())
    rig.window.show()
    rig.open(qtbot, ASTRONAUT)
    rig.file_service.save_trimap(tmp_path / "nowhere" / "trimap.png")
    rig.window.close()
    qtbot.waitUntil(lambda: not rig.window.isVisible(), timeout=10_000)
    assert not rig.file_service.writing
