"""A training process of its own, for tests that kill it or run it in a team.

Arguments: a folder, the number of steps, the number of batches per step.
"""

import sys
from dataclasses import replace
from pathlib import Path

import torch

from tests.train.tiny import CPU, sources_in, start, tiny_with
from train.config import Config
from train.loop import fit
from train.team import join


def config_for(root: Path, batches_per_step: int) -> Config:
    """Return the config of the process, for sources that the test has written to `root`."""
    return replace(
        tiny_with(sources_in(root), batches_per_step=batches_per_step), checkpoint_seconds=0.0
    )


def main() -> None:
    """Train."""
    root, steps, batches_per_step = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(1)
    with join(CPU) as team:
        run = start(
            replace(config_for(root, batches_per_step), steps=steps), root / "run", team=team
        )
        with run.log:
            fit(run)


if __name__ == "__main__":
    main()
