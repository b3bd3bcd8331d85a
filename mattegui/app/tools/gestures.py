"""What the hand does with more than one tool: brushing, going round something, drawing a box."""

from collections.abc import Callable, Generator
from typing import Final, Literal, TypeVar

from mattegui.app.tools.tool import Outline, Point, Preview, Sample, ToolOptions
from mattegui.core.rect import Rect
from mattegui.core.soft_brush import SoftStroke
from mattegui.core.stroke import Stroke

T = TypeVar("T")
Gesture = Generator[Preview, Sample | None, T]
"""As a `Drag`, but it returns what the hand drew."""

CLICK: Final = 3.0
"""Image pixels that a hand may move during what is meant as a click."""


def brush(
    options: ToolOptions, start: tuple[Sample, ...]
) -> Generator[Stroke, Sample | None, Stroke]:
    """Follow the hand with a round brush; return the stroke."""
    points = tuple(sample.at for sample in start)
    radii = tuple(_radius(sample, options) for sample in start)
    while True:
        # A mouse presses evenly, and a stroke of one radius is painted faster.
        tapers = min(radii) < options.radius
        stroke = Stroke(options.label, options.radius, points, radii if tapers else ())
        sample = yield stroke
        if sample is None:
            return stroke
        points, radii = (*points, sample.at), (*radii, _radius(sample, options))


def soft_brush(
    options: ToolOptions, start: tuple[Sample, ...], what: Callable[[Stroke], SoftStroke]
) -> Gesture[SoftStroke]:
    """Follow the hand with a soft brush; return the stroke.

    Args:
        options: As they were at the press.
        start: One sample or two.
        what: Says what a stroke does.
    """
    hand = brush(options, start)
    soft = what(next(hand))
    while (sample := (yield soft)) is not None:
        soft = what(hand.send(sample))
    return soft


def loop(start: tuple[Sample, ...], label: int | None = None) -> Gesture[tuple[Point, ...]]:
    """Follow the hand round something that gets `label`; return the path."""
    path = tuple(sample.at for sample in start)
    while (sample := (yield Outline("polygon", path, label))) is not None:
        path = (*path, sample.at)
    return path


def corners(
    shape: Literal["box", "ellipse"], start: Sample, label: int | None = None
) -> Gesture[tuple[Point, Point]]:
    """Follow the hand from one corner of a box to the opposite one; return both."""
    corner = opposite = start.at
    while (sample := (yield Outline(shape, (corner, opposite), label))) is not None:
        opposite = sample.at
    return corner, opposite


def point(start: Sample) -> Gesture[Point]:
    """Wait for the hand to be lifted; return where it was put down."""
    while (yield None) is not None:
        pass
    return start.at


def is_click(one: Point, other: Point) -> bool:
    """Say whether a drag from one point to the other is meant as a click."""
    return abs(one[0] - other[0]) <= CLICK and abs(one[1] - other[1]) <= CLICK


def box_of(one: Point, other: Point) -> Rect:
    """Return the pixels that the box between two corners touches."""
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Rect(int(y0 // 1), int(x0 // 1), int(-(-y1 // 1)), int(-(-x1 // 1)))


def _radius(sample: Sample, options: ToolOptions) -> float:
    share = sample.pressure if options.pressure else 1.0
    return max(0.5, options.radius * share)
