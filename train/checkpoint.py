"""Checkpoints: everything a run needs to go on as if it had never stopped, in one file.

A safetensors file with the weights, their average and the optimiser's moments; its header holds the
config, the progress and a digest of the tensors. It is written whole or not at all.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from mattegui.core.files import atomic_path
from train.config import Config, from_json, to_json

FORMAT: Final = "mattegui.train.1"
NAME: Final = "checkpoint.safetensors"


class RunStateError(ValueError):
    """A checkpoint that cannot be used; the message says which file and why."""


@dataclass(kw_only=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        step: Optimiser steps taken.
        seconds: Time trained, without validation, over all resumptions.
        examples: Crops seen.
        generated: Generated foregrounds in the pool.
        best: The lowest validation error so far.
    """

    step: int = 0
    seconds: float = 0.0
    examples: int = 0
    generated: int = 0
    best: float = float("inf")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """What `read` returns; `tensors` has the parts `model`, `average` and `optimiser`."""

    config: Config
    progress: Progress
    tensors: Mapping[str, Mapping[str, Tensor]]


def write(
    path: Path, config: Config, progress: Progress, parts: Mapping[str, Mapping[str, Tensor]]
) -> None:
    """Write a checkpoint, atomically.

    Raises:
        OSError: The file cannot be written.
    """
    flat = {
        f"{part}/{name}": tensor.detach().cpu().contiguous()
        for part, tensors in parts.items()
        for name, tensor in tensors.items()
    }
    header = {
        "format": FORMAT,
        "config": to_json(config),
        "progress": json.dumps(asdict(progress)),
    }
    header["digest"] = _digest(header, flat)
    with atomic_path(path) as draft:
        save_file(flat, draft, header)


def read(path: Path) -> Checkpoint:
    """Return the checkpoint at `path`.

    Raises:
        RunStateError: It is not there, damaged, or of another kind or version.
    """
    if not path.is_file():
        raise RunStateError(f"there is no checkpoint {path}")
    try:
        # safetensors ships no type for what it opens.
        opened: Any = safe_open(path, framework="pt")
        with opened as file:
            header = dict(file.metadata() or {})
            flat = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118
    except SafetensorError as error:
        raise RunStateError(f"{path} is damaged or no safetensors file: {error}") from error
    if header.get("format") != FORMAT:
        found = header.get("format", "no format mark")
        raise RunStateError(f"{path} is no training checkpoint: {found}, not {FORMAT}")
    if header.pop("digest", None) != _digest(header, flat):
        raise RunStateError(f"{path} is damaged: its contents do not match its digest")
    try:
        config = from_json(header["config"])
        progress = Progress(**json.loads(header["progress"]))
    except (KeyError, TypeError, ValueError) as error:
        raise RunStateError(f"{path} was written by another version: {error}") from error
    parts: dict[str, dict[str, Tensor]] = {}
    for key, tensor in flat.items():
        part, _, name = key.partition("/")
        parts.setdefault(part, {})[name] = tensor
    return Checkpoint(config=config, progress=progress, tensors=parts)


def optimiser_tensors(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Return the optimiser's moments by parameter number and name."""
    state = optimiser.state_dict()["state"]
    return {f"{n}.{name}": value for n, values in state.items() for name, value in values.items()}


def restore_optimiser(optimiser: torch.optim.Optimizer, tensors: Mapping[str, Tensor]) -> None:
    """Put the moments of `optimiser_tensors` back."""
    state: dict[int, dict[str, Tensor]] = {}
    for key, tensor in tensors.items():
        number, _, name = key.partition(".")
        state.setdefault(int(number), {})[name] = tensor
    whole = optimiser.state_dict()
    optimiser.load_state_dict({"state": state, "param_groups": whole["param_groups"]})


def restore(module: nn.Module, tensors: Mapping[str, Tensor], path: Path) -> None:
    """Load a part of a checkpoint into a module.

    Raises:
        RunStateError: They do not fit each other.
    """
    try:
        module.load_state_dict(dict(tensors))
    except RuntimeError as error:
        raise RunStateError(f"{path} does not fit the network: {error}") from error


def _digest(header: Mapping[str, str], tensors: Mapping[str, Tensor]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for key in sorted(header):
        digest.update(f"{key}={header[key]};".encode())
    for key in sorted(tensors):
        digest.update(key.encode())
        digest.update(tensors[key].reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()
