"""A child process that reads damaged files, and tells a clear error from a crash.

Run as a program it reads lines `KIND PATH` and answers each with one line. It may not take more
than `MEMORY` bytes of address space beyond what it starts with.
"""

import resource
import select
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from mattegui.core.io import read_image, read_trimap
from mattegui.core.project_reader import load_project

ROOT: Final = Path(__file__).parents[2]
SHAPE: Final = (24, 32)
"""Of the images that are damaged: height, width."""
MEMORY: Final = 2 << 30
PATIENCE: Final = 30.0
"""Seconds for one file of a few thousand bytes; a busy machine may stall for some."""


def read_weights(path: Path) -> None:
    """Read a weights file."""
    from mattegui.engine.weights import read_network

    read_network(path)


def read_small_trimap(path: Path) -> None:
    """Read a trimap of an image of `SHAPE`."""
    read_trimap(path, SHAPE)


READERS: Final[Mapping[str, Callable[[Path], object]]] = {
    "image": read_image,
    "trimap": read_small_trimap,
    "project": load_project,
    "weights": read_weights,
}


REFUSALS: Final = {"ImageFileError", "OpenRasterError", "WeightsError"}
"""Clear errors, by name: the class of the last one is not imported before it is needed."""


class Child:
    """A process that reads files for us; a new one takes its place when it dies."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._process = self._started()

    def ask(self, path: Path) -> str:
        """Return what reading a file came to: `ok`, `refused: …`, `broken: …`, `died`, `hangs`."""
        process = self._process
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the child has no pipes")
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
        except BrokenPipeError:
            return self._buried()
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        if not ready:
            process.kill()
            self._buried()
            return "hangs"
        answer = process.stdout.readline().strip()
        return answer or self._buried()

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _started(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.core.fuzzing", self.kind],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Libraries complain there, thousands of lines.
            stderr=subprocess.DEVNULL,
            text=True,
        )
        if process.stdout is None or process.stdout.readline().strip() != "ready":
            raise RuntimeError("the child did not start")
        return process

    def _buried(self) -> str:
        code = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = self._started()
        return f"died with {code}"


def mutated(data: bytes, rng: np.random.Generator) -> bytes:
    """Return `data` with a few bytes flipped, set, repeated, taken out, or its end cut off."""
    changed = bytearray(data)
    for _ in range(int(rng.integers(1, 6))):
        if not changed:
            break
        # Headers decide; half of all changes are there.
        span = min(len(changed), 512) if rng.random() < 0.5 else len(changed)
        at = int(rng.integers(span))
        length = int(rng.integers(1, 9))
        match int(rng.integers(6)):
            case 0:
                changed[at] ^= 1 << int(rng.integers(8))
            case 1:
                values = [0, 1, 127, 128, 254, 255]
                changed[at : at + length] = bytes([values[int(rng.integers(6))]]) * length
            case 2:
                changed[at : at + length] = rng.bytes(length)
            case 3:
                del changed[at : at + length * 8]
            case 4:
                changed[at:at] = changed[at : at + length * 8]
            case _:
                if rng.random() < 0.3:
                    del changed[at:]
    return bytes(changed)


def serve(kind: str) -> None:
    """Answer for each file that is named on the standard input."""
    read = READERS[kind]
    if kind == "weights":
        # What is only imported when it is used counts for the start.
        import torch  # noqa: F401
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))
    answer("ready")
    for line in sys.stdin:
        answer(outcome(read, Path(line.rstrip("\n"))))


def outcome(read: Callable[[Path], object], path: Path) -> str:
    """Return in one line what reading came to."""

    try:
        read(path)
    # Anything but a refusal is a finding.
    except Exception as error:  # noqa: BLE001
        refused = type(error).__name__ in REFUSALS
        how = ("refused" if path.name in str(error) else "unnamed") if refused else "broken"
        return f"{how}: {type(error).__name__}: {error}"[:300]
    return "ok"


def answer(line: str) -> None:
    """Say a line to whoever started us."""
    sys.stdout.write(line.replace("\n", " ") + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(sys.argv[1])
