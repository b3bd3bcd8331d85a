"""The frozen program and its installers, made once for all tests of it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packaging.machine import ROOT, need, virtual_screen


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze the last commit in an environment of its own, and make the installers.

    `MATTEGUI_DIST` names a folder `dist` that was made before, and saves ten minutes.
    """
    need("cc", "strip", "dpkg-deb", "makeself")
    if ready := os.environ.get("MATTEGUI_DIST"):
        return Path(ready)
    clone = tmp_path_factory.mktemp("clone") / "mattegui"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    script = clone / "resources" / "packaging" / "build.py"
    # The quickest compression: what is tested is not the size of the installers.
    steps = ["environment", "freeze", "deb", "run", "--xz", "0"]
    # OpenCV is compiled once for all clones.
    steps += ["--cache", str(ROOT / "build")]
    subprocess.run([sys.executable, str(script), *steps], check=True)
    return clone / "dist"


@pytest.fixture(scope="session")
def program(dist: Path) -> Path:
    """Return the folder of the frozen program."""
    return dist / "mattegui"


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """Return the name of a screen."""
    with virtual_screen() as name:
        yield name
