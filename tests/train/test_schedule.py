"""The schedule is a pure function of where the run stands."""

import pytest

from train.config import OptimiserConfig, Phase
from train.schedule import Budget, average_decay, current, learning_rate

CONFIG = OptimiserConfig(rate=1.0, warmup_steps=10, floor=0.1, ema=0.99)


def test_a_budget_counts_steps_or_minutes() -> None:
    assert Budget(steps=200).spent(50, 1e9) == 0.25
    assert Budget(steps=200, minutes=2).spent(10**9, 30) == 0.25


def test_the_rate_rises_falls_and_rests() -> None:
    assert learning_rate(CONFIG, 0, 0) == pytest.approx(0.1)
    assert learning_rate(CONFIG, 4, 0) == pytest.approx(0.5)
    assert learning_rate(CONFIG, 10, 0) == pytest.approx(1)
    assert learning_rate(CONFIG, 10, 0.5) == pytest.approx(0.55)
    assert learning_rate(CONFIG, 10, 1) == pytest.approx(0.1)
    assert learning_rate(CONFIG, 10, 1.7) == pytest.approx(0.1)


def test_the_current_phase_ends_where_it_says() -> None:
    phases = (Phase(until=0.5, crop=160, batch=8), Phase(until=1.0, crop=320, batch=4))
    assert [current(phases, spent).crop for spent in (0, 0.49, 0.5, 1, 3)] == [
        160, 160, 320, 320, 320,
    ]  # fmt: skip


def test_early_weights_are_forgotten() -> None:
    assert average_decay(CONFIG, 0) == pytest.approx(0.1)
    assert average_decay(CONFIG, 10_000) == 0.99
