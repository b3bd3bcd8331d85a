"""What a tool is: a generator that lives from press to release."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from mattegui.core.arrays import Trimap
from mattegui.core.edit import Edit
from mattegui.core.stroke import Stroke

Point = tuple[float, float]
"""(x, y) in image pixels."""

Drag = Generator[Stroke, Point | None, Edit]
"""Is sent points, and None at the release; yields what to preview, returns what to do.

Nothing is written before the release, so closing the generator takes everything back.
"""


@dataclass(frozen=True, slots=True)
class ToolOptions:
    """What the user set for the tool in hand."""

    label: int
    radius: float


class Tool(Protocol):
    """A way to change the trimap by dragging."""

    title: str
    shortcut: str
    hint: str

    def drag(self, trimap: Trimap, options: ToolOptions, start: tuple[Point, ...]) -> Drag:
        """Begin a drag.

        Args:
            trimap: Read only.
            options: As they were at the press.
            start: One point, or two: a straight line to begin with.
        """
        ...
