"""Project files at 24 megapixels: to save, to open, and how large they are."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from mattegui.core.arrays import UNKNOWN, known_alpha
from mattegui.core.io import read_image, write_image
from mattegui.core.project import Project
from mattegui.core.project_reader import load_project
from mattegui.core.project_writer import save_project
from mattegui.core.retouch import no_corrections
from tests.bench.row import Row
from tests.bench.scene import picture, ring

HEIGHT, WIDTH = 4000, 6000
BAND = 300
REPEATS = 3


def run() -> list[Row]:
    """Save and open a project of a PNG of 24 megapixels with alpha and some retouch."""
    with TemporaryDirectory(prefix="mattegui-bench-") as folder:
        path = Path(folder) / "work.ora"
        project = _project(Path(folder))
        saving, opening = [], []
        for _ in range(REPEATS):
            start = _clocks()
            save_project(path, project)
            saved = _clocks()
            opened = load_project(path)
            saving.append(saved - start)
            opening.append(_clocks() - saved)
        opened_at = _clocks()
        opened.matte()
        foreground = _clocks() - opened_at
        size = path.stat().st_size / 1e6
    name = f"project, {HEIGHT * WIDTH / 1e6:.0f} megapixels"
    return [
        Row(f"{name}: save, fastest of {REPEATS}", float(np.min(saving, axis=0)[0]), "s", 6.0),
        Row(f"{name}: save, processor time", float(np.min(saving, axis=0)[1]), "s"),
        Row(f"{name}: open, fastest of {REPEATS}", float(np.min(opening, axis=0)[0]), "s", 4.0),
        Row(f"{name}: open, processor time", float(np.min(opening, axis=0)[1]), "s"),
        Row(f"{name}: its foreground again", float(foreground[0]), "s"),
        Row(f"{name}: file", size, "MB"),
    ]


def _clocks() -> NDArray[np.float64]:
    """Return the time on the wall, and that of all of this process's threads."""
    return np.array([time.perf_counter(), time.process_time()])


def _project(folder: Path) -> Project:
    write_image(folder / "photo.png", picture(HEIGHT, WIDTH))
    file = read_image(folder / "photo.png")
    trimap = ring(HEIGHT, WIDTH, BAND)
    alpha = known_alpha(trimap)
    unknown = trimap == UNKNOWN
    alpha[unknown] = np.random.default_rng(1).random(int(unknown.sum()), np.float32)
    retouch = no_corrections(trimap.shape)
    retouch[1000:1400, 2000:2600] = (255, 180)
    foreground = np.array(file.image)
    return Project(file, trimap, retouch, None, alpha, finished=True, foreground=foreground)
