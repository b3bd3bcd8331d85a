"""Measure the frozen program: its sizes, and the seconds from a start to what a person sees."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

RUNS: Final = 5
STEPS: Final = ("first paint", "first alpha", "exported")
_CACHES: Final = Path("/proc/sys/vm/drop_caches")


def measure(program: Path, installers: list[Path]) -> None:
    """Print what was measured, one line each.

    Args:
        program: The executable inside its folder.
        installers: Files whose sizes are told.
    """
    files = [path for path in program.parent.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files if not path.is_symlink())
    _tell(f"installed: {size / 1e6:.0f} MB in {len(files)} files")
    for installer in installers:
        _tell(f"{installer.name}: {installer.stat().st_size / 1e6:.0f} MB")
    # The first start after it was copied reads everything, and is neither.
    _start(program)
    _tell_starts("warm", [_start(program) for _ in range(RUNS)])
    if os.access(_CACHES, os.W_OK):
        _tell_starts("cold", [_start(program, _forget_files) for _ in range(RUNS)])
    else:
        _tell("cold: only root can make Linux forget the files that it has read")


def _start(program: Path, before: Callable[[], None] = lambda: None) -> dict[str, float]:
    """Let the program rehearse; return the seconds from its start to each step."""
    with tempfile.TemporaryDirectory() as folder:
        own = os.environ | {"MATTEGUI_DATA": str(Path(folder, "data"))}
        before()
        # The clock of the report is that of the whole computer.
        start = time.monotonic()
        subprocess.run([program, "--smoke", folder], env=own, check=True, timeout=400)
        report = json.loads(Path(folder, "report.json").read_text("utf-8"))
    return {step: seconds - start for step, seconds in report["seconds"].items()}


def _forget_files() -> None:
    os.sync()
    _CACHES.write_text("3", "ascii")


def _tell_starts(title: str, starts: list[dict[str, float]]) -> None:
    for step in STEPS:
        seconds = sorted(start[step] for start in starts)
        middle = statistics.median(seconds)
        _tell(f"{title}, {step}: {middle:.2f} s ({seconds[0]:.2f} to {seconds[-1]:.2f})")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
