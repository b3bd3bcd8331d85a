"""Encoders that cannot be stopped, in a process of their own, which can be.

Some take the whole image and come back when they are done, minutes later for a large one, or never
when the disk is full. No thread can be made to leave them; a process can.
"""

import errno
import multiprocessing
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from mattegui.core.cancelling import unseen
from mattegui.core.child import Child, end_with_parent
from mattegui.core.encode import Pixels
from mattegui.core.export.options import ExportOptions
from mattegui.core.export.order import Order, Write
from mattegui.core.imagefile import ImageFileError, Metadata

POLL: Final = 0.1
"""Seconds between two looks at whether the file is still wanted."""
WORTH_IT: Final = 1 << 22
"""Bytes of pixels from which on a process is begun: fewer are encoded in about that time."""


@dataclass(frozen=True, slots=True, eq=False)
class _Parcel:
    """What a process is told of an order; the pixels come after it, strip by strip."""

    draft: Path
    path: Path
    shape: tuple[int, int, int]
    kind: str
    icc_profile: bytes
    metadata: Metadata
    options: ExportOptions
    write: Write


def is_worth_it(order: Order) -> bool:
    """Say whether an order should be written apart.

    The processes of a batch may not begin any, and need none: they are ended as a whole.
    """
    return order.pixels.raw_bytes >= WORTH_IT and not multiprocessing.current_process().daemon


def write_apart(draft: Path, order: Order, write: Write) -> None:
    """Write a draft as `write(draft, order)` does, in a process of its own.

    Args:
        draft: Where to.
        order: What; `passed` is asked all the while and may raise to give up.
        write: A function of a module.

    Raises:
        ImageFileError: The pixels could not be written, or the process died over them.
        OSError: The folder is not writable, or the disk is full.
    """
    child = Child(serve, _parcel(draft, order, write))
    try:
        # One that dies meanwhile is found when its answer is awaited.
        with suppress(BrokenPipeError, ConnectionResetError):
            for _, rows in order.pixels.strips(order.passed):
                child.line.send(rows)
        _await_answer(child, draft.parent, order)
    finally:
        child.close()


def serve(line: Connection, parcel: _Parcel) -> None:
    """Write what a parcel says, and answer None or what went wrong."""
    end_with_parent()
    pixels = Pixels(parcel.shape, parcel.kind, lambda _top, _bottom: line.recv())
    order = Order(parcel.path, pixels, parcel.icc_profile, parcel.metadata, parcel.options, unseen)
    failure: Exception | None = None
    try:
        parcel.write(parcel.draft, order)
    except EOFError:
        return
    except (ValueError, OSError, MemoryError) as error:
        failure = error
    line.send(failure)


def _parcel(draft: Path, order: Order, write: Write) -> _Parcel:
    # It lies in the pixels already, and may be as large as they are.
    options = replace(order.options, background=(0, 0, 0))
    pixels = order.pixels
    return _Parcel(
        draft,
        order.path,
        pixels.shape,
        pixels.kind,
        order.icc_profile,
        order.metadata,
        options,
        write,
    )


def _await_answer(child: Child, folder: Path, order: Order) -> None:
    while not child.line.poll(POLL):
        order.passed(1.0)
        # There the JPEG XL writer would go on for ever.
        if shutil.disk_usage(folder).free == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    try:
        failure = child.line.recv()
    except (EOFError, OSError) as error:
        raise ImageFileError(
            f"cannot write {order.path}: its encoder died, exit code {child.exit_code()}; "
            "the memory may not have sufficed"
        ) from error
    if failure is not None:
        raise failure
