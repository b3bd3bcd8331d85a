"""The small libraries do what those whose places they take would do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

pytestmark = [
    pytest.mark.packaging,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux libraries are replaced"),
]

LINEAR_ALGEBRA = """
import sys
import numpy as np
sys.path.insert(0, sys.argv[1])
import cv2
assert cv2.__file__.startswith(sys.argv[1]), cv2.__file__
noise = np.random.default_rng(0)
for kind, tolerance in ((np.float32, 2e-2), (np.float64, 1e-9)):
    a, b = noise.standard_normal((300, 300)), noise.standard_normal((300, 40))
    a, b = a.astype(kind), b.astype(kind)
    positive = a @ a.T + 300 * np.eye(300, dtype=kind)
    np.testing.assert_allclose(cv2.gemm(a, a, 2, b[:, :1] @ b[:, 1:2].T, 0.5, flags=cv2.GEMM_1_T),
        2 * a.T @ a + 0.5 * b[:, :1] @ b[:, 1:2].T, atol=tolerance)
    ways = {cv2.DECOMP_LU: a, cv2.DECOMP_SVD: a, cv2.DECOMP_QR: a, cv2.DECOMP_CHOLESKY: positive}
    for way, matrix in ways.items():
        solved, x = cv2.solve(matrix, b, flags=way)
        assert solved
        np.testing.assert_allclose(matrix @ x, b, atol=tolerance)
    w, u, vt = cv2.SVDecomp(a)
    np.testing.assert_allclose(u * w.T @ vt, a, atol=tolerance)
values, _ = cv2.eigenNonSymmetric(positive)
np.testing.assert_allclose(np.sort(values.ravel()), np.linalg.eigvalsh(positive), rtol=1e-9)
"""

FILES = """
import sys
import numpy as np
sys.path.insert(0, sys.argv[1])
import cv2
assert cv2.__file__.startswith(sys.argv[1]), cv2.__file__
noise = np.random.default_rng(0)
for kind in (np.uint8, np.uint16):
    pixels = noise.integers(0, 256, (30, 40, 4)).astype(kind)
    done, png = cv2.imencode(".png", pixels)
    assert done
    np.testing.assert_array_equal(cv2.imdecode(png, cv2.IMREAD_UNCHANGED), pixels)
done, jpeg = cv2.imencode(".jpg", pixels[..., :3].astype(np.uint8))
assert done
assert cv2.imdecode(jpeg, cv2.IMREAD_REDUCED_COLOR_2).shape == (15, 20, 3)
assert cv2.imdecode(np.fromfile(sys.argv[2], np.uint8), cv2.IMREAD_UNCHANGED) is None
"""

SORTED = """
from PySide6.QtCore import QCollator, QLocale, Qt
words = ("Ärger Zebra zoo ärmer arm Öl ol img10.png img9.png ñu nu çok cok łódź lodz 李 王 张 あい "
    "アイ 東京 김 이 Straße Strasse åka I ı i İ хлеб ёж éa Ea -a _b").split()
every = QLocale.matchingLocales(QLocale.AnyLanguage, QLocale.AnyScript, QLocale.AnyTerritory)
for locale in sorted(every, key=QLocale.name):
    for numeric in (False, True):
        collator = QCollator(locale)
        collator.setNumericMode(numeric)
        print(locale.name(), *sorted(words, key=collator.sortKey))
"""


def run_python(script: str, *arguments: str, **variables: str) -> str:
    """Run a script in this interpreter and return what it printed."""
    command = [sys.executable, "-c", script, *arguments]
    own = os.environ | {"PYTHONIOENCODING": "utf-8"} | variables
    ended = subprocess.run(command, env=own, capture_output=True, encoding="utf-8")
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return ended.stdout


@pytest.fixture
def opencv(program: Path, tmp_path: Path) -> Path:
    """Return a folder that OpenCV can be imported from as it was packed."""
    for name in ("cv2", "opencv_python_headless.libs", "numpy.libs"):
        shutil.copytree(program / "_internal" / name, tmp_path / name)
    return tmp_path


def test_linear_algebra_is_passed_on(opencv: Path) -> None:
    run_python(LINEAR_ALGEBRA, str(opencv))


def test_files_are_encoded_and_decoded_and_avif_is_refused(opencv: Path) -> None:
    done, avif = cv2.imencode(".avif", np.zeros((64, 64, 3), np.uint8))
    assert done
    path = opencv / "image.avif"
    path.write_bytes(avif.tobytes())
    run_python(FILES, str(opencv), str(path), OPENCV_LOG_LEVEL="SILENT")


def test_names_are_sorted_as_before_in_every_language(program: Path, tmp_path: Path) -> None:
    (table,) = program.glob("_internal/PySide6/Qt/lib/libicudata.so.*")
    assert table.stat().st_size < 6_000_000
    shutil.copy(table, tmp_path)
    assert run_python(SORTED, LD_LIBRARY_PATH=str(tmp_path)) == run_python(SORTED)
