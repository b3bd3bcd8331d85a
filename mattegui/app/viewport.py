"""Which part of the image the canvas shows: pan and zoom as plain numbers."""

import math
from dataclasses import dataclass
from typing import Final

from mattegui.core.rect import Rect

SMALLEST_ZOOM: Final = 1 / 64
LARGEST_ZOOM: Final = 64.0
_STEPS: Final = tuple(2.0 ** (half / 2) for half in range(-12, 13))

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """A zoom and where the image's corner lies.

    Attributes:
        zoom: Widget pixels an image pixel takes.
        x: Widget x of the image's left edge.
        y: Widget y of the image's upper edge.
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @classmethod
    def fitted(
        cls, image: tuple[int, ...], widget: tuple[int, int], margin: int = 24, covered: int = 0
    ) -> "Viewport":
        """Return the view in which the whole image is in the middle; never above 100 %.

        Args:
            image: (height, width, …).
            widget: (width, height).
            margin: Left free on each side, in widget pixels.
            covered: Widget pixels at the top that something else lies over.
        """
        height, width = image[:2]
        free = widget[1] - covered
        room = max(1, widget[0] - 2 * margin), max(1, free - 2 * margin)
        zoom = max(SMALLEST_ZOOM, min(1.0, room[0] / width, room[1] / height))
        return cls(zoom, (widget[0] - width * zoom) / 2, covered + (free - height * zoom) / 2)

    @classmethod
    def filled(cls, one: Point, other: Point, widget: tuple[int, int]) -> "Viewport":
        """Return the view in which the box between two image points fills the widget.

        Args:
            one: A corner.
            other: The opposite corner.
            widget: (width, height).
        """
        sides = max(1.0, abs(other[0] - one[0])), max(1.0, abs(other[1] - one[1]))
        zoom = min(LARGEST_ZOOM, widget[0] / sides[0], widget[1] / sides[1])
        x, y = (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
        return cls(zoom, widget[0] / 2 - x * zoom, widget[1] / 2 - y * zoom)

    def zoomed(self, zoom: float, at: Point) -> "Viewport":
        """Return this view at another zoom with the same image point under widget point `at`."""
        zoom = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, zoom))
        x, y = self.to_image(at)
        return Viewport(zoom, at[0] - x * zoom, at[1] - y * zoom)

    def stepped(self, steps: int, at: Point) -> "Viewport":
        """Return the view at the next larger (1) or smaller (-1) zoom of a fixed series."""
        larger = [step for step in _STEPS if step > self.zoom * 1.001]
        smaller = [step for step in _STEPS if step < self.zoom * 0.999]
        series = larger if steps > 0 else smaller[::-1]
        return self.zoomed(series[0] if series else self.zoom, at)

    def moved(self, dx: float, dy: float) -> "Viewport":
        """Return this view with the image moved by widget pixels."""
        return Viewport(self.zoom, self.x + dx, self.y + dy)

    def centred(self, at: Point, widget: tuple[int, int]) -> "Viewport":
        """Return this view with image point `at` in the middle of a widget of (width, height)."""
        x, y = widget[0] / 2 - at[0] * self.zoom, widget[1] / 2 - at[1] * self.zoom
        return Viewport(self.zoom, x, y)

    def aligned(self, ratio: float) -> "Viewport":
        """Return this view with the image's corner on a device pixel where that spares smoothing.

        At 100 %, 50 %, 25 % … a picture tile's pixels are the device's, if only they lie on them.

        Args:
            ratio: Device pixels per widget pixel.
        """
        if self.zoom * ratio > 1 or math.frexp(self.zoom * ratio)[0] != 0.5:
            return self
        return Viewport(self.zoom, round(self.x * ratio) / ratio, round(self.y * ratio) / ratio)

    def to_image(self, point: Point) -> Point:
        """Return the image point under a widget point."""
        return (point[0] - self.x) / self.zoom, (point[1] - self.y) / self.zoom

    def to_widget(self, point: Point) -> Point:
        """Return the widget point over an image point."""
        return point[0] * self.zoom + self.x, point[1] * self.zoom + self.y

    def visible(self, widget: tuple[int, int]) -> Rect:
        """Return the image pixels that a widget of (width, height) could show."""
        left, top = self.to_image((0, 0))
        right, bottom = self.to_image((float(widget[0]), float(widget[1])))
        return Rect(int(top) - 1, int(left) - 1, int(bottom) + 2, int(right) + 2)
