"""From the start of the process to the first paint of the window, from source.

And from there to the model being loaded: the longest time in which the window answers nothing.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any, Final

from tests.bench.row import Row

RUNS: Final = 5
TARGET: Final = 1.0
"""Seconds, on two cores."""
LONGEST: Final = 100.0
"""Milliseconds."""

# CLOCK_MONOTONIC is one clock for all processes.
CHILD: Final = """
import json, os, sys, time
from PySide6.QtCore import QTimer
from mattegui.app import main

class Watched(main.Window):
    def __init__(self, document, solver, *parts):
        super().__init__(document, solver, *parts)
        self.first_painted.connect(self.painted)
        solver.loaded.connect(self.loaded)

    def painted(self):
        seconds = time.monotonic() - float(sys.argv[1])
        torch = "torch" in sys.modules
        self.seen = {"seconds": seconds, "work": time.process_time(), "torch": torch}
        # The first turn of the loop shows the window.
        QTimer.singleShot(0, self.listen)

    def listen(self):
        self.gap, self.last = 0.0, time.monotonic()
        self.heart = QTimer(self, interval=2, timeout=self.beat)
        self.heart.start()

    def beat(self):
        now = time.monotonic()
        self.gap, self.last = max(self.gap, now - self.last), now

    def loaded(self, _):
        self.beat()
        print(json.dumps(self.seen | {"gap": 1000 * self.gap}), flush=True)
        os._exit(0)

main.Window = Watched
main.run([])
"""


def run() -> list[Row]:
    """Measure the start without a screen, and on the screen if there is one."""
    platforms = ["offscreen"]
    if sys.platform == "linux" and os.environ.get("DISPLAY"):
        platforms.append("xcb")
    rows = []
    for platform in platforms:
        # The first start reads everything from the disk and is not counted.
        starts = [_start(platform) for _ in range(RUNS + 1)][1:]
        seconds = [start["seconds"] for start in starts]
        work = [start["work"] for start in starts]
        gap = statistics.median(start["gap"] for start in starts)
        early = sum(start["torch"] for start in starts)
        name = f"startup, {platform}"
        rows += [
            Row(f"{name}: first paint, median of {RUNS}", statistics.median(seconds), "s", TARGET),
            Row(f"{name}: first paint, fastest", min(seconds), "s"),
            Row(f"{name}: first paint, the processor's time", statistics.median(work), "s"),
            Row(f"{name}: starts with torch imported before", float(early), "", 0.0),
            Row(f"{name}: longest gap until the model is there, median", gap, "ms", LONGEST),
        ]
    return rows


def _start(platform: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_QPA_PLATFORM": platform, "MATTEGUI_DATA": folder}
        process = subprocess.run(
            [sys.executable, "-c", CHILD, repr(time.monotonic())],
            check=True,
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
        )
    report: dict[str, Any] = json.loads(process.stdout)
    return report
