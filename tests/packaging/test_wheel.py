"""The wheel carries all it needs and works outside the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = """
from pathlib import Path
import mattegui
from mattegui.core.resources import resource
package = Path(mattegui.__file__).parent
assert package.is_relative_to(Path.cwd()), package
assert resource("samples").is_relative_to(package), resource("samples")
samples = sorted(path.name for path in resource("samples").iterdir())
assert {"astronaut.png", "astronaut_trimap.png", "chelsea.png", "chelsea_trimap.png"} <= {*samples}
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of the checkout."""
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("uv, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    command = [uv, "build", "--wheel", "--quiet", "--out-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Unpack the wheel, which is all that installing a pure one does, into an empty folder."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_there(folder: Path, *arguments: str) -> str:
    """Run Python in `folder` with the wheel's package before that of the checkout."""
    environment = os.environ | {"PYTHONPATH": str(folder)}
    child = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert child.returncode == 0, child.stderr
    return child.stdout


def test_the_wheel_holds_the_program_and_not_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"mattegui"}
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("entry_points.txt") for name in names)
    assert "mattegui/resources/translations/mattegui_de.qm" in names


def test_resources_are_found_inside_the_wheel(installed: Path) -> None:
    run_there(installed, "-c", CHECK)


def test_a_sample_is_matted_outside_the_checkout(installed: Path) -> None:
    samples = installed / "mattegui" / "resources" / "samples"
    out = installed / "cutout.png"
    run_there(
        installed,
        *("-m", "mattegui", "matte", str(samples / "chelsea.png")),
        *("--trimap", str(samples / "chelsea_trimap.png")),
        *("--out", str(out), "--model", "closed-form", "--output", "alpha"),
    )
    assert out.stat().st_size > 1000
