"""The whole program around a made image, without a network: shared by benches of the window."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from mattegui.app.settings import Settings
from mattegui.app.solver import SolveSession
from mattegui.core.arrays import UNKNOWN, Image
from mattegui.core.imagefile import ImageFile
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from tests.app.conftest import Rig

PATIENCE = 300.0
"""Seconds after which a bench gives up."""


def application() -> QApplication:
    """Return the application, which needs no screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


def smooth_image(height: int, width: int) -> Image:
    """Return an image without edges, quickly made."""
    coarse = np.random.default_rng(1).integers(0, 256, (height // 40, width // 40, 3), np.uint8)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def open_made(engine: SolveSession, height: int, width: int, *, live: bool) -> Rig:
    """Return the program on the screen with a made image whose middle third is unknown."""
    rig = Rig(engine, Settings(live=live))
    rig.window.show()
    matte = Matte.of(ImageFile(Path("made.png"), smooth_image(height, width)))
    matte.trimap[height // 3 : height // 2] = UNKNOWN
    rig.document.open(matte, Layers(matte))
    rig.file_service.opened.emit(matte.file.path)
    return rig


class Painted(QObject):
    """Counts how often a widget was asked to paint."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return super().eventFilter(watched, event)

    def rest(self) -> None:
        """Handle events until the widget is not painted any more."""
        before = -1
        while before != self.count:
            before = self.count
            QApplication.processEvents()


def wait(until: Callable[[], bool]) -> None:
    """Handle events until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come")
        QApplication.processEvents()
        time.sleep(0.001)
