"""A training run small enough for tests: discs on stripes, a network of two hundred thousand."""

from pathlib import Path

import cv2
import numpy as np
import torch

from mattegui.engine.networks.dim import DIMConfig
from train.config import Config, OptimiserConfig, Phase, SourceConfig, Stage
from train.dataset import Dataset, load
from train.presets import COARSE, FINE
from train.run import Run
from train.schedule import Budget
from train.sources import is_held_back
from train.team import Team

CPU = torch.device("cpu")
ALONE = Team(0, 1, CPU)


def quiet(_: str) -> None:
    """Take a sentence for the user."""


def disc(size: int, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return a soft disc of one colour, H,W,4 RGBA `uint8`."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[:size, :size] + 0.5 - size / 2
    alpha = np.clip((size * rng.uniform(0.2, 0.4) - np.hypot(x, y)) / 5 + 0.5, 0, 1)
    colour = np.broadcast_to(rng.integers(0, 256, 3), (size, size, 3))
    return np.dstack([colour, np.rint(alpha * 255)]).astype(np.uint8)


def write_sources(root: Path) -> SourceConfig:
    """Write a few foregrounds and backgrounds of both sides of the split; return where."""
    folders = {name: root / name for name in ("foregrounds", "backgrounds")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    sides = dict.fromkeys((False, True), 0)
    for number in range(40):
        name = f"{'abcdefgh'[number % 8] * (1 + number // 8)}"
        held = is_held_back(name, 8)
        if sides[held] == (1 if held else 4):
            continue
        sides[held] += 1
        rgba = disc(72, number)
        cv2.imwrite(str(folders["foregrounds"] / f"{name}.png"), rgba[..., [2, 1, 0, 3]])
        stripes = (
            np.random.default_rng(number).integers(0, 256, (1, 80, 3), np.uint8).repeat(64, axis=0)
        )
        cv2.imwrite(str(folders["backgrounds"] / f"{name}.png"), stripes)
    assert all(sides.values())
    return sources_in(root)


def sources_in(root: Path) -> SourceConfig:
    """Return where `write_sources` writes."""
    return SourceConfig(
        foregrounds=(str(root / "foregrounds"),),
        backgrounds=(str(root / "backgrounds"),),
        painted=0,
        generated=0,
        generated_first=0,
        generated_size=64,
    )


def tiny(root: Path, *, steps: int = 5, batches_per_step: int = 1, batch: int = 2) -> Config:
    """Return a config that trains in seconds; its sources are written below `root`."""
    return tiny_with(
        write_sources(root), steps=steps, batches_per_step=batches_per_step, batch=batch
    )


def tiny_with(
    source: SourceConfig, *, steps: int = 5, batches_per_step: int = 1, batch: int = 2
) -> Config:
    """Return a config that trains in seconds."""
    return Config(
        name="tiny",
        network=DIMConfig(width=1 / 16, norm="batch"),
        source=source,
        optimiser=OptimiserConfig(
            rate=2e-3, warmup_steps=2, ema=0.9, batches_per_step=batches_per_step
        ),
        steps=steps,
        phases=(Phase(until=1.0, crop=32, batch=batch),),
        stages=(Stage(coarse_losses=COARSE, losses=FINE),),
        validation=8,
        validation_crop=32,
        validate_seconds=1e9,
        checkpoint_seconds=1e9,
    )


def dataset(root: Path) -> Dataset:
    """Return the training side of `write_sources`."""
    return load(write_sources(root), root / "cache", CPU, validation=False, most=0)


def start(config: Config, folder: Path, *, resume: bool = False, team: Team = ALONE) -> Run:
    """Return an opened run."""
    folder.mkdir(parents=True, exist_ok=True)
    run = Run(config, folder, Budget(steps=config.steps), team, quiet)
    run.open(resume=resume)
    return run
