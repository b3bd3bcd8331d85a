"""Make the screenshots of the README: `uv run python docs/screenshots.py`.

The program takes them of itself, with the samples that it ships.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mattegui.app.desk import Desk
from mattegui.app.document import Document
from mattegui.app.hand import Hand
from mattegui.app.main import samples
from mattegui.app.making import Making
from mattegui.app.seeing import Seeing
from mattegui.app.settings import Settings
from mattegui.app.solver import Solver
from mattegui.app.theme import apply_theme
from mattegui.app.window import Window
from mattegui.app.worker import Worker
from mattegui.engine.session import Session

IMAGES = Path(__file__).parent / "images"
SHOTS = {"astronaut": ("trimap", "checkerboard"), "chelsea": ("alpha",)}
PATIENCE = 300  # seconds


def main() -> None:
    """Take every screenshot and write it to `docs/images`."""
    app = QApplication(["mattegui"])
    apply_theme(app, "dark")
    document = Document()
    matting, filing, looking, comparing, painting = workers = [Worker() for _ in range(5)]
    solver = Solver(document, matting, Session())
    desk = Desk(document, filing, solver)
    seeing = Seeing(document, solver, looking, comparing, Session())
    making = Making(document, painting, Hand())
    window = Window(document, solver, desk, seeing, making, Settings(), samples())
    window.resize(1200, 760)
    window.show()
    QTest.qWait(500)
    window.grab().save(str(IMAGES / "start.png"))
    files = {image.stem: (image, trimap) for image, trimap in samples()}
    for name, views in SHOTS.items():
        desk.open(*files[name])
        wait_until(partial(is_shown, window, f"{name}.png"))
        wait_until(lambda: solver.up_to_date and not solver.busy)
        window.messages.hide()
        for view in views:
            window.views.choose(view)
            QTest.qWait(1000)
            window.grab().save(str(IMAGES / f"{name}-{view}.png"))
    window.close()
    for worker in workers:
        worker.close()


def is_shown(window: Window, title: str) -> bool:
    """Say whether an image of that name is open."""
    return window.windowTitle().startswith(title)


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the program work until `ready`.

    Raises:
        TimeoutError: It never was.
    """
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError("the program did not finish in time")
        QTest.qWait(50)


if __name__ == "__main__":
    main()
