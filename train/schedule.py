"""Where a run stands in its budget, and what follows from it: learning rate, phase, stage."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from train.config import OptimiserConfig


class _Stretch(Protocol):
    @property
    def until(self) -> float: ...


T = TypeVar("T", bound=_Stretch)


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """How long a run may take: steps, or minutes of training where those are given."""

    steps: int
    minutes: float | None = None

    def spent(self, step: int, seconds: float) -> float:
        """Return the share of the budget that is used up, 1 or more when it is over.

        Args:
            step: Optimiser steps taken.
            seconds: Time trained, over all resumptions.
        """
        if self.minutes is None:
            return step / self.steps
        return seconds / (60 * self.minutes)


def learning_rate(config: OptimiserConfig, step: int, spent: float) -> float:
    """Return the learning rate: linear warm-up over steps, then a cosine over the budget."""
    # 1. warm-up
    if step < config.warmup_steps:
        return config.rate * (step + 1) / config.warmup_steps
    # 2. the budget is over
    if spent >= 1:
        return config.rate * config.floor
    # 3. in between
    cosine = 0.5 * (1 + math.cos(math.pi * spent))
    return config.rate * (config.floor + (1 - config.floor) * cosine)


def current(stretches: Sequence[T], spent: float) -> T:
    """Return the phase or stage that holds at `spent`; the last one beyond the end."""
    return next((s for s in stretches if spent < s.until), stretches[-1])


def average_decay(config: OptimiserConfig, step: int) -> float:
    """Return the weights' average's decay: short at first, so that early weights are forgotten."""
    return min(config.ema, (1 + step) / (10 + step))
