"""Copy, paste and drag: what other programs get, and what comes from them."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDrag, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mattegui.app.clipboard import Clipboard, DragPayload, drag_data
from mattegui.app.panels.handle import DragHandle
from mattegui.core.arrays import FOREGROUND
from mattegui.core.io import read_image
from tests.app.conftest import Rig
from tests.app.fakes import stroke


@pytest.fixture
def clipboard(shown: Rig) -> Iterator[Clipboard]:
    stroke(shown.document, FOREGROUND, 40, (100, 100), (200, 150))
    # Nobody is there to be asked about unsaved work when an image is pasted.
    shown.document.mark_saved(shown.document.state)
    yield shown.clipboard
    QGuiApplication.clipboard().clear()


def mime() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_a_copied_cutout_has_its_alpha_in_both_forms(
    shown: Rig, clipboard: Clipboard, qtbot: QtBot
) -> None:
    shown.settle(qtbot)
    with qtbot.waitSignal(clipboard.told, timeout=20_000) as told:
        clipboard.copy_cutout()
    assert told.args == ["The cutout was copied."]
    data = np.frombuffer(mime().data("image/png").data(), np.uint8)
    decoded = cv2.imdecode(data, cv2.IMREAD_UNCHANGED)
    picture = QGuiApplication.clipboard().image()
    matte = shown.document.matte
    assert decoded is not None
    assert matte is not None
    assert decoded.shape == (300, 400, 4)
    assert (decoded[..., 3] == np.rint(matte.final_alpha() * 255)).all()
    inside = matte.trimap == FOREGROUND
    assert (decoded[inside][:, 2::-1] == matte.image[inside]).all()
    assert picture.pixelColor(150, 125).alpha() == 255
    assert picture.pixelColor(5, 5).alpha() == 0


def test_a_copied_alpha_is_grey(shown: Rig, clipboard: Clipboard, qtbot: QtBot) -> None:
    shown.settle(qtbot)
    with qtbot.waitSignal(clipboard.told, timeout=20_000):
        clipboard.copy_alpha()
    picture = QGuiApplication.clipboard().image()
    assert picture.pixelColor(150, 125) == QColor(255, 255, 255)
    assert picture.pixelColor(5, 5) == QColor(0, 0, 0)


@pytest.mark.parametrize("alpha", [False, True])
def test_a_pasted_picture_becomes_a_file_that_is_read_back_as_it_was(
    clipboard: Clipboard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alpha: bool
) -> None:
    monkeypatch.setenv("MATTEGUI_DATA", str(tmp_path))
    kind = QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    picture = QImage(7, 5, kind)
    picture.fill(QColor(10, 20, 30, 255))
    picture.setPixelColor(3, 2, QColor(200, 100, 50, 128))
    QGuiApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(clipboard.received, timeout=20_000) as received:
        clipboard.paste()
    assert received.args is not None
    file = read_image(received.args[0])
    assert file.image.shape == (5, 7, 3)
    assert tuple(file.image[0, 0]) == (10, 20, 30)
    assert tuple(file.image[2, 3]) == (200, 100, 50)
    assert (file.alpha is not None) == alpha
    assert received.args[0].parent == tmp_path / "pasted"


def test_a_pasted_file_is_opened_as_it_is(
    clipboard: Clipboard, qtbot: QtBot, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.tif"))])
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(clipboard.received) as received:
        clipboard.paste()
    assert received.args == [tmp_path / "a.tif"]


def test_pasting_nothing_is_told(clipboard: Clipboard, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("words")
    with qtbot.waitSignal(clipboard.told) as told:
        clipboard.paste()
    assert told.args == ["There is no image on the clipboard."]


def test_what_cannot_be_written_is_told(
    clipboard: Clipboard, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("MATTEGUI_DATA", str(blocked))
    QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(clipboard.failed, timeout=20_000) as failed:
        clipboard.paste()
    assert failed.args is not None
    assert "could not be pasted" in failed.args[0]


def test_the_handle_drags_the_cutouts_file(
    shown: Rig, clipboard: Clipboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.settle(qtbot)
    handle = DragHandle(clipboard)
    qtbot.addWidget(handle)
    handle.show()
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, _: dragged.append(drag.mimeData()))
    with qtbot.waitSignal(clipboard.ready, timeout=20_000):
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    with qtbot.waitSignal(handle.dragged) as began:
        QTest.mouseMove(handle, QPoint(30, 30))
    assert began.args is not None
    assert began.args[0].name == "photo_cutout.png"
    assert read_image(began.args[0]).alpha is not None
    assert len(dragged) == 1


def test_drag_data_has_the_file_and_the_picture(qapp: object, tmp_path: Path) -> None:
    picture = QImage(3, 2, QImage.Format.Format_RGBA8888)
    data = drag_data(DragPayload(tmp_path / "a.png", picture))
    assert data.urls() == [QUrl.fromLocalFile(str(tmp_path / "a.png"))]
    assert data.hasImage()
