"""`Document`: the work on one image, the only writer of its layers, and what tells of changes."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from mattegui.core.edit import Edit
from mattegui.core.matte import Matte
from mattegui.core.pyramid import Layers

if TYPE_CHECKING:
    from mattegui.engine.solve import Patch

UNDO_BYTES: Final = 256_000_000


class EditCommand(QUndoCommand):
    """The one kind of undo step: an edit of a layer."""

    def __init__(self, document: "Document", edit: Edit, text: str) -> None:
        super().__init__(text)
        self._document = document
        self.edit: Edit | None = edit

    def redo(self) -> None:
        """Apply the edit."""
        if self.edit is not None:
            self._document._apply(self.edit)

    def undo(self) -> None:
        """Take the edit back."""
        if self.edit is not None:
            self._document._apply(self.edit.inverted())


class Document(QObject):
    """Owns the matte, its pyramids and the undo stack.

    Signals carry what changed, so that nobody has to ask or to redraw everything:
        opened: another matte.
        edited: an `Edit` of a layer, made, undone or redone.
        solved: the `Rect` of a piece of alpha that has arrived.
    """

    opened = Signal()
    edited = Signal(object)
    solved = Signal(object)

    def __init__(self, undo_bytes: int = UNDO_BYTES) -> None:
        super().__init__()
        self.matte: Matte | None = None
        self.layers: Layers | None = None
        self.stack = QUndoStack(self)
        self._undo_bytes = undo_bytes

    def open(self, matte: Matte, layers: Layers) -> None:
        """Begin the work on another matte; its layers were built elsewhere, they take a while."""
        self.matte, self.layers = matte, layers
        self.stack.clear()
        self.opened.emit()

    def push(self, edit: Edit, text: str) -> None:
        """Make an edit, so that it can be undone; `text` names it in the menu."""
        if edit:
            self.stack.push(EditCommand(self, edit, text))
            self._forget_oldest()

    @property
    def can_undo(self) -> bool:
        """Whether the last step is still remembered."""
        command = self.stack.command(self.stack.index() - 1) if self.stack.canUndo() else None
        return isinstance(command, EditCommand) and command.edit is not None

    def undo(self) -> None:
        """Take back the last edit, if it is still remembered."""
        if self.can_undo:
            self.stack.undo()

    def redo(self) -> None:
        """Make the last edit that was taken back again."""
        self.stack.redo()

    def set_alpha(self, patch: "Patch") -> None:
        """Put a piece of the answer in its place."""
        if self.matte is None or self.layers is None:
            raise RuntimeError("there is no matte to put an alpha into")
        part = patch.rect.slices
        self.matte.alpha[part] = patch.alpha
        self.matte.foreground[part] = patch.foreground
        self.layers.alpha.refresh(patch.rect)
        self.layers.foreground.refresh(patch.rect)
        self.solved.emit(patch.rect)

    def _apply(self, edit: Edit) -> None:
        """Write to a layer: nobody else does."""
        if self.matte is None or self.layers is None:
            raise RuntimeError("there is nothing to edit")
        edit.apply(self.matte.plane(edit.layer))
        if edit.layer == "trimap":
            for rect in edit.rects:
                self.matte.settle_known(rect)
        self.layers.refresh_layer(edit.layer, *edit.rects)
        self.edited.emit(edit)

    def _forget_oldest(self) -> None:
        """Drop the oldest edits beyond the byte budget; Qt can only count steps."""
        total = 0
        for index in reversed(range(self.stack.count())):
            command = self.stack.command(index)
            if not isinstance(command, EditCommand) or command.edit is None:
                # Everything older was forgotten before.
                return
            total += command.edit.nbytes
            if total > self._undo_bytes and index < self.stack.index() - 1:
                command.edit = None
