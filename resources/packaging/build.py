"""Build the installers: `python resources/packaging/build.py STEP…`; see docs/packaging.md.

Steps: environment, freeze, smoke; then deb, run, nsis or dmg; measure. Everything is made under
`build/` and `dist/`, which git ignores.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import opencv  # noqa: E402
import shrink  # noqa: E402
from linux import make_deb, make_run  # noqa: E402
from measure import measure  # noqa: E402
from texts import NUMBERS, fill  # noqa: E402

from mattegui import __version__, about  # noqa: E402

BUILD: Final = ROOT / "build"
DIST: Final = ROOT / "dist"
TORCH: Final = {"cpu": "2.13.0", "cuda": "2.15.0"}
"""What each flavour is built from; plain torch on PyPI is for CUDA on Linux, see docs."""
TOOLS: Final = ("numba==0.68.1", "pyinstaller==6.22.3", "setuptools")

HARMLESS: Final = ("libhiprtc", "libamdhip64", "libgtk-3", "libgdk-3", "ntdll")
"""Libraries that PyInstaller may miss: for other devices or systems, or of a plugin that is left
out."""


def make_environment(arguments: argparse.Namespace) -> None:
    """Install what the program needs and PyInstaller into a new environment.

    On Linux OpenCV is then replaced by one that is smaller: see `opencv.py`.
    """
    folder: Path = arguments.venv
    venv.create(folder, clear=True, with_pip=True)
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pins = table["tool"]["uv"]["constraint-dependencies"]
    pins = [pin for pin in pins if not pin.startswith(("torch=", "torchvision="))]
    torch = f"torch=={TORCH[arguments.flavour]}"
    needed = [name for name in table["project"]["dependencies"] if not name.startswith("torch>")]
    with tempfile.TemporaryDirectory() as temporary:
        constraints = Path(temporary, "constraints.txt")
        constraints.write_text("\n".join(pins), "utf-8")
        pip = (_python(folder), "-m", "pip", "install", "--quiet", "-c", constraints)
        _run(*pip, *needed, torch, *TOOLS)
    if sys.platform == "linux":
        opencv.install(_python(folder), arguments.cache)


def freeze(arguments: argparse.Namespace) -> None:
    """Run PyInstaller, and shrink what it made.

    Raises:
        SystemExit: It could not find a library that the program would then take from the computer.
    """
    if sys.platform == "linux":
        opencv.check_installed(_python(arguments.venv))
    options = ("--noconfirm", "--workpath", BUILD / "freeze", "--distpath", DIST)
    command = (_python(arguments.venv), "-m", "PyInstaller", *options, ROOT / "build.spec")
    log = BUILD / "freeze.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("w", encoding="utf-8") as lines:
        done = subprocess.run([str(word) for word in command], stderr=lines, check=False)
    text = log.read_text("utf-8")
    if done.returncode:
        raise SystemExit(f"{text[-3000:]}\nPyInstaller failed; {log} has all it said")
    missed = [
        line
        for line in text.splitlines()
        if "WARNING: Library" in line and not any(name in line for name in HARMLESS)
    ]
    if missed:
        raise SystemExit("libraries are missing on this computer:\n" + "\n".join(missed))
    if sys.platform == "linux":
        shrink.shrink(DIST / about.COMMAND)


def smoke(arguments: argparse.Namespace) -> None:
    """Let the frozen program prove that it is complete: window and command line."""
    program = _program()
    with tempfile.TemporaryDirectory() as folder:
        own = os.environ | {"MATTEGUI_DATA": str(Path(folder, "data"))}
        subprocess.run([program, "--smoke", folder], env=own, check=True, timeout=300)
        report = Path(folder, "report.json").read_text("utf-8")
        sys.stdout.write(report + "\n")
        samples = next((DIST / about.COMMAND).rglob("resources/samples"))
        out = Path(folder, "alpha.png")
        trimap = samples / "chelsea_trimap.png"
        options = ("--trimap", str(trimap), "--out", str(out))
        matte = [str(program), "matte", str(samples / "chelsea.png"), *options]
        subprocess.run(matte, env=own, check=True, timeout=300)
        if not out.is_file():
            raise SystemExit(f"{program} matte wrote nothing")


def make_nsis(arguments: argparse.Namespace) -> None:
    """Compile the installer for Windows; warnings are errors."""
    folder = ROOT / "resources" / "packaging" / "windows"
    script = BUILD / "installer.nsi"
    script.parent.mkdir(exist_ok=True)
    facts = {
        "FILES": str(DIST / about.COMMAND / "*.*"),
        "OUT": str(DIST / f"{about.NAME}-{__version__}-setup.exe"),
        "ICON": str(ROOT / "resources" / "icons" / "mattegui.ico"),
        "NUMBERS": NUMBERS,
    }
    script.write_text(fill((folder / "installer.nsi.in").read_text("utf-8"), **facts), "utf-8")
    # Its own installer does not put it on the path.
    beside = Path(os.environ.get("PROGRAMFILES(X86)", ""), "NSIS", "makensis.exe")
    _run(shutil.which("makensis") or beside, "-V2", "-WX", script)


def make_dmg(arguments: argparse.Namespace) -> None:
    """Pack the bundle for macOS."""
    out = DIST / f"{about.NAME}-{__version__}.dmg"
    bundle = DIST / f"{about.NAME}.app"
    packing = ("-ov", "-format", "UDZO", "-volname", about.NAME, "-srcfolder", bundle)
    _run("hdiutil", "create", *packing, out)


def _measure(arguments: argparse.Namespace) -> None:
    endings = (".deb", ".run", ".exe", ".dmg")
    measure(_program(), [path for path in sorted(DIST.iterdir()) if path.suffix in endings])


def _program() -> Path:
    name = f"{about.COMMAND}.exe" if sys.platform == "win32" else about.COMMAND
    return DIST / about.COMMAND / name


def _suffix(arguments: argparse.Namespace) -> str:
    return "" if arguments.flavour == "cpu" else f"-{arguments.flavour}"


def _make_deb(arguments: argparse.Namespace) -> None:
    make_deb(DIST / about.COMMAND, DIST, suffix=_suffix(arguments), level=arguments.xz)


def _make_run(arguments: argparse.Namespace) -> None:
    make_run(DIST / about.COMMAND, DIST, suffix=_suffix(arguments), level=arguments.xz)


STEPS: Final[dict[str, Callable[[argparse.Namespace], None]]] = {
    "environment": make_environment,
    "freeze": freeze,
    "smoke": smoke,
    "deb": _make_deb,
    "run": _make_run,
    "nsis": make_nsis,
    "dmg": make_dmg,
    "measure": _measure,
}


def main() -> None:
    """Take the steps that the command line names, in its order."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("steps", nargs="+", choices=STEPS, metavar="STEP", help=", ".join(STEPS))
    parser.add_argument("--flavour", choices=TORCH, default="cpu")
    parser.add_argument("--venv", type=Path, default=BUILD / "venv", help="the environment")
    parser.add_argument("--cache", type=Path, default=BUILD, help="keeps OpenCV once compiled")
    parser.add_argument("--xz", type=int, default=6, help="level of compression, 0 to 9")
    arguments = parser.parse_args()
    for step in arguments.steps:
        STEPS[step](arguments)


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True)


if __name__ == "__main__":
    main()
