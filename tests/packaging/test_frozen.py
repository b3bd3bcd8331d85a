"""The frozen program works without Python, and its installers come and go without a trace."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.packaging.machine import NOBODY, foreign_libraries, need, run_bare, traces

pytestmark = pytest.mark.packaging

APP_ID = "io.github.mattegui.MatteGUI"
LARGEST = 600_000_000
"""Bytes of the installed program."""
SYSTEM = ("/opt", "/usr", "/etc", "/var/lib/dpkg/info")
# What comes with these: see `DEPENDS` in resources/packaging/linux.py.
PROVIDED = {
    "libc6": {"libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1"}
    | {"libutil.so.1", "ld-linux-x86-64.so.2", "libresolv.so.2"},
    "libstdc++6": {"libstdc++.so.6"},
    "libgcc-s1": {"libgcc_s.so.1"},
    "libegl1": {"libEGL.so.1"},
    "libwayland-client0": {"libwayland-client.so.0"},
    "libwayland-cursor0": {"libwayland-cursor.so.0"},
    "libwayland-egl1": {"libwayland-egl.so.1"},
    "libxcb1": {"libxcb.so.1"},
    "libgl1": {"libGL.so.1", "libGLX.so.0", "libOpenGL.so.0", "libGLdispatch.so.0"},
}


def check_smoke(program: Path, home: Path, screen: str, user: int | None = None) -> None:
    """Let a program rehearse, and look at what it wrote."""
    folder = home / "smoke"
    ended = run_bare(program, "--smoke", folder, home=home, screen=screen, user=user)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert json.loads((folder / "report.json").read_text("utf-8"))["complaint"] == ""
    assert (folder / "project.ora").is_file()
    cutout = cv2.imread(str(folder / "cutout.png"), cv2.IMREAD_UNCHANGED)
    assert cutout is not None
    assert cutout.shape[2] == 4
    assert cutout[..., 3].min() == 0
    assert cutout[..., 3].max() == 255
    soft = (cutout[..., 3] > 0) & (cutout[..., 3] < 255)
    assert soft.any()


def test_a_sample_is_matted_in_the_window(program: Path, tmp_path: Path, screen: str) -> None:
    check_smoke(program / "mattegui", tmp_path, screen)


def test_a_sample_is_matted_on_the_command_line(program: Path, tmp_path: Path) -> None:
    (samples,) = program.rglob("resources/samples")
    out = tmp_path / "cutout.png"
    trimap = samples / "chelsea_trimap.png"
    arguments = ("matte", samples / "chelsea.png", "--trimap", trimap, "--out", out)
    ended = run_bare(program / "mattegui", *arguments, home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    cutout = cv2.imread(str(out), cv2.IMREAD_UNCHANGED)
    assert cutout is not None
    assert cutout.shape[2] == 4


def test_a_folder_is_matted_by_processes_of_its_own(program: Path, tmp_path: Path) -> None:
    (samples,) = program.rglob("resources/samples")
    images, trimaps, out = (tmp_path / name for name in ("images", "trimaps", "out"))
    for folder, name in ((images, "chelsea.png"), (trimaps, "chelsea_trimap.png")):
        folder.mkdir()
        shutil.copy(samples / name, folder)
    arguments = ("batch", images, "--trimaps", trimaps, "--out", out, "--model", "closed-form")
    ended = run_bare(program / "mattegui", *arguments, home=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert [*out.glob("*.png")]


@pytest.mark.parametrize("arguments", [["doctor"], ["models"], ["--version"], ["matte", "--help"]])
def test_the_command_line_answers(program: Path, tmp_path: Path, arguments: list[str]) -> None:
    ended = run_bare(program / "mattegui", *arguments, home=tmp_path)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout


def test_what_is_not_needed_is_not_there(program: Path) -> None:
    files = [path for path in program.rglob("*") if path.is_file() and not path.is_symlink()]
    assert sum(path.stat().st_size for path in files) <= LARGEST
    names = {str(path.relative_to(program)) for path in files}
    unwanted = ("llvmlite", "/train/", "/tests/", "torch/test/", "pip/", "libqgtk3")
    assert [name for name in names if any(part in name for part in unwanted)] == []
    assert [path for path in program.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_the_package_depends_on_what_is_taken_from_the_computer(program: Path) -> None:
    known = {name for names in PROVIDED.values() for name in names}
    assert foreign_libraries(program) - known == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can install a package")
def test_the_package_is_installed_used_and_purged(dist: Path, tmp_path: Path, screen: str) -> None:
    need("apt-get", "desktop-file-validate", "appstreamcli")
    before = traces("mattegui", *SYSTEM)
    assert Path("/usr/bin/mattegui") not in before, "it is installed here already"
    (package,) = dist.glob("mattegui_*.deb")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"} | os.environ
    apt = ["apt-get", "--quiet", "--yes", "--no-install-recommends"]
    subprocess.run([*apt, "install", str(package)], env=quiet, check=True)
    try:
        check_smoke(Path("/usr/bin/mattegui"), tmp_path, screen)
        entry = f"/usr/share/applications/{APP_ID}.desktop"
        subprocess.run(["desktop-file-validate", entry], check=True)
        metainfo = f"/usr/share/metainfo/{APP_ID}.metainfo.xml"
        subprocess.run(["appstreamcli", "validate", "--no-net", metainfo], check=True)
        assert "image/openraster" in Path(entry).read_text("utf-8")
    finally:
        subprocess.run([*apt, "purge", "mattegui"], env=quiet, check=True)
    assert traces("mattegui", *SYSTEM) - before == set()


def test_lintian_has_nothing_to_say(dist: Path) -> None:
    need("lintian")
    (package,) = dist.glob("mattegui_*.deb")
    command = ["lintian", "--fail-on", "error,warning", str(package)]
    if os.geteuid() == 0:
        command.insert(1, "--allow-root")
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    assert told.stdout == ""


def test_the_archive_installs_itself_for_one_user_and_leaves_nothing(
    dist: Path, tmp_path: Path, screen: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    user = NOBODY if os.geteuid() == 0 else None
    if user is not None:
        os.chown(home, user, user)
        for parent in [*home.parents][:-2]:
            parent.chmod(0o755)
    (archive,) = dist.glob("mattegui-*.run")
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TMPDIR": str(home)}
    as_user: dict[str, Any] = {
        "user": user,
        "group": user,
        "env": environment,
        "cwd": home,
        "check": True,
    }
    # The archive may lie where the user may not look.
    with archive.open("rb") as file:
        copy = home / "setup.run"
        copy.write_bytes(file.read())
    copy.chmod(0o755)
    subprocess.run(["sh", str(copy), "--quiet"], **as_user)
    copy.unlink()
    check_smoke(home / ".local" / "bin" / "mattegui", home, screen, user)
    entry = home / f".local/share/applications/{APP_ID}.desktop"
    assert f'Exec="{home}/.local/opt/mattegui/mattegui" %f' in entry.read_text("utf-8")
    subprocess.run(["sh", str(home / ".local/opt/mattegui/uninstall.sh")], **as_user)
    left = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    own = ("smoke/", ".local/share/mattegui/", ".cache/")
    assert [name for name in left if not name.startswith(own)] == []
