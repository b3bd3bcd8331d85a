"""`Hand`: holds a tool and plays its generator from press to release."""

from PySide6.QtCore import QRectF, QSize

from mattegui.app.overlay import StrokePreview
from mattegui.app.tools import TOOLS
from mattegui.app.tools.tool import Drag, Point, ToolOptions
from mattegui.app.viewport import Viewport
from mattegui.core.arrays import BACKGROUND, FOREGROUND, UNKNOWN, Trimap
from mattegui.core.edit import Edit

OPPOSITE = {FOREGROUND: BACKGROUND, BACKGROUND: FOREGROUND, UNKNOWN: BACKGROUND}


class Hand:
    """The tool in use, with its label and size, and the drag that is going on, if any."""

    def __init__(self) -> None:
        self.tool = TOOLS["brush"]
        self.label = FOREGROUND
        self.radius = 20.0
        self.preview = StrokePreview()
        self._drag: Drag | None = None
        self._at: Point = (0.0, 0.0)
        self._last: Point | None = None

    @property
    def dragging(self) -> bool:
        """Whether a drag is going on."""
        return self._drag is not None

    def begin(
        self, trimap: Trimap, at: Point, label: int, *, straight: bool, viewport: Viewport
    ) -> QRectF:
        """Begin a drag; return what has to be repainted, in widget pixels.

        Args:
            trimap: To look at, not to write to.
            at: Where, in image pixels.
            label: To paint with.
            straight: Start with a straight line from where the last drag ended.
            viewport: What is seen.
        """
        start = (self._last, at) if straight and self._last is not None else (at,)
        self._at = at
        self._drag = self.tool.drag(trimap, ToolOptions(label, self.radius), start)
        return self.preview.draw(next(self._drag), viewport)

    def move(self, at: Point, viewport: Viewport) -> QRectF:
        """Follow the hand; return what has to be repainted."""
        if self._drag is None:
            return QRectF()
        self._at = at
        return self.preview.draw(self._drag.send(at), viewport)

    def end(self) -> Edit | None:
        """Let go; return what the drag does."""
        if self._drag is None:
            return None
        drag, self._drag = self._drag, None
        self._last = self._at
        self.preview.end()
        try:
            drag.send(None)
        except StopIteration as done:
            edit: Edit = done.value
            return edit
        raise RuntimeError(f"the tool {self.tool.title!r} did not end with the drag")

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
