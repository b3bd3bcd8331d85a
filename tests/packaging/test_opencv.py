"""The OpenCV that is compiled for the program computes what the wheel computes."""

import importlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.packaging.machine import ROOT

RESULTS = Path(__file__).with_name("opencv_results.py")
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the wheel is packed")


@pytest.fixture
def recipe(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import the script that compiles it, which belongs to no package."""
    monkeypatch.syspath_prepend(ROOT / "resources" / "packaging")
    return importlib.import_module("opencv")


@pytest.fixture
def packed(program: Path, tmp_path: Path) -> Path:
    """Return a folder that OpenCV can be imported from as it was packed."""
    shutil.copytree(program / "_internal" / "cv2", tmp_path / "packed" / "cv2")
    return tmp_path / "packed"


def results(path: Path, *folder: Path) -> dict[str, np.ndarray]:
    """Return what an OpenCV makes of the arrays in `opencv_results.py`."""
    command = [sys.executable, str(RESULTS), str(path), *map(str, folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return dict(np.load(path))


def test_the_sources_are_of_the_version_that_the_checkout_uses() -> None:
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = pins["tool"]["uv"]["constraint-dependencies"]
    (pin,) = (pin for pin in pins if pin.startswith("opencv"))
    recipe = (ROOT / "resources" / "packaging" / "linux" / "opencv.txt").read_text("utf-8")
    assert f"\n{pin} " in recipe
    (ipp,) = set(re.findall(r"^ipp-\w+==(\S+)", recipe, re.MULTILINE))
    if sys.platform == "linux":
        assert f"Intel IPP:                   {ipp}" in cv2.getBuildInformation()


@only_linux
def test_what_it_cannot_be_compiled_without_is_named(
    recipe: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match=r"without c\+\+, cmake, ninja, nasm; .*prepare\.sh"):
        recipe.compiled(Path(sys.executable), tmp_path)
    assert [*tmp_path.iterdir()] == []


@only_linux
def test_the_wheel_is_not_packed_in_its_place(recipe: ModuleType) -> None:
    with pytest.raises(SystemExit, match="wheel"):
        recipe.check_installed(Path(sys.executable))


def test_of_the_tables_what_is_named_stays(recipe: ModuleType, tmp_path: Path) -> None:
    generated = tmp_path / "modules" / "python_bindings_generator"
    generated.mkdir(parents=True)
    tables = {
        "modules_content": 'x[] = {\n  {"blur", CV_PY_FN_WITH_KW_(a, 0), ""},\n'
        '  {"dft", CV_PY_FN_WITH_KW_(b, 0), ""},\n  {NULL, NULL}\n};\n',
        "types_content": '  {"clear", CV_PY_FN_NOARGS_(c, 0), ""},\n',
        "types": 'CVPY_TYPE(A, A, Ptr<cv::A>, Ptr, NoBase, make_A, ".b")\n',
    }
    for part, text in tables.items():
        (generated / f"pyopencv_generated_{part}.h").write_text(text, "utf-8")
    recipe._offer({"blur"}, tmp_path)
    left = [path.read_text("utf-8") for path in sorted(generated.iterdir())]
    assert '"blur"' in left[0]
    assert '"dft"' not in left[0]
    assert left[0].endswith("{NULL, NULL}\n};\n")
    assert left[1:] == ['CVPY_TYPE(A, A, Ptr<cv::A>, Ptr, NoBase, 0, ".b")\n', ""]


@pytest.mark.packaging
@only_linux
def test_all_that_the_program_names_is_there(packed: Path, recipe: ModuleType) -> None:
    named = recipe.names()
    assert "resize" in named
    script = "import sys; sys.path.insert(0, sys.argv[1]); import cv2; print(*dir(cv2))"
    command = [sys.executable, "-c", script, str(packed)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert named - {*told.stdout.split()} == set()


@pytest.mark.packaging
@only_linux
def test_it_computes_what_the_wheel_computes(packed: Path, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).random((91, 133, 3))
    photo = Image.fromarray((255 * pixels).astype(np.uint8)).resize((1111, 777))
    for sampling in (0, 1, 2):
        photo.save(tmp_path / f"{sampling}.jpg", subsampling=sampling)
    photo.convert("L").save(tmp_path / "grey.jpg")
    photo.save(tmp_path / "progressive.jpg", progressive=True)
    wheel, ours = results(tmp_path / "wheel.npz"), results(tmp_path / "ours.npz", packed)
    assert wheel.keys() == ours.keys()
    assert len(wheel) > 800
    assert [name for name in wheel if not agrees(name, wheel[name], ours[name])] == []


def agrees(name: str, one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether a result is the same; of one function it may be rounded otherwise.

    Compilers fuse multiplications and additions in other places: of GaussianBlur at the ends of
    rows.
    """
    if one.dtype != other.dtype or one.shape != other.shape:
        return False
    if name.startswith("GaussianBlur") and one.dtype == np.float32:
        same = np.array_equal(one[:, :-8], other[:, :-8])
        return same and np.allclose(one, other, rtol=0, atol=2 * np.finfo(np.float32).eps)
    return np.array_equal(one, other)
