"""The installers for Linux: a Debian package, and an archive that installs itself anywhere."""

import gzip
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Final

from texts import IMAGE_TYPES, PROJECT_TYPE, fill

from mattegui import __version__, about

HERE: Final = Path(__file__).parent / "linux"
ICONS: Final = HERE.parents[1] / "icons"
LICENCE: Final = HERE.parents[2] / "LICENSE"

DEPENDS: Final = (
    *("libc6 (>= 2.35)", "libstdc++6 (>= 12)", "libgcc-s1", "libegl1", "libgl1"),
    *("libwayland-client0", "libwayland-cursor0", "libwayland-egl1", "libxcb1"),
)
"""What the frozen program takes from the computer: tests/packaging compares it."""

SUFFIXES: Final = ("", "-cuda")
"""Of the flavours' packages, which have the same files: only one of them can be installed."""


def make_deb(program: Path, out: Path, *, suffix: str = "", level: int = 1) -> Path:
    """Build the Debian package of a frozen program.

    Args:
        program: The folder that PyInstaller made.
        out: The folder to write to.
        suffix: Of the package's name, one of `SUFFIXES`.
        level: Of xz, 0 to 9; Debian's own tools refuse packages packed by zstd.

    Returns:
        The package's path.
    """
    package = about.COMMAND + suffix
    path = out / f"{package}_{__version__}_amd64.deb"
    with tempfile.TemporaryDirectory(dir=out) as folder:
        root = Path(folder)
        root.chmod(0o755)
        shutil.copytree(program, root / "opt" / about.COMMAND, symlinks=True)
        _write_share(root / "usr" / "share")
        link = root / "usr" / "bin" / about.COMMAND
        link.parent.mkdir(parents=True)
        link.symlink_to(f"/opt/{about.COMMAND}/{about.COMMAND}")
        _write_debian(root, package)
        _set_modes(root)
        _write_control(root, package)
        _run("dpkg-deb", "--root-owner-group", "-Zxz", f"-z{level}", "--build", root, path)
    return path


def make_run(program: Path, out: Path, *, suffix: str = "", level: int = 1) -> Path:
    """Build the archive that installs itself; see `make_deb`.

    It is packed by xz, which every distribution has; zstd would have to be installed first.
    """
    path = out / f"{about.COMMAND}{suffix}-{__version__}-x86_64.run"
    with tempfile.TemporaryDirectory(dir=out) as folder:
        root = Path(folder)
        shutil.copytree(program, root / "program", symlinks=True)
        _write_share(root / "share")
        _set_modes(root)
        script = root / "install.sh"
        script.write_text(fill((HERE / "install.sh.in").read_text("utf-8")), "utf-8")
        script.chmod(0o755)
        packing = ("--xz", "--complevel", str(level), "--threads", "2", "--sha256", "--quiet")
        ownership = ("--tar-extra", "--owner=0 --group=0")
        _run("makeself", *packing, *ownership, root, path, about.NAME, "./install.sh")
    return path


def _write_share(share: Path) -> None:
    """Write what the desktop looks for: the entry, the metainfo, icons and the manual."""
    elements = "\n".join(
        f"    <mediatype>{kind}</mediatype>" for kind in (*IMAGE_TYPES, PROJECT_TYPE)
    )
    dated = {"DATE": time.strftime("%Y-%m-%d", _now()), "MIME_ELEMENTS": elements}
    dated["COMMAND_UPPER"] = about.COMMAND.upper()
    places = {
        "app.desktop.in": f"applications/{about.APP_ID}.desktop",
        "metainfo.xml.in": f"metainfo/{about.APP_ID}.metainfo.xml",
        "manual.1.in": f"man/man1/{about.COMMAND}.1.gz",
    }
    for source, place in places.items():
        text = fill((HERE / source).read_text("utf-8"), **dated)
        _write(share / place, text)
    hicolor = share / "icons" / "hicolor"
    for png in (ICONS / "png").glob("*.png"):
        size = png.stem.rpartition("-")[2]
        _copy(png, hicolor / f"{size}x{size}" / "apps" / f"{about.APP_ID}.png")
    _copy(ICONS / "mattegui.svg", hicolor / "scalable" / "apps" / f"{about.APP_ID}.svg")
    symbolic = hicolor / "symbolic" / "apps" / f"{about.APP_ID}-symbolic.svg"
    _copy(ICONS / "mattegui-symbolic.svg", symbolic)


def _write_debian(root: Path, package: str) -> None:
    """Write what Debian's policy asks of every package."""
    lines = LICENCE.read_text("utf-8").partition("\n\n")[2].strip().splitlines()
    facts = {
        "PACKAGE": package,
        "DATE_RFC": time.strftime("%a, %d %b %Y %H:%M:%S +0000", _now()),
        "LICENCE_TEXT": "\n".join(f" {line}" if line else " ." for line in lines),
    }
    documents = root / "usr" / "share" / "doc" / package
    places = {
        "copyright.in": documents / "copyright",
        "changelog.in": documents / "changelog.gz",
        "lintian-overrides.in": root / "usr" / "share" / "lintian" / "overrides" / package,
    }
    for source, place in places.items():
        _write(place, fill((HERE / source).read_text("utf-8"), **facts))


def _write_control(root: Path, package: str) -> None:
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    facts = {
        "PACKAGE": package,
        "DEPENDS": ", ".join(DEPENDS),
        "FLAVOURS": _relations(package),
        "INSTALLED_KB": str(size // 1024),
    }
    _write(root / "DEBIAN" / "control", fill((HERE / "control.in").read_text("utf-8"), **facts))
    names = [str(path.relative_to(root)) for path in files]
    sums = subprocess.run(
        ["md5sum", *names], cwd=root, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    _write(root / "DEBIAN" / "md5sums", sums)


def _relations(package: str) -> str:
    """Return the fields by which one flavour takes the place of another."""
    others = ", ".join(each for s in SUFFIXES if (each := about.COMMAND + s) != package)
    provided = [f"Provides: {about.COMMAND}"] if package != about.COMMAND else []
    return "\n".join([f"Conflicts: {others}", f"Replaces: {others}", *provided])


def _set_modes(root: Path) -> None:
    """Let only programs be executable, and nothing be writable to others."""
    places = (f"opt/{about.COMMAND}", "program")
    programs = {root / place / about.COMMAND for place in places}
    for path in root.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path in programs or path.name == "torch_shm_manager"
            path.chmod(0o755 if runs else 0o644)


def _now() -> time.struct_time:
    return time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))


def _write(path: Path, text: str) -> None:
    """Write a text, packed if its name says so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path.write_bytes(gzip.compress(data, 9, mtime=0) if path.suffix == ".gz" else data)


def _copy(source: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, path)


def _run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True)
