"""Compile OpenCV for the program frozen on Linux: the part of it that the program uses.

OpenCV's wheel is one library of 75 MB, and brings others for video, AVIF and linear algebra that
the program never calls. This one is compiled of the same sources with the same version of Intel's
IPP, so that it computes what the wheel computes (tests/packaging/test_opencv.py).
`linux/opencv.cmake` says what it is made of, `linux/opencv.txt` of which archives, by their hashes.
It offers Python the functions that the program names, so that the linker leaves out all others.

It takes the place of the wheel's library in the environment that the program is frozen from. On
other systems the wheel is packed as it is.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path
from typing import Final

import pruning

HERE: Final = Path(__file__).parent / "linux"
PROGRAM: Final = Path(__file__).parents[2] / "mattegui"
OPTIONS: Final = HERE / "opencv.cmake"
PINS: Final = HERE / "opencv.txt"
TOOLS: Final = ("c++", "cmake", "ninja", "nasm")

LIBRARY: Final = "cv2.abi3.so"
LICENCES: Final = "licenses"
_IPP: Final = "opencv-ipp-LICENSE.txt"
_GENERATED: Final = "modules/python_bindings_generator/pyopencv_generated_"
_WHEELS_OWN: Final = "opencv_python_headless.libs"
_FACTS: Final = (
    "import sysconfig, numpy; print(sysconfig.get_path('platlib'), "
    "sysconfig.get_path('include'), numpy.get_include(), sep='\\n')"
)


def install(python: Path, cache: Path) -> None:
    """Put our OpenCV in the place of the wheel's.

    Args:
        python: The interpreter of an environment that has the wheel and numpy.
        cache: A folder that keeps what was compiled.

    Raises:
        SystemExit: It cannot be compiled here.
    """
    site = Path(_facts(python)[0])
    made = compiled(python.absolute(), cache.resolve())
    (info,) = site.glob("opencv_python_headless-*.dist-info")
    # It speaks of what is no longer there.
    for text in (site / "cv2" / "LICENSE-3RD-PARTY.txt", info / "LICENSE-3RD-PARTY.txt"):
        text.unlink(missing_ok=True)
    shutil.copytree(made / LICENCES, info / LICENCES, dirs_exist_ok=True)
    library = site / "cv2" / LIBRARY
    # It may be a link to where an installer keeps its copy.
    library.unlink()
    shutil.copy(made / LIBRARY, library)
    shutil.rmtree(site / _WHEELS_OWN)


def check_installed(python: Path) -> None:
    """Refuse an environment that still has the wheel's libraries.

    Raises:
        SystemExit: It does.
    """
    if Path(_facts(python)[0], _WHEELS_OWN).exists():
        raise SystemExit("this environment has OpenCV's wheel: the step environment failed")


def compiled(python: Path, cache: Path) -> Path:
    """Return a folder with the library and the licences of all that is in it.

    Args:
        python: See `install`.
        cache: If it has them already, nothing is compiled.

    Raises:
        SystemExit: It cannot be compiled here.
    """
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        told = f"OpenCV cannot be compiled without {', '.join(missing)}"
        raise SystemExit(f"{told}; resources/packaging/linux/prepare.sh installs them")
    made = cache / f"opencv-{_key()}"
    if not made.is_dir():
        # It stays: who was interrupted goes on, and for another function one file is compiled.
        work = cache / "opencv"
        sources, ipp = _fetch(python, work)
        _compile(python, work, sources, ipp)
        draft = work / "made"
        shutil.rmtree(draft, ignore_errors=True)
        _collect(work / "build", ipp, draft)
        draft.replace(made)
    return made


def names() -> set[str]:
    """Return what the program names of OpenCV: functions, constants and others."""
    unused = {
        PROGRAM.parent.joinpath(*name.split(".")).with_suffix(".py") for name in pruning.UNUSED
    }
    paths = [path for path in PROGRAM.rglob("*.py") if path not in unused]
    return {name for path in paths for name in re.findall(r"\bcv2\.(\w+)", path.read_text("utf-8"))}


def _key() -> str:
    """Return a name for what the recipe makes with this compiler."""
    version = ("c++", "-dumpfullversion")
    compiler = subprocess.run(version, check=True, stdout=subprocess.PIPE).stdout
    named = " ".join(sorted(names())).encode()
    recipe = (path.read_bytes() for path in (OPTIONS, PINS, Path(__file__)))
    parts = (*recipe, named, compiler)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]


def _fetch(python: Path, work: Path) -> tuple[Path, Path]:
    """Fetch and unpack the archives, and return the folders of OpenCV's sources and of IPP."""
    archives, log, pins = work / "archives", work / "fetch.log", work / PINS.name
    if not pins.is_file() or pins.read_bytes() != PINS.read_bytes():
        # There may be another version's.
        shutil.rmtree(work, ignore_errors=True)
        archives.mkdir(parents=True)
        shutil.copy(PINS, pins)
    pip = (python, "-m", "pip", "download", "--no-deps", "--require-hashes")
    _run(log, *pip, "--dest", archives, "--requirement", pins)
    (packed,) = archives.glob("opencv*.tar.gz")
    unpacked, ipp, draft = work / "sources", work / "ipp", work / "draft"
    if not unpacked.is_dir():
        with tarfile.open(packed) as archive:
            archive.extractall(draft, filter="data")
        draft.replace(unpacked)
    if not ipp.is_dir():
        for wheel in archives.glob("ipp_*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(work / "wheels")
        for part in (work / "wheels").glob("*.data/data"):
            shutil.copytree(part, draft, dirs_exist_ok=True)
        for licence in (work / "wheels").glob("ipp_static-*.dist-info/LICENSE.txt"):
            shutil.copy(licence, draft)
        draft.replace(ipp)
        shutil.rmtree(work / "wheels")
    return unpacked / packed.name.removesuffix(".tar.gz") / "opencv", ipp


def _compile(python: Path, work: Path, sources: Path, ipp: Path) -> None:
    """Compile it into `work/build`."""
    build = work / "build"
    _, include, numpy = _facts(python)
    # Messages of errors name the files that they come from, wherever those were.
    flags = f"-ffile-prefix-map={sources}=opencv -ffile-prefix-map={build}=build"
    defined = {
        "CMAKE_C_FLAGS": flags,
        "CMAKE_CXX_FLAGS": flags,
        "IPPROOT": ipp,
        "PYTHON_DEFAULT_EXECUTABLE": python,
        "PYTHON3_EXECUTABLE": python,
        "PYTHON3_INCLUDE_DIR": include,
        # It is asked for, but the interpreter brings it.
        "PYTHON3_LIBRARY": "libpython3.a",
        "PYTHON3_NUMPY_INCLUDE_DIRS": numpy,
    }
    definitions = [f"-D{name}={value}" for name, value in defined.items()]
    places = ("-G", "Ninja", "-S", sources, "-B", build)
    log = work / "configure.log"
    _run(log, "cmake", "-C", OPTIONS, *places, *definitions)
    found = (build / "cvconfig.h").read_text("utf-8")
    if "#define HAVE_IPP\n" not in found or "#define HAVE_IPP_IW\n" not in found:
        raise SystemExit(f"OpenCV did not take Intel's IPP: see {log}")
    making = ("cmake", "--build", build, "--parallel", str(os.cpu_count() or 1), "--target")
    for path in build.glob(f"{_GENERATED}*"):
        path.unlink()
    _run(work / "generate.log", *making, "gen_opencv_python_source")
    _offer(names(), build)
    _run(work / "compile.log", *making, "opencv_python3")


def _offer(named: set[str], build: Path) -> None:
    """Leave of the tables that Python reads the functions that are named, and no constructors.

    What is in no table is asked for by nothing, and the linker drops it.
    """
    for part in ("modules_content", "types_content"):
        path = build / f"{_GENERATED}{part}.h"
        rows = path.read_text("utf-8").splitlines(keepends=True)
        functions = [re.match(r'\s*\{"(\w+)", CV_PY_FN_', row) for row in rows]
        kept = (row for row, f in zip(rows, functions, strict=True) if not f or f[1] in named)
        path.write_text("".join(kept), "utf-8")
    types = build / f"{_GENERATED}types.h"
    text = re.sub(r', \w+, ("[^"]*")\)$', r", 0, \1)", types.read_text("utf-8"), flags=re.MULTILINE)
    types.write_text(text, "utf-8")


def _collect(build: Path, ipp: Path, folder: Path) -> None:
    """Copy what is packed into a folder."""
    texts = folder / LICENCES
    install = ("cmake", "--install", build, "--component", "licenses", "--prefix", folder)
    _run(build.parent / "install.log", *install)
    (installed,) = folder.glob(f"share/{LICENCES}/*")
    installed.replace(texts)
    shutil.rmtree(folder / "share")
    shutil.copy(ipp / "LICENSE.txt", texts / _IPP)
    shutil.copy(build / "lib" / "python3" / LIBRARY, folder)
    _run(build.parent / "install.log", "strip", "--strip-unneeded", folder / LIBRARY)


def _facts(python: Path) -> list[str]:
    """Return where an interpreter has its modules, its headers and those of numpy."""
    command = [str(python), "-c", _FACTS]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()


def _run(log: Path, *command: str | Path) -> None:
    """Run a command that says more than anybody reads.

    Raises:
        SystemExit: It failed; the end of what it said is told.
    """
    with log.open("w", encoding="utf-8") as lines:
        words = [str(part) for part in command]
        done = subprocess.run(words, stdout=lines, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        told = log.read_text("utf-8")[-3000:]
        raise SystemExit(f"{told}\nOpenCV could not be compiled; {log} has all that was said")
