"""From the start of the process to the first paint of the window, from source."""

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

# CLOCK_MONOTONIC is one clock for all processes.
CHILD: Final = """
import json, os, sys, time
from mattegui.app import main

class Watched(main.Window):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.first_painted.connect(self.report)

    def report(self):
        seconds = time.monotonic() - float(sys.argv[1])
        seen = {"seconds": seconds, "work": time.process_time(), "torch": "torch" in sys.modules}
        print(json.dumps(seen), flush=True)
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
        early = sum(start["torch"] for start in starts)
        name = f"startup, {platform}"
        rows += [
            Row(f"{name}: first paint, median of {RUNS}", statistics.median(seconds), "s", TARGET),
            Row(f"{name}: first paint, fastest", min(seconds), "s"),
            Row(f"{name}: first paint, the processor's time", statistics.median(work), "s"),
            Row(f"{name}: starts with torch imported before", float(early), "", 0.0),
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
