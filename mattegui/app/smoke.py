"""A rehearsal of the whole program, by itself: `mattegui --smoke FOLDER`.

It opens the first sample, waits for its alpha, exports the cutout, saves the project, opens it, and
closes the window: proof that an installation is complete. It goes through the same window, file
service and solver as a person does.
"""

import json
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from mattegui.app.main import run, samples
from mattegui.app.window import Window
from mattegui.core.files import atomic_path

PATIENCE: Final = 240
"""Seconds until it gives up."""

FAILED: Final = 1
"""Exit code when something went wrong; the report says what."""


def rehearse(folder: Path) -> int:
    """Do everything once and return the exit code.

    Args:
        folder: Made if it is not there; `cutout.png`, `project.ora` and `report.json` are written
            to it. The report holds the seconds of the monotonic clock at which each step was
            reached, and what went wrong, if anything.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return run([], lambda window: Rehearsal(window, folder))


class Rehearsal(QObject):
    """Plays the person in front of a window."""

    def __init__(self, window: Window, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._reached: dict[str, float] = {}
        window.first_painted.connect(self._begin)
        window.file_service.opened.connect(self._on_opened)
        window.document.solved.connect(self._on_solved)
        window.file_service.exported.connect(self._on_exported)
        window.file_service.saved.connect(self._on_saved)
        for teller in (window.file_service, window.solver):
            teller.failed.connect(self._give_up)
        QTimer.singleShot(PATIENCE * 1000, self, self._on_timeout)

    @Slot()
    def _begin(self) -> None:
        self._reach("first paint")
        image, trimap = samples()[0]
        self._window.file_service.open(image, trimap)

    @Slot()
    def _on_opened(self) -> None:
        if "saved" in self._reached:
            self._reach("opened again")
            self._report("")
            self._window.close()
            return
        self._reach("opened")
        # It waits for the alpha by itself.
        self._window.file_service.export(self._folder / "cutout.png")

    @Slot()
    def _on_solved(self) -> None:
        if "first alpha" not in self._reached:
            self._reach("first alpha")

    @Slot()
    def _on_exported(self) -> None:
        self._reach("exported")
        self._window.file_service.save(self._folder / "project.ora")

    @Slot()
    def _on_saved(self) -> None:
        self._reach("saved")
        self._window.file_service.open(self._folder / "project.ora")

    @Slot()
    def _on_timeout(self) -> None:
        self._give_up(f"not finished after {PATIENCE} seconds; reached: {[*self._reached]}")

    @Slot(str)
    def _give_up(self, complaint: str) -> None:
        self._report(complaint)
        QCoreApplication.exit(FAILED)

    def _reach(self, step: str) -> None:
        self._reached[step] = time.monotonic()

    def _report(self, complaint: str) -> None:
        with atomic_path(self._folder / "report.json") as draft:
            report = {"seconds": self._reached, "complaint": complaint}
            draft.write_text(json.dumps(report, indent=2), "utf-8")
