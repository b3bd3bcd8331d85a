"""pymatting's loops compiled ahead of time give the alpha that numba gives."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.packaging.machine import ROOT

pytestmark = pytest.mark.packaging

PACKAGING = ROOT / "resources" / "packaging"
ESTIMATE = """
import sys
import numpy as np
from mattegui.core.foreground import estimate_foreground
from mattegui.core.io import read_image, read_trimap
from mattegui.core.resources import resource
from mattegui.engine.classical import METHODS, classical

image = read_image(resource("samples", "chelsea.png")).image[60:220, 280:440]
trimap = read_trimap(resource("samples", "chelsea_trimap.png"), (300, 451))[60:220, 280:440]
# With one label alone, no method is asked.
assert np.unique(trimap).size == 3
found = {name: classical(name).estimate(image, trimap) for name in METHODS}
found["foreground"] = estimate_foreground(image, found["closed-form"])
found["numba"] = np.array("numba.core" in sys.modules)
np.savez(sys.argv[1], **found)
"""


def estimate(out: Path, *folders: Path) -> dict[str, np.ndarray]:
    """Estimate with every method, with some folders before all others on Python's path."""
    paths = os.pathsep.join(map(str, (*folders, ROOT)))
    environment = os.environ | {"PYTHONPATH": paths}
    subprocess.run([sys.executable, "-c", ESTIMATE, str(out)], env=environment, check=True)
    with np.load(out) as found:
        return dict(found)


def test_the_alpha_is_the_same_to_the_last_bit(tmp_path: Path) -> None:
    kernels = tmp_path / "kernels"
    subprocess.run([sys.executable, str(PACKAGING / "kernels.py"), str(kernels)], check=True)
    ahead = estimate(tmp_path / "ahead.npz", PACKAGING / "stand_ins", kernels)
    usual = estimate(tmp_path / "usual.npz")
    assert not ahead.pop("numba")
    assert usual.pop("numba")
    assert ahead.keys() == usual.keys()
    for name, alpha in usual.items():
        np.testing.assert_array_equal(ahead[name], alpha, err_msg=name)
