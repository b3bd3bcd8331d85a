"""`Reviews`: which exports of a batch a person has accepted, kept beside its report."""

import json
from pathlib import Path
from typing import Final, Self

from mattegui.core.files import atomic_path
from mattegui.engine.batch_items import BatchError, Item
from mattegui.engine.batch_report import DONE, SKIPPED, Outcome

NAME: Final = "review.json"


class Reviews:
    """Remembers what was accepted; an export that was made anew is to be looked at again.

    Args:
        path: The file; it is written with every change.
        marks: What each accepted image had come to, by its name.
    """

    def __init__(self, path: Path, marks: dict[str, str]) -> None:
        self.path = path
        self._marks = marks

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return what was accepted in the folder of a batch's exports.

        Raises:
            BatchError: The file there is damaged.
            OSError: It cannot be read.
        """
        path = folder / NAME
        if not path.exists():
            return cls(path, {})
        try:
            marks = json.loads(path.read_text("utf-8"))["accepted"]
            if not isinstance(marks, dict) or not all(isinstance(m, str) for m in marks.values()):
                raise ValueError("what was accepted is not a table of names and texts")
        except (ValueError, KeyError, TypeError) as error:
            raise BatchError(f"{path} is damaged; move it away: {error}") from error
        return cls(path, marks)

    def settled(self, item: Item, outcome: Outcome | None) -> bool:
        """Return whether an item's export was accepted: then it stays, also if made by hand."""
        return (
            outcome is not None
            and outcome.status in {DONE, SKIPPED}
            and item.out.is_file()
            and self.accepted(outcome)
        )

    def accepted(self, outcome: Outcome) -> bool:
        """Return whether this outcome, and not an earlier one of the same image, was accepted."""
        return self._marks.get(outcome.file) == _mark(outcome)

    def settle(self, outcome: Outcome) -> bool:
        """Return whether a run's outcome was accepted already; what was made anew was not.

        Raises:
            OSError: It cannot be written down.
        """
        accepted = self.accepted(outcome)
        if accepted and outcome.status == DONE:
            self.forget(outcome.file)
            return False
        return accepted

    def accept(self, outcome: Outcome) -> None:
        """Remember that somebody has seen this outcome and is content with it.

        Raises:
            OSError: It cannot be written down.
        """
        self._write(self._marks | {outcome.file: _mark(outcome)})

    def forget(self, file: str) -> None:
        """Have an image looked at again.

        Raises:
            OSError: It cannot be written down.
        """
        if file in self._marks:
            self._write({name: mark for name, mark in self._marks.items() if name != file})

    def _write(self, marks: dict[str, str]) -> None:
        with atomic_path(self.path) as draft:
            draft.write_text(json.dumps({"accepted": marks}, indent=1), "utf-8")
        self._marks = marks


def _mark(outcome: Outcome) -> str:
    """Return what tells one outcome of an image from others: its files, or why it failed."""
    return outcome.fingerprint or outcome.error
