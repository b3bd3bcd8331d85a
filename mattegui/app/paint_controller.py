"""`PaintController`: what can be asked for about tools, labels and the trimap as a whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QInputDialog

from mattegui.app.canvas import Canvas
from mattegui.app.document import Document
from mattegui.app.edit_runner import EditRunner
from mattegui.app.panels.band import BandStrip
from mattegui.app.panels.options import OptionsBar
from mattegui.app.panels.toolbox import Toolbox
from mattegui.app.tools.tool import DragResult, Look, Pick
from mattegui.app.works import AlphaBand, MaskBand, TrimapChange, TrimapFunction
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap, eight_bit
from mattegui.core.edit import Edit, Layer
from mattegui.core.makers import unknown
from mattegui.core.rect import Rect

_MOST: Final = 500


class PaintController(QObject):
    """Connects the hand, the toolbox, the options bar and the canvas, and does what they ask for.

    Signals:
        told: a sentence for the user.
        failed: a sentence that says why nothing was changed.
        hinted: what can be done with the tool in hand, in a text as `KeyNames` takes it.
        colour_picked: (red, green, blue) under the eyedropper.
        checks_changed: what the menus show with a check mark is on or off now: a lock, the eraser.
    """

    told = Signal(str)
    failed = Signal(str)
    hinted = Signal(str)
    colour_picked = Signal(object)
    checks_changed = Signal()

    def __init__(
        self,
        document: Document,
        edit_runner: EditRunner,
        canvas: Canvas,
        options: OptionsBar,
        toolbox: Toolbox,
        band: BandStrip,
    ) -> None:
        super().__init__()
        self._document, self._tool_controller, self._edit_runner = (
            document,
            edit_runner.tool_controller,
            edit_runner,
        )
        self._canvas, self._options, self._toolbox = canvas, options, toolbox
        self._pixels = 4
        canvas.made.connect(self.put)
        canvas.radius_changed.connect(options.show_radius)
        options.label_chosen.connect(self._on_label)
        options.radius_chosen.connect(canvas.set_radius)
        options.option_chosen.connect(self._on_option)
        options.linked_chosen.connect(self._on_linked)
        options.lock_chosen.connect(self._on_lock)
        edit_runner.working.connect(self._on_working)
        edit_runner.failed.connect(self.failed)
        edit_runner.bands_offered.connect(band.offer)
        band.band_chosen.connect(edit_runner.set_band)
        band.closed.connect(edit_runner.settle)

    def show_all(self) -> None:
        """Show what is in the hand everywhere it is shown."""
        tool_controller = self._tool_controller
        self._toolbox.show_tool(tool_controller.name)
        self._options.show_tool(tool_controller.tool)
        self._options.show_options(tool_controller.options)
        self._options.show_linked(tool_controller.linked)
        self._options.show_locks(tool_controller.locked)
        self._canvas.show_tool()
        self.hinted.emit(self._hint())

    def choose_tool(self, name: str) -> None:
        """Take a tool, a key of `TOOLS`."""
        # Before the tool changes: what it previews of a stroke lies in the picture of the work.
        self._canvas.cancel_drag()
        self._tool_controller.take(name)
        self.show_all()

    def scale_band(self, factor: float) -> None:
        """Make the band of the edge tool wider or narrower."""
        self._options.scale_band(factor)

    def toggle_lock(self, label: int) -> None:
        """Lock a label, or unlock it."""
        self._tool_controller.lock(label, locked=label not in self._tool_controller.locked)
        self._options.show_locks(self._tool_controller.locked)
        self.checks_changed.emit()

    @property
    def locked(self) -> frozenset[int]:
        """The labels whose pixels nothing changes."""
        return self._tool_controller.locked

    def cancel(self) -> bool:
        """Stop what is being looked for; say whether anything was."""
        return self._edit_runner.cancel()

    @Slot(object, str)
    def put(self, outcome: DragResult, text: str) -> None:
        """Do what a drag has led to.

        Args:
            outcome: An edit is made, a work is run, a wish is fulfilled.
            text: Names it in the undo menu.
        """
        if isinstance(outcome, Edit):
            self._edit_runner.push(outcome, text)
        elif isinstance(outcome, Look):
            self._canvas.look(outcome)
        elif isinstance(outcome, Pick):
            self._pick(outcome)
        elif outcome is not None:
            self._edit_runner.run(outcome, text)

    def invert(self) -> None:
        """Exchange foreground and background."""
        self._change(unknown.invert, self.tr("Invert the trimap"))

    def clear(self) -> None:
        """Make everything background."""
        self._change(unknown.clear, self.tr("Clear the trimap"))

    def clear_corrections(self, layer: Layer) -> None:
        """Take all corrections of a layer away."""
        texts = {
            "retouch": self.tr("Clear the retouch"),
            "decontamination": self.tr("Clear the corrections of decontamination"),
        }
        self._edit_runner.clear(layer, texts[layer])

    def grow(self) -> None:
        """Ask by how much, and let the unknown band grow."""
        self._ask(unknown.grow_unknown, self.tr("Grow Unknown"), self.tr("Grow unknown"))

    def shrink(self) -> None:
        """Ask by how much, and let the unknown band shrink."""
        self._ask(unknown.shrink_unknown, self.tr("Shrink Unknown"), self.tr("Shrink unknown"))

    def smooth(self) -> None:
        """Ask how coarsely, and smooth the borders."""
        self._ask(unknown.smooth_unknown, self.tr("Smooth Unknown"), self.tr("Smooth unknown"))

    def mark_edges(self) -> None:
        """Ask how far, and mark unknown wherever foreground touches background."""
        self._ask(
            unknown.edge_unknown, self.tr("Mark Edges Unknown"), self.tr("Mark edges unknown")
        )

    def make_trimap(self) -> None:
        """Draw the band anew round the subject, or ask for a box if there is none yet."""
        matte = self._document.matte
        if matte is None:
            return
        if not (matte.trimap != BACKGROUND).any():
            self.choose_tool("subject-box")
            self.told.emit(
                self.tr("Drag a box round the subject, with a little room to each side.")
            )
            return
        self._edit_runner.run(
            AlphaBand(matte.seen, matte.final_state()), self.tr("Trimap from the alpha")
        )

    def find_again(self) -> None:
        """Look once more for the subject, heeding what was painted since it was found."""
        self._edit_runner.find_again(self.tr("Subject found again"))

    @Slot(object)
    def take_mask(self, path: Path) -> None:
        """Draw the band round the subject that a mask file shows."""
        matte = self._document.matte
        if matte is not None:
            self._edit_runner.run(MaskBand(matte.seen, path), self.tr("Trimap from the mask"))

    def _pick(self, pick: Pick) -> None:
        """Take a colour, and say what is there."""
        matte = self._document.matte
        x, y = int(pick.at[0] // 1), int(pick.at[1] // 1)
        if matte is None or not (0 <= x < matte.rect.width and 0 <= y < matte.rect.height):
            return
        pixel = Rect(y, x, y + 1, x + 1)
        red, green, blue = (int(value) for value in eight_bit(matte.seen[pixel.slices])[0, 0])
        sentences = {
            FOREGROUND: self.tr("Foreground, alpha {alpha:.3f}, colour {red} {green} {blue}"),
            BACKGROUND: self.tr("Background, alpha {alpha:.3f}, colour {red} {green} {blue}"),
            UNKNOWN: self.tr("Unknown, alpha {alpha:.3f}, colour {red} {green} {blue}"),
        }
        sentence = sentences[int(matte.trimap[y, x])]
        alpha = float(matte.final_in(pixel)[0, 0])
        self.told.emit(sentence.format(alpha=alpha, red=red, green=green, blue=blue))
        self.colour_picked.emit((red, green, blue))

    def _change(self, change: TrimapFunction, text: str) -> None:
        matte = self._document.matte
        if matte is not None:
            self._edit_runner.run(TrimapChange(matte.trimap.copy(), change), text)

    def _ask(self, change: Callable[[Trimap, int], Trimap], title: str, text: str) -> None:
        caption = self.tr("Pixels:")
        pixels, agreed = QInputDialog.getInt(self._canvas, title, caption, self._pixels, 1, _MOST)
        if agreed:
            self._pixels = pixels
            self._change(lambda trimap: change(trimap, pixels), text)

    @Slot(int)
    def _on_label(self, label: int) -> None:
        self._canvas.set_label(label)

    @Slot(str, object)
    def _on_option(self, name: str, value: object) -> None:
        self._tool_controller.set(**{name: value})
        if name == "erase":
            self.checks_changed.emit()

    @Slot(str)
    def _on_working(self, what: str) -> None:
        busy = self.tr("{what} … · {cancel}: cancel").replace("{what}", what)
        self.hinted.emit(busy if what else self._hint())

    def _hint(self) -> str:
        return QCoreApplication.translate("Tools", self._tool_controller.tool.hint)

    @Slot(bool)
    def _on_linked(self, linked: bool) -> None:
        self._tool_controller.linked = linked

    @Slot(int, bool)
    def _on_lock(self, label: int, locked: bool) -> None:
        self._tool_controller.lock(label, locked=locked)
        self.checks_changed.emit()
