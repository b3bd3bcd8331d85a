"""Make the frozen program for Linux smaller without changing what it computes.

- Libraries come with symbols that only a debugger reads.
- Of Qt's table of characters the program needs a part: see `characters.py`.

Needs binutils and a C compiler.
"""

import re
import struct
import subprocess
import tempfile
from pathlib import Path

import characters

_ELF, _LOADED = b"\x7fELF", 1


def shrink(program: Path) -> None:
    """Shrink a frozen program in its place."""
    inside = program / "_internal"
    for path in sorted(inside.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.read_bytes()[:4] == _ELF:
            strip(path)
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


def replace_characters(path: Path) -> None:
    """Put a smaller table of characters in the place of ICU's."""
    (line,) = _run("nm", "-D", "--defined-only", path).splitlines()
    symbol = line.split()[-1].partition("@")[0]
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "table")
        _run("objcopy", "-O", "binary", "--only-section=.rodata", path, table)
        table.write_bytes(characters.reduce_table(table.read_bytes()))
        _link(path, characters.code(symbol, table))


def _link(path: Path, code: str) -> None:
    """Replace a library by one of the same name that holds some assembly."""
    soname = re.search(r"SONAME\s+(\S+)", _run("objdump", "-p", path))
    name = soname.group(1) if soname else path.name
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "code.s")
        source.write_text(f'{code}.section .note.GNU-stack,"",@progbits\n', "utf-8")
        # The old library may be a link to another place.
        path.unlink()
        linking = ("-shared", f"-Wl,-soname,{name}", "-Wl,-s", "-nostdlib")
        _run("cc", *linking, "-o", path, source)


def _run(*command: str | Path) -> str:
    words = [str(part) for part in command]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout
