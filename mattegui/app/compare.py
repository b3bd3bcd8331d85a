"""`Compare`: which other side the canvas shows beside the work, and for how long."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent

from mattegui.app.canvas import Canvas
from mattegui.app.compare_answer import Answers
from mattegui.app.document import Document
from mattegui.app.panels.compare import KEPT, ORIGINAL, ComparePanel
from mattegui.app.render import Renderer
from mattegui.app.wipe import Wipe

_INFINITE: Final = float("inf")


class Compare(QObject):
    """Connects the panel, the other answers, the border on the canvas and the renderers."""

    def __init__(
        self,
        document: Document,
        answers: Answers,
        panel: ComparePanel,
        canvas: Canvas,
        renderer: Renderer,
    ) -> None:
        super().__init__()
        self._document, self._answers, self._panel = document, answers, panel
        self._canvas, self._renderer = canvas, renderer
        self._wipe = Wipe(canvas)
        self._hold = Hold(self._refresh)
        self._original, self._other = Renderer("original"), Renderer()
        document.opened.connect(self._on_opened)
        answers.changed.connect(self._on_answers)
        panel.other_chosen.connect(self._choose)
        panel.wipe_chosen.connect(self._on_wipe)
        panel.again_asked.connect(self._ask_again)
        panel.keep_asked.connect(answers.keep)
        self._wipe.moved.connect(self._refresh)

    @property
    def others(self) -> tuple[Renderer, ...]:
        """What draws the other sides: it has to follow the view's options."""
        return self._original, self._other

    def hold(self, *, original: bool) -> None:
        """Show the other side alone for as long as a key is held; `original` whatever is chosen."""
        if self._document.matte is not None:
            self._hold.begin("original" if original else "other")

    def choose(self, other: str) -> None:
        """Compare with something else; see `ComparePanel.other_chosen`."""
        self._panel.choose(other)
        self._choose(other)

    def set_view(self, view: str) -> None:
        """Draw the other answer as the work is drawn."""
        self._other.set_view(view)

    @Slot(str)
    def _choose(self, other: str) -> None:
        if other not in (ORIGINAL, KEPT) and self._answers.layers(other) is None:
            self._ask_again()
        if other != ORIGINAL:
            self._panel.set_wipe(on=True)
        self._on_answers()

    @Slot(bool)
    def _on_wipe(self, _: bool) -> None:
        self._refresh()

    @Slot()
    def _ask_again(self) -> None:
        if self._panel.other == KEPT:
            self._answers.keep()
        elif self._panel.other != ORIGINAL:
            self._answers.compute(self._panel.other)

    @Slot()
    def _on_opened(self) -> None:
        layers = self._document.layers
        if layers is not None:
            self._original.open(layers)
        # Models may have been imported since the last image.
        self._panel.list_others()
        self._on_answers()

    @Slot()
    def _on_answers(self) -> None:
        self._panel.set_kept(there=self._answers.layers(KEPT) is not None)
        other = self._panel.other
        layers = self._answers.layers(other)
        if layers is None:
            self._other.close()
        elif layers is not self._other.layers:
            self._other.open(layers)
        self._panel.show_note(self._note(other), again=other != ORIGINAL)
        self._refresh()

    def _note(self, other: str) -> str:
        if other == ORIGINAL:
            return ""
        if self._answers.computing == other:
            return self.tr("Computing: {:.0f} %").format(100 * self._answers.share)
        if self._answers.layers(other) is None:
            return self.tr("There is no alpha of it yet.")
        if self._answers.outdated(other):
            return self.tr("Outdated: the trimap has changed since.")
        return ""

    @Slot()
    def _refresh(self) -> None:
        """Show what is to be seen now: one side, both, or the other for a moment."""
        wiping = self._panel.wiping and self._document.matte is not None
        held, title = self._hold.what, self._panel.other_title
        side: Renderer = self._original if self._panel.other == ORIGINAL else self._other
        if held == "original":
            side, title = self._original, self.tr("Original")
        if side.layers is None:
            title = self.tr("{} (not ready)").format(title)
        shown = bool(held) or wiping
        # Until an answer is there its side shows the image.
        ready = side if side.layers is not None else self._original
        if shown and self._renderer.beside is not ready:
            # While it was not seen nobody has told it what changes.
            ready.redraw()
        self._renderer.beside = ready if shown else None
        self._renderer.split = _INFINITE if held else self._wipe.x_on_canvas
        self._wipe.setVisible(wiping and not held)
        self._wipe.show_signs(title if shown else "", self.tr("Now") if wiping and not held else "")
        self._canvas.update()


class Hold(QObject):
    """Lasts from a key's press to its release, or to a click if it was begun in a menu.

    Args:
        changed: Called when it begins or ends.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self.what = ""
        """What is held; empty if nothing is."""
        self._changed = changed

    def begin(self, what: str) -> None:
        """Hold on; what was held before is let go."""
        application = QCoreApplication.instance()
        if not self.what and application is not None:
            # A key that is a shortcut is pressed out of everybody's sight; its release is seen.
            application.installEventFilter(self)
        if what != self.what:
            self.what = what
            self._changed()

    def end(self) -> None:
        """Let go."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.what = ""
        self._changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with the release of any key, with a click, or when another program takes over."""
        kind = event.type()
        released = (
            kind == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and not event.isAutoRepeat()
        )
        if released or kind in (QEvent.Type.MouseButtonPress, QEvent.Type.ApplicationDeactivate):
            self.end()
        return super().eventFilter(watched, event)
