"""Weights of our own networks: safetensors files whose header says which network they belong to.

Reading them runs no code, whoever wrote the file.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from mattegui.core.files import atomic_path
from mattegui.engine.networks.dim import DIM, DIMConfig

FORMAT: Final = "mattegui.dim.1"


class WeightsError(ValueError):
    """A weights file that cannot be used; the message says which file and why."""


def save_network(path: Path, network: DIM, *, note: str = "", dtype: torch.dtype) -> None:
    """Write `network` to `path`, atomically.

    Args:
        path: Ends in `.safetensors`.
        network: With its batch norm folded (`norm="none"`): that is the one topology served.
        note: Free text for the header: where the weights come from.
        dtype: Of the stored values; `torch.float16` halves the file.

    Raises:
        WeightsError: The network still has batch norm.
        OSError: The file cannot be written.
    """
    if network.config.norm != "none":
        raise WeightsError("fold the batch norm into the convolutions before saving for serving")
    header = {"format": FORMAT, "config": json.dumps(asdict(network.config)), "note": note}
    state = {key: value.to(dtype).contiguous() for key, value in network.state_dict().items()}
    with atomic_path(path) as draft:
        save_file(state, draft, header)


def read_network(path: Path) -> DIM:
    """Return the network of a weights file, `float32`, in evaluation mode, on the CPU.

    Raises:
        WeightsError: The file is not there, is damaged, is of another kind, or holds values that
            are not finite.
    """
    header, state = _read(path)
    if header.get("format") != FORMAT:
        found = header.get("format", "no format mark")
        raise WeightsError(f"{path} is no weights file of this program: {found}, not {FORMAT}")
    try:
        config = DIMConfig(**json.loads(header["config"]))
        # A description may ask for more than there is memory: only what the file holds is taken.
        with torch.device("meta"):
            network = DIM(config)
        network.load_state_dict(state, assign=True)
    except (KeyError, TypeError, ValueError, RuntimeError, ArithmeticError) as error:
        raise WeightsError(f"{path} does not fit its own description: {error}") from error
    bad = [key for key, value in state.items() if not bool(value.isfinite().all())]
    if bad:
        raise WeightsError(f"{path}: {bad[0]} holds values that are not finite numbers")
    return network.eval()


def _read(path: Path) -> tuple[dict[str, str], dict[str, Tensor]]:
    if not path.is_file():
        raise WeightsError(f"there is no weights file {path}")
    try:
        # safetensors ships no type for what it opens.
        opened: Any = safe_open(path, framework="pt")
        with opened as file:
            # Copies: the network keeps them, and the file is not to stay mapped.
            names = file.keys()
            state = {name: file.get_tensor(name).to(torch.float32, copy=True) for name in names}
            return dict(file.metadata() or {}), state
    except SafetensorError as error:
        raise WeightsError(f"{path} is damaged or no safetensors file: {error}") from error
