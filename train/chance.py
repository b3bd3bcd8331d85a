"""Random numbers for batches: every draw of the data side comes from one generator on its device.

Each batch restarts it with a seed of its own, so what is drawn at a step does not depend on what
was drawn before: resuming needs no saved state, and every process of a run draws its own share.
"""

import math
import random

import torch
from torch import Tensor


class Chance:
    """Draws of shape (B,) or any given one from one `torch.Generator`."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        self.generator = torch.Generator(device)
        self.restart(seed)

    def restart(self, seed: int) -> None:
        """Begin again from `seed`.

        `host` is for decisions about a whole batch, for which the device is not waited for.
        """
        self.generator.manual_seed(seed)
        self.host = random.Random(seed)

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Return `float32` in [low, high)."""
        drawn = torch.rand(shape, generator=self.generator, device=self.device)
        return drawn * (high - low) + low

    def log_uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Return `float32` in [low, high), each octave as likely as the next."""
        return torch.exp(self.uniform(math.log(low), math.log(high), *shape))

    def normal(self, *shape: int) -> Tensor:
        """Return standard normal `float32`."""
        return torch.randn(shape, generator=self.generator, device=self.device)

    def happens(self, probability: float, *shape: int) -> Tensor:
        """Return `bool`, true with `probability`."""
        return torch.rand(shape, generator=self.generator, device=self.device) < probability

    def integers(self, below: int, *shape: int) -> Tensor:
        """Return `int64` in [0, below)."""
        return torch.randint(below, shape, generator=self.generator, device=self.device)

    def choose(self, weights_N: Tensor, count: int) -> Tensor:
        """Return `count` indices, `int64`, each drawn with its weight, with replacement."""
        return torch.multinomial(weights_N, count, replacement=True, generator=self.generator)
