"""`Report`: what became of each file of a batch, as CSV; the batch goes on from it."""

import csv
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from mattegui.core.files import atomic_path
from mattegui.engine.batch_items import BatchError, Item

STARTED: Final = "started"
DONE: Final = "done"
SKIPPED: Final = "skipped"
FAILED: Final = "failed"
WHOLE: Final = "report.csv"
"""Name of a report; while ranks share a batch each has one of its own beside it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one image.

    Attributes:
        file: The image's name.
        status: `done`, `skipped` (it was done before and is current) or `failed`; `started` only
            in the report of a batch that was cut short.
        seconds: How long it took.
        error: Why it failed, a sentence.
        notes: What had to be changed to read it.
        out: The export's name.
        bytes: Its size.
        fingerprint: Of all it depends on.
    """

    file: str
    status: str
    seconds: float = 0.0
    error: str = ""
    notes: str = ""
    out: str = ""
    bytes: int = 0
    fingerprint: str = ""


_COLUMNS: Final = [each.name for each in fields(Outcome)]


class Report:
    """The CSV file of a batch; each line is on disk before the next image begins.

    Args:
        path: The file.
        earlier: What earlier runs tell, the newest of each file.
    """

    def __init__(self, path: Path, earlier: dict[str, Outcome]) -> None:
        self.path = path
        self._earlier = earlier
        self._rows: dict[str, Outcome] = {}
        # What is there stays: a run that is cut short must not forget what the last one had done.
        self._file = path.open("a+", newline="", encoding="utf-8")
        self._writer = csv.DictWriter(self._file, _COLUMNS)
        if not _begins_a_line(path):
            self._file.write("\r\n")
        if path.stat().st_size == 0:
            self._writer.writeheader()
            self._file.flush()

    @classmethod
    def open(cls, folder: Path, rank: int = 0, world: int = 1) -> Self:
        """Begin the report of a batch into `folder`, knowing all that lie there.

        Raises:
            BatchError: One of them cannot be read.
            OSError: The folder cannot be written to.
        """
        return cls(folder / (WHOLE if world == 1 else _part(rank)), _known(folder))

    def is_current(self, item: Item, fingerprint: str) -> bool:
        """Return whether an earlier run finished this item, and nothing has changed since."""
        row = self._earlier.get(item.image.name)
        return (
            row is not None
            and row.status in {DONE, SKIPPED}
            and row.fingerprint == fingerprint
            and item.out.is_file()
            and item.out.stat().st_size == row.bytes
        )

    def is_ours(self, item: Item) -> bool:
        """Return whether what lies at the item's place was written by a batch."""
        row = self._earlier.get(item.image.name)
        return row is not None and row.out == item.out.name

    def add(self, row: Outcome) -> None:
        """Write a line."""
        self._rows[row.file] = row
        self._write(row)

    def close(self, order: Iterable[Item]) -> None:
        """Write the report anew, one line an image, in the given order, and those of others."""
        self._file.close()
        names = [item.image.name for item in order]
        rows = self._earlier | self._rows
        _write_rows(self.path, [rows[name] for name in names if name in rows])

    def _write(self, row: Outcome) -> None:
        self._writer.writerow(_as_line(row))
        self._file.flush()
        os.fsync(self._file.fileno())


def read_report(path: Path) -> list[Outcome]:
    """Return the lines of a report, the newest of each image; a line that was cut off is none.

    Raises:
        BatchError: It is no report of a batch.
    """
    found: dict[str, Outcome] = {}
    try:
        with path.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None:
                return []
            if reader.fieldnames != _COLUMNS:
                raise BatchError(f"{path} is no report of a batch; move it away")
            for line in reader:
                if None in line.values():
                    continue
                row = _from_line(line)
                found[row.file] = row
    except (csv.Error, ValueError) as error:
        raise BatchError(f"{path} is damaged; move it away: {error}") from error
    return list(found.values())


def merge_reports(folder: Path, order: Iterable[Item], world: int) -> Path:
    """Make one report of those of all ranks, which are removed, and return its path.

    Args:
        folder: Where they lie.
        order: All that the ranks shared.
        world: How many there were; reports of more are of earlier batches.

    Raises:
        BatchError: One of them cannot be read.
        OSError: The folder cannot be written to.
    """
    rows = _known(folder)
    names = [item.image.name for item in order]
    _write_rows(folder / WHOLE, [rows[name] for name in names if name in rows])
    parts = {folder / _part(rank) for rank in range(world)} | set(folder.glob(_part("*")))
    for path in parts:
        path.unlink(missing_ok=True)
    return folder / WHOLE


def _part(rank: int | str) -> str:
    return f"report-{rank}.csv"


def _known(folder: Path) -> dict[str, Outcome]:
    """Return what all reports in a folder tell, the newest of each file."""
    known: dict[str, Outcome] = {}
    paths = [*folder.glob(WHOLE), *folder.glob(_part("*"))]
    for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns):
        known.update({row.file: row for row in read_report(path)})
    return known


def _write_rows(path: Path, rows: Iterable[Outcome]) -> None:
    with atomic_path(path) as draft, draft.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(_as_line(row) for row in rows)


def _begins_a_line(path: Path) -> bool:
    """Return whether what is written next begins a line: a kill may have cut the last one off."""
    content = path.read_bytes()[-1:]
    return content in {b"", b"\n"}


def _as_line(row: Outcome) -> dict[str, object]:
    return asdict(row) | {"seconds": f"{row.seconds:.2f}"}


def _from_line(line: dict[str, str]) -> Outcome:
    texts = {name: line[name] for name in ("file", "status", "error", "notes", "out")}
    return Outcome(
        **texts,
        seconds=float(line["seconds"]),
        bytes=int(line["bytes"]),
        fingerprint=line["fingerprint"],
    )
