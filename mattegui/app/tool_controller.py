"""`ToolController`: holds a tool with its options and plays its generator from press to release."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QRectF, QSize

from mattegui.app.preview import ToolPreview
from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import Drag, DragResult, Sample, Tool, ToolOptions
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN
from mattegui.core.matte import Matte
from mattegui.core.trimap import LABEL_NAMES

OPPOSITE: Final = {FOREGROUND: BACKGROUND, BACKGROUND: FOREGROUND, UNKNOWN: BACKGROUND}
SMALLEST_RADIUS: Final = 0.5
LARGEST_RADIUS: Final = 2000.0


class ToolController:
    """The tool in use, what the user set for it, and the drag that is going on, if any.

    Attributes:
        name: Of the tool, a key of `TOOLS`.
        options: What the user set; the radius is the one in use.
        radii: For each label, and each brush that paints no label, the radius last used with it.
        linked: All brushes have one size.
        locked: Labels whose pixels nothing changes.
        preview: What is shown of the drag.
        text: What the drag that ended last, or goes on, does, for the undo menu.
    """

    def __init__(self) -> None:
        self.name = "brush"
        self.options = ToolOptions()
        self.radii: dict[str, float] = {}
        self.linked = False
        self.locked: frozenset[int] = frozenset()
        self.preview = ToolPreview()
        self.text = ""
        self._drag: Drag | None = None
        self._at = Sample(0.0, 0.0)
        self._last: Sample | None = None

    @property
    def tool(self) -> Tool:
        """The tool in use."""
        return TOOLS[self.name]

    @property
    def label(self) -> int:
        """The label to paint with."""
        return self.options.label

    @label.setter
    def label(self, label: int) -> None:
        self.set(label=label)

    @property
    def radius(self) -> float:
        """Of the brush, in image pixels."""
        return self.options.radius

    @radius.setter
    def radius(self, radius: float) -> None:
        bounded = min(LARGEST_RADIUS, max(SMALLEST_RADIUS, radius))
        self.radii[self._brush] = bounded
        self.options = replace(self.options, radius=bounded)

    @property
    def dragging(self) -> bool:
        """Whether a drag is going on."""
        return self._drag is not None

    def take(self, name: str) -> None:
        """Take another tool, a key of `TOOLS`; a drag that is going on is dropped."""
        self.cancel()
        self.name = name
        self._recall_radius()

    def set(self, **changes: Any) -> None:
        """Change fields of the options, but not the radius, which belongs to a label."""
        self.options = replace(self.options, **changes)
        self._recall_radius()

    def lock(self, label: int, *, locked: bool) -> None:
        """Lock a label or unlock it."""
        self.locked = self.locked | {label} if locked else self.locked - {label}

    def begin(
        self, matte: Matte, at: Sample, options: ToolOptions, *, straight: bool, viewport: Viewport
    ) -> QRectF:
        """Begin a drag; return what has to be repainted, in widget pixels.

        Args:
            matte: To look at, not to write to.
            at: Where.
            options: For this drag; they may differ from those that the user set.
            straight: Start with a straight line from where the last drag ended.
            viewport: What is seen.
        """
        start = (self._last, at) if straight and self._last is not None else (at,)
        self._at = at
        self.text = QCoreApplication.translate("Tools", self.tool.describe(options))
        self._drag = self.tool.drag(matte, options, start)
        return self.preview.show(next(self._drag), viewport)

    def move(self, at: Sample, viewport: Viewport) -> QRectF:
        """Follow the hand; return what has to be repainted."""
        if self._drag is None:
            return QRectF()
        self._at = at
        return self.preview.show(self._drag.send(at), viewport)

    def end(self) -> DragResult:
        """Let go; return what the drag does."""
        if self._drag is None:
            return None
        drag, self._drag = self._drag, None
        self._last = self._at
        self.preview.end()
        try:
            drag.send(None)
        except StopIteration as done:
            outcome: DragResult = done.value
            return outcome
        raise RuntimeError(f"the tool {self.name!r} did not end with the drag")

    def cancel(self) -> bool:
        """Drop the drag, which has written nothing; say whether there was one."""
        if self._drag is None:
            return False
        self._drag.close()
        self._drag = None
        self.preview.end()
        return True

    def forget(self) -> None:
        """Drop the drag, and where the last one ended: there is another image now."""
        self.cancel()
        self._last = None

    def prepare(self, size: QSize, ratio: float) -> None:
        """Make the preview ready for a widget of `size` with `ratio` device pixels per pixel."""
        self.preview.begin(size, ratio)

    @property
    def _brush(self) -> str:
        """What the radius belongs to: a label, or a brush that paints none."""
        return LABEL_NAMES[self.label] if "label" in self.tool.options else self.name

    def _recall_radius(self) -> None:
        if not self.linked and "radius" in self.tool.options:
            self.options = replace(
                self.options, radius=self.radii.get(self._brush, self.options.radius)
            )
