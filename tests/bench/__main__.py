"""`python -m tests.bench NAME… [--json FILE]`: measure, show a table, keep the numbers."""

import argparse
import importlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from mattegui.core.files import atomic_path
from tests.bench.row import Row

BENCHES: Final = {
    "startup": "from the call to the first paint of the window",
    "paint": "from a mouse event to its repaint, at 24 megapixels",
    "undo": "undo at 24 megapixels with the whole image in view",
    "heartbeat": "the longest time in which the window answers nothing",
    "open": "from the wish to the image on the screen, and its memory when idle",
    "solve": "one megapixel: the network beside the classical methods and the machine's peak",
    "stroke": "one stroke at twelve megapixels, beside the whole image",
    "combined": "closed form drawn to dim-lite, beside its halves, and strokes of it",
    "draft": "the first picture of images of any size",
    "memory": "the most memory that a hundred megapixels and a tile need",
    "cuda": "a graphics card: whole images, strokes, and what could be switched on",
    "train": "training steps",
    "soak": "ten thousand random strokes: no crash, no growth",
    "export": "exports of 100 megapixels: the most memory, the time, the size",
    "project": "project files, saved and opened, at 24 megapixels",
    "trimap": "trimaps from boxes and masks: how right and how fast",
    "foreground": "foreground colours: how true, how fast, and the memory for 100 megapixels",
}
"""Each is a module of this package with a `run() -> list[Row]`, imported when it is asked for."""

VERDICTS: Final = {True: "yes", False: "NO", None: ""}


def main() -> int:
    """Run the benches named on the command line; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    listing = ", ".join(f"{name} ({what})" for name, what in BENCHES.items())
    parser.add_argument("names", nargs="+", metavar="NAME", choices=BENCHES, help=listing)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE as well")
    arguments = parser.parse_args()
    rows = [row for name in arguments.names for row in run_bench(name)]
    show(rows)
    if arguments.json:
        write_rows(arguments.json, rows)
    return 0 if all(row.met is not False for row in rows) else 1


def run_bench(name: str) -> list[Row]:
    """Return the rows of the bench of that name."""
    rows: list[Row] = importlib.import_module(f"tests.bench.{name}").run()
    return rows


def show(rows: Iterable[Row]) -> None:
    """Print the rows as a table."""
    table = Table("Measured", "Value", "Unit", "Target", "Met")
    for row in rows:
        bound = "≥" if row.at_least else "≤"
        target = "" if row.target is None else f"{bound} {row.target:g}"
        table.add_row(row.name, f"{row.value:.4g}", row.unit, target, VERDICTS[row.met])
    Console().print(table)


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows to `path` as JSON."""
    with atomic_path(path) as draft:
        draft.write_text(json.dumps([row.as_json() for row in rows], indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main())
