"""Training steps: the data side alone, the network's step alone, both, and the peak's share."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from mattegui.engine.device import pick_device
from tests.bench.row import Row
from tests.train.tiny import write_sources
from train.compose import Composer
from train.config import Config
from train.dataset import load
from train.losses import Batch, weighted
from train.network import Trainee, build
from train.presets import dim, dim_lite

WARMUP: Final = 2
ROUNDS: Final = 6
DATA_SHARE: Final = 15.0
"""Percent of a step that composing its examples may take."""


def run() -> list[Row]:
    """Measure the preset for the device at hand: `dim` on a GPU, `dim_lite` on a processor."""
    device = pick_device("auto")
    config = dim() if device.type == "cuda" else dim_lite()
    phase = config.phases[0]
    with tempfile.TemporaryDirectory() as folder:
        source = write_sources(Path(folder))
        data = load(source, Path(folder), device, validation=False, most=0)
    composer = Composer(data, device)
    step = Step(config, device)

    def draw() -> Batch:
        return composer.draw(phase.compose, phase.batch, phase.crop, 0)

    batch = draw()
    with FlopCounterMode(display=False) as counter:
        step(batch)
    seconds = {
        "data": timed(draw, device),
        "step": timed(lambda: step(batch), device),
        "both": timed(lambda: step(draw()), device),
    }
    achieved = counter.get_total_flops() / seconds["step"]
    what = f"{config.name}, {phase.batch} crops of {phase.crop}²"
    rates = [
        Row(f"{what}: {name}", phase.batch / taken, "crops/s") for name, taken in seconds.items()
    ]
    return [
        *rates,
        Row("data, of both", 100 * seconds["data"] / seconds["both"], "%", DATA_SHARE),
        Row("step, of the peak", 100 * achieved / peak(device, bf16=config.bf16), "%"),
    ]


class Step:
    """Forward, backward and update, as `train.loop` does them on one process."""

    def __init__(self, config: Config, device: torch.device) -> None:
        network = build(config.network, 0).to(device)
        network.to(memory_format=torch.channels_last)
        self._trainee = Trainee(network).train()
        self._optimiser = torch.optim.AdamW(network.parameters(), 1e-4)
        self._stage = config.stages[0]
        self._device, self._bf16 = device, config.bf16

    def __call__(self, batch: Batch) -> None:
        """Take one step."""
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._bf16):
            out, _ = self._trainee(batch.rgb_B3HW, batch.trimap_B1HW)
        terms = [
            *weighted(out.alpha.float(), batch, self._stage.losses).values(),
            *weighted(out.coarse.float(), batch, self._stage.coarse_losses).values(),
        ]
        torch.autograd.backward(torch.stack(terms).sum())
        nn.utils.clip_grad_norm_(self._trainee.parameters(), 1.0)
        self._optimiser.step()
        self._optimiser.zero_grad()


def timed(work: Callable[[], object], device: torch.device) -> float:
    """Return the median seconds of some rounds, after some that do not count."""
    taken = []
    for number in range(WARMUP + ROUNDS):
        started = time.perf_counter()
        work()
        if device.type == "cuda":
            torch.cuda.synchronize(device)
        if number >= WARMUP:
            taken.append(time.perf_counter() - started)
    return sorted(taken)[len(taken) // 2]


def peak(device: torch.device, *, bf16: bool) -> float:
    """Return the FLOP/s of a large matrix product: what the device reaches at its best."""
    side = 8192 if device.type == "cuda" else 1536
    dtype = torch.bfloat16 if bf16 else torch.float32
    factors = [torch.randn(side, side, device=device, dtype=dtype) for _ in range(2)]
    return 2 * side**3 / timed(lambda: factors[0] @ factors[1], device)
