"""Weights that are dropped on the window, or chosen in the menu, become a model."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from mattegui.engine.cards import models_folder
from mattegui.engine.session import Session
from tests.app.conftest import Rig
from tests.engine import published
from tests.engine.test_checkpoints_bad import Hostile
from tests.samples import disc, write


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "stage3.pth"
    torch.save({"state_dict": published.mmagic(1 / 8, refine=True)}, path)
    return path


def drop(rig: Rig, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    rest = copy, mime, button, Qt.KeyboardModifier.NoModifier
    # Qt gives a drop to the window that took the drag.
    QApplication.sendEvent(rig.window, QDragEnterEvent(QPoint(50, 50), *rest))
    QApplication.sendEvent(rig.window, QDropEvent(QPointF(50, 50), *rest))


def box(rig: Rig) -> QComboBox:
    found = rig.window.model.findChild(QComboBox)
    assert isinstance(found, QComboBox)
    return found


def test_dropped_weights_are_at_work_at_once(
    make_rig: Callable[..., Rig], qtbot: QtBot, weights: Path, tmp_path: Path
) -> None:
    image, trimap, _ = disc(96, 128)
    rig = make_rig(Session("closed-form"))
    rig.window.show()
    files = [write(tmp_path / f"{name}.png", x) for name, x in (("i", image), ("t", trimap))]
    rig.open(qtbot, *files)
    rig.settle(qtbot)
    with qtbot.waitSignal(rig.file_service.imported, timeout=60_000) as imported:
        drop(rig, weights)
    assert imported.args == ["stage3"]
    assert box(rig).currentData() == "stage3"
    assert "read as m (mmagic" in rig.window.messages.text
    assert rig.settings.model == "stage3"
    rig.settle(qtbot)
    matte = rig.document.matte
    assert matte is not None
    expected = published.matte(
        published.run_mmagic, published.mmagic(1 / 8, refine=True), image, trimap
    )
    assert np.abs(matte.alpha - expected).max() <= 1e-5


def test_the_menu_asks_for_weights(
    rig: Rig, qtbot: QtBot, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(weights), ""))
    listed = box(rig).count()
    with qtbot.waitSignal(rig.file_service.imported, timeout=60_000):
        rig.window.actions_by_name["import"].trigger()
    assert box(rig).count() == listed + 1


def test_bad_weights_are_a_sentence_and_nothing_else(
    rig: Rig, qtbot: QtBot, tmp_path: Path
) -> None:
    path, marker = tmp_path / "bad.pth", tmp_path / "marker"
    torch.save({"state_dict": Hostile(os.system, f"touch {marker}")}, path)
    model = box(rig).currentData()
    with (
        qtbot.assertNotEmitted(rig.file_service.imported),
        qtbot.waitSignal(rig.file_service.failed, timeout=60_000) as failed,
    ):
        drop(rig, path)
    assert failed.args is not None
    assert failed.args[0].startswith("bad.pth could not be imported: ")
    assert "could run code; nothing of it was run" in failed.args[0]
    assert box(rig).currentData() == model
    assert not marker.exists()
    assert not models_folder().exists()
