"""`Report`: what became of each file of a batch, as CSV; the batch goes on from it."""

import csv
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from filelock import FileLock

from mattegui.core.files import atomic_path
from mattegui.engine.batch_items import ODD_NAMES, BatchError, Item, source_of
from mattegui.engine.batch_lock import locked, unlock

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
        notes: What had to be changed to read it, and what had to be done otherwise than asked.
        out: The name of its export; empty if no batch has written one.
        bytes: Its size.
        fingerprint: Of all it depends on.
        folder: Where the image is, see `source_of`; empty in a report of before that was kept.
    """

    file: str
    status: str
    seconds: float = 0.0
    error: str = ""
    notes: str = ""
    out: str = ""
    bytes: int = 0
    fingerprint: str = ""
    folder: str = ""


_COLUMNS: Final = [each.name for each in fields(Outcome)]
_COLUMNS_BEFORE: Final = _COLUMNS[:-1]
"""Of reports that do not tell images of one name in two folders apart."""
_Key = tuple[str, str]
"""The folder and the name of an image."""


class Known:
    """The lines of reports as far as they still hold: the newest of each image and each export."""

    def __init__(self) -> None:
        self._rows: dict[_Key, Outcome] = {}
        self._owners: dict[str, _Key] = {}

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return what all reports in a folder tell.

        Raises:
            BatchError: One of them cannot be read.
        """
        known = cls()
        paths = [*folder.glob(WHOLE), *folder.glob(_part("*"))]
        for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns):
            for row in read_report(path):
                known.note(row)
        return known

    def note(self, row: Outcome) -> None:
        """Take a newer line: what it contradicts holds no more."""
        key = row.folder, row.file
        self._forget(key)
        if row.out:
            # That of another image was replaced.
            self._forget(self._owners.get(row.out, key))
            self._owners[row.out] = key
        before = self._rows.get(("", row.file))
        if before is not None and not before.out:
            self._forget(("", row.file))
        self._rows[key] = row

    def of(self, item: Item) -> Outcome | None:
        """Return the newest line of an item's image; at worst that of one of the same name."""
        name = item.image.name
        return self._rows.get((source_of(item), name)) or self._rows.get(("", name))

    def owner(self, item: Item) -> Outcome | None:
        """Return the line of the image whose export was written to the item's place."""
        key = self._owners.get(item.out.name)
        return None if key is None else self._rows[key]

    def lines(self, order: Iterable[Item], *, others: bool) -> list[Outcome]:
        """Return a report's lines: those of items in their order, then those of other images.

        Args:
            order: The items.
            others: Whether to return others' as well: of other folders, and of images that are no
                longer there but have an export.
        """
        items = list(order)
        folders = {source_of(item) for item in items}
        first = [row for row in map(self.of, items) if row is not None]
        listed = {(row.folder, row.file) for row in first}
        rest = [row for key, row in self._rows.items() if others and key not in listed]
        return first + [row for row in rest if row.out or row.folder not in folders]

    def _forget(self, key: _Key) -> None:
        row = self._rows.pop(key, None)
        if row is not None and self._owners.get(row.out) == key:
            del self._owners[row.out]


class Report:
    """The CSV file of a batch; each line is on disk before the next image begins.

    Args:
        path: The file.
        known: What earlier runs tell.
        locks: Are held until it is closed, so that no other batch writes to it.
    """

    def __init__(self, path: Path, known: Known, locks: Sequence[FileLock]) -> None:
        self.path = path
        self._known = known
        self._locks = locks
        if path.exists() and (_header(path) == _COLUMNS_BEFORE or not _is_whole(path)):
            _write_rows(path, read_report(path))
        # What is there stays: a run that is cut short must not forget what the last one had done.
        self._file = path.open("a+", newline="", encoding="utf-8", errors=ODD_NAMES)
        self._writer = csv.DictWriter(self._file, _COLUMNS)
        if path.stat().st_size == 0:
            self._writer.writeheader()
            self._file.flush()

    @classmethod
    def open(cls, folder: Path, rank: int = 0, world: int = 1) -> Self:
        """Begin the report of a batch into `folder`, knowing all that lie there.

        Raises:
            BatchError: One of them cannot be read, or another batch is writing to it.
            OSError: The folder cannot be written to.
        """
        path = folder / (WHOLE if world == 1 else _part(rank))
        # With the first rank's goes that of all: nobody is to begin a batch by itself meanwhile.
        paths = (folder / WHOLE, path) if world > 1 and rank == 0 else (path,)
        locks = [locked(each) for each in paths]
        return cls(path, Known.read(folder), locks)

    def is_current(self, item: Item, fingerprint: str) -> bool:
        """Return whether an earlier run finished this item, and nothing has changed since."""
        row = self._known.owner(item)
        return (
            row is not None
            and row.status in {DONE, SKIPPED}
            and row.fingerprint == fingerprint
            and item.out.is_file()
            and item.out.stat().st_size == row.bytes
        )

    def is_ours(self, item: Item) -> bool:
        """Return whether what lies at the item's place was written by a batch, of this image."""
        row = self._known.owner(item)
        return row is not None and (row.folder, row.file) == (source_of(item), item.image.name)

    def owner(self, item: Item) -> Outcome | None:
        """Return the line of the image, this or another, of which an export is at its place."""
        return self._known.owner(item)

    def add(self, row: Outcome) -> None:
        """Write a line."""
        self._known.note(row)
        self._write(row)

    def close(self, order: Iterable[Item]) -> None:
        """Write the report anew, one line an image, in the given order, and those of others."""
        # A rank's holds its own share only: of the others' it knows what was before.
        others = self.path.name == WHOLE
        try:
            self._file.close()
            _write_rows(self.path, self._known.lines(order, others=others))
        finally:
            for lock in self._locks:
                unlock(lock)

    def _write(self, row: Outcome) -> None:
        self._writer.writerow(_as_line(row))
        self._file.flush()
        os.fsync(self._file.fileno())


def read_report(path: Path) -> list[Outcome]:
    """Return the lines of a report in their order; a line that was cut off is none.

    Raises:
        BatchError: It is no report of a batch.
    """
    try:
        with path.open(newline="", encoding="utf-8", errors=ODD_NAMES) as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None:
                return []
            if reader.fieldnames not in (_COLUMNS, _COLUMNS_BEFORE):
                raise BatchError(f"{path} is no report of a batch; move it away")
            lines = list(reader)
            if not _is_whole(path):
                lines = lines[:-1]
            return [_from_line(line) for line in lines if None not in line.values()]
    except (csv.Error, ValueError) as error:
        raise BatchError(f"{path} is damaged; move it away: {error}") from error


def merge_reports(folder: Path, order: Iterable[Item], world: int) -> Path:
    """Make one report of those of all ranks, which are removed, and return its path.

    Args:
        folder: Where they lie.
        order: All that the ranks shared.
        world: How many there were; reports of more are of earlier batches.

    Raises:
        BatchError: One of them cannot be read, or another batch writes its own; they stay then,
            and the next batch knows them.
        OSError: The folder cannot be written to.
    """
    lock = locked(folder / WHOLE, seconds=10)
    try:
        _write_rows(folder / WHOLE, Known.read(folder).lines(order, others=True))
    finally:
        unlock(lock)
    parts = {folder / _part(rank) for rank in range(world)} | set(folder.glob(_part("*")))
    for path in parts:
        path.unlink(missing_ok=True)
    return folder / WHOLE


def _part(rank: int | str) -> str:
    return f"report-{rank}.csv"


def _write_rows(path: Path, rows: Iterable[Outcome]) -> None:
    with (
        atomic_path(path) as draft,
        draft.open("w", newline="", encoding="utf-8", errors=ODD_NAMES) as file,
    ):
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerows(_as_line(row) for row in rows)


def _header(path: Path) -> list[str]:
    with path.open(newline="", encoding="utf-8", errors=ODD_NAMES) as file:
        return next(csv.reader(file), [])


def _is_whole(path: Path) -> bool:
    """Return whether what is written next begins a line: a kill may have cut the last one off."""
    content = path.read_bytes()[-1:]
    return content in {b"", b"\n"}


def _as_line(row: Outcome) -> dict[str, object]:
    return asdict(row) | {"seconds": f"{row.seconds:.2f}"}


def _from_line(line: dict[str, str]) -> Outcome:
    texts = {name: line[name] for name in ("file", "status", "error", "notes", "out")}
    if "folder" not in line and line["status"] == FAILED:
        # Then the place was noted also if nothing had been written to it.
        texts["out"] = ""
    return Outcome(
        **texts,
        seconds=float(line["seconds"]),
        bytes=int(line["bytes"]),
        fingerprint=line["fingerprint"],
        folder=line.get("folder", ""),
    )
