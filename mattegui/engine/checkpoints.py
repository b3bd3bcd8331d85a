"""Opening a checkpoint, whichever container it is in."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path

from mattegui.engine.checkpoint_containers import Chain, Checkpoint, Safetensors, Zip, unpacking
from mattegui.engine.standins import CheckpointError


@contextmanager
def open_checkpoint(path: Path) -> Iterator[Checkpoint]:
    """Open a checkpoint, whichever container it is in.

    A `CheckpointError` in the block is raised again with the file's name.

    Raises:
        CheckpointError: It is of no known kind, is damaged, or names what could run code.
        OSError: It cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(16)
        if not head:
            raise CheckpointError(f"{path.name} cannot be used: it is empty")
        try:
            if zipfile.is_zipfile(file):
                with unpacking():
                    archive = zipfile.ZipFile(file)
                with archive:
                    yield Zip(archive, size)
            elif head[8:10] == b'{"' or path.suffix == ".safetensors":
                yield Safetensors(path)
            elif head.startswith(b"PK"):
                raise CheckpointError("it is a zip file that is cut short")
            elif head[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04"}:
                with mmap(file.fileno(), 0, access=ACCESS_READ) as content:
                    yield Chain(content)
            else:
                raise CheckpointError(f"it begins with {head!r}, like no checkpoint")
        except CheckpointError as error:
            raise CheckpointError(f"{path.name} cannot be used: {error}") from error
