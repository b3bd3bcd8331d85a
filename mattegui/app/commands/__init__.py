"""`Commands`: what the user can ask for, whichever menu, key or panel it comes from."""

from dataclasses import dataclass

from mattegui.app.canvas import Canvas
from mattegui.app.clipboard import Clipboard
from mattegui.app.commands.batches import BatchCommands
from mattegui.app.commands.files import FileCommands
from mattegui.app.commands.frame import FrameCommands
from mattegui.app.document import Document
from mattegui.app.exporting import Exporting
from mattegui.app.paint_controller import PaintController
from mattegui.app.panels.options import OptionsBar
from mattegui.app.panels.views import ViewPanel
from mattegui.app.solver import Solver
from mattegui.app.view_controller import ViewController


@dataclass(frozen=True, slots=True)
class Commands:
    """The parts of the app that actions reach, one for each kind of command."""

    document: Document
    solver: Solver
    canvas: Canvas
    options: OptionsBar
    paint_controller: PaintController
    views: ViewPanel
    view_controller: ViewController
    files: FileCommands
    exporting: Exporting
    clipboard: Clipboard
    batches: BatchCommands
    frame: FrameCommands

    def can(self, needs: str) -> bool:
        """Say whether there is what an action needs; see `ActionSpec.needs`."""
        ready = {
            "": True,
            "image": self.document.matte is not None,
            "undo": self.document.can_undo,
            "redo": self.document.stack.canRedo(),
        }
        return ready[needs]

    def cancel(self) -> None:
        """Drop the stroke under the hand, else what is being looked for, else stop solving."""
        if not self.canvas.cancel_drag() and not self.paint_controller.cancel():
            self.solver.cancel()
