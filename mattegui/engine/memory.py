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

WORKING_VALUES: Final = 193
"""Of all maps that are there at once, for a pixel, at width 1."""

# What torch says instead of raising an error of its own type when a processor's memory runs out.
_CPU_SIGNS: Final = ("DefaultCPUAllocator", "not enough memory")

# What is said of a graphics card's memory without a type of error either: by CUDA's own libraries
# of pinned memory on the host and of working space on the card, by torch of Apple's cards.
_GRAPHICS_SIGNS: Final = (
    "MPS backend out of memory",
    "CUDA error: out of memory",
    "CUBLAS_STATUS_ALLOC_FAILED",
    "CUDNN_STATUS_ALLOC_FAILED",
)


def store_budget() -> int:
    """Return how many bytes a feature store may take on this machine now."""
    return max(LEAST_STORE, int(STORE_SHARE * available_memory()))


def working_bytes(width: float, itemsize: int) -> float:
    """Return what all maps that are there at once take for a pixel while a network runs.

    Args:
        width: Of the network, see `DIMConfig`.
        itemsize: Bytes of a value.
    """
    return WORKING_VALUES * width * itemsize


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
    signs = (*_CPU_SIGNS, *_GRAPHICS_SIGNS)
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in signs)


def release_cache(device: torch.device) -> None:
    """Give back what torch keeps of a graphics card's memory for later; a processor has none."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()


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
