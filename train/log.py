"""What a run tells while it goes on: lines of JSON, TensorBoard, and a bar in the terminal."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from rich.progress import (
    BarColumn,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as Bar,
)
from torch import Tensor
from torch.utils.tensorboard import SummaryWriter

from train.checkpoint import Progress

EVERY: Final = 50
"""Steps averaged in one line."""

BAR: Final = 1000
"""The bar's full length: it shows shares of the budget, whether that is steps or minutes."""


class Log:
    """Writes `log.jsonl` and TensorBoard's events; the leading process alone.

    Numbers leave the device only when a line is written: asking sooner would stall it.
    """

    def __init__(self, folder: Path, *, writes: bool) -> None:
        self._folder = folder
        self._writes = writes
        self._sums: dict[str, Tensor] = {}
        self._count = 0

    def __enter__(self) -> "Log":
        if self._writes:
            self._board = SummaryWriter(str(self._folder / "tensorboard"))
            self._bar = Bar(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(compact=True),
            )
            self._task = self._bar.add_task("starting", total=BAR)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._writes:
            self._bar.stop()
            self._board.close()

    def step(
        self, progress: Progress, terms: Mapping[str, Tensor], spent: float, **values: float
    ) -> None:
        """Take in one step's losses; write their means every `EVERY` steps."""
        for name, term in terms.items():
            self._sums[name] = self._sums.get(name, 0) + term
        self._count += 1
        if progress.step % EVERY:
            return
        means = {name: float(total) / self._count for name, total in self._sums.items()}
        self._sums, self._count = {}, 0
        self.write("train", progress, means | values | {"spent": spent})
        if self._writes:
            text = f"step {progress.step}  alpha {means.get('alpha', 0):.4f}"
            self._bar.update(self._task, completed=BAR * spent, description=text)

    def write(self, event: str, progress: Progress, values: Mapping[str, float]) -> None:
        """Append one line, and a point to each of TensorBoard's curves."""
        if not self._writes:
            return
        line = {
            "event": event,
            "time": round(time.time()),
            "step": progress.step,
            "examples": progress.examples,
            "seconds": round(progress.seconds, 1),
            **{name: round(value, 6) for name, value in values.items()},
        }
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        for name, value in values.items():
            self._board.add_scalar(f"{event}/{name}", value, progress.step)

    def picture(self, name: str, progress: Progress, picture: Tensor) -> None:
        """Add a picture, 3HW in [0, 1], to TensorBoard."""
        if self._writes:
            self._board.add_image(name, picture, progress.step)
