"""What a run tells while it goes on: a line of JSON every so often."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from torch import Tensor

from train.checkpoint import Progress

EVERY: Final = 50
"""Steps averaged in one line."""


class Log:
    """Appends to `log.jsonl`; numbers leave the device only when a line is written."""

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        self._writes = writes
        self._path = folder / "log.jsonl"
        self._sums: dict[str, Tensor] = {}
        self._count = 0

    def step(self, progress: Progress, terms: Mapping[str, Tensor], **values: float) -> None:
        """Take in one step's losses; write their means every `EVERY` steps."""
        for name, term in terms.items():
            self._sums[name] = self._sums.get(name, 0) + term
        self._count += 1
        if progress.step % EVERY:
            return
        means = {name: round(float(total) / self._count, 5) for name, total in self._sums.items()}
        self._sums, self._count = {}, 0
        self.write("train", progress, means | values)

    def write(self, event: str, progress: Progress, values: Mapping[str, float | str]) -> None:
        """Append one line, on the leading process."""
        if not self._writes:
            return
        line = {
            "event": event,
            "time": round(time.time()),
            "step": progress.step,
            "examples": progress.examples,
            "seconds": round(progress.seconds, 1),
            **{k: round(v, 6) if isinstance(v, float) else v for k, v in values.items()},
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
