"""An image that is being loaded is seen, marked, in the place where it will be painted on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import TypeAlias

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mattegui.app import file_service as desk_module
from mattegui.app.opening import Opened, open_file
from mattegui.app.settings import Settings
from mattegui.core import glimpse
from mattegui.core.imagefile import ImageFileError
from tests.app.conftest import Rig
from tests.app.fakes import FakeSession
from tests.samples import photo

Shot: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


class Gate:
    """Keeps the whole image back until the test lets it pass, or has it fail."""

    def __init__(self) -> None:
        self.open = Event()
        self.error: Exception | None = None

    def __call__(self, path: Path, *rest: object) -> Opened:
        self.open.wait(20)
        if self.error is not None:
            raise self.error
        return open_file(path, *rest)  # type: ignore[arg-type]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    monkeypatch.setattr(desk_module, "open_file", gate)
    monkeypatch.setattr(glimpse, "WORTH_IT", 1)
    monkeypatch.setattr(glimpse, "LEAST_SIDE", 600)
    yield gate
    gate.open.set()


@pytest.fixture
def jpeg(tmp_path: Path) -> Path:
    """Return a smooth image, of which a reduced copy shows nearly all."""
    coarse = photo(30, 40)
    pixels = cv2.resize(coarse, (1203, 901), interpolation=cv2.INTER_CUBIC)
    assert cv2.imwrite(str(tmp_path / "large.jpg"), pixels)
    return tmp_path / "large.jpg"


@pytest.fixture
def started(make_rig: Callable[..., Rig]) -> Rig:
    """Return the application on the screen, for somebody who knows the first steps."""
    rig = make_rig(FakeSession(), Settings(coached=True))
    rig.window.show()
    return rig


def see(rig: Rig, qtbot: QtBot, path: Path) -> None:
    """Begin to open an image and wait until it is seen."""
    with qtbot.waitSignal(rig.analysis.glimpses.found, timeout=20_000):
        rig.file_service.open(path)
    qtbot.waitUntil(rig.window.glimpse.isVisible)
    QApplication.processEvents()


def finish(rig: Rig, qtbot: QtBot, gate: Gate) -> None:
    with qtbot.waitSignal(rig.file_service.opened, timeout=20_000):
        gate.open.set()


def pixels(widget: QWidget) -> Shot:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def drawn(widget: QWidget) -> Shot:
    """Return what a widget shows once all of it is drawn; one repaint does a part of it only."""
    last, shot = pixels(widget), pixels(widget)
    while not np.array_equal(last, shot):
        last, shot = shot, pixels(widget)
    return shot


def edges(shot: Shot) -> list[int]:
    """Return where the image begins and ends in the row and the column through the middle."""
    lines = shot[shot.shape[0] // 2], shot[:, shot.shape[1] // 2]
    inside = [np.flatnonzero((line != shot[0, 0]).any(axis=1)) for line in lines]
    return [int(edge) for where in inside for edge in (where.min(), where.max())]


@pytest.mark.parametrize("view", ["trimap", "original"])
def test_nothing_moves_when_the_whole_image_is_there(
    started: Rig, qtbot: QtBot, gate: Gate, jpeg: Path, view: str
) -> None:
    window = started.window
    window.views.choose(view)
    see(started, qtbot, jpeg)
    assert window.glimpse.text == "Loading large.jpg …"
    assert not started.canvas.isVisible()
    window.glimpse._sign.hide()
    before = drawn(window.glimpse)
    finish(started, qtbot, gate)
    assert started.canvas.isVisible()
    first = pixels(started.canvas)
    qtbot.waitUntil(lambda: started.canvas._stopgap is None)
    after = drawn(started.canvas)
    assert before.shape == first.shape == after.shape
    for later in (first, after):
        assert np.abs(before.astype(int) - later).mean() < 2
    assert edges(before) == pytest.approx(edges(after), abs=1)


def test_nothing_can_be_painted_on_what_is_not_there(
    started: Rig, qtbot: QtBot, gate: Gate, jpeg: Path, photo_path: Path
) -> None:
    gate.open.set()
    started.open(qtbot, photo_path)
    gate.open.clear()
    see(started, qtbot, jpeg)
    matte = started.document.matte
    assert matte is not None
    page = started.window.glimpse
    QTest.mousePress(page, Qt.MouseButton.LeftButton, pos=page.rect().center())
    QTest.mouseMove(page, page.rect().center() + QPoint(50, 0))
    QTest.mouseRelease(page, Qt.MouseButton.LeftButton, pos=page.rect().center() + QPoint(50, 0))
    assert not matte.trimap.any()
    assert not started.document.modified
    finish(started, qtbot, gate)
    assert started.document.matte is not matte
    QTest.mouseClick(started.canvas, Qt.MouseButton.LeftButton, pos=page.rect().center())
    assert started.document.modified


@pytest.mark.parametrize("opened", [True, False])
def test_what_cannot_be_loaded_gives_way_to_what_was_there(
    started: Rig, qtbot: QtBot, gate: Gate, jpeg: Path, photo_path: Path, opened: bool
) -> None:
    if opened:
        gate.open.set()
        started.open(qtbot, photo_path)
        gate.open.clear()
    see(started, qtbot, jpeg)
    gate.error = ImageFileError("the end of it is missing")
    with qtbot.waitSignal(started.file_service.failed, timeout=20_000):
        gate.open.set()
    window = started.window
    assert window.messages.text == "large.jpg could not be opened: the end of it is missing"
    assert not window.glimpse.isVisible()
    assert (window.canvas if opened else window.start).isVisible()


def test_a_trimap_for_the_old_image_ends_the_loading(
    started: Rig, qtbot: QtBot, gate: Gate, jpeg: Path, photo_path: Path
) -> None:
    gate.open.set()
    started.open(qtbot, photo_path)
    gate.open.clear()
    see(started, qtbot, jpeg)
    started.file_service.open_trimap(photo_path)
    assert started.canvas.isVisible()
    with qtbot.waitSignal(started.document.edited, timeout=20_000):
        gate.open.set()
    assert started.document.matte is not None
    assert started.document.matte.file.path == photo_path


def test_the_window_may_change_its_size_meanwhile(
    started: Rig, qtbot: QtBot, gate: Gate, jpeg: Path
) -> None:
    see(started, qtbot, jpeg)
    started.window.resize(900, 620)
    QApplication.processEvents()
    page = started.window.glimpse
    corner = page.viewport.x, page.viewport.y
    finish(started, qtbot, gate)
    assert (started.canvas.viewport.x, started.canvas.viewport.y) == corner


def test_the_first_step_is_there_before_the_image_is(
    make_rig: Callable[..., Rig], qtbot: QtBot, gate: Gate, jpeg: Path
) -> None:
    rig = make_rig(FakeSession())
    rig.window.show()
    see(rig, qtbot, jpeg)
    assert rig.window.coach.isVisible()
    corner = rig.window.glimpse.viewport.x, rig.window.glimpse.viewport.y
    finish(rig, qtbot, gate)
    assert (rig.canvas.viewport.x, rig.canvas.viewport.y) == corner


def test_a_small_image_is_shown_when_it_is_there(
    started: Rig, qtbot: QtBot, photo_path: Path
) -> None:
    with qtbot.assertNotEmitted(started.analysis.glimpses.found):
        started.open(qtbot, photo_path)
    assert started.canvas.isVisible()
