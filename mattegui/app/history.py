"""Steps: what can be undone, within a budget of bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QUndoCommand, QUndoStack

from mattegui.core.arrays import Colours
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit, Layer

UNDO_BYTES: Final = 256_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """All that one step does: edits of layers, a new amount of decontamination, a new curve.

    Attributes:
        edits: In the order in which they are made.
        amounts: Before and after; None if it stays.
        curves: Likewise.
    """

    edits: tuple[Edit, ...] = ()
    amounts: tuple[float, float] | None = None
    curves: tuple[Curve, Curve] | None = None

    def __bool__(self) -> bool:
        pairs = (self.amounts, self.curves)
        moved = any(pair is not None and pair[0] != pair[1] for pair in pairs)
        return moved or any(self.edits)

    @property
    def nbytes(self) -> int:
        """Bytes that it holds in memory."""
        return sum(edit.nbytes for edit in self.edits)

    @property
    def layer(self) -> Layer:
        """The layer that it changes most visibly."""
        if self.edits:
            return self.edits[0].layer
        return "decontamination" if self.curves is None else "retouch"

    def inverted(self) -> "Change":
        """Return the change that takes this one back."""
        amounts = self.amounts and (self.amounts[1], self.amounts[0])
        curves = self.curves and (self.curves[1], self.curves[0])
        return Change(tuple(edit.inverted() for edit in reversed(self.edits)), amounts, curves)


class Step(QUndoCommand):
    """The one kind of undo step.

    Attributes:
        change: What it does; None once it is forgotten.
        key: Of the movement that it belongs to: steps of one slider move become one.
        state: Tells the state after it from all others.
        layer: That it changes most visibly.
        nbytes: That it holds in memory.
        thumbnail: Of the work after it; whoever shows it makes it.
    """

    def __init__(
        self, change: Change, text: str, key: str, state: int, apply: Callable[[Change], None]
    ) -> None:
        super().__init__(text)
        self.change: Change | None = change
        self.key = key
        self.state = state
        self.layer = change.layer
        self.nbytes = change.nbytes
        self.thumbnail: Colours | None = None
        self._apply = apply

    def redo(self) -> None:
        """Make the change."""
        if self.change is not None:
            self._apply(self.change)

    def undo(self) -> None:
        """Take the change back."""
        if self.change is not None:
            self._apply(self.change.inverted())

    def forget(self) -> None:
        """Let go of the change; the step can no longer be taken back."""
        self.change, self.thumbnail, self.nbytes = None, None, 0


class History:
    """The steps, the newest within a budget of bytes; Qt can only count steps.

    Attributes:
        first: The oldest state that can be gone back to, as an index of the stack.
        held: Bytes that all steps hold.
    """

    def __init__(self, stack: QUndoStack, budget: int = UNDO_BYTES) -> None:
        self.first = self.held = 0
        self._stack = stack
        self._budget = budget
        # Asking Qt for each of some ten thousand steps takes longer than a stroke.
        self._steps: list[Step] = []

    def set_budget(self, budget: int) -> None:
        """Allow more or fewer bytes."""
        self._budget = budget
        self._forget_oldest(self._stack.index())

    def clear(self) -> None:
        """Begin anew."""
        self.first = self.held = 0
        self._steps.clear()
        self._stack.clear()

    def step(self, index: int) -> Step | None:
        """Return the step that leads to state `index`; None for the first state there is."""
        return self._steps[index - 1] if index > 0 else None

    def push(self, step: Step) -> None:
        """Make a step; what was undone before is gone."""
        made = self._stack.index()
        self.held += step.nbytes - sum(undone.nbytes for undone in self._steps[made:])
        self._steps[made:] = [step]
        self.first = min(self.first, made)
        # Before Qt tells everybody: what can be undone is to be settled by then.
        self._forget_oldest(made + 1)
        self._stack.push(step)

    def replace(self, step: Step, change: Change) -> None:
        """Let the newest step stand for a larger change, which was made already."""
        self.held += change.nbytes - step.nbytes
        step.change, step.nbytes, step.thumbnail = change, change.nbytes, None
        self._forget_oldest(self._stack.index())

    def _forget_oldest(self, made: int) -> None:
        """Drop the oldest changes beyond the budget; the last of those `made` is kept."""
        while self.held > self._budget and self.first < made - 1:
            step = self._steps[self.first]
            self.held -= step.nbytes
            step.forget()
            self.first += 1
