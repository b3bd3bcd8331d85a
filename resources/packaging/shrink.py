"""Make the frozen program for Linux smaller without changing what it computes.

- The libraries of torch and Python come with symbols that only a debugger reads.
- OpenCV's wheel brings video and AVIF codecs, which the program never calls (images are read by
  OpenImageIO), and a third OpenBLAS. Since the loader wants every needed symbol, small libraries
  take their places: one without codecs, which ends the program should a codec ever be called, and
  one that passes linear algebra on to the OpenBLAS of scipy, which is newer.

Needs binutils and a C compiler.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

STRIPPED: Final = (
    *("torch/lib/*.so", "torch/_C*.so", "libpython3*.so*", "torch/bin/*"),
    *("pymatting_kernels*.so", "python3*/lib-dynload/*.so"),
)
"""Not every library: those that were edited after they were linked do not bear it."""

CODECS: Final = ("libavif", "libavcodec", "libavformat", "libavutil", "libswscale")
BLAS: Final = "libopenblas"
_OPENCV, _SCIPY = "opencv_python_headless.libs", "scipy.libs"
_PREFIX: Final = "scipy_"
"""Before each name in scipy's OpenBLAS."""

Symbol = tuple[str, str]
"""A name and its version, which may be empty."""


def shrink(program: Path) -> None:
    """Shrink a frozen program in its place.

    Raises:
        RuntimeError: A library needs what its replacement cannot give.
    """
    inside = program / "_internal"
    for pattern in STRIPPED:
        for path in inside.glob(pattern):
            _run("strip", "--strip-unneeded", path)
    replace_libraries(inside)


def replace_libraries(inside: Path) -> None:
    """Put small libraries in the places of those that OpenCV names but does not use."""
    (opencv,) = inside.glob("cv2/cv2*.so")
    libraries = inside / _OPENCV
    (scipy,) = (inside / _SCIPY).glob("libscipy_openblas-*")
    wanted = _symbols(opencv, "--undefined-only")
    for path in list(libraries.iterdir()):
        offered = {name for name, _ in _symbols(path, "--defined-only")}
        used = [symbol for symbol in wanted if symbol[0] in offered]
        if path.name.startswith(CODECS):
            _link(path, used, _ending(used))
        elif path.name.startswith(BLAS):
            _check_offered(scipy, used)
            _link(path, used, _passing_on(used), scipy)
    _remove_unneeded(opencv, libraries)


def _passing_on(symbols: Iterable[Symbol]) -> str:
    """Return functions that jump to their namesakes of scipy's OpenBLAS."""
    return "\n".join(
        f".globl {name}\n.type {name}, @function\n{name}: jmp {_PREFIX}{name}@PLT"
        for name, _ in symbols
    )


def _ending(symbols: Iterable[Symbol]) -> str:
    """Return functions that end the program at once."""
    return "\n".join(f".globl {name}\n.type {name}, @function\n{name}: ud2" for name, _ in symbols)


def _check_offered(library: Path, symbols: Iterable[Symbol]) -> None:
    offered = {name for name, _ in _symbols(library, "--defined-only")}
    missing = [name for name, _ in symbols if _PREFIX + name not in offered]
    if missing:
        raise RuntimeError(f"{library.name} does not have {', '.join(missing)}")


def _link(path: Path, symbols: list[Symbol], code: str, *needed: Path) -> None:
    """Replace a library by one of the same name that holds `code`."""
    soname = re.search(r"SONAME\s+(\S+)", _run("objdump", "-p", path))
    name = soname.group(1) if soname else path.name
    versions: dict[str, list[str]] = {}
    for symbol, version in symbols:
        if version:
            versions.setdefault(version, []).append(symbol)
    with tempfile.TemporaryDirectory() as folder:
        source, script = Path(folder, "code.s"), Path(folder, "versions")
        note = '.section .note.GNU-stack,"",@progbits\n'
        source.write_text(f".text\n{code}\n{note}", "utf-8")
        nodes = (f"{node} {{ global: {'; '.join(names)}; }};" for node, names in versions.items())
        script.write_text("\n".join(nodes), "utf-8")
        options = ["-shared", "-nostdlib", f"-Wl,-soname,{name}", "-Wl,-s"]
        if versions:
            options.append(f"-Wl,--version-script={script}")
        if needed:
            options.append(f"-Wl,-rpath,$ORIGIN/../{_SCIPY}")
        # The old library may be a link to another place.
        path.unlink()
        _run("cc", *options, "-o", path, source, *needed)


def _remove_unneeded(opencv: Path, libraries: Path) -> None:
    """Remove the libraries that neither OpenCV nor another that stays asks for."""
    present = {path.name: path for path in libraries.iterdir()}
    kept: set[str] = set()
    waiting = [opencv]
    while waiting:
        for name in re.findall(r"NEEDED\s+(\S+)", _run("objdump", "-p", waiting.pop())):
            if name in present and name not in kept:
                kept.add(name)
                waiting.append(present[name])
    for name in present.keys() - kept:
        present[name].unlink()
    # PyInstaller puts a link to each library at the top.
    for path in libraries.parent.iterdir():
        if path.is_symlink() and not path.exists():
            path.unlink()


def _symbols(library: Path, which: str) -> list[Symbol]:
    """Return a library's dynamic symbols; `which` is an option of nm."""
    names = [line.split()[-1] for line in _run("nm", "-D", which, library).splitlines()]
    return [(name, version.lstrip("@")) for name, _, version in (n.partition("@") for n in names)]


def _run(*command: str | Path) -> str:
    words = [str(part) for part in command]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
