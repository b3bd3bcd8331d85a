"""The rehearsal that proves an installation complete, run from source."""

import json
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from mattegui.core.resources import resource

BREAK = """
import sys
from mattegui.app import smoke
from pathlib import Path
smoke.samples = lambda: [(Path({image!r}), None)]
sys.exit(smoke.rehearse(Path({folder!r})))
"""


@pytest.mark.slow
def test_a_sample_is_opened_matted_exported_and_saved(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    ended = subprocess.run([sys.executable, "-m", "mattegui", "--smoke", str(folder)], check=False)
    assert ended.returncode == 0
    report = json.loads((folder / "report.json").read_text("utf-8"))
    assert report["complaint"] == ""
    reached = report["seconds"]
    steps = ["first paint", "opened", "first alpha", "exported", "saved", "opened again"]
    assert [*reached] == steps
    assert sorted(reached.values()) == [*reached.values()]
    cutout = cv2.imread(str(folder / "cutout.png"), cv2.IMREAD_UNCHANGED)
    image = cv2.imread(str(resource("samples", "astronaut.png")))
    assert cutout is not None
    assert image is not None
    assert cutout.shape == (*image.shape[:2], 4)
    assert cutout[..., 3].min() == 0
    assert cutout[..., 3].max() == 255


def test_what_goes_wrong_is_reported_and_the_exit_code_says_so(tmp_path: Path) -> None:
    code = BREAK.format(image=str(tmp_path / "none.png"), folder=str(tmp_path))
    ended = subprocess.run([sys.executable, "-c", code], check=False)
    assert ended.returncode == 1
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert "none.png could not be opened" in report["complaint"]
