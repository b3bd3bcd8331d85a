"""The processes that train one network together, or the one that trains it alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed
from torch import nn
from torch.nn.parallel import DistributedDataParallel


@dataclass(frozen=True, slots=True)
class Team:
    """One process's place among `size`; number 0 leads: it alone validates, logs and saves."""

    rank: int
    size: int
    device: torch.device

    @property
    def leads(self) -> bool:
        """Say whether this process is the one that writes files."""
        return self.rank == 0

    def agree(self, value: float) -> float:
        """Return the leader's value, on every process."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64, device=self.device)
        torch.distributed.broadcast(shared, 0)
        return float(shared)

    @contextmanager
    def leader_first(self) -> Iterator[None]:
        """Let the leader through the block before the others, who find what it has prepared."""
        if not self.leads:
            self.agree(0.0)
        yield
        if self.leads:
            self.agree(0.0)

    def wrap(self, module: nn.Module) -> nn.Module:
        """Return the module with gradients averaged over the team.

        Wrap anew when other parameters are to be trained.
        """
        if self.size == 1:
            return module
        ids = [self.device.index or 0] if self.device.type == "cuda" else None
        return DistributedDataParallel(module, device_ids=ids)


@contextmanager
def join(device: torch.device) -> Iterator[Team]:
    """Join the team that `torchrun` describes in the environment; be alone where there is none.

    Each process takes the GPU of its local rank.
    """
    if "WORLD_SIZE" not in os.environ:
        yield Team(0, 1, device)
        return
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(device)
    torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        rank, size = torch.distributed.get_rank(), torch.distributed.get_world_size()
        yield Team(rank, size, device)
    finally:
        torch.distributed.destroy_process_group()
