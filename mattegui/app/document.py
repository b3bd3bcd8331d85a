"""`Document`: the work on one image, the only writer of its layers, and what tells of changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from mattegui.app.history import UNDO_BYTES, Change, History, Step
from mattegui.core.arrays import Colours
from mattegui.core.curve import Curve
from mattegui.core.edit import Edit, Layer
from mattegui.core.layers import Layers
from mattegui.core.matte import Matte
from mattegui.core.snapshot import CORRECTIONS

if TYPE_CHECKING:
    from mattegui.engine.solve import Patch

_NEVER: Final = (-1, -1)
"""A state that no work is ever in."""


class Document(QObject):
    """Owns the matte, its pyramids and the undo stack.

    Signals carry what changed, so that nobody has to ask or to redraw everything:
        opened: another matte.
        edited: an `Edit` of a layer, made, undone or redone.
        amount_changed: the amount of decontamination.
        curve_changed: the `Curve` that the alpha is stretched by.
        solved: the `Rect` of a piece of alpha that has arrived.
        changed: the steps, where in them the work stands, or whether it is saved.
        saved: the work was written to a file.

    Attributes:
        project: The project file that the work is kept in; None before it is saved in one.
        finished: The alpha answered to all of the trimap already when the matte was opened.
    """

    opened = Signal()
    edited = Signal(object)
    amount_changed = Signal(float)
    curve_changed = Signal(object)
    solved = Signal(object)
    changed = Signal()
    saved = Signal()

    def __init__(self, undo_bytes: int = UNDO_BYTES) -> None:
        super().__init__()
        self.matte: Matte | None = None
        self.layers: Layers | None = None
        self.project: Path | None = None
        self.finished = False
        self.stack = QUndoStack(self)
        self.history = History(self.stack, undo_bytes)
        self._states = self._extra = 0
        self._first_state = 0
        self._saved: tuple[int, int] = (0, 0)
        self._corrected: set[Layer] = set()
        self.stack.indexChanged.connect(self.changed)

    def open(
        self,
        matte: Matte,
        layers: Layers,
        project: Path | None = None,
        *,
        modified: bool = False,
        finished: bool = False,
    ) -> None:
        """Begin the work on another matte.

        Args:
            matte: The work.
            layers: Its pyramids; they were built elsewhere, that takes a while.
            project: The file that it is kept in.
            modified: It holds more than that file, or than the image alone.
            finished: Its alpha answers to all of its trimap.
        """
        self.finished = finished
        self.matte, self.layers, self.project = matte, layers, project
        self.history.clear()
        self._corrected = {layer for layer in CORRECTIONS if matte.plane(layer).any()}
        self._first_state = self._next_state()
        self._saved = _NEVER if modified else self.state
        self.opened.emit()
        self.changed.emit()

    def push(self, edit: Edit, text: str, key: str = "") -> None:
        """Make an edit, so that it can be undone.

        Args:
            edit: Made on the layer as it is now.
            text: Names the step in menu and history.
            key: Edits with the same key that follow each other are one step, until `seal`.
        """
        self.push_change(Change((edit,) if edit else ()), text, key)

    def set_amount(self, amount: float, text: str, key: str = "") -> None:
        """Change the amount of decontamination, 0 to 1; as `push`."""
        if self.matte is not None:
            self.push_change(Change((), (self.matte.amount, amount)), text, key)

    def set_curve(self, curve: Curve, text: str, key: str = "") -> None:
        """Change the curve that the alpha is stretched by; as `push`."""
        if self.matte is not None:
            self.push_change(Change((), None, (self.matte.curve, curve)), text, key)

    def push_change(self, change: Change, text: str, key: str = "") -> None:
        """Make several edits as one step; as `push`."""
        if not change:
            return
        last = self.history.step(self.stack.index())
        alone = self.stack.canRedo() or self.state == self._saved
        if key and last is not None and last.key == key and not alone:
            self._join(last, change)
        else:
            self.history.push(Step(change, text, key, self._next_state(), self._apply))

    def seal(self) -> None:
        """End a movement: what comes is another step, even if its key is the same."""
        last = self.history.step(self.stack.index())
        if last is not None:
            last.key = ""

    @property
    def corrected(self) -> tuple[Layer, ...]:
        """The layers of corrections that hold anything, or did since the image was opened."""
        return tuple(self._corrected)

    def small_image(self) -> Colours:
        """Return the image at its coarsest level, H,W,3.

        Raises:
            RuntimeError: There is none.
        """
        if self.layers is None:
            raise RuntimeError("there is no image")
        image: Colours = self.layers.image.level(self.layers.depth - 1)
        return image

    @property
    def can_undo(self) -> bool:
        """Whether the last step is still remembered."""
        return self.stack.index() > self.history.first

    def undo(self) -> None:
        """Take back the last step, if it is still remembered."""
        if self.can_undo:
            self.stack.undo()

    def redo(self) -> None:
        """Make the last step that was taken back again."""
        self.stack.redo()

    def jump(self, index: int) -> None:
        """Undo or redo until `index` steps are made; not beyond what is remembered."""
        self.stack.setIndex(max(self.history.first, min(index, self.stack.count())))

    @property
    def state(self) -> tuple[int, int]:
        """What tells the present state of the work from all others."""
        step = self.history.step(self.stack.index())
        return (step.state if step else self._first_state), self._extra

    @property
    def modified(self) -> bool:
        """Whether there is something that is not saved."""
        return self.state != self._saved

    def mark_saved(self, state: tuple[int, int]) -> None:
        """Remember which state is in the file; the work may have gone on since."""
        self._saved = state
        self.changed.emit()
        self.saved.emit()

    def touch(self) -> None:
        """Tell of a change that is no step, and yet is to be saved."""
        self._extra += 1
        self.changed.emit()

    def set_alpha(self, patch: "Patch") -> None:
        """Put a piece of the answer in its place."""
        if self.matte is None or self.layers is None:
            raise RuntimeError("there is no matte to put an alpha into")
        self.matte.answer(patch.rect, patch.alpha, patch.foreground)
        self.layers.alpha.refresh(patch.rect)
        self.layers.foreground.refresh(patch.rect)
        self.solved.emit(patch.rect)

    def _next_state(self) -> int:
        self._states += 1
        return self._states

    def _join(self, step: Step, change: Change) -> None:
        """Make a change, and let the last step be both."""
        if self.matte is None or step.change is None:
            raise RuntimeError("there is nothing to edit")
        self._apply(change)
        self.history.replace(step, _joined(step.change, change, self.matte))
        step.state = self._next_state()
        self.changed.emit()

    def _apply(self, change: Change) -> None:
        """Write to the layers: nobody else does."""
        for edit in change.edits:
            self._apply_edit(edit)
        if change.amounts is not None and self.matte is not None:
            self.matte.amount = change.amounts[1]
            self.amount_changed.emit(self.matte.amount)
        if change.curves is not None and self.matte is not None and self.layers is not None:
            self.matte.curve = change.curves[1]
            self.layers.follow_curve()
            self.curve_changed.emit(self.matte.curve)

    def _apply_edit(self, edit: Edit) -> None:
        if self.matte is None or self.layers is None:
            raise RuntimeError("there is nothing to edit")
        self.matte.make(edit)
        if edit.layer != "trimap":
            self._corrected.add(edit.layer)
        self.layers.refresh_layer(edit.layer, *edit.rects)
        self.edited.emit(edit)


def _joined(first: Change, later: Change, matte: Matte) -> Change:
    """Return one change for two that were made on `matte`, one directly after the other."""
    edits = {edit.layer: edit for edit in first.edits}
    for edit in later.edits:
        before = edits.get(edit.layer)
        edits[edit.layer] = before.then(edit, matte.plane(edit.layer)) if before else edit
    moved = [change.amounts for change in (first, later) if change.amounts is not None]
    amounts = (moved[0][0], moved[-1][1]) if moved else None
    bent = [change.curves for change in (first, later) if change.curves is not None]
    curves = (bent[0][0], bent[-1][1]) if bent else None
    return Change(tuple(edits.values()), amounts, curves)
