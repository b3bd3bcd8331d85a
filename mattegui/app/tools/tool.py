"""What a tool is: a generator that lives from press to release."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol, TypeAlias, runtime_checkable

from mattegui.core.arrays import FOREGROUND, Mask, Trimap
from mattegui.core.cancelling import Cancelled
from mattegui.core.edit import Edit
from mattegui.core.matte import Matte
from mattegui.core.rect import Rect
from mattegui.core.soft_brush import SoftStroke
from mattegui.core.stroke import Stroke

Point: TypeAlias = tuple[float, float]
"""(x, y) in image pixels."""

Cursor: TypeAlias = Literal["ring", "cross", "hand", "zoom"]
"""How the mouse looks: a brush's ring, a cross for what begins at a point, a hand, a glass."""

Effect: TypeAlias = Literal["add", "remove", "smooth", "strengthen", "clear"]
"""What the retouch brush does to alpha."""


class Sample(NamedTuple):
    """Where the hand is and how hard it presses.

    Attributes:
        x: In image pixels.
        y: In image pixels.
        pressure: In [0, 1]; 1 for a mouse.
    """

    x: float
    y: float
    pressure: float = 1.0

    @property
    def at(self) -> Point:
        """The place alone."""
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class ToolOptions:
    """What the user set for the tool in hand.

    Attributes:
        label: To paint with.
        radius: Of the brush, in image pixels.
        pressure: A pen's pressure makes the brush larger and smaller.
        hardness: Share of the radius in which a soft brush does all it can, 0 to 1.
        strength: Of a soft brush, 0 to 1.
        effect: Of the retouch brush.
        erase: The brushes that correct take corrections away.
        tolerance: How far the wand's colours may lie from where it was put down, 0 to 100.
        contiguous: The wand takes only what is connected with where it was put down.
        band: Width of the unknown band that the edge tool paints, in image pixels.
        opposite: The button or the key for the opposite is held.
    """

    label: int = FOREGROUND
    radius: float = 20.0
    pressure: bool = True
    hardness: float = 0.5
    strength: float = 1.0
    effect: Effect = "add"
    erase: bool = False
    tolerance: float = 12.0
    contiguous: bool = True
    band: float = 16.0
    opposite: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of what the hand draws.

    Attributes:
        shape: `polygon`, the closed path through the points; `box` or `ellipse`, in the box
            between the two points.
        points: (x, y) in image pixels.
        label: What it will be filled with; None if that is not known yet.
    """

    shape: Literal["polygon", "box", "ellipse"]
    points: tuple[Point, ...]
    label: int | None = None


Preview: TypeAlias = Stroke | SoftStroke | Outline | None
"""What to show while the hand moves."""


class Bands(Protocol):
    """Trimaps of one subject with unknown bands of any width, made in no time."""

    @property
    def default_width(self) -> float:
        """The width to begin with, in pixels."""
        ...

    def labels(self, width: float, *, adaptive: bool) -> Trimap:
        """Return the labels of `Found.rect` for a band of `width` pixels; in the worker thread.

        Args:
            width: In pixels.
            adaptive: Wider where the edge is hairy, narrower where it is hard.
        """
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a work has found.

    Attributes:
        rect: Where.
        labels: H,W of `rect`.
        mask: H,W of `rect`: which of `labels` are meant; None for all.
        bands: Makes the labels again for other widths of the band, if they have one.
        taught: H,W of `rect`: what the search had been told of; None for nothing.
    """

    rect: Rect
    labels: Trimap
    mask: Mask | None = None
    bands: Bands | None = None
    taught: Trimap | None = None


class Work(Protocol):
    """A frozen description of what takes too long for the thread that the window lives in."""

    def run(self, cancelled: Cancelled) -> Found:
        """Find out; in the worker thread.

        Args:
            cancelled: Says whether nobody wants the answer any more.

        Raises:
            ValueError: Nothing can be found; the message says why.
        """
        ...


@runtime_checkable
class Search(Work, Protocol):
    """A work that looks for a subject, and can be told of some of it."""

    def taught(self, painted: Trimap) -> Work:
        """Return the search that knows something, H,W; unknown where it is told nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """A wish to see something else.

    Attributes:
        at: The image point that stays where it is, or the corner of what is to fill the canvas.
        steps: To zoom in by, negative to zoom out; 0 to fill the canvas.
        corner: The opposite corner of what is to fill the canvas.
    """

    at: Point
    steps: int = 0
    corner: Point | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """A wish for the colour at a place."""

    at: Point


DragResult: TypeAlias = Edit | Work | Look | Pick | None

Drag: TypeAlias = Generator[Preview, Sample | None, DragResult]
"""Is sent samples, and None at the release; yields what to preview, returns what to do.

Nothing is written before the release, so closing the generator takes everything back.
"""


class Tool(Protocol):
    """A way to work with the hand.

    Attributes:
        title: Its name.
        shortcut: The key that takes it.
        hint: What can be done with it, for the status bar; names keys as `KeyNames` puts them.
        options: Fields of `ToolOptions` that it heeds, in the order in which they are shown.
        cursor: How the mouse looks.
    """

    title: str
    shortcut: str
    hint: str
    options: tuple[str, ...]
    cursor: Cursor

    def describe(self, options: ToolOptions) -> str:
        """Name what a drag with these options does, for the undo menu."""
        ...

    def drag(self, matte: Matte, options: ToolOptions, start: tuple[Sample, ...]) -> Drag:
        """Begin a drag.

        Args:
            matte: Read only.
            options: As they were at the press.
            start: One sample, or two: a straight line to begin with.
        """
        ...
