"""How much memory there is, and what running out of it looks like."""

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

import torch

LEAST_STORE: Final = 1_000_000_000
"""Bytes that the feature store may take on any machine."""
STORE_SHARE: Final = 0.25
"""Of the memory that is free when an image is opened: what the store may take if that is more."""

# What torch says instead of raising an error of its own type when a processor's memory runs out.
_CPU_SIGNS: Final = ("DefaultCPUAllocator", "not enough memory")


def store_budget() -> int:
    """Return how many bytes a feature store may take on this machine now."""
    return max(LEAST_STORE, int(STORE_SHARE * available_memory()))


def available_memory() -> int:
    """Return how many bytes can be taken without swapping; 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows_available()
    meminfo = Path("/proc/meminfo")
    if meminfo.is_file():
        found = [line.split() for line in meminfo.read_text().splitlines()]
        return next((int(words[1]) << 10 for words in found if words[0] == "MemAvailable:"), 0)
    # macOS does not tell how much is free; a half of all is what is usually left.
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


def ran_out(error: BaseException) -> bool:
    """Say whether an error means that memory ran out, a graphics card's or the computer's."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in _CPU_SIGNS)


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "available")),
        *((name, ctypes.c_uint64) for name in ("total_page", "available_page")),
        *((name, ctypes.c_uint64) for name in ("total_virtual", "available_virtual", "extended")),
    )


def _windows_available() -> int:
    status = _MemoryStatus()
    status.length = ctypes.sizeof(status)
    library = ctypes.CDLL("kernel32")
    if not library.GlobalMemoryStatusEx(ctypes.byref(status)):
        return 0
    return int(status.available)
