"""Telling the C library to keep freed memory, which makes the network a third faster on Linux.

A network allocates and frees maps of many megabytes for every layer. By default each goes back to
the system, which then clears every page of the next one.
"""

import ctypes
import sys
from typing import Final

# From glibc's malloc.h.
_TRIM_THRESHOLD: Final = -1
_TOP_PAD: Final = -2
_MMAP_MAX: Final = -4

_SETTINGS: Final = {
    _MMAP_MAX: 0,  # large blocks come from the heap, not each from the system
    _TRIM_THRESHOLD: 2**31 - 1,  # the heap never shrinks
    _TOP_PAD: 256 << 20,  # and grows by a quarter of a gigabyte at a time
}


def keep_freed_memory() -> bool:
    """Make the process keep what it frees; say whether that is possible here (glibc only).

    Its resident size then stays at the highest that was needed.
    """
    if not sys.platform.startswith("linux"):
        return False
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return False
    taken = [library.mallopt(name, value) == 1 for name, value in _SETTINGS.items()]
    return all(taken)
