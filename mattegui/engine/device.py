"""Choosing where the network runs."""

import torch

from mattegui.engine.device_names import DeviceName


class DeviceError(ValueError):
    """A device that was asked for and is not there."""


def pick_device(name: DeviceName = "auto") -> torch.device:
    """Return the device of that name; `auto` is CUDA, else MPS, else the CPU.

    Raises:
        DeviceError: A named device is not available; it is never replaced silently.
    """
    ready = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if name == "auto":
        return torch.device(next((kind for kind, here in ready.items() if here), "cpu"))
    if not ready.get(name, True):
        raise DeviceError(f"the device {name!r} is not available here; use 'auto' or 'cpu'")
    return torch.device(name)


def describe_device(device: torch.device) -> str:
    """Return a device's name for people: 'CUDA (NVIDIA …)', 'MPS', 'CPU (2 threads)'."""
    if device.type == "cuda":
        return f"CUDA ({torch.cuda.get_device_name(device)})"
    if device.type == "cpu":
        return f"CPU ({torch.get_num_threads()} threads)"
    return device.type.upper()
