"""Make the frozen program for Linux smaller without changing what it computes.

- Libraries come with symbols that only a debugger reads.
- OpenCV's wheel brings codecs for video and for AVIF, which the program never uses (images are read
  by OpenImageIO), and an OpenBLAS of its own. Since the loader wants every needed symbol, small
  libraries take their places: one that ends the program should video ever be asked for, one that
  refuses to encode or decode AVIF, and `linear.c`, which passes linear algebra on to numpy's
  OpenBLAS. libavif itself stays: OpenCV begins it with every other format.
- Of Qt's table of characters the program needs a part: see `characters.py`.

Needs binutils and a C compiler.
"""

import re
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import characters

VIDEO: Final = ("libavcodec", "libavformat", "libavutil", "libswscale")
AVIF, AV1 = "libavif-*", "libaom"
BLAS: Final = "libopenblas"
LINEAR: Final = Path(__file__).with_name("linear.c")
_OPENCV, _NUMPY = "opencv_python_headless.libs", "numpy.libs"
_ELF, _LOADED = b"\x7fELF", 1

Symbol = tuple[str, str]
"""A name and its version, which may be empty."""


def shrink(program: Path) -> None:
    """Shrink a frozen program in its place."""
    inside = program / "_internal"
    for path in sorted(inside.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == _ELF:
            strip(path)
    replace_libraries(inside)
    for path in inside.glob("PySide6/Qt/lib/libicudata.so.*"):
        replace_characters(path)


def strip(path: Path) -> None:
    """Take the symbols out of a library that bears it.

    Those that were edited after they were linked may come out such that they cannot be loaded: a
    segment's place in the file must agree with its address up to a page. They stay as they were.
    """
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder, path.name)
        _run("strip", "--strip-unneeded", "-o", draft, path)
        if is_loadable(draft.read_bytes()):
            draft.replace(path)


def is_loadable(elf: bytes) -> bool:
    """Return whether each loaded segment of a 64-bit ELF file lies where it can be mapped."""
    (table,) = struct.unpack_from("<Q", elf, 32)
    size, count = struct.unpack_from("<HH", elf, 54)
    for index in range(count):
        kind, _, offset, address, _, _, _, alignment = struct.unpack_from(
            "<IIQQQQQQ", elf, table + index * size
        )
        if kind == _LOADED and alignment and (offset - address) % alignment:
            return False
    return True


def replace_libraries(inside: Path) -> None:
    """Put small libraries in the places of those that OpenCV names but does not use."""
    (opencv,) = inside.glob("cv2/cv2*.so")
    (blas,) = (inside / _NUMPY).glob("libscipy_openblas64_-*")
    libraries = inside / _OPENCV
    (avif,) = libraries.glob(AVIF)
    for path in list(libraries.iterdir()):
        if path.name.startswith(VIDEO):
            used = _used(path, opencv)
            _link(path, _functions(used, "ud2"), used)
        elif path.name.startswith(AV1):
            _link(path, _refusing(_used(path, avif)), (), "-nostdlib")
        elif path.name.startswith(BLAS):
            options = ("-O2", "-fPIC", f"-Wl,-rpath,$ORIGIN/../{_NUMPY}", "-Wl,-z,defs")
            _link(path, LINEAR.read_text("utf-8"), (), *options, blas, suffix=".c")
    _remove_unneeded(opencv, libraries)


def replace_characters(path: Path) -> None:
    """Put a smaller table of characters in the place of ICU's."""
    ((symbol, _),) = _symbols(path, "--defined-only")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table")
        _run("objcopy", "-O", "binary", "--only-section=.rodata", path, table)
        table.write_bytes(characters.reduce_table(table.read_bytes()))
        _link(path, characters.code(symbol, table), (), "-nostdlib")


def _used(library: Path, by: Path) -> list[Symbol]:
    """Return what one library takes from another."""
    offered = {name for name, _ in _symbols(library, "--defined-only")}
    return [symbol for symbol in _symbols(by, "--undefined-only") if symbol[0] in offered]


def _refusing(symbols: list[Symbol]) -> str:
    """Return functions of a codec that cannot begin; the others are then of no consequence."""
    beginning = [symbol for symbol in symbols if symbol[0].endswith(("_init_ver", "_default"))]
    others = [symbol for symbol in symbols if symbol not in beginning]
    return _functions(beginning, "mov $1, %eax\nret") + _functions(others, "xor %eax, %eax\nret")


def _functions(symbols: Iterable[Symbol], body: str) -> str:
    """Return functions that all do the same."""
    code = (f".globl {name}\n.type {name}, @function\n{name}: {body}\n" for name, _ in symbols)
    return f".text\n{''.join(code)}"


def _link(
    path: Path,
    code: str,
    symbols: Iterable[Symbol],
    *options: str | Path,
    suffix: str = ".s",
) -> None:
    """Replace a library by one of the same name that holds `code`.

    Args:
        path: The library.
        code: Assembly, or what `suffix` says.
        symbols: Those of the code that have a version.
        options: For the compiler.
        suffix: Of a file with such code.
    """
    soname = re.search(r"SONAME\s+(\S+)", _run("objdump", "-p", path))
    name = soname.group(1) if soname else path.name
    versions: dict[str, list[str]] = {}
    for symbol, version in symbols:
        if version:
            versions.setdefault(version, []).append(symbol)
    with tempfile.TemporaryDirectory() as folder:
        source, script = Path(folder, f"code{suffix}"), Path(folder, "versions")
        note = '.section .note.GNU-stack,"",@progbits\n' if suffix == ".s" else ""
        source.write_text(code + note, "utf-8")
        nodes = (f"{node} {{ global: {'; '.join(names)}; }};" for node, names in versions.items())
        script.write_text("\n".join(nodes), "utf-8")
        linking = ["-shared", f"-Wl,-soname,{name}", "-Wl,-s"]
        if versions:
            linking += ["-nostdlib", f"-Wl,--version-script={script}"]
        # The old library may be a link to another place.
        path.unlink()
        _run("cc", *linking, "-o", path, source, *options)


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
