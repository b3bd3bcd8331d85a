"""What the packaging tests need of the computer: a screen, a shell without Python, other users."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD_SCRIPT = ROOT / "resources" / "packaging" / "build.py"
PATIENCE = 400
NOBODY = 65534


def need(*programs: str) -> None:
    """Skip the test unless the computer has some programs."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Start a screen that nobody sees, and give its name."""
    need("Xvfb")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-noreset"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def run_bare(
    program: str | Path,
    *arguments: str | Path,
    home: Path,
    screen: str = "",
    user: int | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program in an empty environment in which no Python can be found.

    Args:
        program: The path.
        arguments: Its own.
        home: The user's folder.
        screen: The display, if the program opens a window.
        user: Another user's number; only root may ask for one.
    """
    environment = {"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/nonexistent"}
    if screen:
        environment["DISPLAY"] = screen
    command = [str(program), *map(str, arguments)]
    return subprocess.run(
        command,
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )


def foreign_libraries(program: Path) -> set[str]:
    """Return the names of the libraries that a frozen program takes from the computer."""
    wanted: set[str] = set()
    present: set[str] = set()
    for path in program.rglob("*"):
        if not path.is_file():
            continue
        with path.open("rb") as file:
            if file.read(4) != b"\x7fELF":
                continue
        present.add(path.name)
        told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
        wanted |= set(re.findall(r"NEEDED\s+(\S+)", told.stdout))
        present |= set(re.findall(r"SONAME\s+(\S+)", told.stdout))
    return wanted - present


def traces(name: str, *folders: str) -> set[Path]:
    """Return every path under some folders that bears a name, in whatever case."""
    found: set[Path] = set()
    for folder in map(Path, folders):
        for parent, inner, files in os.walk(folder, onerror=None):
            found |= {Path(parent, n) for n in (*inner, *files) if name in n.lower()}
    return found
