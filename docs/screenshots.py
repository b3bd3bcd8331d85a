"""Make the screenshots of the README: `uv run python docs/screenshots.py`.

The program takes them of itself, with the samples that it ships and settings of its own.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from mattegui.app.main import run, samples
from mattegui.app.window import Window

IMAGES = Path(__file__).parent / "images"
SHOTS = {"astronaut": ("trimap", "checkerboard"), "chelsea": ("alpha",)}
PATIENCE = 300  # seconds


def main() -> int:
    """Take every screenshot and write it to `docs/images`."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MATTEGUI_DATA"] = folder
        Path(folder, "settings.json").write_text(
            '{"theme": "dark", "language": "en", "coached": true}', encoding="utf-8"
        )
        return run([], lambda window: QTimer.singleShot(500, partial(photograph, window)))


def photograph(window: Window) -> None:
    """Photograph the window with each sample, and close it."""
    window.resize(1280, 860)
    QTest.qWait(500)
    window.grab().save(str(IMAGES / "start.png"))
    files = {image.stem: (image, trimap) for image, trimap in samples()}
    solver = window.solver
    for name, views in SHOTS.items():
        window.file_service.open(*files[name])
        wait_until(partial(is_shown, window, f"{name}.png"))
        wait_until(lambda: solver.up_to_date and not solver.busy)
        window.messages.hide()
        for view in views:
            window.views.choose(view)
            QTest.qWait(1500)
            window.grab().save(str(IMAGES / f"{name}-{view}.png"))
    window.close()


def is_shown(window: Window, title: str) -> bool:
    """Say whether an image of that name is open."""
    return window.windowTitle().startswith(title)


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the program work until `ready`.

    Raises:
        TimeoutError: It does not get there.
    """
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError("the program did not get ready to be photographed")
        QTest.qWait(50)


if __name__ == "__main__":
    sys.exit(main())
