"""`torchrun -m mattegui batch`, for real: two processes, one list, one report."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from torch.distributed.run import get_args_parser

from tests.samples import disc, write

NAMES = ["a", "b", "c", "d", "e"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Return a folder with images and trimaps; the first of them is damaged."""
    image, trimap, _ = disc(48, 64, band=6)
    for place, pixels in (("in", image), ("tri", trimap)):
        (tmp_path / place).mkdir()
        for name in NAMES:
            write(tmp_path / place / f"{name}.png", pixels)
    (tmp_path / "in" / "a.png").write_bytes(b"hello")
    return tmp_path


def options(folder: Path) -> list[str]:
    places = ["--trimaps", str(folder / "tri"), "--out", str(folder / "out")]
    return ["batch", str(folder / "in"), *places, "--model", "closed-form", "--device", "cpu"]


def run_by_two(folder: Path) -> subprocess.CompletedProcess[str]:
    launcher = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    return subprocess.run(
        [*launcher, "-m", "mattegui", *options(folder)],
        cwd=ROOT,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def statuses(folder: Path) -> dict[str, str]:
    with (folder / "out" / "report.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["status"] for row in csv.DictReader(file)}


def test_torchrun_leaves_the_options_of_a_batch_alone(tmp_path: Path) -> None:
    more = ["--jobs", "2", "--format", "tiff", "--overwrite", "--crop", "--padding", "4"]
    more += ["--no-metadata", "--hidden", "zero", "--depth", "16", "--compression", "9"]
    more += ["--masks", "masks", "--band", "3", "--decontamination", "0.5"]
    wanted = [*options(tmp_path), *more]
    taken = get_args_parser().parse_args(["--nproc-per-node", "2", "-m", "mattegui", *wanted])
    assert taken.training_script_args == wanted


@pytest.mark.slow
def test_two_ranks_share_a_batch_and_a_bad_file_stops_neither(folders: Path) -> None:
    ran = run_by_two(folders)
    # Rank 0 is told at once of its bad file, while rank 1 still loads its model.
    assert "a.png cannot be read as an image" in ran.stderr
    assert ran.stderr.count("4 done, 0 skipped, 1 failed; see ") == 1
    assert ran.returncode == 1
    assert statuses(folders) == {
        f"{name}.png": "failed" if name == "a" else "done" for name in NAMES
    }
    exports = {f"{name}_cutout.png" for name in NAMES[1:]}
    assert {entry.name for entry in (folders / "out").iterdir()} == {"report.csv"} | exports

    image = disc(48, 64, band=6)[0]
    write(folders / "in" / "a.png", image)
    again = run_by_two(folders)
    assert again.returncode == 0, again.stderr
    assert "1 done, 4 skipped, 0 failed; see " in again.stderr
    assert statuses(folders) == {
        f"{name}.png": "done" if name == "a" else "skipped" for name in NAMES
    }
